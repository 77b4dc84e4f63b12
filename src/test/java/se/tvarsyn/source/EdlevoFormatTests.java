package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdlevoFormatTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);
    private static final String PUPIL = "201001012382";
    private static final String ABSENCE = "GetCompulsorySchoolAbsence.xml";
    private static final String PRESENCE = "GetCompulsorySchoolPresence.xml";
    private static final String UNIT = "{F726C30E-daf0-4ac0-b5a1-e82171aa7801}";

    @TempDir
    Path scratch;

    private static String answer(String answeredAt, String persons) {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <persons xmlns="http://open.tieto.com/edu/absence/v2"><properties><datetime>%s</datetime>
                <datasource>Edlevo</datasource><comments>UnitId=%s; StartDate=2026-01-01</comments></properties>
                %s</persons>
                """.formatted(answeredAt, UNIT, persons);
    }

    private static String person(String id, String content) {
        return "<person><personid>" + id + "</personid>" + content + "</person>";
    }

    private static String event(String lesson, String reason, int minutes) {
        return event(lesson, reason, minutes, "60", "2026-01-12T08:20:00");
    }

    private static String event(String lesson, String reason, int minutes, String length, String start) {
        return """
                <event><start>%s</start><stop>2026-01-12T09:20:00</stop><unitname>MARKERSKOLAN</unitname>
                <unitid>%s</unitid><schoolevent><comment>MARKER fri text</comment><lessonid>%s</lessonid>
                <registeredby>{MARKER}</registeredby><reason>%s</reason><minutes>%d</minutes>
                <lessonminutes>%s</lessonminutes><courseorsubjectid>{a}</courseorsubjectid>
                <courseorsubjectcode>MA</courseorsubjectcode><courseorsubjectname>MARKER</courseorsubjectname>
                <grouporclassid>{MARKER}</grouporclassid><grouporclassname>MARKER</grouporclassname></schoolevent></event>
                """.formatted(start, UNIT, lesson, reason, minutes, length);
    }

    private static String sum(String reason, int minutes) {
        return sum(reason, minutes, "2026-02-01T00:00:00");
    }

    private static String sum(String reason, int minutes, String stop) {
        return """
                <aggregation><personid>%s</personid><minutes>%d</minutes><offeredminutes>1260</offeredminutes>
                <start>2026-01-01T00:00:00</start><stop>%s</stop><courseorsubjectid>{b8f9}</courseorsubjectid>
                <courseorsubjectcode>MA</courseorsubjectcode><courseorsubjectname>MARKER</courseorsubjectname>
                <reason>%s</reason></aggregation>
                """.formatted(PUPIL, minutes, stop, reason);
    }

    private static SourceDocument absence(String content) {
        return TextDocument.of(ABSENCE, answer("2026-02-02T03:00:00", person(PUPIL, content)));
    }

    private static SourceDocument presence(String content) {
        return TextDocument.of(PRESENCE, answer("2026-02-02T03:00:05", person(PUPIL, content)));
    }

    private Read read(SourceDocument... documents) throws UnreadableDelivery {
        return read(Map.of(), documents);
    }

    private Read read(Map<String, Object> settings, SourceDocument... documents) throws UnreadableDelivery {
        return Read.all(new EdlevoFormat(CLOCK).open(List.of(documents), settings, scratch));
    }

    private static List<String> minutes(Read read) {
        return read.shown(
                "offered_minutes",
                "present_minutes",
                "valid_absence_minutes",
                "invalid_absence_minutes",
                "late_minutes",
                "has_schedule");
    }

    private static String lesson(int offered, int present, int valid, int invalid, String late, boolean hasSchedule) {
        return "lesson offered_minutes=" + offered + " present_minutes=" + present + " valid_absence_minutes=" + valid
                + " invalid_absence_minutes=" + invalid + late + " has_schedule=" + hasSchedule;
    }

    @Test
    void readsALessonThatOnlyTheAbsenceServiceReports() throws Exception {
        Read read = read(absence(event("{L1}", "Invalid", 45)));

        assertThat(minutes(read)).containsExactly(lesson(60, 15, 0, 45, " late_minutes=0", false));
        assertThat(read.shown("person_number", "person_id", "lesson_id", "unit_id", "school_form", "subject_code"))
                .containsExactly("lesson person_number=" + PUPIL
                        + " lesson_id=L1 unit_id=f726c30e-daf0-4ac0-b5a1-e82171aa7801 school_form=GR subject_code=MA");
        assertThat(read.shown("attended_on", "modified"))
                .containsExactly("lesson attended_on=2026-01-12 modified=2026-02-02T02:00:00Z");
        assertThat(read.rejected).isEmpty();
    }

    @Test
    void makesOneLessonOfWhatBothServicesSayInWhateverOrderTheyCome() throws Exception {
        SourceDocument absence = absence(event("{L1}", "Valid", 20));
        SourceDocument presence = presence(event("{L1}", "Valid", 40) + event("{L2}", "Present", 60));

        Read read = read(absence, presence);

        assertThat(minutes(read))
                .containsExactly(
                        lesson(60, 40, 20, 0, " late_minutes=0", true), lesson(60, 60, 0, 0, " late_minutes=0", true));
        assertThat(minutes(read(presence, absence))).isEqualTo(minutes(read));
        assertThat(read.shown("modified")).as("the later of the two answers").allSatisfy(shown -> assertThat(shown)
                .endsWith("modified=2026-02-02T02:00:05Z"));
        assertThat(read.referenceCounts).containsEntry("event", 3L).containsEntry("person", 2L);
    }

    @Test
    void tellsValidAbsenceFromValidPresenceByTheService() throws Exception {
        assertThat(minutes(read(absence(event("{L1}", "Valid", 60)))))
                .containsExactly(lesson(60, 0, 60, 0, " late_minutes=0", false));
        assertThat(minutes(read(presence(event("{L1}", "Valid", 60)))))
                .containsExactly(lesson(60, 60, 0, 0, " late_minutes=0", true));
    }

    @ParameterizedTest
    @CsvSource({"separate, 50, 0, 0, ' late_minutes=10'", "valid, 50, 10, 0, ''", "invalid, 50, 0, 10, ''"})
    void countsLateArrivalAsTheMappingSays(String setting, int present, int valid, int invalid, String late)
            throws Exception {
        Read read = read(Map.of("late_arrival", setting), absence(event("{L1}", "LateArrival", 10)));

        assertThat(minutes(read)).containsExactly(lesson(60, present, valid, invalid, late, false));
    }

    @Test
    void doesNotCountLateMinutesAsPresenceAndAbsence() throws Exception {
        Read read = read(
                Map.of("late_arrival", "invalid"),
                absence(event("{L1}", "LateArrival", 10)),
                presence(event("{L1}", "Valid", 60)));

        assertThat(minutes(read)).containsExactly(lesson(60, 50, 0, 10, "", true));
    }

    @Test
    void refusesAnUnknownLateArrivalSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EdlevoFormat(CLOCK).layouts(Map.of("late_arrival", "sometimes")))
                .withMessageContaining("late_arrival");
    }

    @Test
    void addsSeveralReasonsOfOneLessonAndTakesARepeatedEventOnce() throws Exception {
        String late = event("{L1}", "LateArrival", 10);
        Read read = read(absence(late + event("{L1}", "Invalid", 20) + late), absence(late));

        assertThat(minutes(read)).containsExactly(lesson(60, 30, 0, 20, " late_minutes=10", false));
    }

    @Test
    void letsTheLaterAnswerOfOneServiceHold() throws Exception {
        SourceDocument early = TextDocument.of(
                "GetCompulsorySchoolAbsence-1.xml",
                answer("2026-02-02T03:00:00", person(PUPIL, event("{L1}", "Invalid", 60))));
        SourceDocument later = TextDocument.of(
                "GetCompulsorySchoolAbsence-2.xml",
                answer("2026-02-10T03:00:00", person(PUPIL, event("{L1}", "Valid", 30))));

        assertThat(minutes(read(early, later))).containsExactly(lesson(60, 30, 30, 0, " late_minutes=0", false));
        assertThat(minutes(read(later, early))).containsExactly(lesson(60, 30, 30, 0, " late_minutes=0", false));
    }

    @Test
    void keepsTwoPersonsOfOneLessonApart() throws Exception {
        Read read = read(TextDocument.of(
                ABSENCE,
                answer(
                        "2026-02-02T03:00:00",
                        person("{D92BBB8F-c635-490c-824e-7bf5387d80fc}", event("{L1}", "Valid", 60))
                                + person("20110205TF10", event("{L1}", "Valid", 60))
                                + person("", event("{L1}", "Valid", 60)))));

        assertThat(read.shown("person_number", "person_id"))
                .containsExactly(
                        "lesson person_id=d92bbb8f-c635-490c-824e-7bf5387d80fc",
                        "lesson person_number=20110205TF10",
                        "lesson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "persons.xml",
                "attendances.json",
                "GetSchoolAbsence.xml",
                "GetCompulsorySchoolAbsence.json",
                "ReportAbsence.xml"
            })
    void rejectsADocumentWhoseServiceItsNameDoesNotTell(String name) throws Exception {
        Read read = read(
                TextDocument.of(name, answer("2026-02-02T03:00:00", person(PUPIL, event("{L2}", "Valid", 60)))),
                absence(event("{L1}", "Valid", 60)));

        assertThat(read.rejections()).containsExactly("0 null unknown-service");
        assertThat(read.records).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GetCompulsorySchoolAbsence2026.xml, GR, false, false",
        "getcompulsoryschoolpresence-u1.XML, GR, true, false",
        "GetCompulsorySchoolForLearningDisabilitiesAbsence.xml, S, false, false",
        "GetPreSchoolClassPresenceAggregation-1.xml, FK, true, true",
        "GetUpperSecondarySchoolAbsenceAggregation.xml, GY, false, true",
        "GetUpperSecondarySchoolForLearningDisabilitiesPresence.xml, GS, true, false"
    })
    void tellsTheServiceByTheNameOfTheDocument(String name, String form, boolean isPresence, boolean isAggregation) {
        EdlevoService service = Objects.requireNonNull(EdlevoService.ofDocument(name));

        assertThat(service.schoolForm()).isEqualTo(form);
        assertThat(service.isPresence()).isEqualTo(isPresence);
        assertThat(service.isAggregation()).isEqualTo(isAggregation);
    }

    @Test
    void makesOneSumOfThePeriodsReasons() throws Exception {
        SourceDocument absence = TextDocument.of(
                "GetCompulsorySchoolAbsenceAggregation.xml",
                answer(
                        "2026-02-02T03:00:00",
                        person(PUPIL, sum("Invalid", 180) + sum("Valid", 60) + sum("LateArrival", 20))));
        SourceDocument presence = TextDocument.of(
                "GetCompulsorySchoolPresenceAggregation.xml",
                answer("2026-02-02T03:00:00", person(PUPIL, sum("Valid", 1000))));

        assertThat(read(absence)
                        .shown(
                                "period_from_on",
                                "period_to_on",
                                "offered_minutes",
                                "present_minutes",
                                "valid_absence_minutes",
                                "invalid_absence_minutes",
                                "late_minutes",
                                "unit_id",
                                "subject_id"))
                .containsExactly("aggregation period_from_on=2026-01-01 period_to_on=2026-01-31 offered_minutes=1260"
                        + " present_minutes=1000 valid_absence_minutes=60 invalid_absence_minutes=180 late_minutes=20"
                        + " unit_id=f726c30e-daf0-4ac0-b5a1-e82171aa7801 subject_id=b8f9");
        assertThat(read(absence, presence).shown("offered_minutes", "present_minutes"))
                .containsExactly("aggregation offered_minutes=1260 present_minutes=1000");
    }

    @Test
    void endsAPeriodOnTheDayOfAStopThatHasATime() throws Exception {
        Read read = read(TextDocument.of(
                "GetCompulsorySchoolAbsenceAggregation.xml",
                answer("2026-02-02T03:00:00", person(PUPIL, sum("Invalid", 1, "2026-01-31T23:59:59")))));

        assertThat(read.shown("period_to_on")).containsExactly("aggregation period_to_on=2026-01-31");
    }

    @Test
    void rejectsWhatCannotBeBothRight() throws Exception {
        Read sums = read(TextDocument.of(
                "GetCompulsorySchoolAbsenceAggregation.xml",
                answer("2026-02-02T03:00:00", person(PUPIL, sum("Invalid", 180) + sum("Invalid", 181)))));
        Read lengths =
                read(absence(event("{L1}", "Valid", 10) + event("{L1}", "Invalid", 10, "45", "2026-01-12T08:20:00")));
        Read days =
                read(absence(event("{L1}", "Valid", 10) + event("{L1}", "Invalid", 10, "60", "2026-01-19T08:20:00")));
        Read tooMuch = read(absence(event("{L1}", "Valid", 61)));
        Read both = read(absence(event("{L1}", "Valid", 30)), presence(event("{L1}", "Valid", 60)));
        Read backwards = read(TextDocument.of(
                "GetCompulsorySchoolAbsenceAggregation.xml",
                answer("2026-02-02T03:00:00", person(PUPIL, sum("Invalid", 1, "2026-01-01T00:00:00")))));

        assertThat(List.of(sums, lengths, days, tooMuch, both, backwards))
                .allSatisfy(read -> assertThat(read.records).isEmpty())
                .extracting(read -> read.rejected.get(0).rejection().field() + " "
                        + read.rejected.get(0).rejection().reason())
                .containsExactly(
                        "minutes conflicting-answers",
                        "lessonminutes conflicting-answers",
                        "start conflicting-answers",
                        "minutes minutes-exceed-lesson",
                        "minutes minutes-exceed-lesson",
                        "stop invalid-period");
    }

    @Test
    void rejectsBrokenEventsAndKeepsTheOthers() throws Exception {
        String good = event("{L9}", "Valid", 60);
        Read read = read(absence(event("{L1}", "Sjuk", 10)
                + event("", "Valid", 10)
                + event("{L3}", "Valid", -5)
                + event("{L4}", "Valid", 5, "en timme", "2026-01-12T08:20:00")
                + event("{L5}", "Valid", 5, "60", "MARKER i går")
                + event("{L6}", "Valid", 5, "60", "")
                + "<event><start>2026-01-12T08:20:00</start></event>"
                + good));

        assertThat(read.rejected.stream()
                        .map(r -> r.rejection().field() + " " + r.rejection().reason()))
                .containsExactly(
                        "reason unknown-reason",
                        "lessonid missing-id",
                        "minutes invalid-minutes",
                        "lessonminutes invalid-minutes",
                        "start invalid-time",
                        "start missing-time",
                        "schoolevent missing-event");
        assertThat(read.rejected).allSatisfy(r -> {
            assertThat(r.rejection().line()).isGreaterThan(3);
            assertThat(r.rejection().message()).doesNotContain("MARKER", PUPIL, "Sjuk", "en timme");
            assertThat(r.payload()).doesNotContain("fri text", "MARKERSKOLAN");
        });
        assertThat(read.records).hasSize(1);
    }

    @Test
    void rejectsAReasonThatThePresenceServiceIsNotKnownToSay() throws Exception {
        assertThat(read(presence(event("{L1}", "LateArrival", 10))).rejected)
                .extracting(r -> r.rejection().reason())
                .containsExactly("unknown-reason");
    }

    @Test
    void readsVersionOneWhoseEventsNameThePerson() throws Exception {
        Read read = read(TextDocument.of(ABSENCE, """
                <events xmlns="http://open.tieto.com/edu/absence/v1"><properties>
                <datetime>2026-02-02T03:00:00</datetime><schooltype>GS</schooltype></properties>
                <event><lessonid>{L1}</lessonid><personid>201001012382</personid><registeredby>MARKER</registeredby>
                <reason>Invalid</reason><minutes>60</minutes><lessonminutes>60</lessonminutes>
                <schoolunitid>48392017</schoolunitid><start>2026-01-12T08:20:00</start>
                <stop>2026-01-12T09:20:00</stop></event></events>"""));

        assertThat(read.shown("person_number", "school_unit_code", "school_form", "invalid_absence_minutes"))
                .containsExactly("lesson person_number=" + PUPIL
                        + " school_unit_code=48392017 school_form=GS invalid_absence_minutes=60");
    }

    @Test
    void readsAPreschoolAbsenceWithAndWithoutStop() throws Exception {
        String preschool = "<event><start>2026-01-12T08:20:00</start>%s<unitid>{U}</unitid>"
                + "<preschoolevent><departmentname>MARKER</departmentname></preschoolevent></event>";
        String content = preschool.formatted("") + preschool.formatted("<stop>2026-01-15T00:00:00</stop>");

        assertThat(read(absence(content)).shown("starts_on", "ends_on", "unit_id"))
                .containsExactly(
                        "preschool_absence starts_on=2026-01-12 ends_on=2026-01-12 unit_id=U",
                        "preschool_absence starts_on=2026-01-12 ends_on=2026-01-14 unit_id=U");
        Read presence = read(presence(content));
        assertThat(presence.records).isEmpty();
        assertThat(presence.referenceCounts).containsEntry("preschool-event", 2L);
    }

    @Test
    void takesASchoolDayInStockholmWhateverTheOffset() throws Exception {
        Read read = read(absence(event("{L1}", "Valid", 60, "60", "2026-01-11T23:30:00Z")));

        assertThat(read.shown("attended_on")).containsExactly("lesson attended_on=2026-01-12");
    }

    @Test
    void keepsWhatStandsBeforeABreak() throws Exception {
        String whole =
                answer("2026-02-02T03:00:00", person(PUPIL, event("{L1}", "Valid", 60) + event("{L2}", "Valid", 60)));
        Read read = read(TextDocument.of(ABSENCE, whole.substring(0, whole.lastIndexOf("<lessonid>"))));

        assertThat(read.records).hasSize(1);
        assertThat(read.rejected).extracting(r -> r.rejection().reason()).containsExactly("broken-document");
    }

    @Test
    void refusesWhatCannotBeRead() {
        List<String> reasons = new ArrayList<>();
        for (String text : List.of(
                "",
                "<html><body/></html>",
                "{\"data\":[]}",
                "<!DOCTYPE persons [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><persons>&e;</persons>",
                "<persons><properties><datasource>x</datasource></properties><person><event/></person></persons>",
                "<persons><properties><datetime>MARKER</datetime></properties></persons>")) {
            assertThatExceptionOfType(UnreadableDelivery.class)
                    .isThrownBy(() -> read(TextDocument.of(ABSENCE, text)))
                    .satisfies(e -> reasons.add(e.problem().reason()))
                    .withMessageNotContaining("MARKER");
        }
        assertThat(reasons)
                .containsExactly(
                        "broken-document",
                        "not-edlevo",
                        "broken-document",
                        "forbidden-doctype",
                        "missing-datetime",
                        "invalid-time");
        assertThatExceptionOfType(UnreadableDelivery.class).isThrownBy(this::read);
    }

    @Test
    void takesAnAnswerWithoutPersonsForAnEmptyOne() throws Exception {
        Read read = read(TextDocument.of(ABSENCE, answer("2026-02-02T03:00:00", "")));

        assertThat(read.records).isEmpty();
        assertThat(read.rejected).isEmpty();
    }

    @Test
    void stopsAtAnElementWithoutEnd() throws Exception {
        AtomicLong given = new AtomicLong();
        String before = answer("2026-02-02T03:00:00", "").replace("</persons>", "")
                + person(PUPIL, event("{L1}", "Valid", 60))
                + "<person><personid>1</personid><event><start>";
        SourceDocument huge = new SourceDocument() {
            @Override
            public String name() {
                return ABSENCE;
            }

            @Override
            public InputStream open() {
                return new GeneratedStream(before, 4L << 30, "</start></event></person></persons>", given);
            }
        };

        Read read = read(huge);

        assertThat(read.records).hasSize(1);
        assertThat(read.rejected).extracting(r -> r.rejection().reason()).containsExactly("element-too-large");
        assertThat(given.get()).isLessThan(64L << 20);
    }

    @Test
    void leavesNoIdentityOnDiskAndNoFileBehind() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 8_000; i++) {
            many.append(event("{lesson-" + i + "}", "Valid", 60));
        }
        try (SourceReading reading =
                new EdlevoFormat(CLOCK).open(List.of(absence(many.toString())), Map.of(), scratch)) {
            assertThat(reading.next().records()).hasSize(8_000);
            assertThat(JsonSamples.isInClear(scratch, PUPIL, "lesson-77", "f726c30e"))
                    .isFalse();
        }
        try (var left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void carriesNoFreeTextAndNoStaff() throws Exception {
        Read read = read(absence(event("{L1}", "Valid", 60)));

        assertThat(read.values().toString()).doesNotContain("MARKER");
        assertThat(read.records.get(0).toString()).doesNotContain(PUPIL);
    }

    @Test
    void saysWhichFieldsTheSourceSent() throws Exception {
        SourceReading reading = new EdlevoFormat(CLOCK)
                .open(
                        List.of(absence(event("{L1}", "Valid", 60).replace("<minutes>", "<nytt>x</nytt><minutes>"))),
                        Map.of(),
                        scratch);
        Read.all(reading);

        assertThat(reading.fieldsSeen().byEntity()).containsOnlyKeys("properties", "person", "event", "schoolevent");
        assertThat(reading.fieldsSeen().byEntity().get("schoolevent")).containsKeys("nytt", "comment", "registeredby");
    }

    @Test
    void readsTheSharedSamples() throws Exception {
        Path samples = JsonSamples.shared("sources/samples/edlevo");
        Read read = read(
                new TextDocument(ABSENCE, Files.readAllBytes(samples.resolve("absence-v2-events.xml"))),
                new TextDocument(
                        "GetCompulsorySchoolAbsenceAggregation.xml",
                        Files.readAllBytes(samples.resolve("absence-v2-aggregation.xml"))));

        assertThat(read.rejected).isEmpty();
        assertThat(read.shown("attended_on", "invalid_absence_minutes", "late_minutes", "period_to_on"))
                .containsExactly(
                        "lesson attended_on=2026-01-12 invalid_absence_minutes=60 late_minutes=0",
                        "lesson attended_on=2026-01-13 invalid_absence_minutes=0 late_minutes=10",
                        "aggregation invalid_absence_minutes=180 late_minutes=0 period_to_on=2026-01-31");
    }
}
