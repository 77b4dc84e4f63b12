package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.mapping.Mapping;

/** From a source's field to the columns of {@code mart}: what mappings and models say, joined. */
final class Lineage {
    private final Configured configured;
    private final Map<String, ModelLineage> models = new HashMap<>();
    /** Column of core to the columns of mart it goes into, each with the models on its way. */
    private final Map<ColumnPlace, Map<ColumnPlace, Set<String>>> marts = new TreeMap<>();

    private final Map<ColumnPlace, Map<ColumnPlace, Set<String>>> origins = new HashMap<>();

    Lineage(Configured configured) {
        this.configured = configured;
        configured.models().forEach(m -> models.put(m.table().name(), m));
        for (ModelLineage model : configured.models()) {
            if (model.isMart()) {
                model.columns().forEach((column, from) -> {
                    ColumnPlace mart = new ColumnPlace("mart." + model.table().name(), column);
                    from.forEach(
                            f -> origins(f).forEach((core, through) -> marts.computeIfAbsent(core, c -> new TreeMap<>())
                                    .computeIfAbsent(mart, m -> new HashSet<>())
                                    .addAll(through)));
                });
            }
        }
    }

    /**
     * One step of one field.
     *
     * @param column null where nothing is stored
     * @param mart null where the column goes into no column of mart
     * @param models on the way, each after those it reads
     */
    record Step(
            String feed,
            FieldUse use,
            @Nullable String column,
            @Nullable ColumnPlace mart,
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

    /** Columns of mart that a column of core goes into. */
    Set<ColumnPlace> martsOf(String table, String column) {
        return marts.getOrDefault(new ColumnPlace(table, column), Map.of()).keySet();
    }

    /** Columns of mart that count the rows of a table. */
    Set<ColumnPlace> countsOf(String table) {
        return marts.getOrDefault(ColumnPlace.rows(table), Map.of()).keySet();
    }

    /** Every use of every field of every feed, with every column of mart it reaches. */
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
                    Map<ColumnPlace, Set<String>> reached = marts.getOrDefault(core, Map.of());
                    if (reached.isEmpty()) {
                        steps.add(new Step(feed, use, column, null, ""));
                    }
                    reached.forEach((mart, through) -> steps.add(new Step(feed, use, column, mart, inOrder(through))));
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
