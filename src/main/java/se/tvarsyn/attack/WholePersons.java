package se.tvarsyn.attack;

import java.util.Arrays;

/**
 * Looks through the populations in whole persons, where parts of persons leave room that whole persons may not.
 *
 * <p>Bounds are tightened figure by figure, then a column is tried value by value, those near the truth first. Either finds
 * a witness, or has looked everywhere and found none, or gives up after so much work.
 */
final class WholePersons {
    private static final int MOST_WORK = 12_000_000;

    private final Incidence incidence;
    private final long[] low;
    private final long[] high;
    private final Bounds bounds;
    private final Witnesses witnesses;
    private int[] columns = {};
    private int[][] members = {};
    private long[] least = {};
    private long[] most = {};
    private long workLeft;

    WholePersons(Incidence incidence, long[] low, long[] high, Bounds bounds, Witnesses witnesses) {
        this.incidence = incidence;
        this.low = low;
        this.high = high;
        this.bounds = bounds;
        this.witnesses = witnesses;
    }

    /**
     * Looks for another number of the row, both ways.
     *
     * @param over columns that may change; the others stay as they truly are
     * @return whether it has looked everywhere, or found what was asked for
     */
    boolean search(int row, int[] over, int leastValues) {
        layOut(row, over);
        boolean everywhere = true;
        for (int direction = -1; direction <= 1; direction += 2) {
            boolean found = true;
            for (int distance = 1; found && distance < leastValues && !witnesses.settles(row); distance++) {
                least[0] = direction > 0 ? distance : -Statement.UNBOUNDED;
                most[0] = direction > 0 ? Statement.UNBOUNDED : -distance;
                workLeft = MOST_WORK;
                found = descend(domain(true), domain(false));
                everywhere &= found || workLeft > 0;
            }
        }
        return everywhere || witnesses.settles(row);
    }

    /** Every figure as a change from the truth; the first is the row that is asked for. */
    private void layOut(int row, int[] over) {
        columns = over;
        int[] rows = Arrays.stream(columns)
                .flatMap(column -> Arrays.stream(incidence.rowsOf(column)))
                .sorted()
                .distinct()
                .filter(tied -> !bounds.slack(tied, low[tied], high[tied]))
                .toArray();
        members = new int[rows.length + 1][];
        least = new long[rows.length + 1];
        most = new long[rows.length + 1];
        members[0] = places(row);
        for (int at = 0; at < rows.length; at++) {
            members[at + 1] = places(rows[at]);
            least[at + 1] = low[rows[at]] - incidence.number[rows[at]];
            most[at + 1] = high[rows[at]] - incidence.number[rows[at]];
        }
    }

    private int[] places(int row) {
        return Arrays.stream(incidence.columnsOf(row))
                .map(column -> Arrays.binarySearch(columns, column))
                .filter(place -> place >= 0)
                .toArray();
    }

    private long[] domain(boolean lower) {
        return Arrays.stream(columns)
                .mapToLong(column ->
                        (lower ? bounds.columnLow[column] : bounds.columnHigh[column]) - incidence.persons[column])
                .toArray();
    }

    private boolean descend(long[] from, long[] to) {
        if (workLeft <= 0 || !tighten(from, to)) {
            return false;
        }
        int narrowest = -1;
        for (int place = 0; place < from.length; place++) {
            boolean open = to[place] > from[place];
            if (open && (narrowest < 0 || to[place] - from[place] < to[narrowest] - from[narrowest])) {
                narrowest = place;
            }
        }
        if (narrowest < 0) {
            return offer(from);
        }
        // The value nearest to no change, then what lies below it and above it.
        long value = Math.max(from[narrowest], Math.min(0, to[narrowest]));
        return with(from, to, narrowest, value, value)
                || (value > from[narrowest] && with(from, to, narrowest, from[narrowest], value - 1))
                || (value < to[narrowest] && with(from, to, narrowest, value + 1, to[narrowest]));
    }

    private boolean with(long[] from, long[] to, int place, long newFrom, long newTo) {
        long[] lower = from.clone();
        long[] upper = to.clone();
        lower[place] = newFrom;
        upper[place] = newTo;
        return descend(lower, upper);
    }

    private boolean tighten(long[] from, long[] to) {
        boolean changed = true;
        // The rounds end by themselves; the limit keeps a long creep of bounds from being paid for at every step.
        for (int round = 0; changed && round < 50 && workLeft > 0; round++) {
            changed = false;
            for (int figure = 0; figure < members.length; figure++) {
                long lower = 0;
                long upper = 0;
                workLeft -= 2L * members[figure].length + 4;
                for (int place : members[figure]) {
                    lower += from[place];
                    upper = add(upper, to[place]);
                }
                if (lower > most[figure] || upper < least[figure]) {
                    return false;
                }
                for (int place : members[figure]) {
                    long roof =
                            most[figure] >= Statement.UNBOUNDED / 2 ? to[place] : most[figure] - (lower - from[place]);
                    long floor = upper >= Statement.UNBOUNDED / 2 || least[figure] <= -Statement.UNBOUNDED / 2
                            ? from[place]
                            : least[figure] - (upper - to[place]);
                    changed |= roof < to[place] || floor > from[place];
                    lower += Math.max(0, floor - from[place]);
                    upper -= upper >= Statement.UNBOUNDED / 2 ? 0 : Math.max(0, to[place] - roof);
                    to[place] = Math.min(to[place], roof);
                    from[place] = Math.max(from[place], floor);
                    if (from[place] > to[place]) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static long add(long sum, long next) {
        return sum >= Statement.UNBOUNDED / 2 || next >= Statement.UNBOUNDED / 2 ? Statement.UNBOUNDED : sum + next;
    }

    private boolean offer(long[] steps) {
        int[] moved = new int[steps.length];
        long[] by = new long[steps.length];
        int size = 0;
        for (int place = 0; place < steps.length; place++) {
            if (steps[place] != 0) {
                moved[size] = columns[place];
                by[size++] = steps[place];
            }
        }
        return witnesses.tryMove(moved, by, size);
    }
}
