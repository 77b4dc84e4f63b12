package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.FactTable;

/** {@code data-dictionary}: every table and column with its comment, type and where it comes from. */
final class DictionaryPage {
    private DictionaryPage() {}

    static Page page(Configured configured, Lineage lineage) {
        Page.Writing page = Page.of("Data dictionary", "en")
                .text("Every table and column, as the files of `warehouse/` make them; " + configured.day()
                        + ", configuration `" + configured.fingerprint().substring(0, 16) + "`.");
        Map<String, List<String>> sources = new LinkedHashMap<>();
        for (Lineage.Step step : lineage.steps()) {
            if (step.column() != null && step.use().table() != null) {
                String column = step.use().table().tableName() + "." + step.column();
                List<String> feeds = sources.computeIfAbsent(column, c -> new ArrayList<>());
                if (!feeds.contains("`" + step.feed() + "`")) {
                    feeds.add("`" + step.feed() + "`");
                }
            }
        }
        for (FactTable table : FactTable.values()) {
            lineage.empty(table)
                    .forEach(c -> sources.put(table.tableName() + "." + c.name(), List.of("no configured feed")));
        }
        page.chapter("Tables");
        configured.tables().values().forEach(t -> table(page, t.name(), t, sources));
        page.chapter("Cubes of mart");
        configured.models().stream()
                .filter(ModelLineage::isMart)
                .forEach(m -> table(page, "mart." + m.table().name(), m.table(), models(m)));
        page.chapter("Models").text("They live in memory while cubes are made, and are gone afterwards.");
        configured.models().stream()
                .filter(m -> !m.isMart())
                .forEach(m -> table(page, m.table().name(), m.table(), models(m)));
        return page.page();
    }

    private static Map<String, List<String>> models(ModelLineage model) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        String name = (model.isMart() ? "mart." : "") + model.table().name();
        model.columns()
                .forEach((column, from) -> sources.put(
                        name + "." + column,
                        from.stream().map(p -> "`" + p + "`").toList()));
        return sources;
    }

    private static void table(
            Page.Writing page, String name, TableDefinition table, Map<String, List<String>> sources) {
        page.section("`" + name + "`").text(table.comment() + " (`" + table.file() + "`)");
        List<List<String>> rows = new ArrayList<>();
        for (TableDefinition.Column column : table.columns()) {
            List<String> from = sources.getOrDefault(name + "." + column.name(), List.of());
            rows.add(List.of(
                    "`" + column.name() + "`",
                    "`" + column.type() + "`",
                    column.comment(),
                    from.isEmpty() ? "Tvärsyn" : String.join(", ", from)));
        }
        page.grid(List.of("column", "type", "what it is", "from"), rows, "No columns.");
    }
}
