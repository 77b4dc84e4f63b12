package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.source.SftpSite;

/** {@code run} over folders: what is loaded, and when a file is put away (docs/files.md). */
class FileFeedTests {
    private static final String FEED = "school-lesson-csv";
    private static final String A = Markers.NUMBER + ";48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String B = "201001022381;48392017;9;M;2026-03-02;09:20;60;60;OGILTIG";
    private static final String ROWS = "SELECT count(), sum(offered_minutes), sum(version) FROM core.attendance";

    @TempDir
    private Path folder;

    private Path inbox;
    private InProcess program;

    @BeforeEach
    void makeAHome() throws IOException {
        inbox = Files.createDirectories(folder.resolve("inbox"));
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
    }

    @AfterEach
    void close() {
        program.close();
    }

    private void configure(Map<String, String> source) throws IOException {
        String lines = source.entrySet().stream()
                .map(s -> "    " + s.getKey() + ": " + s.getValue() + "\n")
                .collect(Collectors.joining());
        Path yaml = program.home().resolve("tvarsyn.yaml");
        String before = Files.readString(yaml);
        int own = before.indexOf("\nsources:\n");
        Files.writeString(
                yaml, (own < 0 ? before : before.substring(0, own)) + "\nsources:\n  " + FEED + ":\n" + lines);
    }

    private void lessons(String name, String... rows) throws IOException {
        rested(InProcess.lessons(inbox.resolve(name), rows));
    }

    /** Before the time that the program's clock shows. */
    private static void rested(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-05-31T10:00:00Z")));
    }

    private InProcess.Said run(int exit) {
        InProcess.Said said = program.run("run", FEED);
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
        return said;
    }

