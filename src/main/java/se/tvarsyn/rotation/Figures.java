package se.tvarsyn.rotation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.tvarsyn.warehouse.Statements;

/**
 * What a table says, feed by feed, apart from its tokens: rows, rows taken back, distinct persons and keys, the sum of
 * every number. Two tables with equal figures give equal reports.
 *
 * @param byFeed name of the figure to its value, by feed
 */
record Figures(Map<String, Map<String, String>> byFeed) {
    /** Equal wherever the rows come from the same sources. */
    static final boolean TOTALS = false;
    /** Equal only where the rows are the same rows: versions, and a hash of everything that is no token. */
    static final boolean ROW_BY_ROW = true;

    static Figures of(Statements statements, CoreTable table, String database, boolean isRowByRow) {
        Map<String, Map<String, String>> figures = new TreeMap<>();
        if (isRowByRow) {
            // In the order of the table's key, so that memory is bounded for any number of rows.
            collect(
                    statements,
                    figures,
                    List.of("keys", "keys taken back", "sum of versions"),
                    "SELECT feed, count(), sum(gone), sum(newest) FROM (SELECT feed, max(version) AS newest,"
                            + " argMax(is_deleted, version) AS gone FROM " + table.in(database)
                            + " GROUP BY feed, source_key) GROUP BY feed"
                            + " SETTINGS final = 0, optimize_aggregation_in_order = 1");
        }
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("rows", "count()");
        for (CoreTable.Column column : table.columns()) {
            String name = column.name();
            if (column.isPerson()) {
                asked.put("persons", "uniqExact(" + name + ")");
                asked.put("linked rows", "countIf(is_linkable)");
                asked.put("linked persons", "uniqExactIf(" + name + ", is_linkable)");
            } else if (column.isToken() && !name.equals("source_key")) {
                asked.put("distinct " + name, "uniqExact(" + name + ")");
            } else if (column.isNumber()) {
                asked.put("sum of " + name, "sum(" + name + ")");
            }
        }
        if (isRowByRow) {
            asked.put("hash of all but tokens", "sum(cityHash64(" + contents(table) + "))");
        }
        collect(
                statements,
                figures,
                List.copyOf(asked.keySet()),
                "SELECT feed, " + String.join(", ", asked.values()) + " FROM " + table.in(database)
                        + " FINAL GROUP BY feed");
        return new Figures(figures);
    }

    /** NULL would make the whole hash NULL, and the row would count for nothing. */
    private static String contents(CoreTable table) {
        return table.columns().stream()
                .filter(c -> !c.isToken() && !c.name().equals("key_version"))
                .map(c -> c.type().startsWith("Nullable")
                        ? "isNull(" + c.name() + "), ifNull(toString(" + c.name() + "), '')"
                        : c.name())
                .collect(Collectors.joining(", "));
    }

    private static void collect(
            Statements statements, Map<String, Map<String, String>> figures, List<String> names, String sql) {
        for (List<String> row : statements.rows(sql)) {
            Map<String, String> ofFeed = figures.computeIfAbsent(row.get(0), f -> new LinkedHashMap<>());
            for (int i = 0; i < names.size(); i++) {
                ofFeed.put(names.get(i), row.get(i + 1));
            }
        }
    }

    /** Persons that join across tables and feeds: the same number before and after, or joins were broken. */
    static String linkedPersons(Statements statements, List<CoreTable> tables, String database) {
        String all = tables.stream()
                .filter(t -> t.table().hasPerson())
                .map(t -> "SELECT person_pseudonym FROM " + t.in(database) + " FINAL WHERE is_linkable")
                .collect(Collectors.joining(" UNION ALL "));
        return statements
                .rows("SELECT uniqExact(person_pseudonym) FROM (" + all + ")")
                .get(0)
                .get(0);
    }

    /** One line a difference, as counts: {@code core.grade, grades-stockholm: rows 3 before, 2 after}. */
    List<String> differencesTo(Figures after, String table) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> feeds = new TreeSet<>(byFeed.keySet());
        feeds.addAll(after.byFeed.keySet());
        for (String feed : feeds) {
            Map<String, String> was = byFeed.getOrDefault(feed, Map.of());
            Map<String, String> is = after.byFeed.getOrDefault(feed, Map.of());
            TreeSet<String> names = new TreeSet<>(was.keySet());
            names.addAll(is.keySet());
            for (String name : names) {
                if (!Objects.equals(was.get(name), is.get(name))) {
                    differences.add(table + ", " + feed + ": " + name + " " + was.getOrDefault(name, "0") + " before, "
                            + is.getOrDefault(name, "0") + " after");
                }
            }
        }
        return differences;
    }
}
