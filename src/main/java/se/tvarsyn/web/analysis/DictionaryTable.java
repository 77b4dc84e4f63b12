package se.tvarsyn.web.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.tvarsyn.web.OwnText;
import se.tvarsyn.web.ReleasedTables;

/**
 * A table of the dictionary, with the columns that a search found.
 *
 * @param name with its database
 */
record DictionaryTable(String name, OwnText comment, List<Column> columns) {
    DictionaryTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param what what it holds
     * @param none what NULL or an empty text means; "" where its comment does not say
     * @param canBeNull by its type
     */
    record Column(String name, String type, OwnText what, OwnText none, boolean canBeNull) {}

    /** Empty where neither the table nor any column of it has what is sought, in the words that the reader sees. */
    static Optional<DictionaryTable> of(
            ReleasedTables.Table table, String sought, DictionaryWords words, boolean isSwedish) {
        String name = "mart." + table.name();
        OwnText comment = OwnText.of(isSwedish, table.comment(), words.of(table.name()));
        boolean isWhole = has(name, sought) || has(comment.text(), sought);
        List<Column> columns = new ArrayList<>();
        for (ReleasedTables.Column column : table.columns()) {
            OwnText said = OwnText.of(isSwedish, column.comment(), words.of(table.name() + "." + column.name()));
            if (isWhole || has(column.name(), sought) || has(column.type(), sought) || has(said.text(), sought)) {
                columns.add(column(column, said));
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(new DictionaryTable(name, comment, columns));
    }

    private static boolean has(String text, String sought) {
        return text.toLowerCase(Locale.ROOT).contains(sought.toLowerCase(Locale.ROOT));
    }

    /** Comments say what a column holds, and after a semicolon what it means where it holds nothing. */
    private static Column column(ReleasedTables.Column column, OwnText said) {
        String text = said.text();
        int end = text.lastIndexOf("; ");
        String none = end < 0 ? "" : text.substring(end + 2);
        boolean isSaid = none.startsWith("NULL") || none.startsWith("tom ") || none.startsWith("empty ");
        return new Column(
                column.name(),
                column.type(),
                new OwnText(isSaid ? text.substring(0, end) : text, said.language()),
                new OwnText(isSaid ? none : "", said.language()),
                column.type().contains("Nullable("));
    }
}
