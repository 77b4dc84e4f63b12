package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes twice, late or corrected leaves the rows that the source means now, and no other. */
class RepeatTests {
    private static final String ATTENDANCES = "SELECT count(), sum(offered_minutes), sum(valid_absence_minutes),"
            + " sum(invalid_absence_minutes) FROM core.attendance";
    private static final String A = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String B = "201001022381;48392017;9;M;2026-03-02;09:20;60;60;OGILTIG";
    private static final String FIRST_PUPIL = "7e57ab1e-0000-4000-8000-000000000101";

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

    private void load(String feed, Path input, int exit) {
        InProcess.Said said = program.load(feed, input);
        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
    }

    private Path ss12000(String name) throws IOException {
        return InProcess.sample("school-ss12000/ordinary/input", folder.resolve(name));
    }

    /** Replaces within the element that holds an id. */
    private static void inElement(Path page, String id, String text, String by) throws IOException {
        String all = Files.readString(page);
        int from = all.indexOf("\"id\": \"" + id + "\"");
        int at = all.indexOf(text, from);
        assertThat(from).isNotNegative();
        assertThat(at).isNotNegative();
        Files.writeString(page, all.substring(0, at) + by + all.substring(at + text.length()));
    }

    private static void modifiedLater(Path page, String id) throws IOException {
        inElement(page, id, "2026-01-20T10:00:00+01:00", "2026-01-27T10:00:00+01:00");
    }

    @Test
    void takesTheSameInputOnce() throws Exception {
        Path lessons = InProcess.lessons(folder.resolve("a.csv"), A, B);
        Path school = ss12000("one");
        Path social = InProcess.sample("social-lifecare/ordinary/input", folder.resolve("social"));
        Path leisure = InProcess.sample("leisure-dak/plain-2.2/input.xml", folder.resolve("dak.xml"));
        String[] sums = new String[3];
        for (int time = 0; time < 3; time++) {
            load("school-lesson-csv", lessons, 0);
            load("school-ss12000", school, 0);
            load("social-lifecare", social, 0);
            load("leisure-dak", leisure, 0);
            sums[time] = program.query("SELECT count(), sum(offered_minutes), sum(version) FROM core.attendance")
                    + program.query("SELECT count(), sum(version) FROM core.social_event")
                    + program.query("SELECT count(), sum(version), sum(minutes) FROM core.leisure_visit")
                    + program.query("SELECT count(), sum(version) FROM core.pupil_term")
                    + program.query("SELECT count(), sum(read_count), sum(accepted_count) FROM ops.delivery");
        }
        assertThat(sums[1]).isEqualTo(sums[0]);
        assertThat(sums[2]).isEqualTo(sums[0]);
        assertThat(program.query("SELECT feed, count() FROM core.attendance GROUP BY feed ORDER BY feed"))
                .isEqualTo("school-lesson-csv\t2\nschool-ss12000\t3");
        assertThat(program.query("SELECT count() FROM core.social_event")).isEqualTo("6");
        assertThat(program.query("SELECT count(), sum(minutes) FROM core.leisure_visit"))
                .isEqualTo("1\t90");
    }

    @Test
    void keepsACorrectionWhenTheEarlierFileComesAgain() throws Exception {
        Path before = InProcess.lessons(folder.resolve("a.csv"), A, B);
        Path after = InProcess.lessons(folder.resolve("b.csv"), A, B.replace(";60;OGILTIG", ";20;SJUK"));
        load("school-lesson-csv", before, 0);
        load("school-lesson-csv", after, 0);
        assertThat(program.query(ATTENDANCES)).isEqualTo("2\t120\t20\t0");
        load("school-lesson-csv", before, 0);
        assertThat(program.query(ATTENDANCES)).isEqualTo("2\t120\t20\t0");
    }

