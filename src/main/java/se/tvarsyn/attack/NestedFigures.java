package se.tvarsyn.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Pairs of cells of which one lies within the other, and what is between them.
 *
 * <p>The difference of two exact figures is an exact figure, whether or not anybody meant to publish it.
 */
public final class NestedFigures {
    private final Incidence incidence;

    public NestedFigures(Incidence incidence) {
        this.incidence = incidence;
    }

    /**
     * One figure within another.
     *
     * @param outer row of the larger cell
     * @param inner row of the smaller cell
     * @param between columns of the outer that are not in the inner, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    public record Pair(int outer, int inner, int[] between) {}

    /**
     * Pairs of rows that differ by a small group, unless that group is made of rows that are judged by themselves.
     *
     * @param most the largest small group
     * @param shown whether a row's number is shown exactly
     * @param judged whether a row is judged by itself, as a hidden cell is: a small group that is made of such rows is what
     *     suppression leaves on purpose, and no finding
     */
    public List<Pair> smallDifferences(long most, IntPredicate shown, IntPredicate judged) {
        List<Pair> pairs = new ArrayList<>();
        for (int inner = 0; inner < incidence.rows(); inner++) {
            int rare = rarest(inner);
            if (rare < 0 || !shown.test(inner) || incidence.number[inner] == 0) {
                continue;
            }
            for (int at = incidence.columnStart[rare]; at < incidence.columnStart[rare + 1]; at++) {
                int outer = incidence.columnRows[at];
                long difference = incidence.number[outer] - incidence.number[inner];
                if (difference >= 1 && difference <= most && shown.test(outer) && within(inner, outer)) {
                    int[] between = between(inner, outer);
                    if (!madeOf(between, judged)) {
                        pairs.add(new Pair(outer, inner, between));
                    }
                }
            }
        }
        return pairs;
    }

    /** Rows of the second kind that hold, or lie in, a row of the first kind; the first met for each, else −1. */
    int[] entangled(IntPredicate first, IntPredicate second) {
        int[] found = new int[incidence.rows()];
        java.util.Arrays.fill(found, -1);
        for (int row = 0; row < incidence.rows(); row++) {
            int rare = rarest(row);
            if (rare < 0 || incidence.number[row] == 0 || !(first.test(row) || second.test(row))) {
                continue;
            }
            for (int at = incidence.columnStart[rare]; at < incidence.columnStart[rare + 1]; at++) {
                int outer = incidence.columnRows[at];
                boolean forward = first.test(row) && second.test(outer) && found[outer] < 0;
                boolean backward = second.test(row) && first.test(outer) && found[row] < 0;
                if ((forward || backward) && within(row, outer)) {
                    found[forward ? outer : row] = forward ? row : outer;
                }
            }
        }
        return found;
    }

    private int rarest(int row) {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            int column = incidence.rowColumns[at];
            int rows = incidence.columnStart[column + 1] - incidence.columnStart[column];
            if (rows < fewest) {
                fewest = rows;
                best = column;
            }
        }
        return best;
    }

    private boolean within(int inner, int outer) {
        if (incidence.length(inner) > incidence.length(outer)) {
            return false;
        }
        int to = incidence.rowStart[outer];
        for (int at = incidence.rowStart[inner]; at < incidence.rowStart[inner + 1]; at++) {
            while (to < incidence.rowStart[outer + 1] && incidence.rowColumns[to] < incidence.rowColumns[at]) {
                to++;
            }
            if (to == incidence.rowStart[outer + 1] || incidence.rowColumns[to] != incidence.rowColumns[at]) {
                return false;
            }
        }
        return true;
    }

    private int[] between(int inner, int outer) {
        return java.util.Arrays.stream(incidence.columnsOf(outer))
                .filter(column -> !incidence.contains(inner, column))
                .toArray();
    }

    private boolean madeOf(int[] columns, IntPredicate judged) {
        for (int column : columns) {
            boolean found = incidence.persons[column] == 0;
            for (int at = incidence.columnStart[column]; !found && at < incidence.columnStart[column + 1]; at++) {
                int row = incidence.columnRows[at];
                found = judged.test(row) && subset(row, columns);
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private boolean subset(int row, int[] columns) {
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            if (java.util.Arrays.binarySearch(columns, incidence.rowColumns[at]) < 0) {
                return false;
            }
        }
        return true;
    }
}
