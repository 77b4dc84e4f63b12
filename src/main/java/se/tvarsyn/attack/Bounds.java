package se.tvarsyn.attack;

/**
 * What follows for single groups and cells by adding and subtracting, over and over: a sound proof of what is known.
 *
 * <p>A group is at most what a cell leaves after the least of its other groups, and at least what it leaves after their
 * most. Bounds only ever shrink, and always hold the truth.
 */
final class Bounds {
    private static final long LARGE_INPUT = 4_000_000;

    final long[] columnLow;
    final long[] columnHigh;
    final long[] rowLow;
    final long[] rowHigh;
    private final Incidence incidence;

    Bounds(Incidence incidence, long[] low, long[] high) {
        this.incidence = incidence;
        this.rowLow = low.clone();
        this.rowHigh = high.clone();
        this.columnLow = new long[incidence.columns()];
        this.columnHigh = new long[incidence.columns()];
        java.util.Arrays.fill(columnHigh, Statement.UNBOUNDED);
        // Fewer rounds only mean less is proved here: what is left over goes to the next attacks.
        int rounds = incidence.rowColumns.length > LARGE_INPUT ? 8 : 60;
        boolean changed = true;
        for (int round = 0; changed && round < rounds; round++) {
            changed = false;
            for (int row = 0; row < incidence.rows(); row++) {
                changed |= tighten(row);
            }
        }
    }

    private boolean tighten(int row) {
        int from = incidence.rowStart[row];
        int to = incidence.rowStart[row + 1];
        long least = 0;
        long most = 0;
        int endless = 0;
        for (int at = from; at < to; at++) {
            int column = incidence.rowColumns[at];
            least += columnLow[column];
            if (columnHigh[column] == Statement.UNBOUNDED) {
                endless++;
            } else {
                most += columnHigh[column];
            }
        }
        rowLow[row] = Math.max(rowLow[row], least);
        if (endless == 0) {
            rowHigh[row] = Math.min(rowHigh[row], most);
        }
        boolean changed = false;
        for (int at = from; at < to; at++) {
            int column = incidence.rowColumns[at];
            long low = columnLow[column];
            long high = columnHigh[column];
            if (rowHigh[row] != Statement.UNBOUNDED && rowHigh[row] - (least - low) < high) {
                columnHigh[column] = rowHigh[row] - (least - low);
                changed = true;
            }
            boolean othersEnd = endless == 0 || (endless == 1 && high == Statement.UNBOUNDED);
            if (othersEnd) {
                long others = endless == 1 ? most : most - high;
                if (rowLow[row] - others > low) {
                    columnLow[column] = rowLow[row] - others;
                    changed = true;
                }
            }
        }
        return changed;
    }

    boolean fixed(int column) {
        return columnLow[column] == columnHigh[column];
    }

    /** Whether a row can be left out: it says no more than its columns do. */
    boolean slack(int row, long low, long high) {
        long least = 0;
        long most = 0;
        boolean endless = false;
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            int column = incidence.rowColumns[at];
            least += columnLow[column];
            endless |= columnHigh[column] == Statement.UNBOUNDED;
            most += endless ? 0 : columnHigh[column];
        }
        return least >= low && (high == Statement.UNBOUNDED || (!endless && most <= high));
    }
}
