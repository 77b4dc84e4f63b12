package se.tvarsyn.models;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.warehouse.Statements;

/**
 * Which months of {@code core.attendance} have to be read again since the last refresh. A partition is a term; ClickHouse
 * numbers the blocks of a partition as they come, so another newest number means new rows, and the same number none. A
 * lesson that was moved or taken back leaves its old row in another month, where its key finds it.
 */
final class KeptMonths {
    static final String LESSONS = "core.attendance";

    /** Rows that a source took back, and whose day is not known, lie in the partition of 1 January 1970. */
    private static final String TAKEN_BACK = "19700";

    /** Later than every month. */
    static final LocalDate NEVER = LocalDate.of(2149, 6, 1);

    /** Before every month. */
    static final LocalDate EVER = LocalDate.EPOCH;

    /** More new rows are not looked up: everything is made anew. */
    private static final long MOST_NEW_ROWS = 10_000_000;

    /** Eight bytes of a token tell 100 million keys from the new ones: no more is read of the others. */
    private static final String PART_OF_KEY = "reinterpret(source_key, 'UInt64')";

    private final Statements statements;
    private final RepeatedLessons repeated;

    KeptMonths(Statements statements, RepeatedLessons repeated) {
        this.statements = statements;
        this.repeated = repeated;
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
     * @param months with rows that were not read, and months that such rows have left, as ClickHouse names partitions of months
     * @param from first day of the first of them
     */
    record Touched(SortedSet<String> months, LocalDate from) {
        Touched {
            months = Collections.unmodifiableSortedSet(new TreeSet<>(months));
        }
    }

    /**
     * What deliveries have touched since the last refresh; what lessons they have given another row is remembered.
     *
     * @param before what the last refresh read
     * @param deliveries table with the deliveries that count now
     * @param deliveriesBefore table with those that counted then
     * @param leftOut feeds that count neither now nor then
     * @param build end of the names of tables that go with this refresh
     * @return null where it is less work to make everything anew
     */
    @Nullable
    Touched touched(
            Map<String, Long> before,
            Map<String, Long> now,
            String deliveries,
            String deliveriesBefore,
            Set<String> leftOut,
            String build) {
        Set<String> changed = new TreeSet<>();
        now.forEach((partition, block) -> {
            if (!block.equals(before.get(partition))) {
                changed.add(partition);
            }
        });
        Set<String> gone = new TreeSet<>(before.keySet());
        gone.removeAll(now.keySet());
        if (changed.isEmpty() && gone.isEmpty()) {
            return new Touched(new TreeSet<>(), NEVER);
        }
        if (gone.contains(TAKEN_BACK)) {
            return null;
        }
        String came = ModelRefresh.DATABASE + ".came" + build;
        String found = ModelRefresh.DATABASE + ".found" + build;
        // Also rows of deliveries that do not count yet: they stand before those that do.
        table(
                came,
                "SELECT feed, source_key FROM " + LESSONS + " WHERE "
                        + newParts(changed, before, deliveries, deliveriesBefore)
                        + " AND delivery_id NOT IN (SELECT delivery_id FROM " + deliveries
                        + " WHERE (delivery_id, written_at) IN (SELECT delivery_id, written_at FROM "
                        + deliveriesBefore + "))" + (leftOut.isEmpty() ? "" : " AND feed NOT IN " + list(leftOut))
                        + " LIMIT " + (MOST_NEW_ROWS + 1));
        if (statements.number("SELECT count() FROM " + came) > MOST_NEW_ROWS) {
            return null;
        }
        table(
                found,
                "SELECT feed, source_key, attended_on, _partition_id AS partition FROM " + LESSONS + " PREWHERE "
                        + PART_OF_KEY + " IN (SELECT " + PART_OF_KEY + " FROM " + came
                        + ") WHERE (feed, source_key) IN (SELECT feed, source_key FROM " + came + ")");
        repeated.add(found);
        return repeated.areTooMany() ? null : touched(changed, gone, found);
    }

    /**
     * A part is named by its partition and its first and last block: one that ends with a block the last refresh knew has no new
     * row, and is not opened. Only where every delivery is as it was then; else any row may have to be read again.
     */
    private String newParts(Set<String> changed, Map<String, Long> before, String deliveries, String deliveriesBefore) {
        long written = statements.number("SELECT count() FROM " + deliveriesBefore
                + " WHERE (delivery_id, written_at) NOT IN (SELECT delivery_id, written_at FROM " + deliveries + ")");
        if (written > 0) {
            return "_partition_id IN " + list(changed);
        }
        return changed.stream()
                .map(partition -> "(_partition_id IN " + list(Set.of(partition))
                        + " AND toInt64(splitByChar('_', _part)[3]) > " + before.getOrDefault(partition, -1L) + ")")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Every month of a term that has changed otherwise than by new rows. */
    private @Nullable Touched touched(Set<String> changed, Set<String> gone, String found) {
        List<String> withRows = statements.texts("SELECT DISTINCT partition FROM " + found);
        Set<String> otherwise = new TreeSet<>(changed);
        withRows.forEach(otherwise::remove);
        if (otherwise.contains(TAKEN_BACK)) {
            return null;
        }
        SortedSet<String> months = new TreeSet<>();
        String ofDay = "SELECT DISTINCT toString(toYYYYMM(attended_on%s)) FROM " + found + " WHERE partition != '"
                + TAKEN_BACK + "'";
        months.addAll(statements.texts(ofDay.formatted("")));
        for (String days : List.of(" - 6", " + 6")) {
            // A week without denominator may get one from a lesson on the other side of a month's border.
            months.addAll(statements.texts(ofDay.formatted(days) + " AND feed IN (SELECT DISTINCT feed FROM " + LESSONS
                    + " WHERE NOT has_schedule)"));
        }
        boolean isByRows = otherwise.isEmpty() && gone.isEmpty();
        otherwise.addAll(gone);
        otherwise.forEach(term -> months.addAll(monthsOf(term)));
        return new Touched(months, months.isEmpty() ? NEVER : isByRows ? firstDay(months.first()) : EVER);
    }

    /** Goes with the other tables of the build. Of every row, also where a server's profile sets {@code final}. */
    private void table(String name, String select) {
        statements.execute("CREATE TABLE " + name + " ENGINE = Memory AS " + select + " SETTINGS final = 0");
    }

    /** Whether sums are known that lie in a term, and in no month: they depend on every month of it. */
    boolean hasSumsOfTerms() {
        return statements.number("SELECT count() FROM " + ModelRefresh.DATABASE + ".int_sum_period WHERE is_of_term")
                > 0;
    }

    /** Finds all lessons with several rows. */
    void findRepeated(Map<String, Long> blocks, String build) {
        repeated.findAll(blocks.keySet(), build);
    }

    /** Every month of the terms that have rows. */
    static SortedSet<String> months(Map<String, Long> blocks) {
        SortedSet<String> months = new TreeSet<>();
        blocks.keySet().stream().filter(p -> !p.equals(TAKEN_BACK)).forEach(term -> months.addAll(monthsOf(term)));
        return months;
    }

    /** The six months of a term: 202601 to 202606 of 20260. */
    private static List<String> monthsOf(String term) {
        int first = term.endsWith("1") ? 7 : 1;
        String year = term.substring(0, term.length() - 1);
        return IntStream.range(first, first + 6)
                .mapToObj(month -> year + "%02d".formatted(month))
                .toList();
    }

    /** Months by their term: what is read at once has to fit into memory. */
    static Collection<List<String>> byTerm(SortedSet<String> months) {
        return months.stream()
                .collect(
                        Collectors.groupingBy(month -> firstOfTerm(firstDay(month)), TreeMap::new, Collectors.toList()))
                .values();
    }

    static LocalDate firstOfTerm(LocalDate day) {
        return LocalDate.of(day.getYear(), day.getMonthValue() < 7 ? 1 : 7, 1);
    }

    /** First day of a month, 202603. */
    static LocalDate firstDay(String month) {
        int number = Integer.parseInt(month);
        return LocalDate.of(number / 100, number % 100, 1);
    }

    private static String list(Set<String> texts) {
        return texts.stream()
                .map(t -> "'" + t.replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
