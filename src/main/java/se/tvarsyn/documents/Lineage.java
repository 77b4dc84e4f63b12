package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.mapping.Mapping;

/** From a source's field to the figures of releases: what mappings, models, metrics and cubes say, joined. */
final class Lineage {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern TEXT = Pattern.compile("'[^']*'");

    private final Configured configured;
    private final Map<String, ModelLineage> models = new HashMap<>();
    /** Column of core to the metrics of releases it goes into, each with the models on its way. */
    private final Map<ColumnPlace, Map<String, Set<String>>> metrics = new TreeMap<>();

    private final Map<ColumnPlace, Map<ColumnPlace, Set<String>>> origins = new HashMap<>();

    Lineage(Configured configured) {
        this.configured = configured;
        configured.models().forEach(m -> models.put(m.table().name(), m));
        Map<String, Set<String>> levels = new TreeMap<>();
        for (Cube cube : configured.cubes().cubes().values()) {
            cube.metrics().forEach(metric -> levels.computeIfAbsent(metric, m -> new TreeSet<>())
                    .addAll(cube.levels()));
        }
        levels.forEach((id, cutBy) -> {
            Metric metric = configured.catalogue().metrics().get(id);
            if (metric != null) {
                counted(metric, cutBy).forEach(place -> origins(place)
                        .forEach((core, through) -> metrics.computeIfAbsent(core, c -> new TreeMap<>())
                                .computeIfAbsent(id, m -> new HashSet<>())
                                .addAll(through)));
            }
        });
    }

    /** Of each metric of releases, the tables that it counts: by the columns that its file names, else by the rows. */
    Map<String, Set<FactTable>> counted() {
        Map<String, Set<FactTable>> counted = new TreeMap<>();
        configured.cubes().cubes().values().stream()
                .flatMap(cube -> cube.metrics().stream())
                .distinct()
                .flatMap(
                        id -> Stream.ofNullable(configured.catalogue().metrics().get(id)))
                .forEach(metric -> {
                    Set<ColumnPlace> named = counted(metric, Set.of());
                    boolean isOfColumns = named.stream().anyMatch(place -> !place.isRows() && !isPeriod(place));
                    Set<String> tables = named.stream()
                            .filter(place -> isOfColumns ? !place.isRows() && !isPeriod(place) : place.isRows())
                            .flatMap(place -> origins(place).keySet().stream())
                            .map(ColumnPlace::table)
                            .collect(Collectors.toSet());
                    counted.put(
                            metric.id(),
                            Stream.of(FactTable.values())
                                    .filter(table -> tables.contains(table.tableName()))
                                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(FactTable.class))));
                });
        return counted;
    }

    private static boolean isPeriod(ColumnPlace place) {
        return "period".equals(place.column());
    }

    /** What a released figure is made of: columns of its model that its file names, that it is cut by, and the rows. */
    private Set<ColumnPlace> counted(Metric metric, Set<String> cutBy) {
        ModelLineage model = models.get(metric.rows());
        if (model == null) {
            throw new UnknownSql(metric.id() + " counts rows of " + metric.rows() + ", which is no model");
        }
        Set<String> named = new TreeSet<>(cutBy);
        named.add("period");
        Stream.of(metric.of(), metric.among(), metric.where(), metric.across())
                .filter(Objects::nonNull)
                .forEach(text -> NAME.matcher(TEXT.matcher(text).replaceAll(" "))
                        .results()
                        .forEach(name -> named.add(name.group())));
        if (metric.kind() == Metric.Kind.PERSONS) {
            named.add("person_pseudonym");
        }
        named.retainAll(model.columns().keySet());
        Set<ColumnPlace> places = new TreeSet<>(Set.of(ColumnPlace.rows(metric.rows())));
        named.forEach(column -> places.add(new ColumnPlace(metric.rows(), column)));
        return places;
    }

    /**
     * One step of one field.
     *
     * @param column null where nothing is stored
     * @param metric of a release; null where the column goes into none
     * @param models on the way, each after those it reads
     */
    record Step(
            String feed,
            FieldUse use,
            @Nullable String column,
            @Nullable String metric,
            String models) {}

    /** The columns of tables that a column of a model is made of in the end, each with the models on its way. */
    private Map<ColumnPlace, Set<String>> origins(ColumnPlace place) {
        ModelLineage model = models.get(place.table());
        if (model == null) {
            return Map.of(place, Set.of());
        }
        Map<ColumnPlace, Set<String>> known = origins.get(place);
        if (known != null) {
            return known;
        }
        Set<ColumnPlace> from = new TreeSet<>();
        if (place.isRows()) {
            model.columns().values().forEach(all -> all.forEach(f -> from.add(ColumnPlace.rows(f.table()))));
        } else {
            from.addAll(model.columns().getOrDefault(place.column(), Set.of()));
        }
        Map<ColumnPlace, Set<String>> found = new TreeMap<>();
        from.forEach(f -> origins(f).forEach((core, through) -> {
            Set<String> longer = found.computeIfAbsent(core, c -> new HashSet<>());
            longer.addAll(through);
            longer.add(place.table());
        }));
        origins.put(place, found);
        return found;
    }

    private String inOrder(Set<String> through) {
        return configured.models().stream()
                .map(m -> m.table().name())
                .filter(through::contains)
                .collect(Collectors.joining(" "));
    }

    /** Metrics of releases that a column of core goes into, by id. */
    Set<String> metricsOf(String table, String column) {
        return metrics.getOrDefault(new ColumnPlace(table, column), Map.of()).keySet();
    }

    /** Metrics of releases that count the rows of a table. */
    Set<String> countsOf(String table) {
        return metrics.getOrDefault(ColumnPlace.rows(table), Map.of()).keySet();
    }

    /** Every use of every field of every feed, with every metric of releases it reaches. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            for (FieldUse use : mapping.fieldUses()) {
                FactTable table = use.table();
                if (table == null || use.columns().isEmpty()) {
                    steps.add(new Step(feed, use, null, null, ""));
                    continue;
                }
                for (String column : use.columns()) {
                    ColumnPlace core = new ColumnPlace(table.tableName(), column);
                    Map<String, Set<String>> reached = metrics.getOrDefault(core, Map.of());
                    if (reached.isEmpty()) {
                        steps.add(new Step(feed, use, column, null, ""));
                    }
                    reached.forEach(
                            (metric, through) -> steps.add(new Step(feed, use, column, metric, inOrder(through))));
                }
            }
        });
        return steps;
    }

    /** Columns of a table of core that the configured feeds fill. */
    Set<String> fed(FactTable table) {
        return configured.mappings().values().stream()
                .flatMap(m -> m.fieldUses().stream())
                .filter(use -> use.table() == table)
                .flatMap(use -> use.columns().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Columns of a table that no source fills: Tvärsyn makes them. */
    List<TableDefinition.Column> made(FactTable table) {
        Set<String> fed = fed(table);
        return columns(table).stream()
                .filter(c -> !fed.contains(c.name()) && !Mapping.fillable(table).contains(c.name()))
                .toList();
    }

    /** Columns of a table that a source could fill, and no configured one does. */
    List<TableDefinition.Column> empty(FactTable table) {
        Set<String> fed = fed(table);
        return columns(table).stream()
                .filter(c -> !fed.contains(c.name()) && Mapping.fillable(table).contains(c.name()))
                .toList();
    }

    private List<TableDefinition.Column> columns(FactTable table) {
        TableDefinition definition = configured.tables().get(table.tableName());
        if (definition == null) {
            throw new UnknownSql("no migration makes " + table.tableName());
        }
        return definition.columns();
    }
}
