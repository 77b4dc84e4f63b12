package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gallring by table and legal basis. Today is 1 June 2026 (InProcess). */
class RetentionTests {
    private static final String PUPIL = "201101012381";
    private static final String DAYS =
            "SELECT groupArray(attended_on) FROM (SELECT attended_on FROM core.attendance" + " ORDER BY attended_on)";

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home"));
    }

    private static String lesson(String day) {
        return PUPIL + ";48392017;8;F;" + day + ";08:10;60;0;";
    }

    private void load(String name, String... lessons) throws IOException {
        Path file = InProcess.lessons(folder.resolve(name), lessons);
        InProcess.Said said = program.load("school-lesson-csv", file);
        assertThat(said.exit()).as(said.err()).isZero();
    }

    private void keep(String retention) throws IOException {
        InProcess.replace(
                program.home().resolve("tvarsyn.yaml"),
                "{feed: school-lesson-csv, trial: true}",
                "{feed: school-lesson-csv, trial: true, retention: " + retention + "}");
    }

    @Test
    void rowsOlderThanTheirLegalBasisAllowsGoAndItIsWrittenDown() throws IOException {
        // Whole läsår, half a läsår, the border itself: loaded while ten years were allowed.
        keep("10 years");
        load(
                "a.csv",
                lesson("2019-09-02"),
                lesson("2021-02-01"),
                lesson("2021-05-31"),
                lesson("2021-06-01"),
                lesson("2025-09-01"));
        InProcess.replace(program.home().resolve("tvarsyn.yaml"), ", retention: 10 years", "");
        InProcess.Said dry = program.run("retention", "--dry-run");
        assertThat(dry.out()).contains("core.attendance\tschool-lesson-csv\tbefore 2021-06-01\t3 rows to remove");
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("5");

        assertThat(program.run("retention").out()).contains("3 rows removed");
        assertThat(program.query(DAYS)).isEqualTo("['2021-06-01','2025-09-01']");
        assertThat(program.query("SELECT count() FROM core.attendance SETTINGS final = 0"))
                .isEqualTo("2");
        assertThat(program.run("retention").out()).startsWith("nothing is older");
        Path again = Files.writeString(folder.resolve("again.csv"), Files.readString(folder.resolve("a.csv")) + "\n");
        assertThat(program.load("school-lesson-csv", again).exit()).isZero();
        assertThat(program.newestDelivery()).as("the same rows again").isEqualTo("loaded\t5\t2\t0\t0\t3");
        assertThat(program.query(DAYS)).isEqualTo("['2021-06-01','2025-09-01']");
        assertThat(Files.readString(program.home().resolve(".tvarsyn/audit/audit.log")))
                .contains("\"action\":\"retention\"", "\"kept-from\":\"2021-06-01\"", "\"rows\":\"3\"");
        assertThat(program.run("audit", "verify").exit()).isZero();
    }

    @Test
    void theEntryOfTheFeedSaysHowLong() throws IOException {
        load("a.csv", lesson("2025-05-31"), lesson("2025-06-01"));
        keep("1 year");
        Path cards = Path.of("sample-feeds/leisure-dak/add-again-replaces/input-1.xml");
        assertThat(program.load("leisure-dak", cards).exit()).isZero();
        String visits = program.query("SELECT count() FROM core.leisure_visit");
        assertThat(program.run("retention").exit()).isZero();
        assertThat(program.query(DAYS)).isEqualTo("['2025-06-01']");
        assertThat(program.query("SELECT count() FROM core.leisure_visit")).isEqualTo(visits);
    }

    /** Dropping the läsår of the newest version alone would show the version that it hid. */
    @Test
    void anOlderVersionInAnotherLasarDoesNotComeBack() throws IOException {
        // A lesson of this läsår is corrected to a day long ago: by its own id it is the same row.
        Path now = ss12000("now", "2025-09-01", "2026-03-01T10:00:00Z");
        Path then = ss12000("then", "2024-09-02", "2026-03-02T10:00:00Z");
        assertThat(program.load("school-ss12000", now).exit()).isZero();
        assertThat(program.load("school-ss12000", then).exit()).isZero();
        InProcess.replace(
                program.home().resolve("tvarsyn.yaml"),
                "{feed: school-ss12000, trial: true}",
                "{feed: school-ss12000, trial: true, retention: 1 year}");
        assertThat(program.query(DAYS)).isEqualTo("['2024-09-02','2024-09-02','2024-09-02']");
        assertThat(program.query("SELECT count() FROM core.attendance SETTINGS final = 0"))
                .as("both versions are on the disk")
                .isEqualTo("6");
        assertThat(program.run("retention").out()).contains("core.attendance");
        assertThat(program.query("SELECT count() FROM core.attendance SETTINGS final = 0"))
                .isEqualTo("0");
    }

    /** One attended lesson on a day, as the endpoints answer. */
    private Path ss12000(String name, String day, String modified) throws IOException {
        Path answers = InProcess.sample("school-ss12000/ordinary/input", folder.resolve(name));
        Path events = answers.resolve("calendarEvents.json");
        InProcess.replace(events, "2026-01-19T", day + "T");
        InProcess.replace(events, "2026-01-20T10:00:00+01:00", modified);
        return answers;
    }
}
