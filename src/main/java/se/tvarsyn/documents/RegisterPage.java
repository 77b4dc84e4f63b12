package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.Controller;
import se.tvarsyn.settings.LegalBasis;

/** {@code register-of-processing}: the record of processing activities, GDPR article 30(1) a to g. */
final class RegisterPage {
    private RegisterPage() {}

    static Page page(Configured configured) {
        Page.Writing page = Page.of("Registerförteckning enligt artikel 30 i dataskyddsförordningen", "sv");
        page.text("Upprättad " + configured.day() + " av Tvärsyn " + configured.version()
                + " ur det som är konfigurerat; konfigurationens fingeravtryck `"
                + configured.fingerprint().substring(0, 16) + "`.");
        write(page, configured);
        page.chapter("g) Säkerhetsåtgärder");
        measures(page, configured);
        return page.page();
    }

    static void write(Page.Writing page, Configured configured) {
        Controller controller = configured.settings().controller();
        page.chapter("a) Personuppgiftsansvarig och dataskyddsombud")
                .add(new Page.Facts(List.of(
                        List.of("Personuppgiftsansvarig", Swedish.orMissing(controller.name())),
                        List.of("Kontakt", Swedish.orMissing(controller.contact())),
                        List.of("Dataskyddsombud", Swedish.orMissing(controller.dpo())))));
        page.chapter("b) Ändamål och rättslig grund")
                .text("Ändamålet heter `" + configured.settings().purpose()
                        + "`: uppföljning av barns och ungas skolgång, stöd och fritid som siffror om grupper. Samma person"
                        + " har samma pseudonym inom ändamålet och en annan i varje annat ändamål. En källa utan giltig"
                        + " post här läses inte in, och en tabell med siffror görs inte av dess rader.")
                .grid(
                        List.of("Källa", "Rättslig grund", "Beslut", "Gäller", "Tabeller"),
                        bases(configured),
                        "Ingen källa är konfigurerad.");
        page.chapter("c) Kategorier av registrerade och av personuppgifter")
                .grid(
                        List.of("Källa", "Registrerade", "Personuppgifter", "Skyddsvärde"),
                        subjects(configured),
                        "Ingen källa är konfigurerad.")
                .text("Personnummer och samordningsnummer läses för att göra en pseudonym och lagras inte. Namn,"
                        + " födelsedatum, fritext, personal och vårdnadshavare har ingen kolumn i någon tabell.")
                .grid(
                        List.of("Källa", "Skyddade personuppgifter"),
                        protection(configured),
                        "Ingen källa är konfigurerad.");
        page.chapter("d) Mottagare")
                .bullets(List.of(
                        "Pseudonymiserade rader (databaserna `core` och `ops`): den personuppgiftsansvariges"
                                + " datastewarder, i "
                                + (configured.isServer()
                                        ? "den ClickHouse-server som `warehouse.url` anger"
                                        : "den inbäddade ClickHouse på samma dator")
                                + ".",
                        "Siffror om grupper (databasen `mart`): analytiker och ledning.",
                        "Ingen annan: programmet lämnar inte ut uppgifter till tredje part."));
        page.chapter("e) Överföring till tredje land")
                .text("Programmet överför inget till tredje land. Var servrar för källor och lager står, och vem som är"
                        + " personuppgiftsbiträde för dem, framgår inte av konfigurationen och anges av den"
                        + " personuppgiftsansvarige.");
        page.chapter("f) Gallringsfrister")
                .text("Räknas från den dag raden handlar om.")
                .grid(
                        List.of("Källa", "Tabell", "Gallras efter"),
                        retention(configured),
                        "Ingen källa är konfigurerad.");
    }

    static void measures(Page.Writing page, Configured configured) {
        page.text("Varje åtgärd bevisas av ett automatiskt test som `mvn verify` kör. Texterna är hämtade ur"
                + " `docs/privacy.md` och står på engelska som där; testerna finns under `src/test/java/se/tvarsyn`.");
        List<List<String>> rows = new ArrayList<>();
        configured.measures().forEach(m -> rows.add(List.of(m.what(), m.test())));
        page.grid(List.of("Åtgärd", "Bevisas av testet"), rows, "`docs/privacy.md` saknas: inga åtgärder kan visas.");
    }

    private static List<List<String>> bases(Configured configured) {
        List<List<String>> rows = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            List<LegalBasis> entries = Swedish.entries(configured, feed, mapping, configured.day());
            for (LegalBasis entry : entries) {
                TreeSet<FactTable> tables = new TreeSet<>(mapping.tables());
                tables.removeIf(t -> !entry.covers(t));
                rows.add(List.of(
                        "`" + feed + "`",
                        Swedish.law(entry),
                        Swedish.text(entry.decision()),
                        Swedish.days(entry),
                        Swedish.tables(tables)));
            }
            TreeSet<FactTable> without = without(configured, feed, mapping);
            if (!without.isEmpty()) {
                rows.add(List.of("`" + feed + "`", "Saknas: källan läses inte in", "–", "–", Swedish.tables(without)));
            }
        });
        return rows;
    }

    static TreeSet<FactTable> without(Configured configured, String feed, Mapping mapping) {
        TreeSet<FactTable> without = new TreeSet<>(mapping.tables());
        without.removeIf(t -> configured.settings().register().allows(feed, t, configured.day()));
        return without;
    }

    private static List<List<String>> subjects(Configured configured) {
        List<List<String>> rows = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            for (FactTable table : mapping.tables()) {
                Subjects subjects = Subjects.of(table);
                boolean isOfPersons = !subjects.persons().isEmpty();
                rows.add(List.of(
                        "`" + feed + "`",
                        isOfPersons ? subjects.persons() : "Inga: tabellen har ingen person",
                        subjects.personalData(),
                        subjects.care().isEmpty() ? "–" : subjects.care()));
            }
        });
        return rows;
    }

    private static List<List<String>> protection(Configured configured) {
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Mapping> feed : configured.mappings().entrySet()) {
            Mapping mapping = feed.getValue();
            String text = !mapping.hasPersons()
                    ? "Källan har inga personer"
                    : mapping.hasProtectedMark()
                            ? "Källan markerar dem. En markerad person, och en med okänd markering, lämnar ingen rad: bara"
                                    + " ett antal"
                            : "Källan har ingen markering för alla poster: skyddade personer kan förekomma, pseudonymiserade";
            rows.add(List.of("`" + feed.getKey() + "`", text));
        }
        return rows;
    }

    private static List<List<String>> retention(Configured configured) {
        List<List<String>> rows = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            for (FactTable table : mapping.tables()) {
                rows.add(List.of(
                        "`" + feed + "`",
                        "`" + table.tableName() + "`",
                        Swedish.length(configured.settings().retention(feed, table, configured.day()))));
            }
        });
        return rows;
    }
}
