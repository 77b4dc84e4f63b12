package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.Controller;
import se.tvarsyn.settings.LegalBasis;

/** What is not in order yet, told from the configuration: whoever signs knows what is left. */
final class OpenPoints {
    private static final long SOON_IN_DAYS = 60;

    private OpenPoints() {}

    static List<String> of(Configured configured) {
        List<String> open = new ArrayList<>();
        Controller controller = configured.settings().controller();
        if (controller.name() == null || controller.contact() == null || controller.dpo() == null) {
            open.add("Personuppgiftsansvarig, kontakt eller dataskyddsombud är inte angivna: fyll i `controller` i"
                    + " `tvarsyn.yaml`.");
        }
        List<String> trials = new ArrayList<>();
        List<String> without = new ArrayList<>();
        List<String> unmarked = new ArrayList<>();
        configured.mappings().forEach((feed, mapping) -> {
            List<LegalBasis> entries = Swedish.entries(configured, feed, mapping, configured.day());
            if (entries.stream().anyMatch(LegalBasis::isTrial)) {
                trials.add(feed);
            }
            if (!RegisterPage.without(configured, feed, mapping).isEmpty()) {
                without.add(feed);
            }
            if (mapping.hasPersons() && !mapping.hasProtectedMark()) {
                unmarked.add(feed);
            }
            for (LegalBasis entry : entries) {
                if (entry.validTo() != null
                        && !configured.day().plusDays(SOON_IN_DAYS).isBefore(entry.validTo())) {
                    open.add("Den rättsliga grunden för `" + feed + "` gäller bara till " + entry.validTo()
                            + ": ett nytt beslut behövs.");
                }
            }
        });
        if (!trials.isEmpty()) {
            open.add("Provposter utan lag och beslut: " + Swedish.codes(trials) + ". De får bara användas på prov.");
        }
        if (!without.isEmpty()) {
            open.add("Källor utan giltig rättslig grund: " + Swedish.codes(without) + ". De läses inte in.");
        }
        if (!unmarked.isEmpty()) {
            open.add("Källor som inte markerar skyddade personuppgifter för alla poster: " + Swedish.codes(unmarked)
                    + ". Fråga leverantören, eller låt dem inte lämnas ut hit.");
        }
        configured.mappings().forEach((feed, mapping) -> valueTables(open, feed, mapping));
        List<String> followed = configured.models().stream()
                .filter(m -> !m.isByColumn())
                .map(m -> m.table().name())
                .toList();
        if (!followed.isEmpty()) {
            open.add("Modeller vars kolumner inte kan följas en och en: " + Swedish.codes(followed)
                    + ". Härkomsten visas per tabell.");
        }
        boolean isOneHome = configured.settings().zone() == null;
        if (isOneHome) {
            open.add(
                    "Nycklar och datalager hanteras av samma installation (ett hem). Det är till för prov och för en enda"
                            + " myndighet; flera nämnder ska använda skilda zoner.");
        }
        if (isOneHome && !configured.isServer()) {
            open.add(
                    "Datalagret är den inbäddade motorn: ett konto i operativsystemet kan läsa både nycklar och rader.");
        }
        return open;
    }

    private static void valueTables(List<String> open, String feed, Mapping mapping) {
        TreeSet<String> tables = new TreeSet<>(mapping.openValueTables());
        if (tables.remove("units")) {
            open.add("`" + feed + "`: värdetabellen `units` är tom. Enheter utan skolenhetskod i källan visas inte i"
                    + " siffror per enhet.");
        }
        if (!tables.isEmpty()) {
            open.add("`" + feed + "`: kontrollera att värdetabellerna har kommunens egna ord: "
                    + Swedish.codes(List.copyOf(tables)) + ". Ord som saknas blir ett samlingsord.");
        }
    }
}
