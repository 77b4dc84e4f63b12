package se.tvarsyn.attack;

import java.util.Arrays;

/**
 * Gaussian elimination in whole numbers: all ways in which persons can be moved while the figures eliminated so far stay
 * as they are.
 *
 * <p>Begins with one vector per column and loses one with every figure that says something new. A figure follows from the
 * eliminated ones exactly where no vector changes it. Margins are long sums, but what they leave open is short (one person
 * here, one less there), so the vectors are kept and not the sums; they serve as witnesses at the same time. The arithmetic
 * is exact: entries are divided by their common divisor, and one that grows out of bounds stops the work. A prime modulus
 * would need a check in whole numbers beside it, because a row can vanish modulo a prime and stand in truth.
 */
public final class NullSpace {
    private static final long GREATEST_ENTRY = 1L << 30;

    private final int columns;
    private final long mostEntries;
    private long workLeft;
    private final int[][] vectorIndex;
    private final long[][] vectorEntry;
    /** Vectors that may have an entry in a column; the dead and the doubled are dropped when the list is read. */
    private final int[][] users;

    private final int[] userCount;
    /** How many vectors change a followed figure. */
    private final int[] support;

    private final boolean[] inFigure;
    private final int[] seen;
    private int stamp;
    private final long[] product;
    private int[] hits = new int[16];
    private int hitCount;
    private long entries;

    /**
     * @param columns number of columns
     * @param followed figures to be watched while others are eliminated: columns of each, ascending
     * @param mostEntries most entries to hold in memory
     * @param work most steps of arithmetic
     */
    public NullSpace(int columns, int[][] followed, long mostEntries, long work) {
        this.columns = columns;
        this.mostEntries = mostEntries;
        this.workLeft = work;
        this.vectorIndex = new int[columns][];
        this.vectorEntry = new long[columns][];
        this.users = new int[columns][];
        this.userCount = new int[columns];
        this.support = new int[followed.length];
        this.inFigure = new boolean[columns];
        this.seen = new int[columns];
        this.product = new long[columns];
        int[] size = new int[columns];
        for (int[] figure : followed) {
            for (int column : figure) {
                size[column]++;
            }
        }
        for (int column = 0; column < columns; column++) {
            vectorIndex[column] = new int[size[column] + 1];
            vectorEntry[column] = new long[size[column] + 1];
            Arrays.fill(vectorEntry[column], 1);
            vectorIndex[column][0] = column;
            users[column] = new int[] {column};
            userCount[column] = 1;
            entries += size[column] + 1L;
        }
        Arrays.fill(size, 0);
        for (int figure = 0; figure < followed.length; figure++) {
            support[figure] = followed[figure].length;
            for (int column : followed[figure]) {
                vectorIndex[column][++size[column]] = columns + figure;
            }
        }
    }

    /** Whether a followed figure follows from what was eliminated. */
    public boolean follows(int followed) {
        return support[followed] == 0;
    }

    /** Whether a figure follows from what was eliminated. */
    public boolean follows(int[] figure) {
        meet(figure);
        return hitCount == 0;
    }

    /**
     * Eliminates a figure: it stays as it is from now on.
     *
     * @throws TooLarge where memory, work or numbers go out of bounds; what was eliminated before stays so
     */
    public void eliminate(int[] figure) throws TooLarge {
        meet(figure);
        reduce();
    }

    /**
     * Eliminates a figure unless a followed one would then follow.
     *
     * @return whether it was eliminated, or followed already
     */
    public boolean eliminateUnlessItTells(int[] figure) throws TooLarge {
        meet(figure);
        if (hitCount > 0 && tells()) {
            return false;
        }
        reduce();
        return true;
    }

    /** A followed figure would follow where it changes with the very vectors that change this one, in proportion. */
    private boolean tells() {
        int first = hits[0];
        for (int at = vectorIndex[first].length - 1; at >= 0 && vectorIndex[first][at] >= columns; at--) {
            int coordinate = vectorIndex[first][at];
            if (support[coordinate - columns] != hitCount) {
                continue;
            }
            long entry = vectorEntry[first][at];
            boolean proportional = true;
            for (int i = 1; proportional && i < hitCount; i++) {
                workLeft--;
                proportional = Math.multiplyExact(entry(hits[i], coordinate), product[first])
                        == Math.multiplyExact(entry, product[hits[i]]);
            }
            if (proportional) {
                return true;
            }
        }
        return false;
    }

    private long entry(int vector, int coordinate) {
        int at = Arrays.binarySearch(vectorIndex[vector], coordinate);
        return at < 0 ? 0 : vectorEntry[vector][at];
    }

