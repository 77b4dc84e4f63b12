package se.tvarsyn.attack;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups of persons are in which cells, without repetition.
 *
 * <p>Cells with the same atoms become one row: they are one fact. Atoms that lie in the same cells become one column: no
 * combination of figures can tell them apart. Both ways in compressed form, so memory is that of the input.
 */
public final class Incidence {
    final int[] rowStart;
    final int[] rowColumns;
    final int[] columnStart;
    final int[] columnRows;
    final long[] persons;
    final long[] number;
    private final int[] rowOfCell;

    private Incidence(int[] rowOfCell, int[] columnStart, int[] columnRows, long[] persons, int rows) {
        this.rowOfCell = rowOfCell;
        this.columnStart = columnStart;
        this.columnRows = columnRows;
        this.persons = persons;
        this.rowStart = new int[rows + 1];
        this.rowColumns = new int[columnRows.length];
        transpose(columnStart, columnRows, rowStart, rowColumns);
        this.number = new long[rows];
        for (int row = 0; row < rows; row++) {
            for (int at = rowStart[row]; at < rowStart[row + 1]; at++) {
                number[row] += persons[rowColumns[at]];
            }
        }
    }

    /**
     * @param cells atoms of each cell, ascending
     * @throws IllegalArgumentException where a cell names an atom that the population does not have
     */
    public static Incidence of(Population population, List<int[]> cells) {
        int[] rowOfCell = new int[cells.size()];
        Map<Slice, Integer> rowsByAtoms = new HashMap<>();
        int[][] rowAtoms = new int[cells.size()][];
        int rows = 0;
        for (int cell = 0; cell < rowOfCell.length; cell++) {
            int[] atoms = cells.get(cell);
            if (atoms.length > 0 && atoms[atoms.length - 1] >= population.atoms()) {
                throw new IllegalArgumentException("a cell names an unknown atom: number them from 0");
            }
            Integer known = rowsByAtoms.putIfAbsent(new Slice(atoms, 0, atoms.length), rows);
            rowOfCell[cell] = known == null ? rows : known;
            if (known == null) {
                rowAtoms[rows++] = atoms;
            }
        }
        int[] atomStart = new int[population.atoms() + 1];
        int[] entries = flatten(rowAtoms, rows, atomStart);
        return merged(population, atomStart, entries, rowOfCell, rows);
    }

    private static int[] flatten(int[][] rowAtoms, int rows, int[] atomStart) {
        for (int row = 0; row < rows; row++) {
            for (int atom : rowAtoms[row]) {
                atomStart[atom + 1]++;
            }
        }
        for (int atom = 1; atom < atomStart.length; atom++) {
            atomStart[atom] = Math.addExact(atomStart[atom], atomStart[atom - 1]);
        }
        int[] entries = new int[atomStart[atomStart.length - 1]];
        int[] next = atomStart.clone();
        for (int row = 0; row < rows; row++) {
            for (int atom : rowAtoms[row]) {
                entries[next[atom]++] = row;
            }
        }
        return entries;
    }

    private static Incidence merged(Population population, int[] atomStart, int[] entries, int[] rowOfCell, int rows) {
        Map<Slice, Integer> columnsByRows = new HashMap<>();
        int[] firstAtom = new int[population.atoms()];
        long[] persons = new long[population.atoms()];
        int columns = 0;
        for (int atom = 0; atom < population.atoms(); atom++) {
            if (atomStart[atom] == atomStart[atom + 1]) {
                continue;
            }
            Slice slice = new Slice(entries, atomStart[atom], atomStart[atom + 1]);
            Integer known = columnsByRows.putIfAbsent(slice, columns);
            int column = known == null ? columns++ : known;
            if (known == null) {
                firstAtom[column] = atom;
            }
            persons[column] += population.persons(atom);
        }
        int[] columnStart = new int[columns + 1];
        for (int column = 0; column < columns; column++) {
            int atom = firstAtom[column];
            columnStart[column + 1] = columnStart[column] + atomStart[atom + 1] - atomStart[atom];
        }
        int[] columnRows = new int[columnStart[columns]];
        for (int column = 0; column < columns; column++) {
            System.arraycopy(
                    entries,
                    atomStart[firstAtom[column]],
                    columnRows,
                    columnStart[column],
                    columnStart[column + 1] - columnStart[column]);
        }
        return new Incidence(rowOfCell, columnStart, columnRows, Arrays.copyOf(persons, columns), rows);
    }

    private static void transpose(int[] columnStart, int[] columnRows, int[] rowStart, int[] rowColumns) {
        for (int row : columnRows) {
            rowStart[row + 1]++;
        }
        for (int row = 1; row < rowStart.length; row++) {
            rowStart[row] += rowStart[row - 1];
        }
        int[] next = rowStart.clone();
        for (int column = 0; column + 1 < columnStart.length; column++) {
            for (int at = columnStart[column]; at < columnStart[column + 1]; at++) {
                rowColumns[next[columnRows[at]]++] = column;
            }
        }
    }

    public int rows() {
        return number.length;
    }

    public int columns() {
        return persons.length;
    }

    /** The row that a cell became, by the cell's place in the list. */
    public int rowOf(int cell) {
        return rowOfCell[cell];
    }

    /** True number of persons of a row. */
    public long number(int row) {
        return number[row];
    }

    /** True number of persons of a column. */
    public long persons(int column) {
        return persons[column];
    }

    /** Columns of a row, ascending; a copy. */
    public int[] columnsOf(int row) {
        return Arrays.copyOfRange(rowColumns, rowStart[row], rowStart[row + 1]);
    }

    /** Rows of a column, ascending; a copy. */
    public int[] rowsOf(int column) {
        return Arrays.copyOfRange(columnRows, columnStart[column], columnStart[column + 1]);
    }

    int length(int row) {
        return rowStart[row + 1] - rowStart[row];
    }

    boolean contains(int row, int column) {
        return Arrays.binarySearch(rowColumns, rowStart[row], rowStart[row + 1], column) >= 0;
    }

    /** A part of an array as a key. */
    private static final class Slice {
        private final int[] array;
        private final int from;
        private final int to;
        private final int hash;

        Slice(int[] array, int from, int to) {
            this.array = array;
            this.from = from;
            this.to = to;
            int sum = 1;
            for (int at = from; at < to; at++) {
                sum = (sum ^ array[at]) * 0x01000193 + (sum >>> 15);
            }
            this.hash = sum ^ (sum >>> 13);
        }

        @Override
        public boolean equals(@org.jspecify.annotations.Nullable Object other) {
            return other instanceof Slice slice
                    && hash == slice.hash
                    && Arrays.equals(array, from, to, slice.array, slice.from, slice.to);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
