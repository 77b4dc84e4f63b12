package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static se.tvarsyn.source.JsonSamples.document;
import static se.tvarsyn.source.JsonSamples.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.canonical.RejectedRecord;

class Ss12000FormatTests {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
    private static final String ORGANISATIONS = """
            {"data":[
             {"id":"o1","organisationType":"Huvudman","meta":{"modified":"2025-01-01T00:00:00Z"}},
             {"id":"o2","organisationType":"Skolenhet","schoolUnitCode":"11112222","parentOrganisation":{"id":"o1"}},
             {"id":"o3","organisationType":"Övrigt","parentOrganisation":{"id":"o2"}},
             {"id":"o4","organisationType":"Skolenhet","parentOrganisation":{"id":"o2"}},
             {"id":"o5","organisationType":"Övrigt","parentOrganisation":{"id":"o6"}},
             {"id":"o6","organisationType":"Övrigt","parentOrganisation":{"id":"o5"}}],"pageToken":null}
            """;
    private static final String ACTIVITIES = """
            {"data":[{"id":"a1","activityType":"Undervisning","organisation":{"id":"o2"},"displayName":"MARKERAKTIVITET",
              "meta":{"modified":"2025-09-01T00:00:00+02:00"}}]}
            """;
    private static final String EVENTS = """
            {"data":[{"id":"e1","activity":{"id":"a1"},"startTime":"2026-01-12T08:20:00+01:00",
              "endTime":"2026-01-12T09:20:00+01:00","comment":"MARKERKOMMENTAR",
              "meta":{"modified":"2026-01-10T10:00:00+01:00"}%s}]}
            """;
    private static final String PERSONS = """
            {"data":[{"id":"s1","givenName":"MARKERFÖRNAMN","familyName":"MARKEREFTERNAMN",
              "civicNo":{"value":"201001012382","nationality":"SE"},"birthDate":"2010-01-01","sex":"Kvinna",
              "addresses":[{"streetAddress":"MARKERGATAN 1"}],"eduPersonPrincipalNames":["marker@example.se"],
              "enrolments":[{"enroledAt":{"id":"o2"},"schoolType":"GR","schoolYear":8,"startDate":"2019-08-19",
                "endDate":"2026-06-12"}],"meta":{"modified":"2026-01-11T00:00:00Z"}%s}],"pageToken":""}
            """;
    private static final String ATTENDANCES = """
            {"data":[{"id":"n1","calendarEvent":{"id":"e1"},"student":{"id":"s1"},"isReported":true,
              "attendanceMinutes":40,"validAbsenceMinutes":0,"invalidAbsenceMinutes":20,
              "absenceReason":"MARKERORSAK","meta":{"modified":"2026-01-12T09:30:00+01:00"}%s}],"pageToken":null}
            """;

    @TempDir
    Path scratch;

    private final Ss12000Format format = new Ss12000Format(CLOCK);

    private JsonSamples.Taken take(String event, String person, String attendance) throws UnreadableDelivery {
        return JsonSamples.take(
                format,
                scratch,
                document("organisations.json", ORGANISATIONS),
                document("activities.json", ACTIVITIES),
                document("calendarEvents.json", EVENTS.formatted(event)),
                document("persons-page1.json", PERSONS.formatted(person)),
                document("attendances.json", ATTENDANCES.formatted(attendance)));
    }

    private SourceRecord attendance(String event, String person, String attendance) throws UnreadableDelivery {
        JsonSamples.Taken taken = take(event, person, attendance);
        assertThat(taken.reasons()).isEmpty();
        return taken.only("attendance");
    }

