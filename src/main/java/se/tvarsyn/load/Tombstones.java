package se.tvarsyn.load;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;

/**
 * Statements that take rows back: each adds a copy of a current row that is marked as deleted, names nobody, and is newer
 * than the row. They hold tokens and numbers that we made; nothing that a source wrote.
 *
 * @param database where the tables are
 */
record Tombstones(DeliveryTicket ticket, String database) {
    /**
     * The next version after the row's own. Over the row, and under every row that a later delivery brings: both kinds
     * of {@link RowVersion} grow by more than one from delivery to delivery.
     */
    static final String NEXT_VERSION = "version + 1";

    /**
     * @param version SQL of the tombstone's version
     * @param condition SQL that says which current rows of the feed are taken back; of them, rows of later deliveries
     *     stay
     */
    String of(FactTable table, String version, String condition) {
        String columns = String.join(", ", FactColumns.of(table));
        String nobody = table.hasPerson() ? "toUUID('00000000-0000-0000-0000-000000000000') AS person_pseudonym, " : "";
        return String.format(
                Locale.ROOT,
                "INSERT INTO %1$s (%2$s) SELECT * REPLACE (%3$s%4$s AS version, toUInt8(1) AS is_deleted,"
                        + " toUUID('%5$s') AS delivery_id) FROM (SELECT %2$s FROM %1$s FINAL WHERE %6$s AND"
                        + " %7$s) SETTINGS async_insert = 0, insert_deduplicate = 0",
                table.in(database),
                columns,
                nobody,
                version,
                ticket.id(),
                withinReach(),
                condition);
    }

    /** SQL: the current rows of the feed's table that a condition names, and that this delivery may take back. */
    String count(FactTable table, String condition) {
        return "SELECT count() FROM " + table.in(database) + " FINAL WHERE " + withinReach() + " AND " + condition;
    }

    /**
     * SQL: rows of the feed that this delivery may take back. What it says is true of its day: an older delivery that is
     * read again, after a changed mapping or an undone erasure, says nothing of the rows that later ones brought.
     */
    private String withinReach() {
        return "feed = '" + feed()
                + "' AND delivery_id NOT IN (SELECT delivery_id FROM ops.delivery FINAL WHERE feed = '" + feed()
                + "' AND sequence > " + ticket.sequence() + ")";
    }

    static String tokens(Collection<Pseudonym> tokens) {
        return tokens.stream().map(t -> "toUUID('" + t + "')").collect(Collectors.joining(", "));
    }

    String feed() {
        String feed = ticket.feed();
        if (!feed.matches("[a-z0-9-]+")) {
            throw new IllegalStateException("a feed's name is lower-case letters, digits and hyphens");
        }
        return feed;
    }
}
