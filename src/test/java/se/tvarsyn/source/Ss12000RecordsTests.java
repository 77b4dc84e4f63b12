package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static se.tvarsyn.source.JsonSamples.document;
import static se.tvarsyn.source.JsonSamples.value;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record beside the ordinary attendance: see Ss12000FormatTests for that and for the pages themselves. */
class Ss12000RecordsTests {
    private static final String ORGANISATIONS = """
            {"data":[
             {"id":"o1","organisationType":"Huvudman"},
             {"id":"o2","organisationType":"Skolenhet","schoolUnitCode":"11112222","parentOrganisation":{"id":"o1"}},
             {"id":"o3","organisationType":"Skolenhet","schoolUnitCode":"33334444","parentOrganisation":{"id":"o1"}},
             {"id":"o9","organisationType":"Övrigt","parentOrganisation":{"id":"o3"}}]}
            """;
    private static final String PERSONS = """
            {"data":[{"id":"s1","civicNo":{"value":"201001012382"},"sex":"Kvinna","birthDate":"2010-01-01",
              "givenName":"MARKERNAMN","meta":{"modified":"2026-01-01T00:00:00Z"},
              "enrolments":[{"enroledAt":{"id":"o2"},"schoolType":"GR","schoolYear":8,"startDate":"2019-08-19"}]},
             {"id":"v1","civicNo":{"value":"198001022386"},"securityMarking":"Sekretessmarkering","givenName":"MARKERVUXEN"}]}
            """;
    private static final String ACTIVITIES = """
            {"data":[{"id":"a1","activityType":"Undervisning","organisation":{"id":"o2"},
              "meta":{"modified":"2025-09-01T00:00:00Z"}}]}
            """;
    private static final String SYLLABUSES = """
            {"data":[{"id":"y1","schoolType":"GR","subjectCode":"GRGRMAT01","subjectDesignation":"MA"},
             {"id":"y2","schoolType":"GR","subjectCode":"GRGRXXX01"},
             {"id":"y3","schoolType":"GY","subjectCode":"MAT","subjectDesignation":"MA","courseCode":"MATMAT01b"}]}
            """;

    @TempDir
    Path scratch;

