package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.FieldUse;
import se.tvarsyn.mapping.FieldUse.Role;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.LegalBasis;

/** {@code dpia-facts}: what an impact assessment asks for, without the assessment. */
final class DpiaPage {
    private DpiaPage() {}

    static Page page(Configured configured, Lineage lineage) {
        Page.Writing page = Page.of("Fakta för konsekvensbedömning (artikel 35)", "sv");
        page.text("Vilka fält, varifrån, vart, varför och hur länge; " + configured.day() + ", Tvärsyn "
                + configured.version() + ", konfigurationens fingeravtryck `"
                + configured.fingerprint().substring(0, 16)
                + "`. Bedömningen av nödvändighet, proportionalitet och risk gör den personuppgiftsansvarige.");
        identifying(page, configured);
        configured.mappings().forEach((feed, mapping) -> feed(page, configured, lineage, feed, mapping));
        return page.page();
    }

    /** Fields that identify, and where each of them ends. */
    static void identifying(Page.Writing page, Configured configured) {
        page.chapter("Fält som identifierar, och var de slutar")
                .text(
                        "I klartext finns de i arbetsminnet från läsningen till pseudonymiseringen. Avvisade poster ligger"
                                + " krypterade i karantän. Datalagret får pseudonymen och har ingen nyckel.");
        List<List<String>> rows = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            Map<String, Set<String>> ends = new LinkedHashMap<>();
            for (FieldUse use : mapping.fieldUses()) {
                if (use.role() == Role.IDENTITY || use.role() == Role.PERSON_ID) {
                    Set<String> end = ends.computeIfAbsent(
                            "`" + use.source() + "`|" + Swedish.role(use.role()), u -> new TreeSet<>());
                    FactTable table = use.table();
                    if (table != null && !use.columns().isEmpty()) {
                        end.add("`" + table.tableName() + "." + use.columns().get(0) + "`");
                    }
                }
            }
            ends.forEach((use, end) -> rows.add(List.of(
                    "`" + feed + "`",
                    use.substring(0, use.indexOf('|')),
                    use.substring(use.indexOf('|') + 1),
                    end.isEmpty() ? "lagras inte" : "pseudonym i " + String.join(", ", end))));
        });
        page.grid(List.of("Källa", "Fält", "Används som", "Slutar som"), rows, "Inget fält identifierar en person.");
    }

    private static void feed(Page.Writing page, Configured configured, Lineage lineage, String feed, Mapping mapping) {
        page.chapter("`" + feed + "`");
        List<List<String>> pairs = new ArrayList<>();
        pairs.add(List.of("Varifrån", Swedish.source(configured.settings().source(feed), mapping)));
        pairs.add(List.of("Vart", Swedish.tables(mapping.tables())));
        List<LegalBasis> entries = Swedish.entries(configured, feed, mapping, configured.day());
        for (LegalBasis entry : entries) {
            pairs.add(List.of(
                    "Varför",
                    Swedish.law(entry) + "; beslut " + Swedish.text(entry.decision()) + "; " + Swedish.days(entry)));
        }
        if (!RegisterPage.without(configured, feed, mapping).isEmpty()) {
            pairs.add(List.of("Varför", "Giltig rättslig grund saknas: källan läses inte in"));
        }
        for (FactTable table : mapping.tables()) {
            pairs.add(List.of(
                    "Hur länge, " + table.tableName(),
                    Swedish.length(configured.settings().retention(feed, table, configured.day()))));
        }
        pairs.add(List.of("Mappning", "`" + mapping.file() + "`"));
        page.add(new Page.Facts(pairs));
        List<List<String>> rows = new ArrayList<>();
        Set<String> dropped = new TreeSet<>();
        for (FieldUse use : mapping.fieldUses()) {
            if (use.role() == Role.DROPPED) {
                dropped.add("`" + use.source() + "`");
                continue;
            }
            FactTable table = use.table();
            List<String> places = new ArrayList<>();
            Set<String> metrics = new TreeSet<>();
            if (table != null) {
                for (String column : use.columns()) {
                    places.add("`" + table.tableName() + "." + column + "`");
                    lineage.metricsOf(table.tableName(), column).forEach(m -> metrics.add("`" + m + "`"));
                }
            }
            rows.add(List.of(
                    use.field().isEmpty() ? "konstant i `" + use.entity() + "`" : "`" + use.source() + "`",
                    Swedish.role(use.role()),
                    Swedish.form(use.form()),
                    places.isEmpty() ? "–" : String.join(", ", places),
                    metrics.isEmpty() ? "–" : String.join(", ", metrics)));
        }
        page.grid(
                List.of("Fält i källan", "Används som", "Lagras", "Kolumn", "Nyckeltal i publiceringar"),
                rows,
                "Mappningen läser inga fält.");
        page.text(
                dropped.isEmpty()
                        ? "Inget fält som läses kastas. Andra fält i källan läses inte."
                        : "Läses och kastas: " + String.join(", ", dropped) + ". Andra fält i källan läses inte.");
    }
}