    @Test
    void joinsAnAttendanceWithItsEventActivityPersonAndUnit() throws Exception {
        SourceRecord row = attendance("", "", "");

        assertThat(value(row, "id")).isEqualTo("n1");
        assertThat(value(row, "student.id")).isEqualTo("s1");
        assertThat(value(row, "student.civicNo")).isEqualTo("201001012382");
        assertThat(value(row, "student.sex")).isEqualTo("Kvinna");
        assertThat(value(row, "student.securityMarking")).isEmpty();
        assertThat(value(row, "school_unit_code")).isEqualTo("11112222");
        assertThat(value(row, "organisation.id")).isEqualTo("o2");
        assertThat(value(row, "school_year")).isEqualTo("8");
        assertThat(value(row, "school_type")).isEqualTo("GR");
        assertThat(value(row, "attended_on")).isEqualTo("2026-01-12");
        assertThat(value(row, "event.cancelled")).isEqualTo("false");
        assertThat(value(row, "participates")).isEqualTo("true");
        assertThat(value(row, "offered_minutes")).isEqualTo("60");
        assertThat(value(row, "is_reported")).isEqualTo("true");
        assertThat(value(row, "present_minutes")).isEqualTo("40");
        assertThat(value(row, "invalid_absence_minutes")).isEqualTo("20");
        assertThat(value(row, "other_minutes")).isNull();
        assertThat(value(row, "activity.type")).isEqualTo("Undervisning");
        assertThat(value(row, "modified")).isEqualTo("2026-01-12T08:30:00Z");
    }

    @Test
    void takesTheLatestModifiedTimeOfEverythingTheRowIsMadeFrom() throws Exception {
        SourceRecord row = attendance(",\"meta\":{\"modified\":\"2026-01-19T10:00:00+01:00\"}", "", "");

        assertThat(value(row, "modified")).isEqualTo("2026-01-19T09:00:00Z");
    }

    @Test
    void tellsWhenTheEventWasCancelledOrThePupilDoesNotTakePart() throws Exception {
        SourceRecord cancelled = attendance(",\"cancelled\":true", "", "");
        SourceRecord absent =
                attendance(",\"studentExceptions\":[{\"student\":{\"id\":\"s1\"},\"participates\":false}]", "", "");

        assertThat(value(cancelled, "event.cancelled")).isEqualTo("true");
        assertThat(value(absent, "participates")).isEqualTo("false");
    }

    @Test
    void offersWhatThePupilsOwnScheduleSaysFirst() throws Exception {
        String own = ",\"teachingLengthStudent\":55,\"studentExceptions\":[{\"student\":{\"id\":\"s1\"},"
                + "\"participates\":true,\"teachingLength\":30}]";
        String shifted = ",\"studentExceptions\":[{\"student\":{\"id\":\"s1\"},\"participates\":true,"
                + "\"startTime\":\"2026-01-12T23:40:00Z\",\"endTime\":\"2026-01-13T00:05:00Z\"}]";

        assertThat(value(attendance(own, "", ""), "offered_minutes")).isEqualTo("30");
        assertThat(value(attendance(",\"teachingLengthStudent\":55", "", ""), "offered_minutes"))
                .isEqualTo("55");
        SourceRecord row = attendance(shifted, "", "");
        assertThat(value(row, "offered_minutes")).isEqualTo("25");
        assertThat(value(row, "attended_on"))
                .as("00:40 in Stockholm is the next day")
                .isEqualTo("2026-01-13");
    }

    @Test
    void keepsTheMostProtectiveMarkingAndUnknownOnesAsTheyAre() throws Exception {
        String onPerson = ",\"securityMarking\":\"%s\"";
        String onAttendance = ",\"student\":{\"id\":\"s1\",\"securityMarking\":\"%s\"}";

        assertThat(marking("", "")).isEmpty();
        assertThat(marking(onPerson.formatted("Ingen"), "")).isEqualTo("Ingen");
        assertThat(marking(onPerson.formatted("Ingen"), onAttendance.formatted("Skyddad folkbokföring")))
                .isEqualTo("Skyddad folkbokföring");
        assertThat(marking(onPerson.formatted("Sekretessmarkering"), onAttendance.formatted("Ingen")))
                .isEqualTo("Sekretessmarkering");
        assertThat(marking(onPerson.formatted("ingen"), "")).isEqualTo("ingen");
        assertThat(marking(onPerson.formatted("Nytt ord 2027"), "")).isEqualTo("Nytt ord 2027");
    }

    private @Nullable String marking(String person, String attendance) throws UnreadableDelivery {
        return value(attendance("", person, attendance), "student.securityMarking");
    }

