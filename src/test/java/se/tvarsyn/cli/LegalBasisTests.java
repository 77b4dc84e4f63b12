package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No feed runs without law: the commands over homes whose register is silent, over, elsewhere or a trial. */
class LegalBasisTests {
    private static final String FEED = "school-lesson-csv";
    private static final String ROW = "201001012382;12345678;7;F;2026-03-02;08:10;60;0;";

    @TempDir
    Path folder;

    private InProcess program;
    private Path lessons;

    @BeforeEach
    void aHomeThatWouldLoad() throws IOException {
        program = InProcess.initialized(folder.resolve("home"));
        lessons = InProcess.lessons(
                Files.createDirectories(folder.resolve("inbox")).resolve("a.csv"), ROW);
    }

    @Test
    void loadsNothingWithoutAnEntry() throws IOException {
        settings("");
        refused("tvarsyn.yaml:0: feed '" + FEED + "' has no legal basis that is valid today");
    }

    @Test
    void loadsNothingWhenTheEntryIsOverOrHasNotBegun() throws IOException {
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, valid-to: 2026-05-31}\n");
        refused("tvarsyn.yaml:5: feed '" + FEED + "' has no legal basis that is valid today: this one ended on"
                + " 2026-05-31");
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, valid-from: 2026-06-02}\n");
        refused("this one begins on 2026-06-02");
    }

    @Test
    void loadsNothingForAnotherPurposeOrAnotherTable() throws IOException {
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, purpose: forskning}\n");
        refused("no legal basis for purpose 'uppfoljning': this one is for 'forskning'");
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, tables: [grade]}\n");
        refused("core.attendance");
    }

    @Test
    void loadsAndPullsWhileTheEntryHolds() throws IOException {
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, valid-from: 2026-06-01,"
                + " valid-to: 2026-06-01, retention: 18 months}\n");
        assertThat(program.load(FEED, lessons).exit()).isZero();
        assertThat(program.run("run").exit()).isZero();
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
    }

    @Test
    void pullsTheFeedsThatMayAndTellsTheOthers() throws IOException {
        Path visits = Files.createDirectories(folder.resolve("dak"));
        settings("  - {feed: " + FEED + ", trial: true}\n");
        InProcess.replace(
                program.home().resolve("tvarsyn.yaml"),
                "sources:\n",
                "sources:\n  leisure-dak: {directory: " + visits + "}\n");
        InProcess.Said said = program.run("run");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("feed 'leisure-dak' has no legal basis", "trial: the legal basis of " + FEED)
                .doesNotContain("pulling leisure-dak");
        assertThat(said.out()).contains(FEED);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("1");
    }

    @Test
    void previewNeedsNone() throws IOException {
        settings("");
        assertThat(program.run("preview", FEED, "--input", lessons.toString()).exit())
                .isZero();
    }

    @Test
    void checkNamesWhatIsOverAndOverlapsAndListsWhatToComplete() throws IOException {
        settings("  - {feed: " + FEED + ", law: skollagen, decision: BUN 1, valid-to: 2026-05-31}\n"
                + "  - {feed: leisure-dak, trial: true}\n  - {feed: no-such, trial: true}\n");
        InProcess.Said said = program.run("check");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("tvarsyn.yaml:5: feed '" + FEED + "'", "tvarsyn.yaml:7: there is no feed");
        assertThat(said.err())
                .contains(
                        "tvarsyn.yaml:6: legal basis of 'leisure-dak' is a trial",
                        "tvarsyn.yaml:0: feed 'support-team' has no legal basis");

        settings("  - {feed: " + FEED + ", law: a, decision: b}\n  - {feed: " + FEED + ", law: c, decision: d}\n");
        said = program.run("check");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("tvarsyn.yaml:6: the entry of '" + FEED + "' overlaps the one in line 5");
    }

    private void refused(String why) throws IOException {
        InProcess.Said load = program.load(FEED, lessons);
        assertThat(load.exit()).isEqualTo(1);
        assertThat(load.err()).contains(why);
        InProcess.Said run = program.run("run", FEED);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains(why);
        assertThat(program.home().resolve(".tvarsyn/warehouse")).doesNotExist();
        assertThat(lessons).exists().hasSameTextualContentAs(lessons);
        assertThat(Files.list(lessons.getParent())).containsExactly(lessons);
    }

    private void settings(String entries) throws IOException {
        Files.writeString(
                program.home().resolve("tvarsyn.yaml"),
                "purpose: uppfoljning\nsources:\n  " + FEED + ": {directory: " + lessons.getParent()
                        + ", settle-seconds: 1}\nlegal-basis:\n" + entries);
    }
}