    /** Finds the vectors that change the figure, and by how much. */
    private void meet(int[] figure) {
        hitCount = 0;
        for (int column : figure) {
            inFigure[column] = true;
        }
        int first = ++stamp;
        for (int column : figure) {
            int kept = 0;
            int inThisList = ++stamp;
            for (int i = 0; i < userCount[column]; i++) {
                int vector = users[column][i];
                boolean met = seen[vector] >= first;
                if (vectorIndex[vector].length == 0 || seen[vector] == inThisList || entry(vector, column) == 0) {
                    continue;
                }
                seen[vector] = inThisList;
                users[column][kept++] = vector;
                if (!met) {
                    measure(vector);
                }
            }
            userCount[column] = kept;
        }
        for (int column : figure) {
            inFigure[column] = false;
        }
    }

    private void measure(int vector) {
        long sum = 0;
        int[] index = vectorIndex[vector];
        for (int at = 0; at < index.length && index[at] < columns; at++) {
            if (inFigure[index[at]]) {
                sum += vectorEntry[vector][at];
            }
        }
        workLeft -= index.length;
        if (sum != 0) {
            if (hitCount == hits.length) {
                hits = Arrays.copyOf(hits, 2 * hitCount);
            }
            hits[hitCount++] = vector;
            product[vector] = sum;
        }
    }

    private void reduce() throws TooLarge {
        if (hitCount == 0) {
            return;
        }
        int pivot = hits[0];
        for (int i = 1; i < hitCount; i++) {
            if (vectorIndex[hits[i]].length < vectorIndex[pivot].length) {
                pivot = hits[i];
            }
        }
        if (workLeft < 0 || entries + (long) hitCount * vectorIndex[pivot].length > mostEntries) {
            throw new TooLarge();
        }
        for (int i = 0; i < hitCount; i++) {
            if (hits[i] != pivot) {
                combine(hits[i], pivot);
            }
        }
        for (int coordinate : vectorIndex[pivot]) {
            if (coordinate >= columns) {
                support[coordinate - columns]--;
            }
        }
        entries -= vectorIndex[pivot].length;
        vectorIndex[pivot] = new int[0];
        vectorEntry[pivot] = new long[0];
    }

    private void combine(int vector, int pivot) throws TooLarge {
        long divisor = gcd(product[vector], product[pivot]);
        long times = product[pivot] / divisor;
        long less = product[vector] / divisor;
        int[] a = vectorIndex[vector];
        int[] b = vectorIndex[pivot];
        int[] index = new int[a.length + b.length];
        long[] entry = new long[a.length + b.length];
        long common = 0;
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            int coordinate = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            boolean own = i < a.length && a[i] == coordinate;
            boolean other = j < b.length && b[j] == coordinate;
            long value = (own ? times * vectorEntry[vector][i] : 0) - (other ? less * vectorEntry[pivot][j] : 0);
            if (value != 0) {
                if (Math.abs(value) > GREATEST_ENTRY) {
                    throw new TooLarge();
                }
                index[size] = coordinate;
                entry[size++] = value;
                common = gcd(common, value);
            }
            note(vector, coordinate, own, value != 0);
            i += own ? 1 : 0;
            j += other ? 1 : 0;
        }
        for (int at = 0; common > 1 && at < size; at++) {
            entry[at] /= common;
        }
        workLeft -= a.length + b.length;
        entries += size - a.length;
        vectorIndex[vector] = Arrays.copyOf(index, size);
        vectorEntry[vector] = Arrays.copyOf(entry, size);
    }

    private void note(int vector, int coordinate, boolean before, boolean after) {
        if (coordinate >= columns) {
            support[coordinate - columns] += (after ? 1 : 0) - (before ? 1 : 0);
        } else if (after && !before) {
            if (userCount[coordinate] == users[coordinate].length) {
                users[coordinate] = Arrays.copyOf(users[coordinate], 2 * userCount[coordinate] + 4);
            }
            users[coordinate][userCount[coordinate]++] = vector;
        }
    }

    private static long gcd(long a, long b) {
        long x = Math.abs(a);
        long y = Math.abs(b);
        while (y != 0) {
            long rest = x % y;
            x = y;
            y = rest;
        }
        return x;
    }

    /** Hands every vector that is left to the visitor: columns, steps, and how many of them there are. */
    void forEachVector(Visitor visitor) {
        for (int vector = 0; vector < columns; vector++) {
            int size = 0;
            int[] index = vectorIndex[vector];
            while (size < index.length && index[size] < columns) {
                size++;
            }
            if (size > 0) {
                visitor.visit(index, vectorEntry[vector], size);
            }
        }
    }

    interface Visitor {
        void visit(int[] columns, long[] steps, int size);
    }

    /** The elimination outgrows memory, work or whole numbers: publish fewer or coarser cells. */
    public static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super("the figures are too entangled to be eliminated: publish fewer or coarser cells");
        }
    }
}
