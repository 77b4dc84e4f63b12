package se.tvarsyn.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.models.ModelSources;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/** Tells of the sources of a release: those that figures are made of, and those that are expected and never came. */
final class ReleaseSources {
    private static final String TABLE = "ops.released_source";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Warehouse warehouse;
    private final Statements statements;

    ReleaseSources(Warehouse warehouse, Statements statements) {
        this.warehouse = warehouse;
        this.statements = statements;
    }

    /** Asks the ledger of deliveries and the tables, as they are now. */
    List<ReleasedSource> of(ReleasePeriod period, List<Cube> cubes, ReleaseInputs inputs, Instant now) {
        Map<String, ExpectedSource> expected = inputs.sources();
        Map<String, ReleasedSource.Loaded> loaded = loaded(period.first());
        Map<String, Set<String>> metricsOf = metricsOf(cubes, inputs);
        Set<String> feeds = new TreeSet<>(loaded.keySet());
        expected.values().stream().filter(ExpectedSource::isAwaited).forEach(source -> feeds.add(source.feed()));
        List<ReleasedSource> sources = new ArrayList<>();
        for (String feed : feeds) {
            ExpectedSource source = expected.getOrDefault(feed, new ExpectedSource(feed, feed, false, null, null));
            sources.add(ReleasedSource.of(
                    source,
                    loaded.getOrDefault(feed, ReleasedSource.Loaded.NONE),
                    List.copyOf(metricsOf.getOrDefault(feed, Set.of())),
                    now));
        }
        return sources;
    }

    /**
     * Deliveries that the models were made of. A retry of rejected records is no sign that the source is alive, and takes what it
     * read away from those that are rejected.
     */
    private Map<String, ReleasedSource.Loaded> loaded(LocalDate from) {
        Map<String, ReleasedSource.Loaded> loaded = new HashMap<>();
        String isRetry = "startsWith(scope, 'retry of ')";
        String since = "toDate(assumeNotNull(finished_at), 'Europe/Stockholm') >= '" + from + "'";
        statements.each(
                "SELECT toString(feed), toUnixTimestamp64Milli(toDateTime64(maxOrNullIf(assumeNotNull(finished_at), NOT "
                        + isRetry + "), 3)) AS at, sumIf(read_count, NOT " + isRetry + " AND " + since
                        + "), sumIf(accepted_count, " + since + "), sumIf(toInt64(rejected_count) - if(" + isRetry
                        + ", toInt64(read_count), 0), " + since + "), sumIf(unlinked_count, " + since + ")"
                        + " FROM ops.delivery FINAL WHERE isNotNull(finished_at) AND delivery_id IN (SELECT delivery_id FROM "
                        + ModelRefresh.DATABASE + ".int_loaded_delivery) GROUP BY feed HAVING isNotNull(at)"
                        + " SETTINGS do_not_merge_across_partitions_select_final = 0, optimize_move_to_prewhere_if_final = 0",
                row -> loaded.put(
                        row.getString(1),
                        new ReleasedSource.Loaded(
                                Instant.ofEpochMilli(row.getLong(2)),
                                row.getLong(3),
                                row.getLong(4),
                                Math.max(0, row.getLong(5)),
                                row.getLong(6))));
        return loaded;
    }

    /** Feed → metrics that count its rows, by id. */
    private Map<String, Set<String>> metricsOf(List<Cube> cubes, ReleaseInputs inputs) {
        Map<FactTable, List<String>> feeds = new EnumMap<>(FactTable.class);
        Map<String, Set<String>> of = new TreeMap<>();
        cubes.stream().flatMap(cube -> cube.metrics().stream()).distinct().forEach(metric -> inputs.counted()
                .getOrDefault(metric, Set.of())
                .forEach(table -> feeds.computeIfAbsent(table, t -> ModelSources.feeds(warehouse, t))
                        .forEach(feed ->
                                of.computeIfAbsent(feed, f -> new TreeSet<>()).add(metric))));
        return of;
    }

    /** Keeps what was told of a release, in the place of what a try before left. */
    void keep(ReleaseRecord release, List<ReleasedSource> sources) {
        statements.execute("ALTER TABLE " + TABLE + " DROP PARTITION '" + release.name() + "'");
        ReleaseTexts.insert(statements, TABLE, rows(release.name(), sources));
    }

    /** Shows what was kept. */
    void show(ReleaseRecord release, Statements into, String table) {
        statements.json(
                "SELECT * FROM " + TABLE + " WHERE release_name = '" + release.name() + "'",
                rows -> into.insertJson(table, List.of(), rows));
    }

    /** The rows of a release as they are kept, and shown. */
    private static List<ObjectNode> rows(String release, List<ReleasedSource> sources) {
        List<ObjectNode> rows = new ArrayList<>();
        for (ReleasedSource source : sources) {
            rows.add(JSON.createObjectNode()
                    .put("release_name", release)
                    .put("feed", source.feed())
                    .put("name", source.name())
                    .put("delivered_on", textOf(source.deliveredOn()))
                    .put("age_days", source.ageDays())
                    .put("expected_hours", source.expectedHours())
                    .put("standing", source.standing().word())
                    .put("rejected_percent", source.rejectedPercent())
                    .put("unlinked_percent", source.unlinkedPercent())
                    .put("metrics", String.join(",", source.metrics())));
        }
        return rows;
    }

    private static @Nullable String textOf(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
