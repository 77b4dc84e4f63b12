package se.tvarsyn.models;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.warehouse.Statements;

/**
 * Which terms of {@code core.attendance} have to be read again since the last refresh. A partition is a term; ClickHouse
 * numbers the blocks of a partition as they come, so another newest number means new rows, and the same number none. A
 * lesson that was moved or taken back leaves its old row in another partition, where its key finds it.
 */
final class KeptTerms {
    /** Rows that a source took back, and whose day is not known, lie in the partition of 1 January 1970. */
    private static final String TAKEN_BACK = "19700";

    /** Later than every month. */
    static final LocalDate NEVER = LocalDate.of(2149, 6, 1);

    /** Before every month. */
    static final LocalDate EVER = LocalDate.EPOCH;

    private static final String LESSONS = "core.attendance";
    private static final String MOVED = "(SELECT toString(feed), source_key FROM ops.moved_lesson)";

    private static final int KEY_PARTS = 65_536;
    private static final long ROWS_OF_A_SLICE = 7_000_000;

    private final Statements statements;

    KeptTerms(Statements statements) {
        this.statements = statements;
    }

    /** Newest block by partition. */
    Map<String, Long> blocks() {
        Map<String, Long> blocks = new LinkedHashMap<>();
        statements.each(
                "SELECT partition_id, max(max_block_number) FROM system.parts WHERE active AND database = 'core'"
                        + " AND table = 'attendance' GROUP BY partition_id ORDER BY partition_id",
                row -> blocks.put(row.getString(1), row.getLong(2)));
        return blocks;
    }

    /** Identity and epoch of the table: others where its rows were erased, rotated or removed. */
    String identity() {
        return statements.texts(
                        "SELECT toString(uuid) FROM system.tables WHERE database = 'core' AND name = 'attendance'")
                + "/"
                + statements.number(
                        "SELECT max(epoch) FROM ops.table_epoch FINAL WHERE table_name = '" + LESSONS + "'");
    }

    /**
     * What every kept table but that of the lessons depends on beside lessons: newest blocks and epochs of the other tables
     * of facts.
     */
    String otherFacts() {
        return statements.texts("SELECT concat(table, partition_id, ':', toString(max(max_block_number))) AS block"
                        + " FROM system.parts WHERE active AND database = 'core' AND table != 'attendance'"
                        + " GROUP BY table, partition_id ORDER BY block")
                + "/"
                + statements.texts("SELECT concat(name, toString(uuid)) AS named FROM system.tables"
                        + " WHERE database = 'core' ORDER BY named")
                + "/"
                + statements.texts("SELECT concat(table_name, toString(epoch)) AS epochs FROM ops.table_epoch FINAL"
                        + " ORDER BY epochs");
    }

    /**
     * What the last refresh read.
     *
     * @return null where there was none, or it was made otherwise
     */
    @Nullable
    Map<String, Long> readBefore(String recipe) {
        String last = " FROM ops.model_refresh ORDER BY finished_at DESC LIMIT 1";
        List<String> recipes = statements.texts("SELECT recipe" + last);
        Map<String, Long> blocks = new LinkedHashMap<>();
        statements.each(
                "SELECT partition, block FROM (SELECT partitions, last_blocks" + last
                        + ") ARRAY JOIN partitions AS partition, last_blocks AS block",
                row -> blocks.put(row.getString(1), row.getLong(2)));
        return recipes.equals(List.of(recipe)) ? blocks : null;
    }

    /** Names the last refresh; empty where there was none. */
    String lastRefresh() {
        return String.join(
                "",
                statements.texts(
                        "SELECT toString(finished_at) FROM ops.model_refresh ORDER BY finished_at DESC LIMIT 1"));
    }

    /** The rest (see {@code ops.model_refresh}) of the last refresh; empty where there was none. */
    String restBefore() {
        return String.join(
                "", statements.texts("SELECT rest FROM ops.model_refresh ORDER BY finished_at DESC LIMIT 1"));
    }

