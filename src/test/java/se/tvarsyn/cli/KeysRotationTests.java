package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.simulation.LessonBench;

/** {@code keys rotate} and {@code keys destroy} as an operator meets them, with real kills. */
class KeysRotationTests {
    private static final String LESSONS = "SELECT count(), sum(offered_minutes), sum(present_minutes),"
            + " uniqExact(person_pseudonym), uniqExact(source_key) FROM core.attendance";
    private static final String[] ROTATE = {"keys", "rotate", "--domain", "uppfoljning", "--mode", "chain"};

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home"));
    }

    private void load(Path lessons) {
        InProcess.Said said = program.load("school-lesson-csv", lessons);
        assertThat(said.exit()).as(said.err()).isZero();
    }

    private Path lessons(int rows) throws Exception {
        Path input = folder.resolve("lessons.csv");
        LessonBench.write(input, rows);
        return input;
    }

    private String state(String version) {
        return program.run("keys", "list")
                .out()
                .lines()
                .filter(line -> line.startsWith("uppfoljning\t" + version))
                .map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .findFirst()
                .orElse("");
    }

    @Test
    void rotatesAndTellsWhatItDid() throws Exception {
        Path input = lessons(500);
        load(input);
        String before = program.query(LESSONS);
        String persons = program.query("SELECT person_pseudonym FROM core.attendance ORDER BY 1 LIMIT 1");
        InProcess.Said said = program.run(ROTATE);
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("uppfoljning v1 -> v2").contains("rotated: 11 tables proven equal");
        assertThat(program.query(LESSONS)).isEqualTo(before);
        assertThat(program.query("SELECT count() FROM core.attendance WHERE person_pseudonym = '" + persons + "'"))
                .isEqualTo("0");
        assertThat(state("v1")).isEqualTo("inner");
        assertThat(state("v2")).isEqualTo("current");
        load(input);
        assertThat(program.query(LESSONS)).isEqualTo(before);
    }

    @Test
    void refusesWhatItCannotDo() throws Exception {
        InProcess.Said unknown = program.run("keys", "rotate", "--domain", "annat", "--mode", "chain");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err()).contains("annat").contains("keys list");
        assertThat(program.run("keys", "rotate", "--domain", "uppfoljning", "--mode", "sideways")
                        .exit())
                .isEqualTo(2);
        assertThat(program.run("keys", "rotate", "--domain", "uppfoljning").exit())
                .isEqualTo(2);
    }

    @Test
    void destroysNoKeyThatIsNeededAndShredsOnlyWhenSaidTwice() throws Exception {
        load(lessons(10));
        program.run(ROTATE);
        InProcess.Said inner =
                program.run("keys", "destroy", "--domain", "uppfoljning", "--version", "1", "--by", "a. andersson");
        assertThat(inner.exit()).isEqualTo(1);
        assertThat(inner.err()).contains("inner key").contains("--mode reload");
        assertThat(program.run("keys", "destroy", "--domain", "uppfoljning", "--version", "2", "--by", "a. andersson")
                        .err())
                .contains("current");
        assertThat(program.run("keys", "destroy", "--domain", "uppfoljning", "--version", "2")
                        .exit())
                .isEqualTo(2);
        String feed = "uppfoljning/src:school-lesson-csv";
        InProcess.Said once = program.run("keys", "destroy", "--domain", feed, "--all", "--by", "a. andersson");
        assertThat(once.exit()).isEqualTo(2);
        assertThat(once.err()).contains("meaningless");
        assertThat(program.run("keys", "list").out()).contains(feed + "\t");
        InProcess.Said twice = program.run(
                "keys",
                "destroy",
                "--domain",
                feed,
                "--all",
                "--by",
                "a. andersson",
                "--yes-all-tokens-become-meaningless");
        assertThat(twice.exit()).as(twice.err()).isZero();
        assertThat(twice.out()).contains("destroyed every version of " + feed);
        assertThat(program.run("keys", "list").out()).doesNotContain(feed + "\t");
        assertThat(program.load("school-lesson-csv", folder.resolve("lessons.csv"))
                        .exit())
                .isEqualTo(1);
        // Even a new key does not mix with the rows that are there.
        program.run("init");
        InProcess.Said mixed = program.load("school-lesson-csv", folder.resolve("lessons.csv"));
        assertThat(mixed.exit()).isEqualTo(1);
        assertThat(mixed.err()).contains("current");
    }

    @Test
    @Timeout(300)
    void endsWithTheSameFiguresWhereTheProcessIsKilled() throws Exception {
        killedAt(60_000, List.of("copied core.attendance", "exchanged grade", "step current"));
    }

    @Test
    @Tag("long")
    void endsWithTheSameFiguresWhereTheProcessIsKilledInEveryStep() throws Exception {
        killedAt(
                150_000,
                List.of(
                        "drew",
                        "copying core.attendance",
                        "copied core.attendance",
                        "proved",
                        "exchanged grade",
                        "made",
                        "step current"));
    }

    /** The engine, the files and the locks are those of a process that is gone. */
    private void killedAt(int rows, List<String> steps) throws Exception {
        load(lessons(rows));
        String before = program.query(LESSONS);
        File said = folder.resolve("said.txt").toFile();
        int killed = 0;
        for (String at : steps) {
            Process child = program.start(said, "-Xmx512m", ROTATE);
            while (child.isAlive() && !Files.readString(said.toPath()).contains(at)) {
                child.waitFor(1, TimeUnit.MILLISECONDS);
            }
            killed += child.isAlive() ? 1 : 0;
            child.destroyForcibly().waitFor();
            InProcess.Said read = program.run("query", LESSONS, "--as", "steward");
            if (at.equals("exchanged grade") && read.exit() == 1) {
                assertThat(read.err()).contains("between two tables");
            } else {
                assertThat(read.out().strip()).as("killed at '" + at + "'").isEqualTo(before);
            }
        }
        assertThat(killed).as("kills before the end").isGreaterThan(steps.size() / 2);
        Process last = program.start(said, "-Xmx512m", ROTATE);
        assertThat(last.waitFor()).as(Files.readString(said.toPath())).isZero();
        assertThat(program.query(LESSONS)).isEqualTo(before);
        load(folder.resolve("lessons.csv"));
        assertThat(program.query(LESSONS)).isEqualTo(before);
        assertThat(program.query("SELECT uniqExact(key_version) FROM core.attendance"))
                .isEqualTo("1");
    }
}
