package se.tvarsyn.models;

import java.util.Set;
import se.tvarsyn.warehouse.Statements;

/**
 * Which lessons have more than one row in {@code core.attendance}, in {@code ops.repeated_lesson}: all that were corrected,
 * moved or taken back. FINAL, which costs more than all else where it merges 100 million rows, is asked for these alone.
 *
 * <p>The table may name too many lessons, since ClickHouse merges rows whenever it wants to, but never too few.
 */
final class RepeatedLessons {
    private static final String TABLE = "ops.repeated_lesson";

    /** A set of so many keys takes some 300 MB of memory. */
    private static final long MOST = 5_000_000;

    private static final int KEY_PARTS = 65_536;

    /** Eight bytes each of so many keys are in memory at once. */
    private static final long ROWS_OF_A_SLICE = 30_000_000;

    /** The half of a token by which ClickHouse sorts: 62 bits of it are random. */
    private static final String HALF = "toUInt64(bitShiftRight(reinterpret(source_key, 'UInt128'), 64))";

    private final Statements statements;
    private final long most;

    RepeatedLessons(Statements statements) {
        this(statements, MOST);
    }

    /** @param most above which rows are merged rather than told apart */
    RepeatedLessons(Statements statements, long most) {
        this.statements = statements;
        this.most = most;
    }

    /** Whether there are more than the models should be made with. */
    boolean areTooMany() {
        return statements.number("SELECT count() FROM " + TABLE) > most;
    }

    /**
     * Adds those of a table with the feed and key of each row.
     *
     * @param rows table
     */
    void add(String rows) {
        statements.execute("INSERT INTO " + TABLE + " SETTINGS async_insert = 0 SELECT feed, source_key FROM " + rows
                + " GROUP BY feed, source_key HAVING count() > 1");
    }

    /**
     * Finds all of them. Where they are very many, the rows that were replaced are merged away first.
     *
     * @param partitions of the lessons
     * @param build end of the names of tables that go with this refresh
     */
    void findAll(Set<String> partitions, String build) {
        find(build + "_first");
        if (areTooMany()) {
            partitions.forEach(this::merge);
            find(build + "_again");
        }
    }

    /** Less memory and time for what follows, which is right without it too. */
    private void merge(String partition) {
        try {
            statements.execute("OPTIMIZE TABLE " + KeptMonths.LESSONS + " PARTITION ID '" + partition + "' FINAL");
        } catch (RefreshRefused e) {
            // Such as where the disk has no room for a second copy of the partition.
            return;
        }
    }

    /**
     * In slices of the key, which is random: a slice is read by the table's index, and memory is bounded. The table that stands is
     * exchanged at the end: a refresh that is killed must not leave one that names too few. A server's profile may set {@code final},
     * which would hide every second row.
     */
    private void find(String build) {
        String found = ModelRefresh.DATABASE + ".repeated" + build;
        statements.execute("CREATE TABLE " + found + " AS " + TABLE);
        long rows = statements.number("SELECT count() FROM " + KeptMonths.LESSONS);
        // Two bits of the half are the same in every token: three of four slices are empty.
        int slices = (int) Math.min(KEY_PARTS, 1 + 4 * (rows / ROWS_OF_A_SLICE));
        for (int slice = 0; slice < slices; slice++) {
            String keys = "source_key >= " + key(slice, slices)
                    + (slice == slices - 1 ? "" : " AND source_key < " + key(slice + 1, slices));
            // Some hundred keys that lie side by side are compared while the processor has them at hand. Two tokens
            // with
            // one half are less likely than one in a hundred, and then the keys themselves decide.
            String alike = "SELECT arrayJoin(arrayFilter((half, next) -> half = next, arrayPopBack(sorted),"
                    + " arrayPopFront(sorted))) FROM (SELECT arraySort(groupArray(" + HALF + ")) AS sorted FROM "
                    + KeptMonths.LESSONS + " WHERE " + keys + " GROUP BY toUInt32(bitShiftRight(" + HALF
                    + ", 44)) HAVING arrayUniq(sorted) < length(sorted))";
            statements.execute("INSERT INTO " + found + " SETTINGS async_insert = 0 SELECT feed, source_key FROM "
                    + KeptMonths.LESSONS + " WHERE " + keys + " AND " + HALF + " IN (" + alike
                    + ") GROUP BY feed, source_key HAVING count() > 1 SETTINGS final = 0");
        }
        statements.execute("EXCHANGE TABLES " + found + " AND " + TABLE);
    }

    /** Where a slice of the keys begins. */
    private static String key(int slice, int slices) {
        return "toUUID('00000000-0000-0000-%04x-000000000000')".formatted((int) ((long) KEY_PARTS * slice / slices));
    }
}
