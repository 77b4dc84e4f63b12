package se.tvarsyn.erasure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * Removes rows about persons that have been kept for as long as their legal basis allows (gallring), läsår by läsår.
 *
 * <p>A row's older versions may lie in another partition than the row, where a correction moved its day: they go with it,
 * or FINAL would show them again. Withdrawals of rows that never had a day lie in the partition of 1969; they go when they
 * are a year older than the retention, for what they hide is older still.
 */
public final class ExpiredRows {
    private static final LocalDate NO_DAY = LocalDate.of(1971, 1, 1);

    private final Statements statements;
    private final WarehouseErasure erasure;

    public ExpiredRows(Warehouse warehouse, WarehouseErasure erasure) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable(
                        "The warehouse did not answer while expired rows were removed; run it again: what"
                                + " is left is removed then"));
        this.erasure = erasure;
    }

    /**
     * What was removed, or would be.
     *
     * @param rowCount current rows
     */
    public record Expired(FactTable table, String feed, LocalDate keptFrom, long rowCount) {}

    /**
     * What is older than it may be; changes nothing.
     *
     * @param keptFromOf first day of which a feed's rows of a table are kept
     */
    public List<Expired> find(BiFunction<String, FactTable, LocalDate> keptFromOf) {
        List<Expired> expired = new ArrayList<>();
        List<FactTable> ofPersons =
                Arrays.stream(FactTable.values()).filter(FactTable::hasPerson).toList();
        for (FactTable table : ofPersons) {
            for (String feed : statements.texts("SELECT DISTINCT feed FROM " + table.tableName() + " ORDER BY feed")) {
                LocalDate keptFrom = keptFromOf.apply(feed, table);
                long rows = statements.number("SELECT count() FROM " + table.tableName() + " FINAL WHERE " + of(feed)
                        + " AND " + isOld(table, keptFrom));
                long withdrawals = statements.number("SELECT count() FROM " + table.tableName() + " WHERE " + of(feed)
                        + " AND " + isOldWithdrawal(table, keptFrom));
                if (rows + withdrawals > 0) {
                    expired.add(new Expired(table, feed, keptFrom, rows));
                }
            }
        }
        return expired;
    }

    /** Removes what {@link #find} found. A crash in between leaves rows, never shows an older version of one. */
    public void remove(Expired expired) {
        FactTable table = expired.table();
        String name = table.tableName();
        String feed = of(expired.feed());
        String old = isOld(table, expired.keptFrom());
        // The epoch first: rows that come again later must not be taken for rows that are there.
        erasure.raiseEpochs(List.of(table));
        // Versions that lie elsewhere, before the row that hides them: the newest is the row that FINAL
        // shows, and of two equally new ones that of the later läsår.
        statements.execute("TRUNCATE TABLE ops.expiring_key");
        statements.execute("INSERT INTO ops.expiring_key SELECT source_key FROM " + name + " WHERE " + feed
                + " GROUP BY source_key HAVING uniqExact(_partition_id) > 1 AND argMax(" + old + ", (version, "
                + lastDay(table)
                + "))"
                + " SETTINGS max_bytes_before_external_group_by = 500000000");
        if (statements.number("SELECT count() FROM ops.expiring_key") > 0) {
            statements.execute("ALTER TABLE " + name + " DELETE WHERE " + feed + " AND NOT (" + old
                    + ") AND source_key IN" + " (SELECT source_key FROM ops.expiring_key) SETTINGS mutations_sync = 2");
            statements.execute("TRUNCATE TABLE ops.expiring_key");
        }
        for (String partition : statements.texts("SELECT DISTINCT _partition_id FROM " + name + " WHERE " + feed
                + " AND (" + old + " OR " + isOldWithdrawal(table, expired.keptFrom()) + ") ORDER BY 1")) {
            boolean isWhole = statements.number("SELECT countIf(NOT (" + feed + " AND (" + old + "))) FROM " + name
                            + " WHERE _partition_id = '" + partition + "'")
                    == 0;
            statements.execute(
                    isWhole
                            ? "ALTER TABLE " + name + " DROP PARTITION ID '" + partition + "'"
                            : "ALTER TABLE " + name + " DELETE IN PARTITION ID '" + partition + "' WHERE " + feed
                                    + " AND (" + old + " OR " + isOldWithdrawal(table, expired.keptFrom())
                                    + ") SETTINGS mutations_sync = 2");
        }
    }

    /** SQL: the row is about a day before the first that is kept. What still goes on is not old. */
    private static String isOld(FactTable table, LocalDate keptFrom) {
        return "(" + lastDay(table) + " >= toDate('" + NO_DAY + "') AND " + lastDay(table) + " < toDate('" + keptFrom
                + "'))";
    }

    /** SQL: the last day that a row is about. */
    private static String lastDay(FactTable table) {
        return switch (table) {
            case ATTENDANCE, CARE_DAY -> "attended_on";
            case PUPIL_TERM -> "ifNull(valid_to, toDate('2149-06-06'))";
            case SOCIAL_EVENT ->
                "multiIf(ended_on IS NOT NULL, assumeNotNull(ended_on), kind IN ('service', 'execution', 'resource_allocation'),"
                        + " toDate('2149-06-06'), started_on)";
            case LEISURE_VISIT -> "visited_on";
            case ATTENDANCE_PERIOD -> "period_to_on";
            case ABSENCE_NOTICE -> "ends_on";
            case GRADE ->
                "multiIf(graded_on IS NOT NULL, assumeNotNull(graded_on), graded_year IS NOT NULL,"
                        + " makeDate(assumeNotNull(graded_year), 12, 31), toDate('2149-06-06'))";
            case SUPPORT_CASE -> "step_on";
            case FACILITY_BOOKING -> "booked_on";
            case RESOURCE -> "makeDate(budget_year, 12, 31)";
        };
    }

    private static String isOldWithdrawal(FactTable table, LocalDate keptFrom) {
        if (table == FactTable.PUPIL_TERM || table == FactTable.GRADE || table == FactTable.RESOURCE) {
            return "0";
        }
        return "(is_deleted = 1 AND " + lastDay(table) + " < toDate('" + NO_DAY + "') AND delivery_id IN (SELECT"
                + " delivery_id FROM ops.delivery FINAL WHERE started_at < toDateTime('" + keptFrom.minusYears(1)
                + " 00:00:00')))";
    }

    private static String of(String feed) {
        if (!feed.matches("[a-z0-9-]+")) {
            throw new IllegalStateException("a feed's name is lower-case letters, digits and hyphens");
        }
        return "feed = '" + feed + "'";
    }
}
