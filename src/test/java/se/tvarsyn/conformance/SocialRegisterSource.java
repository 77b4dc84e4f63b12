package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A register's own extract, whole each time; ids are the register's, so a moved start is a correction. */
final class SocialRegisterSource implements FeedSource {
    private static final String HEADER =
            "handelse_id;personnummer;person_id;slag;kategori;startdatum;slutdatum;alder;bedomd;skyddad;handlaggare";

    @Override
    public String feed() {
        return "social-register";
    }

    private static TableRows table(int persons) {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            String number = OfficialNumbers.number(person);
            rows.add("a" + person + ";" + number + ";KUND" + person
                    + ";Anmälan;Orosanmälan;2025-10-06;;;;Nej;Markör Handläggare");
            rows.add("i" + person + ";" + number + ";KUND" + person
                    + ";Insats;Familjebehandling;2026-02-01;;;Ja;Nej;Markör Handläggare");
        }
        return new TableRows("export.csv", HEADER, rows);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return table(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return table(persons).firstWith("Anmälan;Orosanmälan", "Anmälan;Annat").written();
    }

    @Override
    public @Nullable Map<String, byte[]> moved(int persons) {
        return table(persons).firstWith("2025-10-06", "2025-10-07").written();
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return table(persons).withoutFirst().written();
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return table(persons)
                .and("x1;MARKORPNR;KUNDX;Insats;Markörkategori;i går;;;;Nej;")
                .written();
    }

    @Override
    public String state() {
        return """
                SELECT kind, category, started_on, ended_on, was_assessed, is_linkable
                FROM core.social_event FINAL WHERE feed = 'social-register'
                ORDER BY source_key, kind, started_on""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of("Markör Handläggare", "MARKORPNR", "Markörkategori", "KUNDX"));
        return markers;
    }
}
