package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BetygFormatTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
    private static final String ELEV = "{D7B3374B-985a-4d43-9558-189e6643755a}";
    private static final String SUBJECT_GRADE = """
            <ämnesbetyg><value>E</value><datum>2026-06-10</datum><prövning>false</prövning>
            <betygsgrupp>{MARKER}</betygsgrupp><skola>{BDCACF8C-0930-11e5-a6c0-1697f925ec7b}</skola>
            <beslutsfattare roll="LÄRARE"><person>{MARKER}</person></beslutsfattare><skolform>GR</skolform>
            <ämnesförkortning>%s</ämnesförkortning>%s<termin><typ>VT</typ><år>2026</år></termin>
            <slutbetyg>true</slutbetyg></ämnesbetyg>
            """;
    private static final String COURSE_GRADE = """
            <kursbetyg><value>A</value><datum>2026-06-10</datum><prövning>true</prövning><skola>48392017</skola>
            <beslutsfattare roll="EXTERN"/><skolform>GY</skolform><kurskod>MATMAT01a</kurskod>
            <omdöme>%s</omdöme></kursbetyg>
            """;

    @TempDir
    Path scratch;

    private static String betyg(String pupils) {
        return "<betyg xmlns=\"http://pingpong.se/schemas/grades/v1.1\" from=\"2026-06-01T00:00\" tom=\"2026-06-30T00:00\">"
                + pupils + "</betyg>";
    }

    private static String elev(String id, String grades) {
        return "<elev id=\"" + id + "\">" + grades + "</elev>";
    }

    private static String subject(String code) {
        return SUBJECT_GRADE.formatted(code, "");
    }

    private Read read(String text) throws UnreadableDelivery {
        return read(TextDocument.of("betyg.xml", text));
    }

    private Read read(SourceDocument... documents) throws UnreadableDelivery {
        return Read.all(new BetygFormat(CLOCK).open(List.of(documents), Map.of(), scratch));
    }

    @Test
    void givesThePupilBeforeThePupilsGrades() throws Exception {
        Read read = read(betyg(elev(ELEV, subject("MA") + COURSE_GRADE.formatted("false"))));

        String id = "elev=d7b3374b-985a-4d43-9558-189e6643755a";
        assertThat(read.shown("elev", "kind", "value", "subject", "termin", "ar", "slutbetyg", "provning"))
                .containsExactly(
                        "elev " + id,
                        "betyg " + id
                                + " kind=ämnesbetyg value=E subject=MA termin=VT ar=2026 slutbetyg=true provning=false",
                        "betyg " + id + " kind=kursbetyg value=A subject=MATMAT01a provning=true");
        assertThat(read.shown("skola", "school_unit_code", "skolform", "datum"))
                .containsExactly(
                        "elev",
                        "betyg skola=bdcacf8c-0930-11e5-a6c0-1697f925ec7b skolform=GR datum=2026-06-10",
                        "betyg skola=48392017 school_unit_code=48392017 skolform=GY datum=2026-06-10");
        assertThat(read.referenceCounts).containsEntry("elev", 1L);
    }

    @Test
    void givesAPupilWithoutGradesSoThatEarlierOnesGo() throws Exception {
        assertThat(read(betyg(elev(ELEV, "") + "<elev id='{x}'/>")).shown("elev"))
                .containsExactly("elev elev=d7b3374b-985a-4d43-9558-189e6643755a", "elev elev=x");
    }

    @ParameterizedTest
    @CsvSource({
        "201001012382, 'person_number=201001012382'",
        "20100101-2382, 'person_number=20100101-2382'",
        "20110205TF10, 'person_number=20110205TF10'",
        "20000101T220, 'person_number=20000101T220'",
        "201001012383, 'person_number=201001012383'",
        "elev-77, 'person_id=elev-77'"
    })
    void takesAnIdThatReadsAsANumberForOne(String id, String shown) throws Exception {
        assertThat(read(betyg(elev(id, subject("MA")))).shown("person_number", "person_id"))
                .containsExactly("elev", "betyg " + shown);
    }

    @Test
    void putsTheLanguageIntoTheCodesThatHaveOne() throws Exception {
        Read read = read(betyg(elev(
                ELEV,
                SUBJECT_GRADE.formatted("M2", "<språk>DEU</språk>")
                        + SUBJECT_GRADE.formatted("GRGRMOD01", "<språk>DEU</språk>")
                        + SUBJECT_GRADE.formatted("ML", ""))));

        assertThat(read.shown("subject", "sprak"))
                .containsExactly(
                        "elev",
                        "betyg subject=M2DEU sprak=DEU",
                        "betyg subject=GRGRMOD01 sprak=DEU",
                        "betyg subject=ML");
    }

    @Test
    void tellsGradesApartThatAreAlike() throws Exception {
        Read read = read(betyg(elev(ELEV, subject("MA") + subject("MA") + subject("SV"))));

        assertThat(read.shown("subject", "ordinal"))
                .containsExactly(
                        "elev",
                        "betyg subject=MA ordinal=1",
                        "betyg subject=MA ordinal=2",
                        "betyg subject=SV ordinal=1");
    }

    @Test
    void takesOmdomeAsAMarkAndNeverAsText() throws Exception {
        Read read = read(betyg(
                elev(ELEV, COURSE_GRADE.formatted("true") + COURSE_GRADE.formatted("MARKER: mycket bra på allt"))));

        assertThat(read.shown("omdome")).containsExactly("elev", "betyg omdome=true", "betyg");
        assertThat(read.values().toString()).doesNotContain("MARKER");
    }

    @Test
    void carriesNobodyWhoDecided() throws Exception {
        Read read = read(betyg(elev(ELEV, subject("MA"))));

        assertThat(read.values().toString()).doesNotContain("MARKER", "LÄRARE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF", "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "<!DOCTYPE xml>\n"})
    void toleratesAByteOrderMarkAndADoctypeThatDeclaresNothing(String before) throws Exception {
        assertThat(read(before + betyg(elev(ELEV, subject("MA")))).records).hasSize(2);
    }

    @Test
    void readsAnyNamespace() throws Exception {
        assertThat(
                        read("<b:betyg xmlns:b=\"urn:annat\"><b:elev id=\"1\"><b:kursbetyg><b:value>A</b:value></b:kursbetyg>"
                                        + "</b:elev></b:betyg>")
                                .shown("value"))
                .containsExactly("elev", "betyg value=A");
    }

    @Test
    void takesAPupilWithAllGradesOrNotAtAll() throws Exception {
        String broken = "<kursbetyg><value><b>MARKER</b></value></kursbetyg>";
        Read read = read(betyg(elev("{a}", subject("MA") + broken)
                + elev("", subject("MA"))
                + elev("{c}", subject("MA") + "<kursbetyg/>")
                + elev("{d}", subject("MA"))));

        assertThat(read.shown("elev")).containsExactly("elev elev=d", "betyg elev=d");
        assertThat(read.rejected.stream()
                        .map(r -> r.rejection().field() + " " + r.rejection().reason()))
                .containsExactly("value wrong-type", "id missing-id", "kursbetyg empty-element");
        assertThat(read.rejected).allSatisfy(r -> {
            assertThat(r.rejection().message()).doesNotContain("MARKER");
            assertThat(r.payload()).doesNotContain("beslutsfattare");
        });
    }

    @Test
    void neverGivesHalfAPupil() throws Exception {
        String whole = betyg(elev("{a}", subject("MA")) + elev("{b}", subject("MA") + subject("SV")));
        Read read = read(whole.substring(0, whole.lastIndexOf("<ämnesförkortning>")));

        assertThat(read.shown("elev")).containsExactly("elev elev=a", "betyg elev=a");
        assertThat(read.rejected).extracting(r -> r.rejection().reason()).containsExactly("broken-document");
    }

    @Test
    void refusesWhatCannotBeRead() {
        List<String> reasons = new ArrayList<>();
        for (String text : List.of(
                "",
                "<html><body/></html>",
                "betyg;elev;MA",
                "<betyg><elev id=\"1\"><ämnes",
                "<!DOCTYPE betyg [<!ENTITY e \"MARKER\">]><betyg/>",
                "<!DOCTYPE betyg SYSTEM \"file:///etc/passwd\"><betyg/>")) {
            assertThatExceptionOfType(UnreadableDelivery.class)
                    .isThrownBy(() -> read(text))
                    .satisfies(e -> reasons.add(e.problem().reason()))
                    .withMessageNotContaining("MARKER");
        }
        assertThat(reasons)
                .containsExactly(
                        "empty-file",
                        "not-betyg",
                        "broken-document",
                        "broken-document",
                        "forbidden-doctype",
                        "forbidden-doctype");
    }

    @Test
    void takesAnIntervalWithoutChangesForAnEmptyOne() throws Exception {
        Read read = read(betyg(""));

        assertThat(read.records).isEmpty();
        assertThat(read.rejected).isEmpty();
    }

    @Test
    void stopsAtAPupilWithoutEnd() throws Exception {
        AtomicLong given = new AtomicLong();
        String before = "<betyg>" + elev("{a}", "<kursbetyg><value>A</value></kursbetyg>")
                + "<elev id=\"{b}\"><kursbetyg><value>";
        SourceDocument huge = new SourceDocument() {
            @Override
            public String name() {
                return "betyg.xml";
            }

            @Override
            public InputStream open() {
                return new GeneratedStream(before, 4L << 30, "</value></kursbetyg></elev></betyg>", given);
            }
        };

        Read read = read(huge);

        assertThat(read.records).hasSize(2);
        assertThat(read.rejected).extracting(r -> r.rejection().reason()).containsExactly("element-too-large");
        assertThat(given.get()).isLessThan(64L << 20);
    }

    @Test
    void saysWhichFieldsTheSourceSent() throws Exception {
        SourceReading reading = new BetygFormat(CLOCK)
                .open(List.of(TextDocument.of("betyg.xml", betyg(elev(ELEV, subject("MA"))))), Map.of(), scratch);
        Read.all(reading);

        assertThat(reading.fieldsSeen().byEntity()).containsOnlyKeys("elev", "ämnesbetyg");
        assertThat(reading.fieldsSeen().byEntity().get("ämnesbetyg")).containsKeys("value", "beslutsfattare");
    }
}
