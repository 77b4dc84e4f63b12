package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Protected in one source means protected in all, at once and until the source says otherwise (PRIVACY.md 3). */
class ProtectionTests {
    private static final String PUPIL = "201101012381";
    private static final String OTHER = "201101022380";
    private static final String LESSONS = "SELECT count(), uniqExact(person_pseudonym) FROM core.attendance";

    @TempDir
    private Path folder;

    private InProcess program;
    private Path lessons;

    @BeforeEach
    void loadLessons() throws IOException {
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
        lessons = InProcess.lessons(
                folder.resolve("lessons.csv"),
                PUPIL + ";48392017;8;F;2026-03-02;08:10;60;60;OGILTIG",
                PUPIL + ";48392017;8;F;2026-03-03;08:10;60;0;",
                OTHER + ";48392017;9;P;2026-03-02;08:10;60;0;");
        assertThat(program.load("school-lesson-csv", lessons).exit()).isZero();
        assertThat(program.query(LESSONS)).isEqualTo("3\t2");
    }

    @AfterEach
    void close() {
        program.close();
    }

    /** One pupil of SS 12000, with a mark or without, as its endpoints answer. */
    private Path ss12000(String name, String mark, String modified) throws IOException {
        Path answers = Files.createDirectories(folder.resolve(name));
        Files.writeString(answers.resolve("organisations.json"), """
                {"data": [{"id": "0a0a0a0a-0000-4000-8000-000000000001", "displayName": "Norra skolan",
                  "organisationType": "Skolenhet", "schoolUnitCode": "48392017",
                  "meta": {"created": "2026-01-01T00:00:00Z", "modified": "2026-01-01T00:00:00Z"}}], "pageToken": null}
                """);
        Files.writeString(answers.resolve("persons.json"), """
                {"data": [{"id": "0b0b0b0b-0000-4000-8000-000000000001", "givenName": "A", "familyName": "B",
                  "civicNo": {"value": "%s"}, "securityMarking": "%s", "personStatus": "Aktiv",
                  "enrolments": [{"enroledAt": {"id": "0a0a0a0a-0000-4000-8000-000000000001"}, "schoolYear": 8,
                    "schoolType": "GR", "startDate": "2025-08-18"}],
                  "meta": {"created": "2026-01-01T00:00:00Z", "modified": "%s"}}], "pageToken": null}
                """.formatted(PUPIL, mark, modified));
        return answers;
    }

    private void load(String feed, Path input) {
        InProcess.Said said = program.load(feed, input);
        assertThat(said.exit()).as(said.err()).isZero();
    }

    @Test
    void aMarkInOneSourceErasesInAllAndLeavesOutUntilTheSourceLiftsIt() throws IOException {
        load("school-ss12000", ss12000("unmarked", "Ingen", "2026-01-01T00:00:00Z"));
        assertThat(program.query(LESSONS)).isEqualTo("3\t2");
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("1");

        load("school-ss12000", ss12000("marked", "Skyddad folkbokföring", "2026-02-01T00:00:00Z"));
        assertThat(program.query(LESSONS)).as("rows of the other source").isEqualTo("1\t1");
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("0");
        assertThat(program.query("SELECT count() FROM core.attendance SETTINGS final = 0"))
                .as("gone, not only hidden")
                .isEqualTo("1");

        // The other source, which has no mark, brings them again.
        load("school-lesson-csv", lessons);
        assertThat(program.query(LESSONS)).as("known").isEqualTo("1\t1");
        Path again = Files.writeString(folder.resolve("again.csv"), Files.readString(lessons) + "\n");
        load("school-lesson-csv", again);
        assertThat(program.newestDelivery()).as("read anew").isEqualTo("loaded\t3\t1\t0\t2\t0");
        assertThat(program.query(LESSONS)).isEqualTo("1\t1");

        load("school-ss12000", ss12000("lifted", "Ingen", "2026-03-01T00:00:00Z"));
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("1");
        assertThat(program.query(LESSONS))
                .as("lifting brings nothing by itself")
                .isEqualTo("1\t1");
        load("school-lesson-csv", lessons);
        assertThat(program.query(LESSONS)).isEqualTo("3\t2");
    }

    @Test
    void anOlderDeliveryAndAnotherSourceLiftNothing() throws IOException {
        Path unmarked = ss12000("unmarked", "Ingen", "2026-01-01T00:00:00Z");
        load("school-ss12000", unmarked);
        load("school-ss12000", ss12000("marked", "Sekretessmarkering", "2026-02-01T00:00:00Z"));
        // Read anew: a delivery keeps its place in the order whenever it is loaded again.
        Path mapping =
                Files.createDirectories(program.home().resolve("mappings")).resolve("school-ss12000.yaml");
        Files.writeString(mapping, Files.readString(Path.of("mappings/school-ss12000.yaml")) + "# another recipe\n");
        load("school-ss12000", unmarked);
        assertThat(program.query("SELECT count() FROM ops.delivery WHERE feed = 'school-ss12000'"))
                .isEqualTo("2");
        assertThat(program.query("SELECT count() FROM core.pupil_term")).isEqualTo("0");
        load("school-lesson-csv", lessons);
        assertThat(program.query(LESSONS)).isEqualTo("1\t1");
    }

    @Test
    void aMarkThatNobodyKnowsProtects() throws IOException {
        load("school-ss12000", ss12000("marked", "Något nytt", "2026-02-01T00:00:00Z"));
        assertThat(program.query(LESSONS)).isEqualTo("1\t1");
    }
}