    @Test
    void walksUpToTheUnitAndStopsAtAUnitWithoutCode() throws Exception {
        assertThat(unitOf("o3")).as("a department of the unit").containsExactly("11112222", "o3");
        assertThat(unitOf("o4")).as("a unit without code takes none from above").containsExactly(null, "o4");
        assertThat(unitOf("o1")).as("the enrolment's unit").containsExactly("11112222", "o2");
        assertThat(unitOf("o5")).as("a circle of parents").containsExactly("11112222", "o2");
        assertThat(unitOf("unknown")).containsExactly("11112222", "o2");
    }

    private List<@Nullable String> unitOf(String organisation) throws UnreadableDelivery {
        SourceRecord row = JsonSamples.take(
                        format,
                        scratch,
                        document("organisations.json", ORGANISATIONS),
                        document("activities.json", ACTIVITIES.replace("\"o2\"", "\"" + organisation + "\"")),
                        document("calendarEvents.json", EVENTS.formatted("")),
                        document("persons.json", PERSONS.formatted("")),
                        document("attendances.json", ATTENDANCES.formatted("")))
                .only("attendance");
        List<@Nullable String> found = new ArrayList<>();
        found.add(value(row, "school_unit_code"));
        found.add(value(row, "organisation.id"));
        return found;
    }

    @Test
    void takesTheEnrolmentInForceThatDay() throws Exception {
        String enrolments = ",\"enrolments\":["
                + "{\"enroledAt\":{\"id\":\"o2\"},\"schoolYear\":7,\"startDate\":\"2024-08-19\",\"endDate\":\"2026-01-11\"},"
                + "{\"enroledAt\":{\"id\":\"o2\"},\"schoolYear\":9,\"startDate\":\"2026-01-01\",\"cancelled\":true},"
                + "{\"enroledAt\":{\"id\":\"o2\"},\"schoolYear\":8,\"startDate\":\"2025-08-18\",\"endDate\":\"2026-01-12\"}]";

        assertThat(value(attendance("", enrolments, ""), "school_year")).isEqualTo("8");
        assertThat(value(attendance("", ",\"enrolments\":[]", ""), "school_year"))
                .isNull();
    }

    @Test
    void givesEachEnrolmentWithYearOfBirthOnlyAndAHalfOpenSpan() throws Exception {
        SourceRecord row = take("", "", "").only("enrolment");

        assertThat(value(row, "student.birth_year")).isEqualTo("2010");
        assertThat(value(row, "valid_from")).isEqualTo("2019-08-19");
        assertThat(value(row, "valid_to")).isEqualTo("2026-06-13");
        assertThat(value(row, "cancelled")).isEqualTo("false");
        assertThat(value(row, "school_unit_code")).isEqualTo("11112222");
        assertThat(value(row, "ordinal")).isEqualTo("1");
        assertThat(JsonSamples.values(row)).doesNotContain("2010-01-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"20110205TF10\"", "\"110104-2396\"", "\"20110104-2396\"", "\"1101042396\""})
    void takesTheYearOfBirthFromTheNumberWhereThereIsNoBirthDate(String number) throws Exception {
        String person = ",\"birthDate\":null,\"civicNo\":{\"value\":" + number + "}";

        SourceRecord row = take("", person, "").only("enrolment");

        assertThat(value(row, "student.birth_year")).isEqualTo("2011");
    }

    @Test
    void treatsAnotherCountrysNumberAsNone() throws Exception {
        SourceRecord row = attendance("", ",\"civicNo\":{\"value\":\"0000000000\",\"nationality\":\"DK\"}", "");

        assertThat(value(row, "student.civicNo")).isNull();
    }

    @Test
    void rejectsWhatRefersToNothing() throws Exception {
        JsonSamples.Taken noEvent = take("", "", ",\"calendarEvent\":{\"id\":\"e9\"}");
        JsonSamples.Taken noStudent = take("", "", ",\"student\":{\"id\":\"s9\"}");

        assertThat(noEvent.reasons()).containsExactly("unknown-calendar-event");
        assertThat(noStudent.reasons()).containsExactly("unknown-student");
        assertThat(noStudent.rejected().get(0).rejection().field()).isEqualTo("student.id");
        assertThat(noStudent.rejected().get(0).rejection().line()).isEqualTo(1);
        assertThat(noStudent.rejected().get(0).payload()).contains("MARKERORSAK");
    }

