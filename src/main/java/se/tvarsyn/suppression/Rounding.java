package se.tvarsyn.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import se.tvarsyn.attack.Incidence;

/**
 * Rounding of counts: to the middle of six, or of small counts to a base with totals that still add up.
 *
 * <p>Neither is a profile of its own here; both are for figures that are handed out beside a release.
 */
public final class Rounding {
    private Rounding() {}

    /**
     * To the middle of six: 0 stays 0, 1–6 become 3, 7–12 become 9, and so on. Every cell for itself, so not additive.
     *
     * @throws IllegalArgumentException where the number is negative
     */
    public static long midpoint6(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a negative number of persons cannot be rounded: count persons");
        }
        return number == 0 ? 0 : (number + 5) / 6 * 6 - 3;
    }

    /**
     * Rounds small inner counts to 0 or {@code base}, so that no cell made of them shows a number from 1 to {@code base - 1}
     * and every total is the sum of its parts. Large inner counts stay as they are.
     *
     * <p>Begins with all small counts at 0 and raises, one at a time, the one that brings all cells closest to the truth;
     * then takes back or exchanges as long as that brings them closer still.
     *
     * @param incidence the cells to be shown, over the inner counts
     * @param base the smallest number that may be shown, besides 0
     * @return for each column its rounded number
     */
    public static long[] smallCounts(Incidence incidence, int base) {
        if (base < 2) {
            throw new IllegalArgumentException("a base under 2 rounds nothing: give 2 or more");
        }
        long[] rounded = new long[incidence.columns()];
        List<Integer> small = new ArrayList<>();
        for (int column = 0; column < rounded.length; column++) {
            long persons = incidence.persons(column);
            rounded[column] = persons >= base ? persons : 0;
            if (persons >= 1 && persons < base) {
                small.add(column);
            }
        }
        long[] error = new long[incidence.rows()];
        for (int row = 0; row < error.length; row++) {
            error[row] = Arrays.stream(incidence.columnsOf(row))
                            .mapToLong(column -> rounded[column])
                            .sum()
                    - incidence.number(row);
        }
        boolean better = true;
        while (better) {
            better = improve(incidence, base, rounded, small, error);
        }
        return rounded;
    }

    /** The best single change, else the best exchange; each lowers the sum of squares, so this ends. */
    private static boolean improve(Incidence incidence, int base, long[] rounded, List<Integer> small, long[] error) {
        long best = 0;
        int one = -1;
        int other = -1;
        for (int column : small) {
            long before = squares(error);
            flip(incidence, base, rounded, error, column);
            long single = squares(error);
            flip(incidence, base, rounded, error, column);
            if (single - before < best) {
                best = single - before;
                one = column;
            }
        }
        for (int at = 0; one < 0 && at < small.size(); at++) {
            for (int next = at + 1; next < small.size(); next++) {
                if (rounded[small.get(at)] == rounded[small.get(next)]) {
                    continue;
                }
                long before = squares(error);
                flip(incidence, base, rounded, error, small.get(at));
                flip(incidence, base, rounded, error, small.get(next));
                long after = squares(error);
                flip(incidence, base, rounded, error, small.get(at));
                flip(incidence, base, rounded, error, small.get(next));
                if (after - before < best) {
                    best = after - before;
                    one = small.get(at);
                    other = small.get(next);
                }
            }
        }
        if (one >= 0) {
            flip(incidence, base, rounded, error, one);
        }
        if (other >= 0) {
            flip(incidence, base, rounded, error, other);
        }
        return one >= 0;
    }

    private static void flip(Incidence incidence, int base, long[] rounded, long[] error, int column) {
        long change = rounded[column] == 0 ? base : -base;
        rounded[column] += change;
        for (int row : incidence.rowsOf(column)) {
            error[row] += change;
        }
    }

    private static long squares(long[] error) {
        return Arrays.stream(error).map(value -> value * value).sum();
    }
}
