package se.tvarsyn.attack;

import java.util.Arrays;

/**
 * Other populations that would have given the same release: each proves, for every cell whose number differs in it, that
 * the cell is not determined.
 *
 * <p>A population is given as a move away from the true one: persons added to or taken from some columns. It is checked
 * against every statement in whole numbers, so a wrong guess of a search can never call a cell safe.
 */
final class Witnesses {
    private final Incidence incidence;
    private final long[] low;
    private final long[] high;
    private final int leastValues;
    /** The smallest and the greatest number seen so far for each row. */
    private final long[] least;

    private final long[] most;
    private final long[] net;
    private final int[] touched;
    private int touchedCount;

    Witnesses(Incidence incidence, long[] low, long[] high, int leastValues) {
        this.incidence = incidence;
        this.low = low;
        this.high = high;
        this.leastValues = leastValues;
        this.least = incidence.number.clone();
        this.most = incidence.number.clone();
        this.net = new long[incidence.rows()];
        this.touched = new int[incidence.rows()];
    }

    boolean settles(int row) {
        return most[row] - least[row] + 1 >= leastValues;
    }

    /** Whether any other number than the true one was found. */
    boolean finds(int row) {
        return most[row] > least[row];
    }

    private void widen(int row, long seenLeast, long seenMost) {
        least[row] = Math.min(least[row], seenLeast);
        most[row] = Math.max(most[row], seenMost);
    }

    /** Tries one move both ways. */
    boolean tryBoth(int[] columns, long[] steps, int size) {
        boolean forward = tryMove(columns, steps, size);
        long[] back = new long[size];
        for (int i = 0; i < size; i++) {
            back[i] = -steps[i];
        }
        return tryMove(columns, back, size) || forward;
    }

    /**
     * Tries one move, as many times over as is needed and possible.
     *
     * @param columns each once
     * @return whether every statement stays true
     */
    boolean tryMove(int[] columns, long[] steps, int size) {
        long times = leastValues - 1L;
        for (int i = 0; i < size; i++) {
            if (steps[i] < 0) {
                times = Math.min(times, incidence.persons[columns[i]] / -steps[i]);
            }
        }
        if (times >= 1) {
            for (int i = 0; i < size; i++) {
                add(columns[i], steps[i]);
            }
            times = room(times);
            for (int i = 0; times >= 1 && i < touchedCount; i++) {
                int row = touched[i];
                long seen = incidence.number[row] + times * net[row];
                widen(row, seen, seen);
            }
            for (int i = 0; i < touchedCount; i++) {
                net[touched[i]] = 0;
            }
            touchedCount = 0;
        }
        return times >= 1;
    }

    private void add(int column, long step) {
        for (int at = incidence.columnStart[column]; at < incidence.columnStart[column + 1]; at++) {
            int row = incidence.columnRows[at];
            if (net[row] == 0) {
                // A row may come twice where steps cancelled out in between: it is cleared twice, and no harm done.
                if (touchedCount == touched.length) {
                    compact();
                }
                touched[touchedCount++] = row;
            }
            net[row] += step;
        }
    }

    private void compact() {
        int[] sorted = Arrays.copyOf(touched, touchedCount);
        Arrays.sort(sorted);
        int kept = 0;
        for (int i = 0; i < sorted.length; i++) {
            // The row that is being added has a net of 0 and comes in again.
            if ((i == 0 || sorted[i] != sorted[i - 1]) && net[sorted[i]] != 0) {
                touched[kept++] = sorted[i];
            }
        }
        touchedCount = kept;
    }

    private long room(long wanted) {
        long times = wanted;
        for (int i = 0; i < touchedCount; i++) {
            int row = touched[i];
            if (net[row] > 0) {
                times = Math.min(times, (high[row] - incidence.number[row]) / net[row]);
            } else if (net[row] < 0) {
                times = Math.min(times, (incidence.number[row] - low[row]) / -net[row]);
            }
        }
        return times;
    }
}
