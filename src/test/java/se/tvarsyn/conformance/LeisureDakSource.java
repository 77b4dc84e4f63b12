package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Attendance cards: one meeting a participant, so that a participant's meeting can be corrected, moved and taken back. */
final class LeisureDakSource implements FeedSource {
    private static final String NAME = "Markörsson";

    @Override
    public String feed() {
        return "leisure-dak";
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return card(persons, "2026-01-14", "19:30:00", "Add", "");
    }

    /** Add again replaces the meeting. */
    @Override
    public Map<String, byte[]> corrected(int persons) {
        return card(persons, "2026-01-14", "20:00:00", "Add", "");
    }

    /** The same kod on another day, where the kod is the card's only one. */
    @Override
    public Map<String, byte[]> moved(int persons) {
        return card(persons, "2026-01-15", "19:30:00", "Add", "");
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return card(persons, "2026-01-14", "19:30:00", "Remove", "");
    }

    @Override
    public boolean deletesByCompleteness() {
        return false;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return card(
                persons,
                "2026-01-14",
                "19:30:00",
                "Add",
                "<Deltagare id=\"MARKORID\"><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Deltagare>");
    }

    @Override
    public String state() {
        return """
                SELECT source_key, association_id, activity, municipality_code, visited_on, minutes
                FROM core.leisure_visit FINAL WHERE feed = 'leisure-dak' ORDER BY person_pseudonym""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new java.util.ArrayList<>(List.of(NAME, "MARKORID"));
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        return markers;
    }

    /** The first meeting is the one that differs; the dangling participant stands in it. */
    private static Map<String, byte[]> card(int persons, String day, String stop, String method, String dangling) {
        StringBuilder meetings = new StringBuilder();
        StringBuilder register = new StringBuilder();
        for (int person = 0; person < persons; person++) {
            boolean isFirst = person == 0;
            meetings.append("""
                    <Sammankomst Datum="%s" kod="323-%04d"><StartTid>18:00:00</StartTid><StoppTid>%s</StoppTid>
                    <Aktivitet>Fotboll</Aktivitet><Lokal>Test IP</Lokal><Typ>Traening</Typ><Metod>%s</Metod>
                    <DeltagarLista><Deltagare id="P%d"><Handikapp>true</Handikapp><Naervarande>true</Naervarande></Deltagare>%s
                    </DeltagarLista></Sammankomst>
                    """.formatted(
                            isFirst ? day : "2026-01-14",
                            person,
                            isFirst ? stop : "19:30:00",
                            isFirst ? method : "Add",
                            person,
                            isFirst ? dangling : ""));
            register.append("<Deltagare id=\"P%d\"><Foernamn>Test</Foernamn><Efternamn>%s</Efternamn>"
                            .formatted(person, NAME))
                    .append("<Personnummer>%s</Personnummer></Deltagare>\n".formatted(OfficialNumbers.number(person)));
        }
        String xml = """
                <?xml version="1.0" encoding="utf-8"?>
                <Aktivitetskort xmlns="http://sverigesforeningssystem.se/importSchema.xsd">
                <Kommun kommunID="0687" version="2.2">
                <Foerening foereningsID="2400" foereningsNamn="Test SK" organisationsnummer="8020000000">
                <Naervarokort NaervarokortNummer="323"><Aktivitet>Fotboll</Aktivitet><Lokal>Test IP</Lokal>
                <NamnPaaKort>F10-11</NamnPaaKort><Sammankomster>%s</Sammankomster></Naervarokort></Foerening></Kommun>
                <DeltagarRegister>%s</DeltagarRegister></Aktivitetskort>
                """.formatted(meetings, register);
        return Map.of("kort.xml", xml.getBytes(StandardCharsets.UTF_8));
    }
}
