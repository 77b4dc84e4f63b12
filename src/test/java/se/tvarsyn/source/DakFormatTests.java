package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DakFormatTests {
    private static final String NUMBER = "201001012382";
    private static final String TIMES = "<StartTid>18:00:00</StartTid><StoppTid>19:30:00</StoppTid>";
    private static final String REGISTER = """
            <DeltagarRegister>
            <Deltagare id="A"><Foernamn>MARKOR</Foernamn><Efternamn>MARKOR</Efternamn><Personnummer>201001012382</Personnummer></Deltagare>
            <Deltagare id="B"><Personnummer>20110205TF10</Personnummer></Deltagare>
            </DeltagarRegister>
            <LedarRegister><Ledare id="L"><Foernamn>MARKOR</Foernamn><Personnummer>198001022386</Personnummer><Epost>MARKOR@example.org</Epost></Ledare></LedarRegister>
            """;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(
            strings = {
                " xmlns='http://sverigesforeningssystem.se/importSchema.xsd'",
                " xmlns='http://aktivitetskort.net.umea.se/importSchema.xsd'",
                ""
            })
    void readsBothNamespacesAndNoneAlike(String namespace) throws Exception {
        Read read = read("<Aktivitetskort" + namespace + ">" + inside(meeting("k-1", "2026-01-14", "Add", present("A")))
                + REGISTER + "</Aktivitetskort>");

        assertThat(read.values())
                .containsExactly(
                        List.of("0687", "2400", "323", "k-1", "2026-01-14", "true", "Add"),
                        Read.values(read.records.get(1)));
        assertThat(read.shown(
                                "kommun",
                                "start",
                                "stop",
                                "minutes",
                                "aktivitet",
                                "participant",
                                "personnummer",
                                "naervarande")
                        .get(1))
                .isEqualTo("participant kommun=0687 start=18:00:00 stop=19:30:00 minutes=90 aktivitet=Fotboll"
                        + " participant=A personnummer=" + NUMBER + " naervarande=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"})
    void readsADocumentInTheEncodingThatItDeclares(String charset) throws Exception {
        String text = "<?xml version='1.0' encoding='" + charset + "'?>\n<Aktivitetskort>"
                + inside(meeting("k-1", "2026-01-14", "Add", present("A"))) + REGISTER + "</Aktivitetskort>";
        TextDocument document =
                TextDocument.of("f.xml", text.replace("Fotboll", "B\u00E5gskytte"), Charset.forName(charset));

        Read read = Read.all(new DakFormat().open(List.of(document), Map.of(), scratch));

        assertThat(read.shown("aktivitet").get(1)).isEqualTo("participant aktivitet=B\u00E5gskytte");
    }

    @Test
    void readsTheElementsInAnyOrder() throws Exception {
        Read read = read(
                "<Aktivitetskort>" + REGISTER
                        + "<Kommun kommunID='1'><Foerening foereningsID='1'><Naervarokort NaervarokortNummer='2'><Sammankomster>"
                        + "<Sammankomst kod='k-1' Datum='2026-01-14'><DeltagarLista><Deltagare id='A'><Naervarande>1</Naervarande><Handikapp>true</Handikapp></Deltagare></DeltagarLista>"
                        + "<Metod>Add</Metod><StoppTid>19:30:00</StoppTid><StartTid>18:00:00</StartTid></Sammankomst>"
                        + "</Sammankomster><Aktivitet>Simning</Aktivitet></Naervarokort></Foerening></Kommun></Aktivitetskort>");

        assertThat(read.shown("kommun", "minutes", "aktivitet", "personnummer", "naervarande"))
                .containsExactly(
                        "meeting kommun=0001",
                        "participant kommun=0001 minutes=90 aktivitet=Simning personnummer=" + NUMBER
                                + " naervarande=true");
    }

    @Test
    void givesAMeetingBeforeItsParticipantsForAddOneOfThemForUpdateAndRemove() throws Exception {
        Read read = read(document(meeting("k-1", "2026-01-14", "Add", present("A") + absent("B"))
                + meeting("k-2", "2026-01-15", "Update", absent("A"))
                + meeting("k-3", "2026-01-16", "Remove", present("A"))));

        assertThat(read.shown("kod", "metod", "naervarande"))
                .containsExactly(
                        "meeting kod=k-1 metod=Add",
                        "participant kod=k-1 metod=Add naervarande=true",
                        "participant kod=k-1 metod=Add naervarande=false",
                        "participant kod=k-2 metod=Update naervarande=false",
                        "meeting kod=k-3 metod=Remove");
        assertThat(read.referenceCounts)
                .containsEntry("meeting", 3L)
                .containsEntry("participant-entry", 4L)
                .containsEntry("leader-entry", 3L)
                .containsEntry("register-person", 2L);
    }

    @Test
    void knowsWhichCodeNamesOneDayOnlyForItsCard() throws Exception {
        Read read = read(document(meeting("123", "2026-01-07", "Remove", "")
                + meeting("123", "2026-01-14", "Remove", "")
                + meeting("456", "2026-01-14", "Remove", "")
                + meeting("456", "2026-01-14+01:00", "Remove", "")));

        assertThat(read.shown("kod", "datum", "kod_is_unique"))
                .containsExactly(
                        "meeting kod=123 datum=2026-01-07 kod_is_unique=false",
                        "meeting kod=123 datum=2026-01-14 kod_is_unique=false",
                        "meeting kod=456 datum=2026-01-14 kod_is_unique=true",
                        "meeting kod=456 datum=2026-01-14 kod_is_unique=true");
    }

    @ParameterizedTest
    @CsvSource({
        "23:30:00, 00:30:00, 2026-01-15, 60",
        "23:30:00, 00:30:00, , 60",
        "18:00:00, 19:30:00, 2026-01-16, 2970",
        "18:00:00, 17:00:00, 2026-01-14, -60",
        "22:00:00, 24:00:00, , 120",
        "18:00, 18:45:00.5+01:00, , 45",
        "'', 19:00:00, , ",
        "25:00:00, 26:00:00, , ",
        "kl 6, 19:00:00, , "
    })
    void worksOutMinutesAcrossMidnight(String start, String stop, String stopDay, String minutes) throws Exception {
        Read read =
                read(document("<Sammankomst Datum='2026-01-14' kod='k-1'><StartTid>" + start + "</StartTid><StoppTid>"
                        + stop + "</StoppTid>" + (stopDay == null ? "" : "<StoppDatum>" + stopDay + "</StoppDatum>")
                        + "<Metod>Add</Metod><DeltagarLista>" + present("A") + "</DeltagarLista></Sammankomst>"));

        SourceRecord participant = read.records.get(1);
        assertThat(participant.value(DakFormat.PARTICIPANT.indexOf("minutes"))).isEqualTo(minutes);
        assertThat(participant.value(DakFormat.PARTICIPANT.indexOf("start"))).isEqualTo(start);
    }

    @Test
    void leavesWhatIsMissingOrGarbledToTheMapping() throws Exception {
        Read read = read(document("<Sammankomst Datum='i går'><Metod>Add</Metod><DeltagarLista>" + present("A")
                + "</DeltagarLista></Sammankomst>"));

        assertThat(read.shown("kod", "datum", "kod_is_unique", "start", "minutes", "participant"))
                .containsExactly(
                        "meeting datum=i går kod_is_unique=false",
                        "participant datum=i går kod_is_unique=false participant=A");
    }

    @Test
    void rejectsWhomTheRegisterDoesNotKnowOrKnowsTwice() throws Exception {
        String twice = REGISTER.replace(
                "</DeltagarRegister>",
                "<Deltagare id='B'><Personnummer>201001012390</Personnummer></Deltagare></DeltagarRegister>");
        Read read = read("<Aktivitetskort>\n"
                + inside(meeting("k-1", "2026-01-14", "Add", present("A") + "\n" + present("MARKOR") + present("B")))
                + twice + "</Aktivitetskort>");

        assertThat(read.rejections()).containsExactly("4 id dangling-participant", "4 id ambiguous-participant");
        assertThat(read.shown("participant")).containsExactly("meeting", "participant participant=A");
        assertThat(read.rejected)
                .allSatisfy(rejected ->
                        assertThat(rejected.rejection().message() + rejected).doesNotContain("MARKOR", NUMBER));
        assertThat(read.rejected.get(0).payload()).contains("\"participant\":\"MARKOR\"", "\"kod\":\"k-1\"");
    }

    @Test
    void rejectsAMarkThatIsNeitherTrueNorFalseAndAMethodThatDoesNotExist() throws Exception {
        Read read = read(document(
                meeting("k-1", "2026-01-14", "Add", "<Deltagare id='A'><Naervarande>ja</Naervarande></Deltagare>")
                        + meeting("k-2", "2026-01-14", "Ersätt", present("A") + present("B"))));

        assertThat(read.rejected)
                .extracting(r -> r.rejection().reason())
                .containsExactly("invalid-mark", "unknown-method");
        assertThat(read.shown("kod")).containsExactly("meeting kod=k-1");
    }

    @Test
    void hasNoFieldForLeadersNamesOrDisability() throws Exception {
        Read read = read(document(meeting("k-1", "2026-01-14", "Add", present("A"))));

        assertThat(read.values().toString()).doesNotContain("MARKOR", "198001022386", "Handikapp");
        assertThat(new DakFormat().layouts(Map.of()))
                .allSatisfy(layout -> assertThat(layout.fields().toString().toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain("handikapp", "namn", "ledare", "epost"));
    }

    @Test
    void givesWhatIsWholeBeforeABreakAndTheBreakOnce() throws Exception {
        String good = "<Aktivitetskort>\n" + REGISTER + "<Kommun kommunID='687'><Foerening foereningsID='2400'>"
                + "<Naervarokort NaervarokortNummer='323'><Sammankomster>\n"
                + meeting("k-1", "2026-01-14", "Add", present("A")) + "\n<Sammankomst MARKOR";

        Read read = read(good);

        assertThat(read.shown("kod", "personnummer"))
                .containsExactly("meeting kod=k-1", "participant kod=k-1 personnummer=" + NUMBER);
        assertThat(read.rejections()).containsExactly("9 null broken-document");
        assertThat(read.rejected.get(0).rejection().message()).doesNotContain("MARKOR");
    }

    @Test
    void doesNotClearAMeetingWhoseParticipantsStoodBehindTheBreak() throws Exception {
        Read read = read(
                "<Aktivitetskort><Kommun kommunID='687'><Foerening foereningsID='2400'><Naervarokort NaervarokortNummer='3'>"
                        + meeting("k-1", "2026-01-14", "Remove", "") + meeting("k-2", "2026-01-15", "Add", present("A"))
                        + "</Naervarokort></Foerening></Kommun><DeltagarRegister><Delta");

        assertThat(read.shown("kod")).containsExactly("meeting kod=k-1");
        assertThat(read.rejections()).containsExactly("1 id register-not-read", "1 null broken-document");
    }

    @Test
    void holdsADocumentThatBreaksBeforeAnythingIsWhole() {
        assertThat(unreadable("<Aktivitetskort><Kommun>\n<Foerening").reason()).isEqualTo("broken-document");
        assertThat(unreadable("<Aktivitetskort>\n<Kommun></StoppTid>").line()).isEqualTo(2);
        assertThat(unreadable("MARKOR").message()).doesNotContain("MARKOR");
        assertThat(unreadable("<?xml version='1.0' encoding='MARKOR'?><a/>").message())
                .doesNotContain("MARKOR");
        assertThat(unreadable("").reason()).isEqualTo("empty-file");
        assertThat(unreadable("<persons/>").reason()).isEqualTo("not-dak");
        assertThat(unreadable("<Aktivitetskort>" + REGISTER + "</Aktivitetskort>")
                        .reason())
                .isEqualTo("no-records");
        assertThat(unreadable("<Aktivitetskort>" + "<a>".repeat(70)).reason()).isEqualTo("too-deep");
    }

    @Test
    void refusesADocumentTypeBeforeAnyEntityGrows() {
        String bomb =
                "<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;&x;&x;&x;&x;&x;'>]>\n"
                        + "<Aktivitetskort>&y;</Aktivitetskort>";
        String external = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Aktivitetskort>&x;</Aktivitetskort>";
        String remote = "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><Aktivitetskort/>";

        assertThat(unreadable(bomb).reason()).isEqualTo("forbidden-doctype");
        assertThat(unreadable(bomb).line()).isEqualTo(2);
        assertThat(unreadable(external).reason()).isEqualTo("forbidden-doctype");
        assertThat(unreadable(remote).reason()).isEqualTo("forbidden-doctype");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Aktivitetskort>",
                "<Aktivitetskort a='",
                "<Aktivitetskort><!--",
                "<!DOCTYPE a [<!--",
                "<Aktivitetskort><DeltagarRegister><Deltagare id='A'><Personnummer>",
                "<Aktivitetskort><Kommun><Sammankomst kod='k-1'><Lokal>"
            })
    void stopsAtSixteenMebibytesOfAnElementOfOneGigabyte(String before) {
        AtomicLong given = new AtomicLong();
        SourceDocument document = new SourceDocument() {
            @Override
            public String name() {
                return "d.xml";
            }

            @Override
            public InputStream open() {
                return new GeneratedStream(before, 1L << 30, "", given);
            }
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();

        assertThat(unreadable(document).reason()).isEqualTo("element-too-large");
        assertThat(given.get()).isLessThan(20L * 1024 * 1024);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(400L * 1024 * 1024);
    }

    @Test
    void drawsTheSameBordersEachTimeAndLosesNothingAcrossThem() throws Exception {
        StringBuilder meetings = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            meetings.append(meeting("k-" + i, "2026-01-14", "Add", (present("A") + present("B")).repeat(50)));
        }
        String text = document(meetings.toString());

        Read read = read(text);

        assertThat(read.records).hasSize(700 * 101);
        assertThat(read.blockSizes).containsExactly(SourceBlock.RECORDS, 700 * 101 - SourceBlock.RECORDS);
        assertThat(read(text).values()).isEqualTo(read.values());
    }

    @Test
    void leavesNothingInTheScratchFolderAndNoNumberInClearWhileItReads() throws Exception {
        StringBuilder register = new StringBuilder("<DeltagarRegister>");
        for (int i = 0; i < 50_000; i++) {
            register.append("<Deltagare id='P")
                    .append(i)
                    .append("'><Personnummer>201001012382</Personnummer></Deltagare>");
        }
        String text = "<Aktivitetskort>" + inside(meeting("k-1", "2026-01-14", "Add", present("P49999"))) + register
                + "</DeltagarRegister></Aktivitetskort>";
        try (SourceReading reading = new DakFormat().open(List.of(TextDocument.of("d.xml", text)), Map.of(), scratch)) {
            assertThat(reading.next().records()).hasSize(2);
            for (Path file : files()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(NUMBER);
            }
        }
        assertThat(files()).isEmpty();
        unreadable("<Aktivitetskort>");
        assertThat(files()).isEmpty();
    }

    @Test
    void readsTheSampleOfTheSpecification() throws Exception {
        Path sample = shared("sources/samples/dak/dak-2.2.xml");
        Read read = read(Files.readString(sample));

        assertThat(read.shown("kod", "minutes", "naervarande"))
                .containsExactly(
                        "meeting kod=323-0001",
                        "participant kod=323-0001 minutes=60 naervarande=true",
                        "participant kod=323-0001 minutes=60 naervarande=false",
                        "meeting kod=323-0000");
    }

    private static Path shared(String file) {
        for (String folder :
                new String[] {System.getProperty("tvarsyn.shared", "../shared"), "../shared", "../../shared"}) {
            if (Files.exists(Path.of(folder, file))) {
                return Path.of(folder, file);
            }
        }
        Assumptions.assumeTrue(false, "the folder of shared source samples is not here: " + file);
        return Path.of(file);
    }

    private List<Path> files() throws Exception {
        try (var files = Files.list(scratch)) {
            return files.toList();
        }
    }

    private static String document(String meetings) {
        return "<Aktivitetskort>" + inside(meetings) + REGISTER + "</Aktivitetskort>";
    }

    private static String inside(String meetings) {
        return "<Kommun kommunID='687' version='2.2'><Foerening foereningsID='2400' foereningsNamn='Test SK'>"
                + "<Naervarokort NaervarokortNummer='323'><Aktivitet>Fotboll</Aktivitet><Sammankomster>\n" + meetings
                + "</Sammankomster></Naervarokort></Foerening></Kommun>\n";
    }

    private static String meeting(String kod, String datum, String metod, String participants) {
        return "<Sammankomst Datum='" + datum + "' kod='" + kod + "'>" + TIMES + "<Typ>Traening</Typ><Metod>" + metod
                + "</Metod><DeltagarLista>" + participants + "</DeltagarLista><LedarLista><Ledare id='L'>"
                + "<Handikapp>false</Handikapp><Naervarande>true</Naervarande></Ledare></LedarLista></Sammankomst>";
    }

    private static String present(String id) {
        return "<Deltagare id='" + id + "'><Handikapp>false</Handikapp><Naervarande>true</Naervarande></Deltagare>";
    }

    private static String absent(String id) {
        return "<Deltagare id='" + id + "'><Handikapp>true</Handikapp><Naervarande>false</Naervarande></Deltagare>";
    }

    private Read read(String text) throws UnreadableDelivery {
        return Read.all(new DakFormat().open(List.of(TextDocument.of("d.xml", text)), Map.of(), scratch));
    }

    private se.tvarsyn.canonical.Rejection unreadable(String text) {
        return unreadable(TextDocument.of("d.xml", text));
    }

    private se.tvarsyn.canonical.Rejection unreadable(SourceDocument document) {
        return catchThrowableOfType(
                        UnreadableDelivery.class, () -> new DakFormat().open(List.of(document), Map.of(), scratch))
                .problem();
    }
}