    @Test
    void leavesOneRowWhereALessonMovesToAnotherUnitAndSchoolYear() throws Exception {
        load("school-ss12000", ss12000("before"), 0);
        Path after = ss12000("after");
        Path events = after.resolve("calendarEvents.json");
        modifiedLater(events, "7e57ab1e-0000-4000-8000-000000000701");
        InProcess.replace(events, "2026-01-19T08:20", "2025-05-19T08:20");
        InProcess.replace(events, "2026-01-19T09:20", "2025-05-19T09:20");
        InProcess.replace(after.resolve("organisations.json"), "41414141", "42424242");
        load("school-ss12000", after, 0);
        assertThat(program.query("SELECT count(), sum(offered_minutes), any(attended_on), any(school_unit_code)"
                        + " FROM core.attendance"))
                .startsWith("3\t180\t2025-05-19\t42424242");
        // A condition on the day must not look into the old school year's partition alone.
        assertThat(program.query("SELECT count() FROM core.attendance WHERE attended_on >= '2025-07-01'"))
                .isEqualTo("0");
        assertThat(program.query("SELECT count() FROM core.attendance WHERE attended_on = '2026-01-19'"))
                .isEqualTo("0");
    }

    @Test
    void takesAttendancesBackWhenTheirLessonIsCancelledAWeekLater() throws Exception {
        load("school-ss12000", ss12000("before"), 0);
        assertThat(program.query(ATTENDANCES)).startsWith("3\t180");
        Path after = ss12000("after");
        Path events = after.resolve("calendarEvents.json");
        modifiedLater(events, "7e57ab1e-0000-4000-8000-000000000701");
        InProcess.replace(events, "\"startTime\"", "\"cancelled\": true,\n      \"startTime\"");
        load("school-ss12000", after, 0);
        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t0\t0\t0\t3");
        assertThat(program.query(ATTENDANCES)).startsWith("0\t0");
        assertThat(program.query("SELECT count() FROM core.attendance WHERE attended_on = '2026-01-19'"))
                .isEqualTo("0");
        // Uncancelled: it counts again.
        Path again = ss12000("again");
        inElement(
                again.resolve("calendarEvents.json"),
                "7e57ab1e-0000-4000-8000-000000000701",
                "2026-01-20T10:00:00+01:00",
                "2026-01-28T10:00:00+01:00");
        load("school-ss12000", again, 0);
        assertThat(program.query(ATTENDANCES)).startsWith("3\t180");
    }

    @Test
    void takesAnAttendanceBackWhenThePupilNoLongerTakesPart() throws Exception {
        load("school-ss12000", ss12000("before"), 0);
        Path after = ss12000("after");
        Path events = after.resolve("calendarEvents.json");
        modifiedLater(events, "7e57ab1e-0000-4000-8000-000000000701");
        InProcess.replace(
                events,
                "\"startTime\"",
                "\"studentExceptions\": [{\"student\": {\"id\": \"" + FIRST_PUPIL
                        + "\"}, \"participates\": false}],\n      \"startTime\"");
        load("school-ss12000", after, 0);
        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t2\t0\t0\t1");
        assertThat(program.query(ATTENDANCES)).startsWith("2\t120");
    }

    @Test
    void takesRowsBackWhenTheirPersonIsProtectedLater() throws Exception {
        load("school-ss12000", ss12000("before"), 0);
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("3");
        Path after = ss12000("after");
        Path persons = after.resolve("persons.json");
        modifiedLater(persons, FIRST_PUPIL);
        inElement(persons, FIRST_PUPIL, "\"Ingen\"", "\"Sekretessmarkering\"");
        // What else is wrong with a protected person's records must not keep them in place.
        inElement(
                after.resolve("attendances.json"),
                "7e57ab1e-0000-4000-8000-000000000801",
                "\"attendanceMinutes\": 60",
                "\"attendanceMinutes\": 99999");
        load("school-ss12000", after, 0);
        assertThat(program.newestDelivery()).isEqualTo("loaded\t3\t2\t0\t1\t0");
        assertThat(program.query(ATTENDANCES)).startsWith("2\t120");
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("2");
        // Without FINAL the withdrawn row is there, for its record and for its person, and names nobody.
        assertThat(program.query("SELECT uniqExact(source_key), countIf(is_deleted) > 0, "
                        + "countIf(is_deleted AND person_pseudonym != toUUID('00000000-0000-0000-0000-000000000000'))"
                        + " FROM core.attendance SETTINGS final = 0"))
                .isEqualTo("3\t1\t0");
    }