    private String names() throws IOException {
        try (Stream<Path> files = Files.list(inbox)) {
            return files.map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining(" "));
        }
    }

    @Test
    void marksAFileWhenItIsLoadedAndLeavesItAfterwards() throws Exception {
        configure(Map.of("directory", inbox.toString()));
        lessons("a.csv", A, B);
        lessons("b.csv", B.replace("09:20", "10:20"));
        run(0);
        assertThat(names()).isEqualTo("a.csv a.csv.taken b.csv b.csv.taken");
        String rows = program.query(ROWS);
        assertThat(rows).startsWith("3\t180");
        assertThat(run(0).out()).contains("nothing to take");
        lessons("a.csv", A, B.replace(";60;OGILTIG", ";20;SJUK"));
        run(0);
        assertThat(program.query(ROWS)).startsWith("3\t180").isNotEqualTo(rows);
    }

    @Test
    void changesNothingAfterACrashBetweenLoadAndMark() throws Exception {
        configure(Map.of("directory", inbox.toString()));
        lessons("a.csv", A, B);
        run(0);
        String rows = program.query(ROWS) + program.query("SELECT count(), sum(read_count) FROM ops.delivery");
        Files.delete(inbox.resolve("a.csv.taken"));
        assertThat(run(0).out()).contains("1 of 1 deliveries were loaded before");
        assertThat(names()).isEqualTo("a.csv a.csv.taken");
        assertThat(program.query(ROWS) + program.query("SELECT count(), sum(read_count) FROM ops.delivery"))
                .isEqualTo(rows);
    }

    @Test
    void putsNothingAwayThatWasHeldOrFailed() throws Exception {
        configure(Map.of("directory", inbox.toString(), "after", "delete"));
        rested(Files.createFile(inbox.resolve("a-empty.csv")));
        rested(Files.writeString(inbox.resolve("b-other.csv"), "kolumn;annan\n1;2\n"));
        lessons("c.csv", A);
        run(1);
        assertThat(names()).isEqualTo("a-empty.csv b-other.csv");
        assertThat(program.query(ROWS)).startsWith("1\t60");
    }

    @Test
    void putsNothingAwayWhenTheWarehouseIsGone() throws Exception {
        lessons("a.csv", A);
        configure(Map.of("directory", inbox.toString(), "after", "delete"));
        Path yaml = program.home().resolve("tvarsyn.yaml");
        String good = Files.readString(yaml);
        Files.writeString(
                yaml,
                good.replace("trial: true", "law: skollagen, decision: B 1")
                        + "warehouse:\n  url: http://127.0.0.1:1\n");
        run(3);
        assertThat(names()).isEqualTo("a.csv");
        Files.writeString(yaml, good);
        run(0);
        assertThat(names()).isEmpty();
    }

    @Test
    void destroysArchivedFilesWhenTheirDaysAreOver() throws Exception {
        configure(Map.of("directory", inbox.toString(), "after", "archive"));
        lessons(Markers.NUMBER + ".csv", A);
        run(0);
        Path archive = program.home().resolve(".tvarsyn/archive").resolve(FEED);
        try (Stream<Path> files = Files.list(archive)) {
            Path file = files.findFirst().orElseThrow();
            assertThat(file.getFileName().toString()).startsWith("2026-06-01.");
            Files.move(file, archive.resolve(file.getFileName().toString().replace("2026-06-01", "2026-05-02")));
        }
        run(0);
        assertThat(archive).isEmptyDirectory();
    }

    @Test
    void leaksNothingOnTheWayFromASftpServer() throws Exception {
        Markers markers = new Markers();
        try (SftpSite site = new SftpSite(folder.resolve("server"), folder.resolve("secrets"));
                CapturedLog log = new CapturedLog()) {
            inbox = site.inbox();
            String name = "elev-" + Markers.NUMBER + ".csv";
            String rejected = Markers.NUMBER + ";48392017;9;F;" + Markers.REASON + ";08:10;60;0;";
            lessons(name, A, B, rejected);
            configure(site.settings("after", "archive", "settle-seconds", "1"));
            assertThat(program.run("--debug", "run", FEED).exit()).isEqualTo(1);
            assertThat(program.query(ROWS)).startsWith("2\t120");
            assertThat(names()).isEmpty();
            lessons(name, A);
            Files.writeString(folder.resolve("secrets/known_hosts"), "", StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(program.run("--debug", "run", FEED).exit()).isEqualTo(3);
            assertThat(markers.in(program.everythingSaid())).isEmpty();
            assertThat(log.text().lines().filter(line -> !markers.in(line).isEmpty()))
                    .isEmpty();
            assertThat(markers.below(program.home())).isEmpty();
        }
    }

    @Test
    void loadsWhatCameBeforeTheConnectionBroke() throws Exception {
        try (SftpSite site = new SftpSite(folder.resolve("server"), folder.resolve("secrets"))) {
            inbox = site.inbox();
            lessons("a.csv", A);
            lessons("b.csv", B);
            site.closeAfterOpening("b.csv");
            configure(site.settings("settle-seconds", "1"));
            assertThat(run(3).err()).contains("sftp").contains("3 times");
            assertThat(program.query(ROWS)).startsWith("1\t60");
            assertThat(program.run("query", "SELECT status FROM ops.delivery", "--as", "steward")
                            .out())
                    .isEqualTo("loaded\n");
        }
    }

    @Test
    void saysWhatIsWrongWithTheSettings() throws Exception {
        configure(Map.of("directory", inbox.toString(), "sftp", "sftp://u@h/in"));
        assertThat(run(1).err()).contains("needs either directory or sftp");
        configure(Map.of("directory", inbox.toString(), "after", "move"));
        assertThat(run(1).err()).contains("tvarsyn.yaml:").contains("after");
        configure(Map.of("sftp", "sftp://u@h/in", "key-file", "k"));
        assertThat(run(1).err()).contains("known-hosts-file");
        configure(Map.of("directory", folder.resolve("nowhere").toString()));
        assertThat(run(1).err()).contains("directory is no folder");
    }
}
