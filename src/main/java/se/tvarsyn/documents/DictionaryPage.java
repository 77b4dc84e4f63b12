package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.catalogue.FigureRefresh;

/** {@code data-dictionary}: every table and column with its comment, type and where it comes from. */
final class DictionaryPage {
    private DictionaryPage() {}

    static Page page(Configured configured, Lineage lineage) {
        Page.Writing page = Page.of("Datalexikon", "sv")
                .text("Varje tabell och kolumn, som filerna i `warehouse/` gör dem; " + configured.day()
                        + ", konfiguration `" + configured.fingerprint().substring(0, 16) + "`.");
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
                    .forEach(c -> sources.put(table.tableName() + "." + c.name(), List.of("ingen konfigurerad källa")));
        }
        page.chapter("Tabeller");
        configured.tables().values().forEach(t -> table(page, t.name(), t, sources));
        page.chapter("Publiceringar")
                .text(
                        "Det som analytiker och ledning läser, i ett eget lager. Bara en publicering fyller dessa tabeller.");
        configured.released().values().forEach(t -> table(page, t.name(), t, ofRelease(t)));
        page.chapter("Modeller av core")
                .text(
                        "Rader som uppgifter räknas fram av, med pseudonymer och exakta minuter: databasen `model` är bara"
                                + " för dataförvaltare. Varje uppdatering gör dem av `core`.");
        configured.models().forEach(m -> table(page, m.shown(), m.table(), models(m)));
        page.chapter("Uppgifter")
                .text("Varje uppgift i måttkatalogen, exakt: bara för dataförvaltare. Vad var och en räknar står i"
                        + " `metric-catalogue.html`.");
        table(page, FigureRefresh.TABLE, configured.figure(), figures(configured));
        TableDefinition values = TableDefinition.created(FigureRefresh.valuesDefinition(), "warehouse/metrics");
        Map<String, List<String>> valueSources = new LinkedHashMap<>();
        values.columns()
                .forEach(c -> valueSources.put(
                        FigureRefresh.VALUES + "." + c.name(), List.of("`" + FigureRefresh.TABLE + "`")));
        table(page, FigureRefresh.VALUES, values, valueSources);
        return page.page();
    }

    private static Map<String, List<String>> ofRelease(TableDefinition table) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        table.columns().forEach(c -> sources.put(table.name() + "." + c.name(), List.of("`release create`")));
        return sources;
    }

    private static Map<String, List<String>> models(ModelLineage model) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        model.columns()
                .forEach((column, from) -> sources.put(
                        model.shown() + "." + column,
                        from.isEmpty()
                                ? List.of("inställningar eller kalender")
                                : from.stream().map(p -> "`" + p.shown() + "`").toList()));
        return sources;
    }

    private static Map<String, List<String>> figures(Configured configured) {
        Map<String, List<String>> sources = new LinkedHashMap<>();
        configured
                .figure()
                .columns()
                .forEach(
                        c -> sources.put(FigureRefresh.TABLE + "." + c.name(), List.of("modellerna som måtten anger")));
        List.of("metric", "dimension")
                .forEach(c -> sources.put(FigureRefresh.TABLE + "." + c, List.of("`warehouse/metrics`")));
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
        page.grid(List.of("kolumn", "typ", "vad det är", "från"), rows, "Inga kolumner.");
    }
}
