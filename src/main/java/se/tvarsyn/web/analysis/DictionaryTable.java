package se.tvarsyn.web.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.tvarsyn.web.ReleasedTables;

/**
 * A table of the dictionary, with the columns that a search found.
 *
 * @param name with its database
 * @param comment in Swedish
 */
record DictionaryTable(String name, String comment, List<Column> columns) {
    DictionaryTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param what what it holds, in Swedish
     * @param none what NULL or an empty text means, in Swedish; "" where its comment does not say
     * @param canBeNull by its type
     */
    record Column(String name, String type, String what, String none, boolean canBeNull) {}

    /** Empty where neither the table nor any column of it has what is sought. */
    static Optional<DictionaryTable> of(ReleasedTables.Table table, String sought) {
        String name = "mart." + table.name();
        boolean isWhole = has(name, sought) || has(table.comment(), sought);
        List<Column> columns = table.columns().stream()
                .filter(column -> isWhole
                        || has(column.name(), sought)
                        || has(column.type(), sought)
                        || has(column.comment(), sought))
                .map(DictionaryTable::column)
                .toList();
        return columns.isEmpty() ? Optional.empty() : Optional.of(new DictionaryTable(name, table.comment(), columns));
    }

    private static boolean has(String text, String sought) {
        return text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
    }

    /** Comments say what a column holds, and after a semicolon what it means where it holds nothing. */
    private static Column column(ReleasedTables.Column column) {
        String comment = column.comment();
        int end = comment.lastIndexOf("; ");
        String none = end < 0 ? "" : comment.substring(end + 2);
        boolean isSaid = none.startsWith("NULL") || none.startsWith("tom ");
        return new Column(
                column.name(),
                column.type(),
                isSaid ? comment.substring(0, end) : comment,
                isSaid ? none : "",
                column.type().contains("Nullable("));
    }
}
