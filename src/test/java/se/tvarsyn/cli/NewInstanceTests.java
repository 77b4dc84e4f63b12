package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of a further instance of a known system, done as its reader would. */
class NewInstanceTests {
    private static final String FEED = "school-lesson-csv-norr";

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home"));
    }

    @Test
    void aFurtherInstanceIsUnderTenLinesAndRunsBesideTheFirst() throws Exception {
        InProcess.Said said = program.run("init", "--feed", FEED);
        assertThat(said.exit()).as(said.err()).isZero();
        List<String> route = lines("routes/" + FEED + ".camel.yaml");
        List<String> mapping = lines("mappings/" + FEED + ".yaml");
        // One line names the source; init writes the one of the legal basis.
        assertThat(route.size() + mapping.size() + 2).isLessThan(10);
        String readme = Files.readString(Path.of("README.md"));
        for (List<String> file : List.of(route, mapping)) {
            String shown = file.stream().map(l -> "    " + l + "\n").collect(Collectors.joining());
            assertThat(readme).contains(shown.replace("    units: {}\n", ""));
        }

        Path inbox = Files.createDirectories(program.home().resolve("inbox/norr"));
        Path file = InProcess.lessons(inbox.resolve("a.csv"), "201001012382;48392017;9;F;2026-03-02;08:10;60;0;");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-01T00:00:00Z")));
        Path settings = program.home().resolve("tvarsyn.yaml");
        Files.writeString(
                settings, Files.readString(settings) + "\nsources:\n  " + FEED + ": {directory: inbox/norr}\n");
        InProcess.Said check = program.run("check");
        assertThat(check.out() + check.err()).contains(FEED);
        InProcess.Said run = program.run("run", FEED);
        assertThat(run.exit()).as(run.err()).isZero();
        Path south = InProcess.lessons(folder.resolve("b.csv"), "201001012382;48392017;9;F;2026-03-02;08:10;60;0;");
        assertThat(program.load("school-lesson-csv", south).exit()).isZero();
        assertThat(program.query("SELECT feed, count(), uniqExact(person_pseudonym) FROM core.attendance GROUP BY feed"
                        + " ORDER BY feed"))
                .isEqualTo("school-lesson-csv\t1\t1\n" + FEED + "\t1\t1");
        assertThat(program.query("SELECT uniqExact(person_pseudonym), uniqExact(source_key) FROM core.attendance"))
                .as("one person, and a row of each feed")
                .isEqualTo("1\t2");
    }

    @Test
    void anInstanceOfNothingThatIsKnownIsRefusedWithWhatThereIs() {
        InProcess.Said said = program.run("init", "--feed", "hospital-records");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("begins with the name of no known feed").contains("school-lesson-csv");
        assertThat(program.run("init", "--feed", "nya-kort", "--like", "leisure-dak")
                        .exit())
                .isZero();
    }

    @Test
    void everyFeedSaysWhatToOrderWhichRightsItNeedsAndWhatIsDropped() throws IOException {
        try (Stream<Path> mappings = Files.list(Path.of("mappings"))) {
            for (Path mapping :
                    mappings.filter(m -> m.toString().endsWith(".yaml")).toList()) {
                String feed = mapping.getFileName().toString().replace(".yaml", "");
                Path page = Path.of("docs/feeds", feed + ".md");
                assertThat(page).exists();
                assertThat(Files.readString(page).toLowerCase(java.util.Locale.ROOT))
                        .as(feed)
                        .contains("order", "dropped", "live")
                        .containsPattern("right|access");
            }
        }
    }

    /** Without comments. */
    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(program.home().resolve(file)).stream()
                .filter(l -> !l.startsWith("#"))
                .toList();
    }
}