    private final Ss12000Format format =
            new Ss12000Format(Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC));

    private JsonSamples.Taken take(SourceDocument... more) throws UnreadableDelivery {
        List<SourceDocument> documents = new ArrayList<>(List.of(
                document("organisations.json", ORGANISATIONS),
                document("persons.json", PERSONS),
                document("activities.json", ACTIVITIES),
                document("syllabuses.json", SYLLABUSES)));
        documents.addAll(Arrays.asList(more));
        return JsonSamples.take(format, scratch, documents);
    }

    private static Map<String, String> fields(SourceRecord row, String... names) {
        Map<String, String> found = new java.util.LinkedHashMap<>();
        for (String name : names) {
            found.put(name, String.valueOf(value(row, name)));
        }
        return found;
    }

    private static String absence(String more) {
        return """
                {"data":[{"id":"f1","meta":{"modified":"2026-01-12T14:03:11Z"},"student":{"id":"s1"},
                 "startTime":"2026-01-19T00:00:00+01:00","endTime":"2026-01-20T23:59:59+01:00",
                 "type":"Anmäld frånvaro","registeredBy":{"id":"v1","displayName":"MARKERVUXEN"}%s}]}
                """.formatted(more);
    }

    @Test
    void givesAnAbsenceItsLocalDaysAndItsUnit() throws Exception {
        SourceRecord row = take(document("absences.json", absence(",\"organisation\":{\"id\":\"o9\"}")))
                .only("absence");

        assertThat(fields(row, "id", "starts_on", "ends_on", "type", "school_unit_code", "school_year"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "id", "f1",
                        "starts_on", "2026-01-19",
                        "ends_on", "2026-01-20",
                        "type", "Anmäld frånvaro",
                        "school_unit_code", "33334444",
                        "school_year", "8"));
        assertThat(value(row, "modified")).isEqualTo("2026-01-12T14:03:11Z");
        assertThat(value(take(document("absences.json", absence(""))).only("absence"), "school_unit_code"))
                .as("without organisation the enrolment's")
                .isEqualTo("11112222");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-20T00:00:00+01:00, 2026-01-19",
        "2026-01-19T23:00:00Z, 2026-01-19",
        "2026-01-20, 2026-01-20",
        "2026-01-19T00:00:00+01:00, 2026-01-19",
        "2026-01-19T22:30:00Z, 2026-01-19",
        "2026-01-20T00:30:00+01:00, 2026-01-20"
    })
    void endsAnAbsenceOnItsLastDay(String end, String lastDay) throws Exception {
        SourceRecord row = take(document("absences.json", absence(",\"endTime\":\"" + end + "\"")))
                .only("absence");

        assertThat(value(row, "ends_on")).isEqualTo(lastDay);
    }

    @Test
    void rejectsAnAbsenceThatEndsBeforeItStartsOrIsNobodys() throws Exception {
        assertThat(take(document("absences.json", absence(",\"endTime\":\"2026-01-18T10:00:00+01:00\"")))
                        .reasons())
                .containsExactly("end-before-start");
        assertThat(take(document("absences.json", absence(",\"student\":{\"id\":\"s9\"}")))
                        .reasons())
                .containsExactly("unknown-student");
        assertThat(take(document("absences.json", absence(",\"startTime\":null")))
                        .reasons())
                .containsExactly("missing-time");
    }

    @Test
    void protectsByTheStudentReferenceAlone() throws Exception {
        String marked =
                ",\"student\":{\"id\":\"s1\",\"displayName\":\"MARKERNAMN\",\"securityMarking\":\"Skyddad folkbokföring\"}";

        JsonSamples.Taken taken = take(
                document("absences.json", absence(marked)),
                document("grades.json", grade(marked)),
                document("aggregatedAttendance.json", sums(marked)));

        for (String type : List.of("absence", "grade", "aggregated_attendance")) {
            SourceRecord row = taken.only(type);
            assertThat(value(row, "student.securityMarking")).as(type).isEqualTo("Skyddad folkbokföring");
            assertThat(JsonSamples.values(row)).doesNotContain("MARKER");
        }
    }

    private static String grade(String more) {
        return """
                {"data":[{"id":"b1","meta":{"modified":"2026-06-08T10:00:00Z"},"student":{"id":"s1"},
                 "organisation":{"id":"o2"},"registeredDate":"2026-06-08","gradeValue":"E","finalGrade":true,
                 "trial":false,"adaptedStudyPlan":"","semester":"VT","year":2026,"syllabus":{"id":"y1"},
                 "remark":"MARKERORSAK","diplomaProject":{"title":"MARKERTITEL"}%s}]}
                """.formatted(more);
    }

    @Test
    void joinsAGradeWithItsSyllabus() throws Exception {
        SourceRecord row = take(document("grades.json", grade(""))).only("grade");

        assertThat(fields(row, "subject", "subject_or_course", "grade", "graded_on", "semester", "year", "school_type"))
                .hasToString(
                        "{subject=MA, subject_or_course=MA, grade=E, graded_on=2026-06-08, semester=VT, year=2026, "
                                + "school_type=GR}");
        assertThat(fields(row, "is_final", "is_trial", "is_adapted", "school_unit_code"))
                .hasToString("{is_final=true, is_trial=false, is_adapted=false, school_unit_code=11112222}");
        assertThat(JsonSamples.values(row)).doesNotContain("MARKER");
    }

    @Test
    void takesTheSubjectsCodeWhereThereIsNoDesignationAndTheCourseBeforeBoth() throws Exception {
        assertThat(value(gradeIn("y2"), "subject_or_course")).isEqualTo("GRGRXXX01");
        SourceRecord course = gradeIn("y3");
        assertThat(fields(course, "subject", "course_code", "subject_or_course", "school_type"))
                .hasToString("{subject=MA, course_code=MATMAT01b, subject_or_course=MATMAT01b, school_type=GY}");
        assertThat(take(document("grades.json", grade(",\"syllabus\":{\"id\":\"y9\"}")))
                        .reasons())
                .containsExactly("unknown-syllabus");
    }

    private SourceRecord gradeIn(String syllabus) throws UnreadableDelivery {
        return take(document("grades.json", grade(",\"syllabus\":{\"id\":\"" + syllabus + "\"}")))
                .only("grade");
    }

    @ParameterizedTest
    @CsvSource({"'\"MARKERPLAN\"', true", "'\"  \"', false", "false, false", "true, true", "null, false"})
    void tellsOnlyWhetherThereIsAnAdaptedStudyPlan(String plan, String isAdapted) throws Exception {
        SourceRecord row = take(document("grades.json", grade(",\"adaptedStudyPlan\":" + plan)))
                .only("grade");

        assertThat(value(row, "is_adapted")).isEqualTo(isAdapted);
        assertThat(JsonSamples.values(row)).doesNotContain("MARKER");
    }

    private static String sums(String more) {
        return """
                {"data":[{"activity":{"id":"a1"},"student":{"id":"s1"},"startDate":"2026-01-01","endDate":"2026-01-31",
                 "attendanceSum":900,"validAbsenceSum":120,"invalidAbsenceSum":180,"otherAttendanceSum":0,
                 "reportedSum":1200,"offeredSum":1260%s}]}
                """.formatted(more);
    }

    @Test
    void givesSumsOfAPeriodWithTheirNaturalKey() throws Exception {
        SourceRecord row = take(document("aggregatedAttendance.json", sums(""))).only("aggregated_attendance");

        assertThat(fields(row, "activity.id", "student.id", "start_date", "end_date"))
                .hasToString("{activity.id=a1, student.id=s1, start_date=2026-01-01, end_date=2026-01-31}");
        assertThat(fields(row, "offered_minutes", "reported_minutes", "present_minutes", "valid_absence_minutes"))
                .hasToString("{offered_minutes=1260, reported_minutes=1200, present_minutes=900, "
                        + "valid_absence_minutes=120}");
        assertThat(value(row, "school_unit_code")).isEqualTo("11112222");
        assertThat(value(row, "student.civicNo")).isEqualTo("201001012382");
    }

    @Test
    void takesSumsOfASourceThatHasNoPersons() throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(format, scratch, document("aggregatedAttendance.json", sums("")));

        SourceRecord row = taken.only("aggregated_attendance");
        assertThat(value(row, "student.id")).isEqualTo("s1");
        assertThat(value(row, "student.civicNo")).isNull();
        assertThat(take(document("aggregatedAttendance.json", sums(",\"student\":{\"id\":\"s9\"}")))
                        .reasons())
                .as("where there are persons, one that is missing is an error")
                .containsExactly("unknown-student");
    }

    @Test
    void takesTheStudentAndActivityThatAreEmbeddedInSums() throws Exception {
        String embedded = ",\"_embedded\":{\"student\":{\"id\":\"s1\",\"civicNo\":{\"value\":\"201001012382\"},"
                + "\"securityMarking\":\"Sekretessmarkering\"},\"activity\":{\"id\":\"a1\",\"organisation\":{\"id\":\"o3\"}}}";

        SourceRecord row = JsonSamples.take(
                        format,
                        scratch,
                        document("organisations.json", ORGANISATIONS),
                        document("aggregatedAttendance.json", sums(embedded)))
                .only("aggregated_attendance");

        assertThat(fields(row, "student.civicNo", "student.securityMarking", "school_unit_code"))
                .hasToString("{student.civicNo=201001012382, student.securityMarking=Sekretessmarkering, "
                        + "school_unit_code=33334444}");
    }

    @Test
    void givesEveryPersonStaffAndGuardiansTooWithNothingButNumberAndMark() throws Exception {
        List<SourceRecord> persons = take().of("person");

        assertThat(persons).hasSize(2);
        assertThat(persons.get(0).layout().fields())
                .containsExactly("student.id", "modified", "student.civicNo", "student.securityMarking");
        assertThat(fields(persons.get(1), "student.id", "student.civicNo", "student.securityMarking"))
                .hasToString("{student.id=v1, student.civicNo=198001022386, "
                        + "student.securityMarking=Sekretessmarkering}");
    }

    private static final String PLACEMENTS = """
            {"data":[{"id":"p1","meta":{"modified":"2026-01-05T00:00:00Z"},"placedAt":{"id":"o9"},"child":{"id":"s1"},
              "owners":[{"id":"v1","displayName":"MARKERVUXEN"}],"schoolType":"FTH","startDate":"2025-08-18",
              "endDate":"2026-06-12","reason":"Omsorgsbehov"}]}
            """;

    @Test
    void givesAPlacementAsAHalfOpenSpanAtItsUnit() throws Exception {
        SourceRecord row = take(document("placements.json", PLACEMENTS)).only("placement");

        assertThat(fields(row, "id", "student.id", "student.birth_year", "school_unit_code", "school_type"))
                .hasToString("{id=p1, student.id=s1, student.birth_year=2010, school_unit_code=33334444, "
                        + "school_type=FTH}");
        assertThat(fields(row, "valid_from", "valid_to")).hasToString("{valid_from=2025-08-18, valid_to=2026-06-13}");
        assertThat(JsonSamples.values(row)).doesNotContain("MARKER", "Omsorg");
    }

    private static String checks(String... checks) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < checks.length; i++) {
            String[] parts = checks[i].split(" ");
            String group = parts.length > 2 ? ",\"group\":{\"id\":\"" + parts[2] + "\"}" : "";
            text.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"k%d\",\"meta\":{\"modified\":\"%s\"},\"time\":\"%s\",\"eventType\":\"%s\","
                            .formatted(i, parts[1], parts[1], parts[0]))
                    .append("\"" + (i % 2 == 0 ? "person" : "child") + "\":{\"id\":\"s1\"}" + group)
                    .append(",\"registeredBy\":{\"id\":\"v1\"}}");
        }
        return "{\"data\":[" + text + "]}";
    }

    private List<String> days(String... checks) throws UnreadableDelivery {
        return take(
                        document("placements.json", PLACEMENTS),
                        document("groups.json", """
                                {"data":[{"id":"g2","groupType":"Avdelning","organisation":{"id":"o2"}},
                                 {"id":"g3","groupType":"Avdelning","organisation":{"id":"o9"}}]}
                                """),
                        document("attendanceEvents.json", checks(checks)))
                .of("care_day")
                .stream()
                .map(row -> value(row, "attended_on") + " " + value(row, "school_unit_code") + " "
                        + value(row, "present_minutes") + " " + value(row, "is_complete"))
                .toList();
    }

    @Test
    void pairsCheckInsAndCheckOutsToDays() throws Exception {
        assertThat(days(
                        "Ut 2026-01-13T16:00:00+01:00",
                        "In 2026-01-12T13:00:00+01:00 g3",
                        "In 2026-01-13T08:00:00+01:00",
                        "Ut 2026-01-12T12:00:00+01:00",
                        "In 2026-01-12T08:00:00+01:00 g3",
                        "Ut 2026-01-12T16:30:00+01:00"))
                .containsExactly("2026-01-12 33334444 450 true", "2026-01-13 33334444 480 true");
    }

    @Test
    void marksADayWithoutItsCounterpartAndKeepsWhatIsKnown() throws Exception {
        assertThat(days("In 2026-01-12T08:00:00+01:00")).containsExactly("2026-01-12 33334444 0 false");
        assertThat(days("Ut 2026-01-12T16:00:00+01:00")).containsExactly("2026-01-12 33334444 0 false");
        assertThat(days("In 2026-01-12T08:00:00+01:00", "Ut 2026-01-12T10:00:00+01:00", "In 2026-01-12T12:00:00+01:00"))
                .containsExactly("2026-01-12 33334444 120 false");
        assertThat(days("In 2026-01-12T08:00:00+01:00", "In 2026-01-12T09:00:00+01:00", "Ut 2026-01-12T10:00:00+01:00"))
                .containsExactly("2026-01-12 33334444 60 false");
        assertThat(days("In 2026-01-12T20:00:00+01:00", "Ut 2026-01-13T06:00:00+01:00"))
                .as("night care passes midnight")
                .containsExactly("2026-01-12 33334444 0 false", "2026-01-13 33334444 0 false");
    }

    @Test
    void givesEachUnitOfADayItsOwnTime() throws Exception {
        assertThat(days(
                        "In 2026-01-12T06:30:00+01:00 g3",
                        "Ut 2026-01-12T08:00:00+01:00 g3",
                        "In 2026-01-12T08:00:00+01:00 g2",
                        "Ut 2026-01-12T13:00:00+01:00"))
                .containsExactly("2026-01-12 33334444 90 true", "2026-01-12 11112222 300 true");
    }

    @Test
    void countsADayInStockholmAlsoOnTheDayTheClockIsTurned() throws Exception {
        assertThat(days("In 2026-03-29T01:00:00+01:00", "Ut 2026-03-29T04:00:00+02:00"))
                .containsExactly("2026-03-29 33334444 120 true");
        assertThat(days("In 2026-01-11T23:30:00Z", "Ut 2026-01-12T15:30:00Z"))
                .containsExactly("2026-01-12 33334444 960 true");
    }

    @Test
    void takesTheUnitOfTheDepartmentWhereThereIsNeitherGroupNorPlacement() throws Exception {
        SourceRecord row = take(
                        document("groups.json", """
                                {"data":[{"id":"g1","groupType":"Klass","organisation":{"id":"o2"},
                                  "groupMemberships":[{"person":{"id":"s1"},"startDate":"2025-08-18"}]},
                                 {"id":"g3","groupType":"Avdelning","organisation":{"id":"o3"},
                                  "groupMemberships":[{"person":{"id":"s1"},"startDate":"2025-08-18"}]}]}
                                """),
                        document("attendanceEvents.json", checks("In 2026-01-12T08:00:00Z", "Ut 2026-01-12T09:00:00Z")))
                .only("care_day");

        assertThat(value(row, "school_unit_code")).isEqualTo("33334444");
        assertThat(value(row, "school_type")).isNull();
    }

    @Test
    void takesTheNewestVersionOfACheckThatComesTwice() throws Exception {
        String twice = """
                {"data":[{"id":"k1","meta":{"modified":"2026-01-12T17:00:00Z"},"time":"2026-01-12T16:00:00Z",
                  "eventType":"Ut","person":{"id":"s1"}},
                 {"id":"k1","meta":{"modified":"2026-01-12T16:00:00Z"},"time":"2026-01-12T18:00:00Z",
                  "eventType":"Ut","person":{"id":"s1"}},
                 {"id":"k2","time":"2026-01-12T15:00:00Z","eventType":"In","person":{"id":"s1"}}]}
                """;

        SourceRecord row = take(document("attendanceEvents.json", twice)).only("care_day");

        assertThat(fields(row, "present_minutes", "is_complete", "modified"))
                .hasToString("{present_minutes=60, is_complete=true, modified=2026-01-12T17:00:00Z}");
    }

    @Test
    void rejectsAChecksUnknownWordChildOrTime() throws Exception {
        String bad = """
                {"data":[{"id":"k1","time":"2026-01-12T16:00:00Z","eventType":"Hemma","person":{"id":"s1"}},
                 {"id":"k2","time":"2026-01-12T16:00:00Z","eventType":"In","person":{"id":"s9"}},
                 {"id":"k3","eventType":"In","person":{"id":"s1"}},
                 {"id":"k4","time":"MARKERTID","eventType":"In","person":{"id":"s1"}}]}
                """;

        assertThat(take(document("attendanceEvents.json", bad)).reasons())
                .containsExactly("unknown-value", "unknown-student", "missing-time", "invalid-time");
    }

    @Test
    void givesCareDaysInBlocksHoweverManyThereAre() throws Exception {
        int days = SourceBlock.RECORDS + 100;
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < days; i++) {
            java.time.LocalDate day = java.time.LocalDate.of(1990, 1, 1).plusDays(i % 13_000);
            String person = "c" + i / 13_000;
            text.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"k" + i + "\",\"time\":\"" + day
                            + "T12:00:00Z\",\"eventType\":\"In\",\"person\":{\"id\":\"" + person + "\"}}");
        }
        String persons = "["
                + String.join(
                        ",",
                        IntStream.range(0, 6)
                                .mapToObj(i -> "{\"id\":\"c" + i + "\"}")
                                .toList()) + "]";
        Read read = Read.all(format.open(
                List.of(document("persons.json", persons), document("attendanceEvents.json", text + "]")),
                Map.of(),
                scratch));

        assertThat(read.records.stream().filter(r -> r.layout().recordType().equals("care_day")))
                .hasSize(days);
        assertThat(read.blockSizes).allMatch(size -> size <= SourceBlock.RECORDS);
        assertThat(read.blockSizes).hasSizeGreaterThan(2);
    }

    @Test
    void readsDeletionsInBothShapes() throws Exception {
        JsonSamples.Taken taken =
                take(document("deletedEntities-page1.json", """
                        {"data":{"persons":["s5"],"activitites":["a9"],"attendances":["n1","n2"],"absences":null,
                          "grades":[],"calendarEvents":["e1"],"placements":["p1"]},"pageToken":null}
                        """), document("deletedEntities-page2.json", """
                        {"data":[{"entityType":"Person","id":"s6","deletedAt":"2026-01-12T10:00:00+01:00"},
                          {"entityType":"Attendance","id":"n3"},{"entityType":"absence","id":"f1"},
                          {"entityType":"Grade","id":"b1"},{"entityType":"CalendarEvent","id":"e2"},
                          {"entityType":"Duty","id":"d1"}]}
                        """));

        assertThat(taken.reasons()).isEmpty();
        assertThat(deleted(taken, "deleted_person")).containsExactly("s5 null", "s6 2026-01-12T09:00:00Z");
        assertThat(deleted(taken, "deleted_attendance")).containsExactly("n1 null", "n2 null", "n3 null");
        assertThat(deleted(taken, "deleted_absence")).containsExactly("f1 null");
        assertThat(deleted(taken, "deleted_grade")).containsExactly("b1 null");
        assertThat(deleted(taken, "deleted_event")).containsExactly("e1 null", "e2 null");
        assertThat(deleted(taken, "deleted_placement")).containsExactly("p1 null");
        assertThat(taken.counts()).containsEntry("deleted entities of other kinds", 2L);
    }

    private static List<String> deleted(JsonSamples.Taken taken, String type) {
        return taken.of(type).stream()
                .map(row -> value(row, "id") + " " + value(row, "modified"))
                .toList();
    }

    @Test
    void takesADeliveryOfDeletionsAlone() throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(
                format, scratch, document("deletedEntities.json", "{\"data\":{\"attendances\":[\"n1\"]}}"));

        assertThat(deleted(taken, "deleted_attendance")).containsExactly("n1 null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":{\"attendances\":[\"n1\"",
                "{\"data\":{\"attendances\":{\"n1\":true}}}",
                "{\"data\":{\"attendances\":[\"n1\"]}"
            })
    void rejectsAMapOfDeletionsThatIsNotWhole(String page) throws Exception {
        assertThat(take(document("deletedEntities.json", page)).reasons()).containsExactly("broken-document");
    }

    @Test
    void reDerivesTheAttendancesOfAnEventThatWasCancelledLater() throws Exception {
        String event = """
                {"data":[{"id":"e1","activity":{"id":"a7"},"startTime":"2026-01-12T08:20:00+01:00",
                  "endTime":"2026-01-12T09:20:00+01:00","cancelled":true,"meta":{"modified":"2026-01-19T10:00:00Z"},
                  "_embedded":{"activity":{"id":"a7","activityType":"Undervisning","organisation":{"id":"o3"}},
                   "attendance":[{"id":"n1","student":{"id":"s1"},"isReported":true,"attendanceMinutes":60,
                     "absenceReason":"MARKERORSAK","meta":{"modified":"2026-01-12T09:30:00Z"}},
                    {"id":"n2","student":{"id":"s9"},"isReported":true}]}}]}
                """;

        JsonSamples.Taken taken = take(document("calendarEvents.json", event));

        SourceRecord row = taken.only("attendance");
        assertThat(fields(row, "id", "event.id", "event.cancelled", "modified", "school_unit_code"))
                .hasToString("{id=n1, event.id=e1, event.cancelled=true, modified=2026-01-19T10:00:00Z, "
                        + "school_unit_code=33334444}");
        assertThat(taken.reasons())
                .as("one bad attendance does not take the event with it")
                .containsExactly("unknown-student");
        assertThat(JsonSamples.values(row)).doesNotContain("MARKER");
    }

    @Test
    void readsAnswersToLookupsLikePages() throws Exception {
        JsonSamples.Taken taken = take(
                document(
                        "attendances-page1.json",
                        "[{\"id\":\"n1\",\"calendarEvent\":{\"id\":\"e1\"},"
                                + "\"student\":{\"id\":\"s1\"},\"isReported\":false}]"),
                document(
                        "calendarEvents-lookup1.json",
                        "[{\"id\":\"e1\",\"activity\":{\"id\":\"a1\"},\"startTime\":\"2026-01-12T08:20:00+01:00\"}]"));

        assertThat(taken.reasons()).isEmpty();
        assertThat(fields(taken.only("attendance"), "attended_on", "is_reported"))
                .hasToString("{attended_on=2026-01-12, is_reported=false}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-12T08:50:00+01:00, 2026-01-12T09:50:00+01:00, 50",
        "2026-01-12T08:20:00+01:00, 2026-01-12T08:45:00+01:00, 25",
        "2026-01-12T08:20:00+01:00, 2026-01-12T10:20:00+01:00, 50"
    })
    void offersNoMoreThanThePupilsOwnTimes(String start, String end, String offered) throws Exception {
        String event = "[{\"id\":\"e1\",\"activity\":{\"id\":\"a1\"},\"startTime\":\"2026-01-12T08:20:00+01:00\","
                + "\"endTime\":\"2026-01-12T09:20:00+01:00\",\"teachingLengthStudent\":50,\"studentExceptions\":"
                + "[{\"student\":{\"id\":\"s1\"},\"participates\":true,\"startTime\":\"" + start + "\",\"endTime\":\""
                + end + "\"}]}]";

        SourceRecord row = take(
                        document("calendarEvents.json", event),
                        document(
                                "attendances.json",
                                "[{\"id\":\"n1\",\"calendarEvent\":{\"id\":\"e1\"},\"student\":{\"id\":\"s1\"}}]"))
                .only("attendance");

        assertThat(value(row, "offered_minutes")).isEqualTo(offered);
    }

    @Test
    void saysWhichFieldsEveryEndpointSent() throws Exception {
        List<SourceDocument> documents = List.of(
                document("persons.json", PERSONS),
                document("absences.json", absence(",\"nytt\":1")),
                document("deletedEntities.json", "{\"data\":{\"attendances\":[\"n1\"]}}"));
        try (SourceReading reading = format.open(documents, Map.of(), scratch)) {
            reading.forEachRemaining(block -> {});

            Map<String, ?> seen = reading.fieldsSeen().byEntity();
            assertThat(seen.keySet()).containsExactly("persons", "absences", "deletedEntities");
            assertThat(String.valueOf(seen.get("absences"))).contains("nytt=[NUMBER]", "registeredBy=[OBJECT]");
            assertThat(seen.toString()).doesNotContain("MARKER", "201001012382");
        }
    }

    @Test
    void readsTheSharedSamplesOfEveryEndpoint() throws Exception {
        JsonSamples.Taken taken =
                JsonSamples.take(format, scratch, JsonSamples.folder(JsonSamples.shared("sources/samples/ss12000")));

        assertThat(taken.reasons()).isEmpty();
        assertThat(value(taken.only("absence"), "ends_on")).isEqualTo("2026-01-19");
        assertThat(value(taken.only("grade"), "subject_or_course")).isEqualTo("MA");
        assertThat(taken.of("aggregated_attendance")).hasSize(2);
        assertThat(value(taken.of("aggregated_attendance").get(1), "student.securityMarking"))
                .isEqualTo("Skyddad folkbokföring");
        assertThat(taken.of("person")).hasSize(5);
        assertThat(taken.of("deleted_person")).hasSize(2);
    }
}
