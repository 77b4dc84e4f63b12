package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
    /** Column of core to the columns of mart it goes into. */
    private final Map<ColumnPlace, Set<ColumnPlace>> marts = new TreeMap<>();

    private final Map<ColumnPlace, Set<String>> through = new HashMap<>();

    Lineage(Configured configured) {
        this.configured = configured;
        configured.models().forEach(m -> models.put(m.table().name(), m));
        for (ModelLineage model : configured.models()) {
            if (model.isMart()) {
                model.columns().forEach((column, from) -> {
                    ColumnPlace mart = new ColumnPlace("mart." + model.table().name(), column);
                    from.forEach(f -> follow(f, mart, List.of()));
                });
            }
        }
    }

    /**
     * One step of one field.
     *
     * @param column null where nothing is stored
     * @param mart null where the column goes into no column of mart
     */
    record Step(
            String feed,
            FieldUse use,
            @Nullable String column,
            @Nullable ColumnPlace mart,
            String models) {}

    private void follow(ColumnPlace place, ColumnPlace mart, List<String> path) {
        ModelLineage model = models.get(place.table());
        if (model == null) {
            marts.computeIfAbsent(place, p -> new TreeSet<>()).add(mart);
            through.computeIfAbsent(place, p -> new LinkedHashSet<>()).addAll(path);
            return;
        }
        List<String> longer = new ArrayList<>(List.of(place.table()));
        longer.addAll(path);
        if (place.isRows()) {
            Set<String> tables = new TreeSet<>();
            model.columns().values().forEach(from -> from.forEach(f -> tables.add(f.table())));
            tables.forEach(t -> follow(ColumnPlace.rows(t), mart, longer));
        } else {
            model.columns().getOrDefault(place.column(), Set.of()).forEach(f -> follow(f, mart, longer));
        }
    }

    /** Columns of mart that a column of core goes into. */
    Set<ColumnPlace> martsOf(String table, String column) {
        return marts.getOrDefault(new ColumnPlace(table, column), Set.of());
    }

    /** Columns of mart that count the rows of a table. */
    Set<ColumnPlace> countsOf(String table) {
        return marts.getOrDefault(ColumnPlace.rows(table), Set.of());
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
                    String by = String.join(" ", through.getOrDefault(core, Set.of()));
                    Set<ColumnPlace> reached = martsOf(core.table(), column);
                    if (reached.isEmpty()) {
                        steps.add(new Step(feed, use, column, null, ""));
                    }
                    reached.forEach(mart -> steps.add(new Step(feed, use, column, mart, by)));
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