    /** The day of the last refresh; only asked where its tables stand. */
    LocalDate dayBefore() {
        return LocalDate.parse(statements
                .texts("SELECT toString(as_of_on) FROM " + ModelRefresh.DATABASE + ".int_setting")
                .get(0));
    }

    /** Months that a table of models has partitions of. */
    List<String> months(String table) {
        String[] name = table.split("\\.", 2);
        return statements.texts("SELECT DISTINCT partition_id FROM system.parts WHERE active AND database = '" + name[0]
                + "' AND table = '" + name[1] + "'");
    }

    /**
     * What has to be made anew.
     *
     * @param terms with rows that were not read, and terms that such rows have left
     * @param from first day of the first month that has such rows, or had them
     */
    record Touched(Set<String> terms, LocalDate from) {
        Touched {
            terms = new TreeSet<>(terms);
        }
    }

    /**
     * What deliveries have touched since the last refresh.
     *
     * @param before what the last refresh read
     * @param deliveries table with the deliveries that count now
     * @param deliveriesBefore table with those that counted then
     */
    Touched touched(Map<String, Long> before, Map<String, Long> now, String deliveries, String deliveriesBefore) {
        Set<String> changed = new TreeSet<>();
        now.forEach((partition, block) -> {
            if (!block.equals(before.get(partition))) {
                changed.add(partition);
            }
        });
        before.keySet().stream().filter(p -> !now.containsKey(p)).forEach(changed::add);
        if (changed.isEmpty()) {
            return new Touched(changed, NEVER);
        }
        String newRows = " FROM " + LESSONS + " WHERE _partition_id IN " + list(changed)
                + " AND delivery_id IN (SELECT delivery_id FROM " + deliveries
                + " WHERE (delivery_id, written_at) NOT IN (SELECT delivery_id, written_at FROM " + deliveriesBefore
                + "))";
        String keys = "(SELECT feed, source_key" + newRows + ")";
        // The keys of 100 million lessons are looked at once, and without their feed: one that two feeds share touches
        // more.
        Map<String, LocalDate> months = new LinkedHashMap<>();
        statements.each(
                "SELECT _partition_id, toString(toStartOfMonth(min(attended_on) - 6)) FROM " + LESSONS
                        + " WHERE source_key IN (SELECT source_key" + newRows + ") GROUP BY _partition_id",
                row -> months.put(row.getString(1), LocalDate.parse(row.getString(2))));
        Set<String> touched = new TreeSet<>(changed);
        touched.addAll(months.keySet());
        // A lesson can only lie in two terms where new rows and the rows they replace do.
        if (months.keySet().stream().filter(p -> !p.equals(TAKEN_BACK)).count() > 1) {
            remember(keys);
        }
        for (String border : List.of("attended_on - 6", "attended_on + 6")) {
            // A week without denominator may get one from a lesson on the other side of a term's border.
            touched.addAll(statements.texts("SELECT DISTINCT " + term(border) + " AS term FROM " + LESSONS
                    + " WHERE _partition_id IN " + list(changed) + " AND attended_on > toDate('1970-02-01')"
                    + " AND feed IN (SELECT DISTINCT feed FROM " + LESSONS + " WHERE NOT has_schedule)"));
        }
        touched.removeIf(term -> !now.containsKey(term) && !changed.contains(term));
        touched.remove(TAKEN_BACK);
        return new Touched(touched, firstMonth(changed, months));
    }

    /**
     * The first month of the new rows and of those they replace; of rows that may give or take a week its denominator, of the
     * week. Every month where a term has changed otherwise than by new rows.
     */
    private static LocalDate firstMonth(Set<String> changed, Map<String, LocalDate> months) {
        if (!months.keySet().containsAll(changed)) {
            return EVER;
        }
        return months.entrySet().stream()
                .filter(month -> !month.getKey().equals(TAKEN_BACK))
                .map(Map.Entry::getValue)
                .min(LocalDate::compareTo)
                .orElse(NEVER);
    }

