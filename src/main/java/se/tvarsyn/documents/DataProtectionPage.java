package se.tvarsyn.documents;

import java.util.List;

/** {@code dataskydd}: the one document that a data protection officer reads and signs. */
final class DataProtectionPage {
    private DataProtectionPage() {}

    static Page page(Configured configured) {
        List<String> open = OpenPoints.of(configured);
        long persons = configured.mappings().values().stream()
                .filter(m -> m.hasPersons())
                .count();
        Page.Writing page = Page.of("Tvärsyn: underlag för dataskyddsombudets ställningstagande", "sv")
                .add(new Page.Facts(List.of(
                        List.of(
                                "Personuppgiftsansvarig",
                                Swedish.orMissing(
                                        configured.settings().controller().name())),
                        List.of(
                                "Dataskyddsombud",
                                Swedish.orMissing(
                                        configured.settings().controller().dpo())),
                        List.of("Datum", configured.day().toString()),
                        List.of("Programversion", "Tvärsyn " + configured.version()),
                        List.of("Konfigurationens fingeravtryck", "`" + configured.fingerprint() + "`"))));
        page.chapter("Sammanfattning")
                .text(
                        "Tvärsyn hämtar uppgifter från skola, socialtjänst och fritid, ersätter varje person med en pseudonym"
                                + " och läser in raderna i ett datalager. Konfigurerade är "
                                + configured.mappings().size()
                                + " källor, varav " + persons
                                + " med personer. Namn, personnummer och fritext når aldrig"
                                + " datalagret. Vem en pseudonym är kan bara den räkna fram som har nycklarna: de ska skyddas"
                                + " som befolkningsregistret.")
                .text("Dokumentet är gjort ur konfigurationen. Ändras en källa, en mappning, en rättslig grund eller en"
                        + " modell så ändras fingeravtrycket, och ett nytt underlag behövs.");
        page.chapter("Öppna punkter")
                .notice(open.size() + " punkter att ta ställning till innan underlaget skrivs under.");
        page.bullets(open);
        RegisterPage.write(page, configured);
        page.chapter("g) Säkerhetsåtgärder, och vad som bevisar dem");
        RegisterPage.measures(page, configured);
        DpiaPage.identifying(page, configured);
        page.text("Fält för fält står allt i `dpia-facts.html` och `lineage.html`, kolumn för kolumn i"
                + " `data-dictionary.html`.");
        page.chapter("Ställningstagande")
                .text("Underlaget ovan, med fingeravtryck `"
                        + configured.fingerprint().substring(0, 16)
                        + "`, har granskats. De öppna punkterna är åtgärdade eller godtagna.")
                .add(new Page.Signatures(List.of(
                        "Dataskyddsombud: namn och underskrift",
                        "Ort och datum",
                        "För den personuppgiftsansvarige: namn och underskrift",
                        "Ort och datum")));
        return page.page();
    }
}
