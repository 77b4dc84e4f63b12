package se.tvarsyn.documents;

/**
 * A column of a table or model.
 *
 * @param column {@link #ROWS} where not a column's value but the rows themselves go on: they are counted
 */
record ColumnPlace(String table, String column) implements Comparable<ColumnPlace> {
    static final String ROWS = "*";

    static ColumnPlace rows(String table) {
        return new ColumnPlace(table, ROWS);
    }

    boolean isRows() {
        return column.equals(ROWS);
    }

    /** As a reader finds it in the warehouse: what has no database of its own is a model. */
    String shown() {
        return table.contains(".") ? toString() : "model." + this;
    }

    @Override
    public int compareTo(ColumnPlace other) {
        int byTable = table.compareTo(other.table);
        return byTable != 0 ? byTable : column.compareTo(other.column);
    }

    @Override
    public String toString() {
        return table + "." + column;
    }
}