    /** Lessons among these keys that lie in two terms; all of them where keys are not told. */
    private void remember(String keys) {
        statements.execute(
                "INSERT INTO ops.moved_lesson SETTINGS async_insert = 0 SELECT feed, source_key FROM " + LESSONS
                        + " WHERE _partition_id != '" + TAKEN_BACK + "' AND (feed, source_key) IN " + keys
                        + " GROUP BY feed, source_key HAVING uniqExact(_partition_id) > 1");
    }

    /**
     * Finds every lesson that lies in two terms. In slices of the key, which is random: a slice is read by the table's index,
     * and memory is bounded.
     */
    void rememberAll(Set<String> terms) {
        statements.execute("TRUNCATE TABLE ops.moved_lesson");
        if (terms.size() < 2) {
            return;
        }
        Map<String, Long> rows = new LinkedHashMap<>();
        statements.each(
                "SELECT toString(feed), count() FROM " + LESSONS + " GROUP BY feed",
                row -> rows.put(row.getString(1), row.getLong(2)));
        String term = "toYear(attended_on) * 2 + (toMonth(attended_on) >= 7)";
        rows.forEach((feed, count) -> {
            // Two bits of a token's second half, by which ClickHouse sorts, are always the same: three of four slices
            // are empty.
            int slices = (int) Math.min(KEY_PARTS, 1 + 4 * count / ROWS_OF_A_SLICE);
            for (int slice = 0; slice < slices; slice++) {
                statements.execute(
                        "INSERT INTO ops.moved_lesson SETTINGS async_insert = 0 SELECT ?, source_key FROM " + LESSONS
                                + " WHERE feed = ? AND _partition_id != '" + TAKEN_BACK + "'"
                                + (slice == 0 ? "" : " AND source_key >= " + key(slice, slices))
                                + (slice == slices - 1 ? "" : " AND source_key < " + key(slice + 1, slices))
                                + " GROUP BY source_key HAVING min(" + term + ") != max(" + term + ")",
                        List.of(feed, feed));
            }
        });
    }

    /** Where a slice of the keys begins. */
    private static String key(int slice, int slices) {
        return "toUUID('00000000-0000-0000-%04x-000000000000')".formatted((int) ((long) KEY_PARTS * slice / slices));
    }

    /** Whether a partition (a month, 202603) lies in one of the terms (20260). */
    static boolean isOf(String month, Set<String> terms) {
        int number = Integer.parseInt(month);
        return terms.contains(Integer.toString(number / 100 * 10 + (number % 100 >= 7 ? 1 : 0)));
    }

    /** Every term that has rows. */
    static Set<String> terms(Map<String, Long> blocks) {
        Set<String> terms = new TreeSet<>(blocks.keySet());
        terms.remove(TAKEN_BACK);
        return terms;
    }

    /** Condition on the lessons of a term that lie there alone, from a day on. */
    static String alone(String term, LocalDate from) {
        return "_partition_id IN ('" + term + "', '" + TAKEN_BACK + "') AND (feed, source_key) NOT IN " + MOVED
                // What was taken back is only a key: it has no day and no person.
                + " AND attended_on != toDate(0) AND attended_on >= toDate('" + from + "')";
    }

    /** Condition on the lessons that were moved, and now lie in a term, from a day on. */
    static String moved(String term, LocalDate from) {
        return "(feed, source_key) IN " + MOVED + " AND " + term("attended_on") + " = '" + term
                + "' AND attended_on >= toDate('" + from + "')";
    }

    private static String term(String day) {
        return "toString(toYear(" + day + ") * 10 + (toMonth(" + day + ") >= 7))";
    }

    boolean hasMoved() {
        return statements.number("SELECT count() FROM ops.moved_lesson") > 0;
    }

    static String list(Set<String> texts) {
        return texts.stream().map(t -> "'" + t + "'").collect(Collectors.joining(", ", "(", ")"));
    }
}
