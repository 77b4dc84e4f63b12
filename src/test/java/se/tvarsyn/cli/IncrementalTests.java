package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a complete delivery takes back, and what holds it; how a changed source is told. */
class IncrementalTests {
    private static final String COUNT = "SELECT count() FROM core.attendance";

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

    /** Lessons of one pupil, from 08:00 on, one a minute. */
    private Path lessons(String name, int count) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(String.format("201001012382;48392017;9;F;2026-03-02;%02d:%02d;60;0;", 8 + i / 60, i % 60));
        }
        return InProcess.lessons(folder.resolve(name), rows.toArray(String[]::new));
    }

    private InProcess.Said load(Path input, String... more) {
        List<String> arguments = new ArrayList<>(List.of("load", "school-lesson-csv", "--input", input.toString()));
        arguments.addAll(List.of(more));
        return program.run(arguments.toArray(String[]::new));
    }

    private void load(int exit, Path input, String... more) {
        InProcess.Said said = load(input, more);
        assertThat(said.exit()).as(said.err()).isEqualTo(exit);
    }

    @Test
    void aCompleteDeliveryTakesBackWhatTheSourceNoLongerHas() throws Exception {
        load(0, lessons("a.csv", 100));
        load(0, lessons("b.csv", 90));
        assertThat(program.query(COUNT)).as("a delivery that claims nothing").isEqualTo("100");
        load(0, lessons("c.csv", 95), "--complete");
        assertThat(program.query(COUNT)).isEqualTo("95");
        assertThat(program.query("SELECT state, claimed_count, current_count, gone_count FROM ops.delivery_claim"))
                .isEqualTo("settled\t95\t100\t5");
        assertThat(program.query("SELECT count() FROM ops.claimed_key")).isEqualTo("0");
        Path again = lessons("d.csv", 100);
        Files.writeString(again, Files.readString(again) + "\n");
        load(0, again);
        assertThat(program.query(COUNT)).as("rows that the source has again").isEqualTo("100");
    }

    /** A changed mapping makes a known input be read again, in its old place among the deliveries. */
    @Test
    void anOlderCompleteDeliveryThatIsReadAgainTakesNothingFromALaterOne() throws Exception {
        Path early = lessons("a.csv", 90);
        load(0, early, "--complete");
        load(0, lessons("b.csv", 95), "--complete");
        Path mapping =
                Files.createDirectories(program.home().resolve("mappings")).resolve("school-lesson-csv.yaml");
        Files.writeString(mapping, Files.readString(Path.of("mappings/school-lesson-csv.yaml")) + "\n# Seen over.\n");
        InProcess.Said said = load(early, "--complete");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(program.query("SELECT count(), max(claimed_count) FROM ops.delivery_claim WHERE current_count = 0"))
                .as("the early delivery was read again, and judged the rows of its own day only")
                .isEqualTo("1\t90");
        assertThat(program.query(COUNT)).isEqualTo("95");
    }

    @Test
    void anEmptyAnswerIsHeldAndEmptiesNothing() throws Exception {
        load(0, lessons("a.csv", 3));
        InProcess.Said said = load(lessons("b.csv", 0), "--complete");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(program.query(COUNT)).isEqualTo("3");
        assertThat(program.newestDelivery()).startsWith("held");
    }

    @Test
    void aDeliveryThatWouldTakeBackTooMuchIsHeldUntilSomebodyAllowsIt() throws Exception {
        load(0, lessons("a.csv", 100));
        Path few = lessons("b.csv", 60);
        InProcess.Said said = load(few, "--complete");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err())
                .contains("core.attendance: 40 of 100 rows are no longer in the source, and were kept")
                .contains("--accept-removals");
        assertThat(program.query(COUNT)).isEqualTo("100");
        assertThat(program.newestDelivery()).startsWith("held");
        InProcess.Said refreshed = program.run("refresh");
        assertThat(refreshed.exit())
                .as("60 lessons are in no figure: neither as they were nor as they are")
                .isEqualTo(1);
        assertThat(refreshed.out() + refreshed.err()).contains("core_row_of_no_loaded_delivery");
        InProcess.Said released = program.run("release", "create", "--period", "2026-03", "--by", "Anna");
        assertThat(released.exit()).isEqualTo(1);
        assertThat(released.err()).contains("core_row_of_no_loaded_delivery");
        load(0, few, "--complete", "--accept-removals");
        assertThat(program.run("refresh").exit()).isZero();
        assertThat(program.query(COUNT)).isEqualTo("60");
        assertThat(program.newestDelivery()).startsWith("loaded");
    }

    @Test
    void aRejectedRecordKeepsTheRowThatAnEarlierOneMade() throws Exception {
        load(0, lessons("a.csv", 50));
        Path bad = lessons("b.csv", 49);
        // The fiftieth comes with minutes that cannot be: its key is known, and its earlier row stays.
        Files.writeString(bad, Files.readString(bad) + "201001012382;48392017;9;F;2026-03-02;08:49;60;99;OGILTIG\n");
        load(1, bad, "--complete");
        assertThat(program.query(COUNT)).isEqualTo("50");
        // Here the number is wrong, so the key is unknown: nothing is taken back while that is so.
        Path worse = lessons("c.csv", 48);
        Files.writeString(worse, Files.readString(worse) + "201001012383;48392017;9;F;2026-03-02;08:49;60;0;\n");
        InProcess.Said said = load(worse, "--complete");
        assertThat(said.err()).contains("rejected records without a key");
        assertThat(program.query(COUNT)).isEqualTo("50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evolve", "freeze"})
    void aNewFieldIsToldAndHoldsTheDeliveryWhereTheMappingSaysSo(String action) throws Exception {
        Path mappings = Files.createDirectories(program.home().resolve("mappings"));
        String mapping = Files.readString(Path.of("mappings/school-ss12000.yaml"));
        Files.writeString(
                mappings.resolve("school-ss12000.yaml"),
                mapping + "\ncontract: {attendances: {new_field: " + action + "}}\n");
        Path first = InProcess.sample("school-ss12000/ordinary/input", folder.resolve("first"));
        assertThat(program.load("school-ss12000", first).exit()).isZero();
        String rows = program.query("SELECT count(), sum(version) FROM core.attendance");
        Path second = InProcess.sample("school-ss12000/ordinary/input", folder.resolve("second"));
        InProcess.replace(
                second.resolve("attendances.json"), "\"isReported\"", "\"vendorsNewField\": 7, \"isReported\"");
        InProcess.Said said = program.load("school-ss12000", second);
        assertThat(said.err()).contains("attendances.vendorsNewField is new");
        assertThat(program.query("SELECT entity, field, change, action FROM ops.drift WHERE change = 'new-field'"))
                .isEqualTo("attendances\tvendorsNewField\tnew-field\t" + action);
        if (action.equals("evolve")) {
            assertThat(said.exit()).isZero();
            assertThat(program.newestDelivery()).startsWith("loaded");
            return;
        }
        assertThat(said.exit()).isEqualTo(1);
        assertThat(program.newestDelivery()).startsWith("held\t0");
        assertThat(program.query("SELECT count(), sum(version) FROM core.attendance"))
                .isEqualTo(rows);
        InProcess.Said accepted = program.run("load", "school-ss12000", "--input", second.toString(), "--accept-drift");
        assertThat(accepted.exit()).as(accepted.err()).isZero();
        assertThat(program.newestDelivery()).startsWith("loaded");
        assertThat(program.load("school-ss12000", second).exit()).isZero();
    }

    @Test
    void wordsThatNoTableNamesAreCountedAndNeverTold() throws Exception {
        Path input = InProcess.sample("social-lifecare/unknown-type/input", folder.resolve("social"));
        InProcess.Said said = program.load("social-lifecare", input);
        assertThat(said.err()).contains("holds words that no value table names, in ");
        assertThat(program.query("SELECT change, action FROM ops.drift LIMIT 1"))
                .isEqualTo("new-value\tevolve");
    }
}
