package se.tvarsyn.attack;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Looks for a witness by trial: moves one person in or out of a cell, and mends each figure that this makes untrue by
 * moving another person the other way.
 *
 * <p>Finds short cycles. What it does not find is not thereby unsafe; it goes on to linear programming. The random numbers
 * have a fixed seed: the same release is searched in the same way.
 */
final class RepairSearch {
    private static final int STARTS = 20;
    private static final int DEPTH = 14;
    private static final int CANDIDATES = 24;

    private final Incidence incidence;
    private final long[] low;
    private final long[] high;
    private final Witnesses witnesses;
    private final SplittableRandom random = new SplittableRandom(7);
    /** For each column its rows that have no room in one direction or in both: only these can become untrue by one step. */
    private final int[] tightStart;

    private final int[] tightRows;
    private final long[] net;
    private final int[] moved = new int[DEPTH + 2];
    private final long[] steps = new long[DEPTH + 2];
    private int size;
    private int[] untrue = new int[64];
    private int untrueCount;
    private long effort;

    RepairSearch(Incidence incidence, long[] low, long[] high, Witnesses witnesses, long effort) {
        this.incidence = incidence;
        this.low = low;
        this.high = high;
        this.witnesses = witnesses;
        this.effort = effort;
        this.net = new long[incidence.rows()];
        int columns = incidence.columns();
        this.tightStart = new int[columns + 1];
        int[] kept = new int[incidence.columnRows.length];
        int count = 0;
        for (int column = 0; column < columns; column++) {
            for (int at = incidence.columnStart[column]; at < incidence.columnStart[column + 1]; at++) {
                int row = incidence.columnRows[at];
                if (incidence.number[row] == low[row] || incidence.number[row] == high[row]) {
                    kept[count++] = row;
                }
            }
            tightStart[column + 1] = count;
        }
        this.tightRows = Arrays.copyOf(kept, count);
    }

    /** Moves of one person that need no mending, and moves between columns that lie in the same exact figures. */
    void easyMoves() {
        int[] one = new int[1];
        long[] step = new long[1];
        int[] pair = new int[2];
        java.util.Map<Long, Integer> alike = new java.util.HashMap<>();
        for (int column = 0; column < incidence.columns(); column++) {
            boolean up = true;
            boolean down = true;
            long mark = 0;
            for (int at = tightStart[column]; at < tightStart[column + 1]; at++) {
                int row = tightRows[at];
                up &= incidence.number[row] < high[row];
                down &= incidence.number[row] > low[row];
                mark += low[row] == high[row] ? mix(row) : 0;
            }
            one[0] = column;
            step[0] = up ? 1 : -1;
            if (up || down) {
                witnesses.tryMove(one, step, 1);
            }
            if (up && down) {
                step[0] = -1;
                witnesses.tryMove(one, step, 1);
            }
            Integer other = alike.put(mark, column);
            if (other != null) {
                pair[0] = other;
                pair[1] = column;
                witnesses.tryBoth(pair, new long[] {1, -1}, 2);
            }
        }
    }

    private static long mix(long value) {
        long mixed = (value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Searches for witnesses of one row until it is settled or the effort is used up. */
    void search(int row) {
        int length = incidence.length(row);
        for (int start = 0; start < STARTS * 2 && length > 0 && effort > 0; start++) {
            if (witnesses.settles(row)) {
                return;
            }
            int offset = length <= STARTS ? (start / 2) % length : random.nextInt(length);
            attempt(row, incidence.rowColumns[incidence.rowStart[row] + offset], start % 2 == 0 ? 1 : -1);
        }
    }

    private void attempt(int row, int first, int direction) {
        size = 0;
        untrueCount = 0;
        if (!step(first, direction)) {
            return;
        }
        boolean going = true;
        while (going) {
            int broken = smallestUntrue();
            if (broken < 0) {
                witnesses.tryMove(moved, steps, size);
                going = false;
            } else {
                int mend = net[broken] > 0 ? -1 : 1;
                int best = best(row, broken, mend);
                going = best >= 0 && size <= DEPTH && step(best, mend);
            }
        }
        for (int i = 0; i < size; i++) {
            for (int at = tightStart[moved[i]]; at < tightStart[moved[i] + 1]; at++) {
                net[tightRows[at]] = 0;
            }
        }
        net[row] = 0;
    }

    private boolean step(int column, int direction) {
        int place = 0;
        while (place < size && moved[place] != column) {
            place++;
        }
        if (place == size) {
            moved[size] = column;
            steps[size++] = 0;
        }
        steps[place] += direction;
        for (int at = tightStart[column]; at < tightStart[column + 1]; at++) {
            int row = tightRows[at];
            net[row] += direction;
            if (breaks(row, net[row])) {
                if (untrueCount == untrue.length) {
                    untrue = Arrays.copyOf(untrue, 2 * untrueCount);
                }
                untrue[untrueCount++] = row;
            }
        }
        return incidence.persons[column] + steps[place] >= 0;
    }

    private boolean breaks(int row, long change) {
        long seen = incidence.number[row] + change;
        return seen > high[row] || seen < low[row];
    }

    private int smallestUntrue() {
        int best = -1;
        int kept = 0;
        for (int i = 0; i < untrueCount; i++) {
            int row = untrue[i];
            if (breaks(row, net[row])) {
                untrue[kept++] = row;
                if (best < 0 || incidence.length(row) < incidence.length(best)) {
                    best = row;
                }
            }
        }
        untrueCount = kept;
        return best;
    }

    /** Of some columns of the broken row the one whose step leaves least broken; −1 where there is none. */
    private int best(int asked, int broken, int mend) {
        int length = incidence.length(broken);
        int tries = Math.min(length, CANDIDATES);
        int from = length <= CANDIDATES ? 0 : random.nextInt(length);
        // Half of a long row's candidates come from beside the columns that were moved: they share the most figures.
        int best = -1;
        long bestScore = Long.MAX_VALUE;
        for (int i = 0; i < tries; i++) {
            int offset;
            if (length <= CANDIDATES) {
                offset = (from + i) % length;
            } else if (i % 2 == 0) {
                int near = Arrays.binarySearch(
                        incidence.rowColumns,
                        incidence.rowStart[broken],
                        incidence.rowStart[broken + 1],
                        moved[random.nextInt(size)]);
                int place = (near < 0 ? -near - 1 : near) - incidence.rowStart[broken];
                offset = Math.floorMod(place + random.nextInt(-12, 13), length);
            } else {
                offset = random.nextInt(length);
            }
            int column = incidence.rowColumns[incidence.rowStart[broken] + offset];
            long score = score(asked, column, mend);
            if (score < bestScore) {
                bestScore = score;
                best = column;
            }
        }
        return best;
    }

    private long score(int asked, int column, int mend) {
        int place = 0;
        while (place < size && moved[place] != column) {
            place++;
        }
        long own = place < size ? steps[place] : 0;
        // Taking a step back leads nowhere, and what is not there cannot be taken.
        if (own * mend < 0 || incidence.persons[column] + own + mend < 0) {
            return Long.MAX_VALUE;
        }
        long score = incidence.contains(asked, column) ? 1 : 0;
        effort -= tightStart[column + 1] - tightStart[column] + 8L;
        for (int at = tightStart[column]; at < tightStart[column + 1]; at++) {
            int row = tightRows[at];
            score += (breaks(row, net[row] + mend) ? 4 : 0) - (breaks(row, net[row]) ? 4 : 0);
        }
        return score;
    }
}
