package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pull of changes brings from an SS 12000 source leaves the rows that the source means now. */
class Ss12000ChangesTests {
    private static final String SAMPLES = "school-ss12000/";
    private static final String FIRST_PUPIL = "7e57ab1e-0000-4000-8000-000000000101";
    private static final String FIRST_LESSON = "7e57ab1e-0000-4000-8000-000000000701";

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
    }

    @AfterEach
    void close() {
        program.close();
    }

    private void load(Path input, int exit) {
        InProcess.Said said = program.load("school-ss12000", input);
        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
    }

    private void loadSample(String name, int exit) throws IOException {
        load(InProcess.sample(SAMPLES + name + "/input", folder.resolve(name)), exit);
    }

    private Path deletions(String name, String data) throws IOException {
        Path input = folder.resolve(name);
        Files.createDirectories(input);
        Files.writeString(input.resolve("deletedEntities.json"), "{\"data\":" + data + ",\"pageToken\":null}");
        return input;
    }

    private String count(String table) {
        return program.query("SELECT count() FROM core." + table);
    }

    @Test
    void withdrawsTheAttendancesOfALessonThatWasCancelledWithoutThemselvesHavingChanged() throws Exception {
        loadSample("ordinary", 0);
        assertThat(count("attendance")).isEqualTo("3");

        loadSample("event-cancelled-later", 0);

        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t0\t0\t0\t3");
        assertThat(count("attendance")).isEqualTo("0");
    }

    @Test
    void loadsAChangedAttendanceWithItsEventFromALookup() throws Exception {
        loadSample("ordinary", 0);
        Path changed = InProcess.sample(SAMPLES + "event-looked-up/input", folder.resolve("changed"));
        Path attendances = changed.resolve("attendances.json");
        InProcess.replace(attendances, "2026-01-20T10:00:00+01:00", "2026-01-27T10:00:00+01:00");
        InProcess.replace(attendances, "\"attendanceMinutes\": 60", "\"attendanceMinutes\": 15");

        load(changed, 0);

        assertThat(count("attendance")).isEqualTo("3");
        assertThat(program.query("SELECT sum(present_minutes) FROM core.attendance"))
                .isEqualTo("55");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"calendarEvents\":[\"" + FIRST_LESSON + "\"],\"activitites\":[]}",
                "[{\"entityType\":\"CalendarEvent\",\"id\":\"" + FIRST_LESSON
                        + "\",\"deletedAt\":\"2026-01-27T10:00:00+01:00\"}]"
            })
    void clearsTheAttendancesOfALessonThatWasDeleted(String deleted) throws Exception {
        loadSample("ordinary", 0);

        load(deletions("deleted", deleted), 0);

        assertThat(count("attendance")).isEqualTo("0");
        assertThat(count("pupil_term")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"attendances\":[\"7e57ab1e-0000-4000-8000-000000000801\"],"
                        + "\"persons\":[\"7e57ab1e-0000-4000-8000-000000000102\"]}",
                "[{\"entityType\":\"Attendance\",\"id\":\"7e57ab1e-0000-4000-8000-000000000801\","
                        + "\"deletedAt\":\"2026-01-27T10:00:00+01:00\"},"
                        + "{\"entityType\":\"Person\",\"id\":\"7e57ab1e-0000-4000-8000-000000000102\"}]"
            })
    void withdrawsOneRowAndClearsThePersonsSpells(String deleted) throws Exception {
        loadSample("ordinary", 0);

        load(deletions("deleted", deleted), 0);

        assertThat(count("attendance")).isEqualTo("2");
        assertThat(program.query("SELECT sum(present_minutes) FROM core.attendance"))
                .isEqualTo("40");
        assertThat(count("pupil_term")).isEqualTo("2");
    }

    @Test
    void withdrawsNoticesGradesAndPlacements() throws Exception {
        loadSample("absences", 1);
        loadSample("grades", 1);
        loadSample("placements", 1);
        assertThat(count("absence_notice") + count("grade") + count("pupil_term"))
                .isEqualTo("463");

        load(
                deletions(
                        "deleted",
                        "{\"absences\":[\"7e57ab1e-0000-4000-8000-000000000951\"],\"grades\":[\"7e57ab1e-0000-4000-8000-"
                                + "000000000961\",\"7e57ab1e-0000-4000-8000-000000000962\"],\"placements\":"
                                + "[\"7e57ab1e-0000-4000-8000-000000000421\"]}"),
                0);

        assertThat(count("absence_notice") + count("grade") + count("pupil_term"))
                .isEqualTo("342");
    }

    @Test
    void takesBackAllRowsOfAPersonWhoIsMarkedLater() throws Exception {
        loadSample("ordinary", 0);
        loadSample("absences", 1);
        Path marked = folder.resolve("marked");
        Files.createDirectories(marked);
        Path persons = InProcess.sample(SAMPLES + "ordinary/input/persons.json", marked.resolve("persons.json"));
        String text = Files.readString(persons);
        int first = text.indexOf("\"id\": \"" + FIRST_PUPIL + "\"");
        int mark = text.indexOf("\"securityMarking\": \"Ingen\"", first);
        assertThat(mark).isGreaterThan(first);
        Files.writeString(
                persons,
                text.substring(0, mark) + "\"securityMarking\": \"Sekretessmarkering\""
                        + text.substring(mark + "\"securityMarking\": \"Ingen\"".length()));

        // The sample of absences marks another pupil, in a notice.
        assertThat(count("attendance")).isEqualTo("2");

        load(marked, 0);

        assertThat(count("attendance")).isEqualTo("1");
        assertThat(count("absence_notice")).isEqualTo("2");
        // The pupil whom the notice marked comes again, for the pupils themselves say nothing of that mark.
        assertThat(count("pupil_term")).isEqualTo("2");
    }

    @Test
    void keepsOneDayWhenACheckOutIsAddedAndWhenItIsTakenAway() throws Exception {
        loadSample("care-days", 1);
        String days = "SELECT count(), sum(present_minutes), countIf(not is_complete) FROM core.care_day";
        assertThat(program.query(days)).isEqualTo("4\t780\t2");
        Path more = InProcess.sample(SAMPLES + "care-days/input", folder.resolve("more"));
        InProcess.replace(
                more.resolve("attendanceEvents.json"),
                "\"time\": \"2026-01-21T15:00:00Z\",\n      \"eventType\": \"Hemma\"",
                "\"time\": \"2026-01-20T15:30:00Z\",\n      \"eventType\": \"Ut\"");

        load(more, 1);
        assertThat(program.query(days)).isEqualTo("4\t1380\t1");

        Path less = InProcess.sample(SAMPLES + "care-days/input", folder.resolve("less"));
        Files.writeString(less.resolve("attendanceEvents-page2.json"), "[]");
        load(less, 1);
        assertThat(program.query(days)).isEqualTo("4\t780\t2");
    }

    @Test
    void replacesTheSumsOfAMonthThatIsPulledAgain() throws Exception {
        loadSample("sums", 1);
        Path again = InProcess.sample(SAMPLES + "sums/input", folder.resolve("again"));
        InProcess.replace(
                again.resolve("aggregatedAttendance.json"), "\"invalidAbsenceSum\": 180", "\"invalidAbsenceSum\": 60");

        load(again, 1);

        assertThat(program.query("SELECT count(), sum(invalid_absence_minutes), sum(offered_minutes) FROM"
                        + " core.attendance_period"))
                .isEqualTo("2\t60\t1260");
    }
}
