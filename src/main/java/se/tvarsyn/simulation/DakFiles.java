package se.tvarsyn.simulation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** DAK attendance cards, one file per association and month; every other association still writes version 2.1. */
final class DakFiles {
    private static final Map<Boolean, String> NAMESPACE = Map.of(
            true, "http://sverigesforeningssystem.se/importSchema.xsd",
            false, "http://aktivitetskort.net.umea.se/importSchema.xsd");
    private final LeisureLife leisure;
    private final List<TestNumbers.Born> leaders = TestNumbers.listed(1980);

    DakFiles(LeisureLife leisure) {
        this.leisure = leisure;
    }

    static String fileName(LeisureLife.Association association, YearMonth month) {
        return "dak-" + association.slug() + "-" + month + ".xml";
    }

    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (LeisureLife.Association association : leisure.associations) {
            for (int month = 0; month < LeisureLife.MONTHS; month++) {
                YearMonth of = LeisureLife.month(month);
                try (OutputStream out = Files.newOutputStream(folder.resolve(fileName(association, of)))) {
                    write(association, of, out);
                }
            }
        }
    }

    void write(LeisureLife.Association association, YearMonth month, OutputStream out) throws IOException {
        Writer xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        boolean isNew = association.isNewNamespace();
        xml.write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Aktivitetskort xmlns=\"" + NAMESPACE.get(isNew)
                + "\">\n");
        // xs:int: exporters lose the leading zero, and every fourth writes 0687 all the same.
        xml.write("  <Kommun kommunID=\"" + (association.index() % 4 == 0 ? "0687" : "687") + "\" version=\""
                + (isNew ? "2.2" : "2.1") + "\">\n");
        xml.write("    <Foerening foereningsID=\"" + association.id() + "\" foereningsNamn=\"" + association.name()
                + "\" organisationsnummer=\"" + association.organisationNumber() + "\">\n");
        SortedMap<UUID, LeisureLife.Participant> register = new TreeMap<>();
        List<LeisureLife.Meeting> now = leisure.meetings(association, month);
        List<LeisureLife.Meeting> before = leisure.meetings(association, month.minusMonths(1));
        for (LeisureLife.Card card : association.cards()) {
            xml.write("      <Naervarokort NaervarokortNummer=\"" + card.number() + "\">\n        <Aktivitet>"
                    + association.activity() + "</Aktivitet>\n        <Lokal>Provhallen</Lokal>\n        <NamnPaaKort>"
                    + card.name() + "</NamnPaaKort>\n        <Sammankomster>\n");
            for (LeisureLife.Meeting meeting : now) {
                if (meeting.card() == card) {
                    add(xml, meeting, meeting.on(), register);
                }
            }
            for (LeisureLife.Meeting meeting : before) {
                if (meeting.card() == card) {
                    afterthought(xml, meeting, register);
                }
            }
            xml.write("        </Sammankomster>\n      </Naervarokort>\n");
        }
        xml.write("    </Foerening>\n  </Kommun>\n  <DeltagarRegister>\n");
        for (LeisureLife.Participant participant : register.values()) {
            xml.write("    <Deltagare id=\"" + id(participant.id()) + "\"><Foernamn>" + participant.given()
                    + "</Foernamn><Efternamn>" + participant.family() + "</Efternamn><Personnummer>"
                    + participant.number() + "</Personnummer></Deltagare>\n");
        }
        String leader = leaders.get(association.index()).number();
        xml.write("  </DeltagarRegister>\n  <LedarRegister>\n    <Ledare id=\"" + leaderId(association)
                + "\"><Foernamn>Ledaren</Foernamn><Efternamn>Ledarsson-Påhitt</Efternamn><Personnummer>" + leader
                + "</Personnummer><Epost>ledare" + association.index()
                + "@example.org</Epost></Ledare>\n  </LedarRegister>\n</Aktivitetskort>\n");
        xml.flush();
    }

    private static void add(
            Writer xml, LeisureLife.Meeting meeting, LocalDate on, SortedMap<UUID, LeisureLife.Participant> register)
            throws IOException {
        open(xml, meeting, on, "Add");
        xml.write("            <DeltagarLista>\n");
        for (int i = 0; i < meeting.present().length; i++) {
            mark(xml, meeting, i, meeting.present()[i], register);
        }
        if (meeting.dangling() != null) {
            mark(xml, meeting.association(), meeting.dangling(), true);
        }
        xml.write(
                "            </DeltagarLista>\n            <LedarLista><Ledare id=\"" + leaderId(meeting.association())
                        + "\"><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Ledare></LedarLista>\n"
                        + "          </Sammankomst>\n");
    }

    private static void afterthought(
            Writer xml, LeisureLife.Meeting meeting, SortedMap<UUID, LeisureLife.Participant> register)
            throws IOException {
        switch (meeting.afterthought()) {
            case NONE -> {}
            case REMOVE -> {
                open(xml, meeting, meeting.on(), "Remove");
                xml.write("          </Sammankomst>\n");
            }
            case MOVE -> add(xml, meeting, meeting.on().plusDays(1), register);
            case UPDATE -> {
                open(xml, meeting, meeting.on(), "Update");
                xml.write("            <DeltagarLista>\n");
                mark(xml, meeting, meeting.raised(), true, register);
                mark(xml, meeting, meeting.takenBack(), false, register);
                xml.write("            </DeltagarLista>\n          </Sammankomst>\n");
            }
        }
    }

    private static void open(Writer xml, LeisureLife.Meeting meeting, LocalDate on, String method) throws IOException {
        int end = meeting.card().startMinute() + meeting.card().minutes();
        xml.write("          <Sammankomst Datum=\"" + on + "\" kod=\"" + meeting.code() + "\">\n            <StartTid>"
                + LessonCsvExport.clock(meeting.card().startMinute()) + ":00</StartTid>\n            <StoppTid>"
                + LessonCsvExport.clock(end % 1440) + ":00</StoppTid>\n");
        if (end >= 1440 && meeting.association().isNewNamespace()) {
            xml.write("            <StoppDatum>" + on.plusDays(1) + "</StoppDatum>\n");
        }
        xml.write("            <Aktivitet>" + meeting.association().activity()
                + "</Aktivitet>\n            <Lokal>Provhallen</Lokal>\n            <Typ>Traening</Typ>\n            <Metod>"
                + method + "</Metod>\n            <Lagidrott>false</Lagidrott>\n");
    }

    private static void mark(
            Writer xml,
            LeisureLife.Meeting meeting,
            int position,
            boolean isPresent,
            SortedMap<UUID, LeisureLife.Participant> register)
            throws IOException {
        LeisureLife.Participant participant = meeting.card().participants().get(position);
        register.put(participant.id(), participant);
        mark(xml, meeting.association(), participant.id(), isPresent);
    }

    private static void mark(Writer xml, LeisureLife.Association association, UUID id, boolean isPresent)
            throws IOException {
        xml.write("              <Deltagare id=\"" + id(id) + "\"><Handikapp>false</Handikapp><Naervarande>" + isPresent
                + "</Naervarande>"
                + (association.isNewNamespace() ? "" : "<TillfaelligLedare>false</TillfaelligLedare>")
                + "</Deltagare>\n");
    }

    private static String id(UUID id) {
        return id.toString().toUpperCase(Locale.ROOT);
    }

    private static String leaderId(LeisureLife.Association association) {
        return String.format(Locale.ROOT, "DE69A744-7997-4C6A-BEB8-%012d", association.index());
    }
}