    @Test
    void takesNumbersAsTextAndRejectsObjectsInTheirPlace() throws Exception {
        assertThat(value(attendance("", "", ",\"attendanceMinutes\":\"60\""), "present_minutes"))
                .isEqualTo("60");
        assertThat(value(attendance("", "", ",\"attendanceMinutes\":60.0"), "present_minutes"))
                .isEqualTo("60");

        JsonSamples.Taken wrong = take("", "", ",\"validAbsenceMinutes\":{\"value\":60}");

        assertThat(wrong.reasons()).containsExactly("wrong-type");
        assertThat(wrong.rejected().get(0).rejection().field()).isEqualTo("validAbsenceMinutes");
    }

    @Test
    void rejectsAPersonWhoseMarkingCannotBeRead() throws Exception {
        JsonSamples.Taken taken = take("", ",\"securityMarking\":{\"value\":\"Ingen\"}", "");

        assertThat(taken.reasons()).containsExactly("wrong-type", "unknown-student");
        assertThat(taken.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[%s],\"pageToken\":null}",
                "{\"data\":[%s]}",
                "{\"data\":[%s],\"pageToken\":\"\"}",
                "{\"pageToken\":\"abc\",\"attendances\":[%s]}",
                "[%s]",
                "\uFEFF[%s]"
            })
    void readsEveryEnvelopeThatIsSeen(String envelope) throws Exception {
        String element = "{\"id\":\"n1\",\"calendarEvent\":{\"id\":\"e1\"},\"student\":{\"id\":\"s1\"}}";
        JsonSamples.Taken taken = JsonSamples.take(
                format,
                scratch,
                document("calendarEvents.json", EVENTS.formatted("")),
                document("Persons.json", PERSONS.formatted("")),
                document("attendances-page2.json", envelope.formatted(element)));

        assertThat(taken.reasons()).isEmpty();
        assertThat(taken.of("attendance")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"invalid_filter\",\"message\":\"no\"}",
                "{\"error\":{\"code\":400,\"message\":\"Bad request.\"}}"
            })
    void rejectsAnErrorThatWasSavedAsAPage(String error) throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(
                format, scratch, document("persons.json", PERSONS.formatted("")), document("attendances.json", error));

