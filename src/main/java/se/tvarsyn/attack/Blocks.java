package se.tvarsyn.attack;

import java.util.Arrays;

/** Columns that are not plainly known, in blocks: two columns are in one block where a figure ties them. */
final class Blocks {
    private final Incidence incidence;
    private final Bounds bounds;
    private final boolean[] ties;
    private final int[] parent;
    private final int count;

    Blocks(Incidence incidence, Bounds bounds, long[] low, long[] high) {
        this.incidence = incidence;
        this.bounds = bounds;
        this.parent = new int[incidence.columns()];
        Arrays.setAll(parent, column -> column);
        this.ties = new boolean[incidence.rows()];
        for (int row = 0; row < incidence.rows(); row++) {
            ties[row] = !bounds.slack(row, low[row], high[row]);
            if (ties[row]) {
                tie(row);
            }
        }
        int roots = 0;
        for (int column = 0; column < parent.length; column++) {
            roots += !bounds.fixed(column) && root(column) == column ? 1 : 0;
        }
        this.count = roots;
    }

    private void tie(int row) {
        int first = -1;
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            int column = incidence.rowColumns[at];
            if (!bounds.fixed(column)) {
                if (first < 0) {
                    first = root(column);
                } else {
                    parent[root(column)] = first;
                }
            }
        }
    }

    private int root(int column) {
        int at = column;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    int count() {
        return count;
    }

    /** All columns of the blocks that a row touches, ascending; null-length where there are more than {@code most}. */
    int[] around(int row, int most) {
        boolean[] wanted = new boolean[parent.length];
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            int column = incidence.rowColumns[at];
            if (!bounds.fixed(column)) {
                wanted[root(column)] = true;
            }
        }
        int[] columns = new int[Math.min(most, parent.length) + 1];
        int size = 0;
        for (int column = 0; column < parent.length && size <= most; column++) {
            if (!bounds.fixed(column) && wanted[root(column)]) {
                columns[size++] = column;
            }
        }
        return size > most ? new int[0] : Arrays.copyOf(columns, size);
    }

    /** Columns near a row, ascending: its own, then those tied to them by the shortest figures. */
    int[] near(int row, int most) {
        boolean[] taken = new boolean[parent.length];
        int[] queue = new int[most];
        int size = 0;
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1] && size < most / 2; at++) {
            int column = incidence.rowColumns[at];
            if (!bounds.fixed(column)) {
                taken[column] = true;
                queue[size++] = column;
            }
        }
        for (int head = 0; head < size && size < most; head++) {
            int[] rows = Arrays.stream(incidence.rowsOf(queue[head]))
                    .filter(near -> ties[near])
                    .boxed()
                    .sorted(java.util.Comparator.comparingInt(incidence::length))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int near : rows) {
                for (int at = incidence.rowStart[near]; at < incidence.rowStart[near + 1] && size < most; at++) {
                    int column = incidence.rowColumns[at];
                    if (!taken[column] && !bounds.fixed(column)) {
                        taken[column] = true;
                        queue[size++] = column;
                    }
                }
            }
        }
        int[] columns = Arrays.copyOf(queue, size);
        Arrays.sort(columns);
        return columns;
    }
}