    @Test
    void holdsNoRowOfWhatWasNeverThere() throws Exception {
        program.close();
        for (String sample : new String[] {"cancelled", "protected"}) {
            try (InProcess own = InProcess.initialized(folder.resolve(sample)).holdingTheEngine()) {
                own.load("school-ss12000", Path.of("sample-feeds/school-ss12000", sample, "input"));
                assertThat(own.query("SELECT sum(accepted_count) = (SELECT count() FROM core.attendance),"
                                + " sum(read_count) = sum(accepted_count + rejected_count + protected_count + skipped_count),"
                                + " sum(protected_count + skipped_count) > 0 FROM ops.delivery"))
                        .as(sample)
                        .isEqualTo("1\t1\t1");
                assertThat(own.query("SELECT countIf(offered_minutes = 0 OR attended_on < '2000-01-01')"
                                + " FROM core.attendance"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void takesAPersonBackWhoseIdentityIsProtectedInOneExtract() throws Exception {
        Path before = InProcess.sample("social-lifecare/ordinary/input", folder.resolve("before"));
        load("social-lifecare", before, 0);
        Path after = InProcess.sample("social-lifecare/ordinary/input", folder.resolve("after"));
        InProcess.replace(
                after.resolve("extract-services.json"),
                "\"CoApplicant\": false",
                "\"CoApplicant\": false, \"AddressProtection\": true");
        InProcess.replace(
                after.resolve("extract-actualisations.json"),
                "\"Aktualisering\": \"Orosanmälan\"",
                "\"Aktualisering\": \"Ansökan\"");
        load("social-lifecare", after, 0);
        assertThat(program.newestDelivery()).isEqualTo("loaded\t6\t2\t0\t3\t1");
        // A mark in one extract protects the person in all of them, though the others carry none.
        assertThat(program.query("SELECT kind FROM core.social_event ORDER BY kind"))
                .isEmpty();
    }

    @Test
    void keepsTheLastGoodRowWhereACorrectionIsRejected() throws Exception {
        load("school-lesson-csv", InProcess.lessons(folder.resolve("a.csv"), A, B), 0);
        load(
                "school-lesson-csv",
                InProcess.lessons(folder.resolve("b.csv"), A, B.replace(";60;OGILTIG", ";61;SJUK")),
                1);
        assertThat(program.query(ATTENDANCES)).isEqualTo("2\t120\t0\t60");
    }

    @Test
    void replacesRemovesAndMergesMeetings() throws Exception {
        program.close();
        for (String sample : new String[] {"add-again-replaces", "remove", "update-merges", "date-moved"}) {
            try (InProcess own = InProcess.initialized(folder.resolve(sample)).holdingTheEngine()) {
                for (int file = 1; file <= 2; file++) {
                    own.load("leisure-dak", Path.of("sample-feeds/leisure-dak", sample, "input-" + file + ".xml"));
                }
                String once = own.query("SELECT visited_on, count(), sum(minutes) FROM core.leisure_visit"
                        + " GROUP BY visited_on ORDER BY visited_on");
                for (int file = 1; file <= 2; file++) {
                    own.load("leisure-dak", Path.of("sample-feeds/leisure-dak", sample, "input-" + file + ".xml"));
                }
                String expected =
                        switch (sample) {
                            case "add-again-replaces" -> "2026-01-14\t1\t90";
                            case "remove" -> "2026-01-21\t1\t90";
                            case "update-merges" -> "2026-01-14\t2\t180";
                            default -> "2026-01-15\t1\t90";
                        };
                assertThat(once).as(sample).isEqualTo(expected);
                assertThat(own.query("SELECT visited_on, count(), sum(minutes) FROM core.leisure_visit"
                                + " GROUP BY visited_on ORDER BY visited_on"))
                        .as(sample + " again")
                        .isEqualTo(once);
            }
        }
    }
}
