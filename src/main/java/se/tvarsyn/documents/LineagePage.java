package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;

/** {@code lineage}: field by field from the source to the figures of releases, for people and as CSV. */
final class LineagePage {
    private static final String CSV_HEAD = "feed,entity,field,role,stored_as,core_table,core_column,models,metric\n";

    private LineagePage() {}

    static Page page(Configured configured, Lineage lineage) {
        Page.Writing page = Page.of("Lineage: from source field to released figure", "en")
                .text("Made from the mappings, migrations, models, metrics and cubes of this home on "
                        + configured.day()
                        + "; configuration `" + configured.fingerprint().substring(0, 16)
                        + "`. The same rows, one a step, are in `lineage.csv`.")
                .text("A field that is stored nowhere is looked at and then dropped with its record. A token is an HMAC"
                        + " under the home's keys; the warehouse holds no key. Other fields of the source than these are"
                        + " not read at all.");
        Map<String, Map<FieldUse, Set<String>>> feeds = new LinkedHashMap<>();
        configured.mappings().keySet().forEach(f -> feeds.put(f, new LinkedHashMap<>()));
        for (Lineage.Step step : lineage.steps()) {
            Map<FieldUse, Set<String>> uses = feeds.getOrDefault(step.feed(), new LinkedHashMap<>());
            Set<String> reached = uses.computeIfAbsent(step.use(), u -> new LinkedHashSet<>());
            if (step.metric() != null) {
                reached.add("`" + step.metric() + "`");
            }
        }
        page.chapter("Feeds");
        feeds.forEach((feed, uses) -> {
            page.section("`" + feed + "`");
            List<List<String>> rows = new ArrayList<>();
            uses.forEach((use, reached) -> rows.add(List.of(
                    use.field().isEmpty() ? "(constant of `" + use.entity() + "`)" : "`" + use.source() + "`",
                    word(use.role()),
                    word(use.form()),
                    places(use),
                    reached.isEmpty() ? "–" : String.join(", ", reached))));
            page.grid(
                    List.of("source field", "used as", "stored", "core column", "figures of releases"),
                    rows,
                    "The mapping reads nothing.");
        });
        page.chapter("Columns of core that no source fills");
        List<List<String>> made = new ArrayList<>();
        for (FactTable table : FactTable.values()) {
            lineage.made(table)
                    .forEach(c -> made.add(
                            List.of("`" + table.tableName() + "." + c.name() + "`", "made by Tvärsyn", c.comment())));
            lineage.empty(table)
                    .forEach(c -> made.add(List.of(
                            "`" + table.tableName() + "." + c.name() + "`",
                            "no configured feed fills it",
                            c.comment())));
        }
        page.grid(List.of("column", "why", "what it is"), made, "None.");
        models(page, configured);
        return page.page();
    }

    private static void models(Page.Writing page, Configured configured) {
        page.chapter("Models")
                .text("`table.*` = not a value but the rows themselves: they are counted. Where a model looks"
                        + " rows of another up, what they are looked up by counts as made of too.");
        for (ModelLineage model : configured.models()) {
            page.section("`" + model.shown() + "`");
            page.text(model.table().comment() + " (`" + model.table().file() + "`)");
            if (!model.isByColumn()) {
                page.notice("This model is written in a way that its columns cannot be followed one by one: each is"
                        + " shown with all tables that the model reads.");
            }
            List<List<String>> rows = new ArrayList<>();
            model.table()
                    .columns()
                    .forEach(c -> rows.add(
                            List.of("`" + c.name() + "`", names(model.columns().getOrDefault(c.name(), Set.of())))));
            page.grid(List.of("column", "made of"), rows, "No columns.");
            if (!model.conditions().isEmpty()) {
                page.text("Rows are chosen and grouped by " + names(model.conditions()) + ".");
            }
        }
    }

    private static String names(Set<ColumnPlace> places) {
        return places.isEmpty()
                ? ModelLineage.OF_NO_TABLE
                : places.stream().map(p -> "`" + p.shown() + "`").collect(Collectors.joining(", "));
    }

    private static String places(FieldUse use) {
        FactTable table = use.table();
        if (use.columns().isEmpty() || table == null) {
            return "–";
        }
        return use.columns().stream()
                .map(c -> "`" + table.tableName() + "." + c + "`")
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String csv(Lineage lineage) {
        StringBuilder csv = new StringBuilder(CSV_HEAD);
        for (Lineage.Step step : lineage.steps()) {
            FieldUse use = step.use();
            FactTable table = use.table();
            String metric = step.metric();
            String column = step.column();
            csv.append(List.of(
                            step.feed(),
                            use.entity(),
                            use.field(),
                            word(use.role()),
                            word(use.form()),
                            table == null || column == null ? "" : table.tableName(),
                            column == null ? "" : column,
                            step.models(),
                            metric == null ? "" : metric)
                    .stream()
                    .map(LineagePage::cell)
                    .collect(Collectors.joining(",", "", "\n")));
        }
        return csv.toString();
    }

    /** A cell that a spreadsheet takes for a formula gets a quote before it. */
    private static String cell(String text) {
        String safe = text.matches("[=+\\-@].*") ? "'" + text : text;
        return safe.matches("[^,\"\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
