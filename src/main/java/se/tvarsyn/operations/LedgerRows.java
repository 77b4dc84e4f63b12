package se.tvarsyn.operations;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.warehouse.Statements;

/** Rows for one table of {@code ops}, written in few statements: each costs as much as hundreds of rows. */
final class LedgerRows {
    private static final int AT_ONCE = 500;

    private final String into;
    private final List<String> values = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    /** @param into table and columns */
    LedgerRows(String into) {
        this.into = into;
    }

    /**
     * @param row SQL of a row's values, with a question mark for each text
     * @param texts what others wrote: names of feeds and fields
     */
    void add(String row, String... texts) {
        values.add(row);
        this.texts.addAll(List.of(texts));
    }

    void writeTo(Statements statements) {
        int text = 0;
        for (int from = 0; from < values.size(); from += AT_ONCE) {
            List<String> some = values.subList(from, Math.min(from + AT_ONCE, values.size()));
            String sql = "INSERT INTO " + into + " SETTINGS async_insert = 0, insert_deduplicate = 0 VALUES "
                    + String.join(", ", some);
            int places = (int) sql.chars().filter(c -> c == '?').count();
            statements.execute(sql, texts.subList(text, text + places));
            text += places;
        }
    }
}