        assertThat(taken.reasons()).containsExactly("error-response");
    }

    @Test
    void keepsWhatWasWholeBeforeABreak() throws Exception {
        String whole = "{\"data\":[\n{\"id\":\"n1\",\"calendarEvent\":{\"id\":\"e1\"},\"student\":{\"id\":\"s1\"}},\n";
        JsonSamples.Taken taken = JsonSamples.take(
                format,
                scratch,
                document("calendarEvents.json", EVENTS.formatted("")),
                document("persons.json", PERSONS.formatted("")),
                document("attendances.json", whole + "{\"id\":\"n2\",\"absenceReason\":\"MARKERORSAK"));

        assertThat(taken.of("attendance")).hasSize(1);
        assertThat(taken.reasons()).containsExactly("broken-document");
        assertThat(taken.rejected().get(0).rejection().line()).isEqualTo(3);
        assertThat(taken.rejected().get(0).rejection().message()).doesNotContain("MARKER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "<html>MARKER</html>", "{\"data\":[", "{\"data\":{\"persons\":[]}}", "{}", "17"})
    void refusesADeliveryOfWhichNothingCanBeRead(String text) {
        assertThatExceptionOfType(UnreadableDelivery.class)
                .isThrownBy(() -> JsonSamples.take(format, scratch, document("attendances.json", text)))
                .withMessageNotContaining("MARKER");
    }

    @Test
    void refusesAnEmptyDirectoryAndOneOfOtherFiles() {
        assertThatExceptionOfType(UnreadableDelivery.class)
                .isThrownBy(() -> JsonSamples.take(format, scratch, List.of()));
        assertThatExceptionOfType(UnreadableDelivery.class)
                .isThrownBy(() -> JsonSamples.take(format, scratch, document("studyplans.json", "[]")));
    }

    @Test
    void countsReferenceEntitiesAndIgnoredPages() throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(
                format,
                scratch,
                document("attendanceSchedules.json", "[]"),
                document("organisations.json", ORGANISATIONS),
                document("persons.json", PERSONS.formatted("")));

        assertThat(taken.counts()).isEqualTo(Map.of("ignored pages", 1L, "organisations", 6L, "persons", 1L));
    }

    @Test
    void keepsTheNewestVersionOfAnEntityThatComesTwice() throws Exception {
        String older = PERSONS.formatted(",\"sex\":\"Man\",\"meta\":{\"modified\":\"2020-01-01T00:00:00Z\"}");
        SourceRecord row = JsonSamples.take(
                        format,
                        scratch,
                        document("calendarEvents.json", EVENTS.formatted("")),
                        document("persons-page1.json", PERSONS.formatted("")),
                        document("persons-page2.json", older),
                        document("attendances.json", ATTENDANCES.formatted("")))
                .only("attendance");

        assertThat(value(row, "student.sex")).isEqualTo("Kvinna");
    }

    @Test
    void stopsAnElementThatIsTooLargeTooDeepOrTooLong() throws Exception {
        String person = PERSONS.formatted("");
        for (String bad : List.of(
                "[{\"id\":\"" + "x".repeat((1 << 20) + 10) + "\"}]",
                "[".repeat(200),
                "[{\"id\":\"x\",\"a\":[" + "\"yyyyyyyyyy\",".repeat(1_700_000) + "1]}]")) {
            JsonSamples.Taken taken = JsonSamples.take(
                    format, scratch, document("persons.json", person), document("attendances.json", bad));

            assertThat(taken.reasons()).containsExactly("broken-document");
        }
    }

    @Test
    void carriesNoNameAddressReasonOrCommentAndShowsNoValue() throws Exception {
        JsonSamples.Taken taken = take("", "", "");
        JsonSamples.Taken rejected = take("", "", ",\"student\":{\"id\":\"MARKERID\"}");

        for (SourceRecord row : taken.records()) {
            assertThat(JsonSamples.values(row)).doesNotContainIgnoringCase("marker");
            assertThat(row.toString()).doesNotContain("201001012382", "s1");
        }
        for (RejectedRecord row : rejected.rejected()) {
            assertThat(row.toString()).doesNotContain("MARKER", "201001012382");
            assertThat(row.rejection().message()).doesNotContain("MARKER");
        }
    }

    @Test
    void leavesNothingReadableInItsTemporaryFileAndRemovesIt() throws Exception {
        StringBuilder persons = new StringBuilder("[");
        for (int i = 0; i < 40_000; i++) {
            persons.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"MARKERSTUDENT")
                    .append(i)
                    .append("\",\"civicNo\":{\"value\":\"201001012382\"},\"sex\":\"MARKERSEX\"}");
        }
        persons.append("]");
        try (SourceReading reading = format.open(
                List.of(
                        document("persons.json", persons.toString()),
                        document("attendances.json", "[{\"id\":\"n1\",\"calendarEvent\":{\"id\":\"e1\"}}]")),
                Map.of(),
                scratch)) {
            assertThat(reading.hasNext()).isTrue();
            assertThat(sizeOf(scratch)).isGreaterThan(500_000);
            assertThat(JsonSamples.isInClear(scratch, "MARKER", "201001012382")).isFalse();
        }
        assertThat(sizeOf(scratch)).isZero();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    @Test
    void readsTheSharedSamples() throws Exception {
        JsonSamples.Taken taken =
                JsonSamples.take(format, scratch, JsonSamples.folder(JsonSamples.shared("sources/samples/ss12000")));

        assertThat(taken.reasons()).isEmpty();
        assertThat(taken.of("attendance")).hasSize(3);
        assertThat(taken.of("enrolment")).hasSize(5);
        SourceRecord first = taken.of("attendance").get(0);
        assertThat(value(first, "school_unit_code")).isEqualTo("12345678");
        assertThat(value(first, "school_year")).isEqualTo("9");
        assertThat(value(taken.of("attendance").get(1), "student.securityMarking"))
                .isEqualTo("Skyddad folkbokföring");
        assertThat(value(taken.of("attendance").get(2), "is_reported")).isEqualTo("false");
        assertThat(taken.counts()).containsEntry("persons", 5L).containsEntry("calendarEvents", 3L);
    }

    /** Memory must not grow with the municipality: run with a small heap, the time is printed. */
    @Test
    @Tag("long")
    void joinsAMillionAttendancesInASmallHeap() throws Exception {
        int persons = 20_000;
        int events = 100_000;
        int attendances = 1_000_000;
        List<SourceDocument> documents = List.of(
                document("organisations.json", ORGANISATIONS),
                document("activities.json", ACTIVITIES),
                made(
                        "calendarEvents.json",
                        events,
                        i -> "{\"id\":\"" + id('e', i)
                                + "\",\"activity\":{\"id\":\"a1\"},\"startTime\":\"2026-01-12T08:20:00+01:00\","
                                + "\"endTime\":\"2026-01-12T09:20:00+01:00\",\"meta\":{\"modified\":\"2026-01-10T10:00:00+01:00\"}}"),
                made(
                        "persons.json",
                        persons,
                        i -> "{\"id\":\"" + id('p', i)
                                + "\",\"civicNo\":{\"value\":\"201001012382\"},\"sex\":\"Man\",\"enrolments\":[{\"enroledAt\":"
                                + "{\"id\":\"o2\"},\"schoolType\":\"GR\",\"schoolYear\":8,\"startDate\":\"2019-08-19\"}],"
                                + "\"meta\":{\"modified\":\"2026-01-11T00:00:00Z\"}}"),
                made(
                        "attendances.json",
                        attendances,
                        i -> "{\"id\":\"" + id('n', i) + "\",\"calendarEvent\":{\"id\":\""
                                + id('e', i / 10) + "\"},\"student\":{\"id\":\"" + id('p', (int) (i * 7919L % persons))
                                + "\",\"securityMarking\":\"Ingen\"},\"isReported\":true,\"attendanceMinutes\":40,"
                                + "\"validAbsenceMinutes\":0,\"invalidAbsenceMinutes\":20,\"otherAttendanceMinutes\":0,"
                                + "\"meta\":{\"created\":\"2026-01-12T09:30:00+01:00\",\"modified\":\"2026-01-12T09:30:00+01:00\"}}"));
        long began = System.nanoTime();
        long read = 0;
        long joinBegan = 0;
        try (SourceReading reading = format.open(documents, Map.of(), scratch)) {
            while (reading.hasNext()) {
                SourceBlock block = reading.next();
                if (block.document().equals("attendances.json")) {
                    joinBegan = joinBegan == 0 ? System.nanoTime() : joinBegan;
                    read += block.records().size();
                }
                assertThat(block.unreadable()).isEmpty();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double join = (System.nanoTime() - joinBegan) / 1e9;
        System.out.printf(
                "%d attendances in %.1f s (join alone %.0f rows/s), heap %d MiB%n",
                read,
                seconds,
                (read - SourceBlock.RECORDS) / join,
                Runtime.getRuntime().maxMemory() >> 20);
        assertThat(read).isEqualTo(attendances);
    }

    private static String id(char kind, int number) {
        return "%08x-0000-4000-8000-00000000000%c"
                .formatted(number * 0x9E3779B1, kind == 'e' ? '1' : kind == 'p' ? '2' : '3');
    }

    /** A page that is made while it is read, so that the test itself needs no memory. */
    private static SourceDocument made(String name, int count, java.util.function.IntFunction<String> element) {
        return new SourceDocument() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                java.util.Enumeration<InputStream> parts = new java.util.Enumeration<>() {
                    private int next = 0;

                    @Override
                    public boolean hasMoreElements() {
                        return next <= count;
                    }

                    @Override
                    public InputStream nextElement() {
                        StringBuilder text = new StringBuilder(next == 0 ? "{\"data\":[" : "");
                        int end = Math.min(next + 1000, count);
                        for (int i = next; i < end; i++) {
                            text.append(i == 0 ? "" : ",").append(element.apply(i));
                        }
                        next = end == count ? count + 1 : end;
                        if (next > count) {
                            text.append("]}");
                        }
                        return new java.io.ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
                    }
                };
                return new SequenceInputStream(parts);
            }
        };
    }
}
