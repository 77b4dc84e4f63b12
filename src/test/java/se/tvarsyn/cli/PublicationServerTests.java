package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.warehouse.LoopbackServer;

/** Releases on a server, written and read with two logins: {@code publication.url}. One home and one server, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicationServerTests {
    private static final String FEED = "school-lesson-csv";
    private static final String PUPILS =
            "SELECT shown FROM mart.figure WHERE metric = 'pupils' AND dimension = '' AND cube = 'absence-by-unit'"
                    + " AND release_name = '";

    private LoopbackServer server;
    private InProcess program;
    private Path folder;

    @BeforeAll
    void aHomeWithFiguresAndAServer(@TempDir Path given) throws IOException {
        folder = given;
        server = LoopbackServer.start(folder.resolve("server"));
        program = InProcess.initialized(folder.resolve("home")).holdingTheEngine();
        load();
    }

    @AfterAll
    void end() {
        program.close();
        server.close();
    }

    /** Forty pupils of one school, whom no month shows as few. */
    private void load() throws IOException {
        List<String> lessons = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String pupil = numbers().get(i);
            for (String month : List.of("01", "02", "03")) {
                lessons.add(pupil + ";48392017;8;" + (i % 2 == 0 ? "F" : "M") + ";2026-" + month + "-02;08:10;60;"
                        + (i % 8 == 0 ? "60;OGILTIG" : "0;"));
            }
        }
        Path input = InProcess.lessons(folder.resolve("lessons.csv"), lessons.toArray(String[]::new));
        InProcess.Said loaded = program.load(FEED, input);
        assertThat(loaded.exit()).as(loaded.err()).isZero();
        InProcess.Said refreshed = program.run("refresh");
        assertThat(refreshed.exit()).as(refreshed.err()).isZero();
    }

    /** Made-up personnummer of 2011 and 2012, with a right check digit. */
    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int day = 1; day <= 20; day++) {
            for (int year = 11; year <= 12; year++) {
                String nine = "%02d01%02d238".formatted(year, day);
                int sum = 0;
                for (int i = 0; i < 9; i++) {
                    int digit = (nine.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
                    sum += digit / 10 + digit % 10;
                }
                numbers.add("20" + nine + (10 - sum % 10) % 10);
            }
        }
        return numbers;
    }

    private String publication(String user, String reader) {
        return "publication:\n  url: " + server.url() + "\n  user: " + user + "\n  password-file: "
                + server.password(user) + "\n  reader: " + reader + "\n  reader-password-file: "
                + server.password(reader) + "\n";
    }

    /** Sets the block {@code publication} of the home, whatever it was. */
    private static void set(InProcess home, String block) throws IOException {
        Path file = home.home().resolve("tvarsyn.yaml");
        String text = Files.readString(file).replaceAll("(?m)^publication:\\n(?:  .*\\n)*", "");
        Files.writeString(file, text + block);
    }

    private InProcess.Said release(String act, String period) {
        return program.run("release", act, "--period", period, "--by", "Anna");
    }

    private String asAnalyst(String sql) {
        InProcess.Said said = program.run("query", sql);
        assertThat(said.exit()).as(sql + ": " + said.err()).isZero();
        return said.out().strip();
    }

    @Test
    @Order(1)
    void aReleaseIsMadeReadAndWrittenThere() throws IOException {
        set(program, publication(LoopbackServer.PUBLISHER, LoopbackServer.READER));
        assertThat(program.run("doctor").out())
                .contains("ok    the server of releases answers, and has shown none yet")
                .doesNotContain("fail ");

        InProcess.Said made = release("create", "2026-03");
        assertThat(made.exit()).as(made.err() + made.out()).isZero();
        assertThat(made.out()).contains("2026-03: ", " figures, ");
        assertThat(program.run("release", "list").out()).contains("2026-03   shown");
        assertThat(Integer.parseInt(asAnalyst(PUPILS + "2026-03'"))).isBetween(35, 45);
        assertThat(asAnalyst("SHOW TABLES FROM mart")).isEqualTo("cube\nfigure\nlabel\nmetric\nrelease\nsource");
        for (String sql : List.of(
                "SELECT count() FROM core.attendance",
                "SELECT count() FROM system.users",
                "SELECT count() FROM mart.figure SETTINGS additional_table_filters = {'mart.figure': '1'}")) {
            assertThat(program.run("query", sql).exit()).as(sql).isEqualTo(1);
        }
        for (String format : List.of("csv", "jsonstat", "xlsx", "parquet")) {
            InProcess.Said written = program.run(
                    "release", "export", "--period", "2026-03", "--format", format, "--output", folder.toString());
            assertThat(written.exit()).as(format + ": " + written.err()).isZero();
            assertThat(written.out().lines().map(Path::of)).as(format).allSatisfy(file -> assertThat(file)
                    .isNotEmptyFile());
        }
        assertThat(Files.readString(folder.resolve("tvarsyn-2026-03.codebook.csv")))
                .as("codes have Swedish names")
                .contains("Under 5 %", "50 % eller mer", "Årskurs 8", "Flickor");
        assertThat(program.run("doctor").out())
                .contains(
                        "ok    publication.reader may read releases and nothing else",
                        "ok    every release is shown as it was released")
                .doesNotContain("fail ");
        assertThat(program.home().resolve(".tvarsyn/publication"))
                .as("no embedded engine beside it")
                .doesNotExist();
    }

    @Test
    @Order(2)
    void aReaderThatMayMoreIsRefusedAndNothingIsReleasedForIt() throws IOException {
        for (List<String> each : List.of(
                List.of(LoopbackServer.CURIOUS, "may more than read mart (SELECT)"),
                List.of(LoopbackServer.FEEDER, "INSERT"),
                List.of(LoopbackServer.LOOSE, "may raise its limits (readonly and "))) {
            set(program, publication(LoopbackServer.PUBLISHER, each.get(0)));
            InProcess.Said made = release("create", "2026-02");
            assertThat(made.exit()).as(each.get(0)).isEqualTo(1);
            assertThat(made.err()).contains("publication.reader ", each.get(1));
            InProcess.Said read = program.run("query", PUPILS + "2026-03'");
            assertThat(read.exit()).as(each.get(0)).isEqualTo(1);
            assertThat(read.err()).contains(each.get(1));
            assertThat(read.out()).isEmpty();
            assertThat(program.run("doctor").out()).contains("fail  publication.reader ", each.get(1));
        }
        set(program, publication(LoopbackServer.PUBLISHER, LoopbackServer.READER));
        assertThat(asAnalyst("SELECT release_name FROM mart.release")).isEqualTo("2026-03");
        assertThat(program.run("release", "list").out()).doesNotContain("2026-02");
    }

    @Test
    @Order(3)
    void whoReadsIsNotWhoWrites() throws IOException {
        set(program, publication(LoopbackServer.PUBLISHER, LoopbackServer.PUBLISHER));
        assertThat(program.run("check").out())
                .contains("publication.reader must be another user than publication.user");
        set(
                program,
                publication(LoopbackServer.PUBLISHER, LoopbackServer.READER).replace("http:", "ftp:"));
        assertThat(program.run("check").out()).contains("publication.url must be http://host:port");
        set(
                program,
                publication(LoopbackServer.READER, LoopbackServer.PUBLISHER + "x")
                        .replace(LoopbackServer.PUBLISHER + "x.password", LoopbackServer.READER + ".password"));
        InProcess.Said read = program.run("query", "SELECT 1");
        assertThat(read.exit()).isEqualTo(3);
        assertThat(read.err()).contains("refuses publication.reader (ClickHouse error 516); see to the user");
    }

    @Test
    @Order(4)
    void aServerThatIsDownLosesNothing() throws IOException {
        set(program, publication(LoopbackServer.PUBLISHER, LoopbackServer.READER));
        server.close();
        InProcess.Said made = release("create", "2026-02");
        assertThat(made.exit()).as(made.err()).isEqualTo(3);
        assertThat(made.err())
                .contains(
                        "does not answer; see that it runs, and to publication.url",
                        "run release create for the same period again, and it is shown");
        assertThat(program.run("release", "list").out()).contains("2026-02   shown");
        assertThat(Files.readString(program.home().resolve(".tvarsyn/audit/audit.log")))
                .contains("2026-02");
        InProcess.Said taken = release("retract", "2026-03");
        assertThat(taken.exit()).isEqualTo(3);
        InProcess.Said asked = program.run("query", "SELECT 1");
        assertThat(asked.exit()).isEqualTo(3);
        assertThat(asked.err()).contains(server.url() + " does not answer; see that it runs");
        assertThat(program.run("doctor").out())
                .contains("fail  The warehouse of releases at " + server.url() + " does not answer");

        server = LoopbackServer.start(folder.resolve("server"));
        assertThat(program.run("doctor").out())
                .contains(
                        "release 2026-02 is not shown: run release create --period 2026-02",
                        "release 2026-03 was taken back and is still shown: run release retract --period 2026-03");
        InProcess.Said again = release("create", "2026-02");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(Integer.parseInt(asAnalyst(PUPILS + "2026-02'"))).isBetween(35, 45);
        assertThat(release("retract", "2026-03").exit()).isZero();
        assertThat(asAnalyst("SELECT DISTINCT release_name FROM mart.figure")).isEqualTo("2026-02");
        assertThat(release("retract", "2026-03").err()).contains("2026-03 was taken back before");
        assertThat(release("retract", "2026-02").exit()).isZero();
        assertThat(asAnalyst("SELECT count() FROM mart.figure")).isEqualTo("0");
        assertThat(program.run("doctor").out())
                .contains("ok    every release is shown as it was released")
                .doesNotContain("fail ");
    }

    /** Facts and releases on one server, which roles keep apart: the same facts, behind a login. */
    @Test
    @Order(5)
    void factsOnAServerNeedAnAddressOfReleases() throws IOException {
        program.close();
        server.close();
        Path both = folder.resolve("both");
        Files.createDirectories(both.resolve("engine"));
        Files.move(program.home().resolve(".tvarsyn/warehouse/data"), both.resolve("engine/data"));
        server = LoopbackServer.start(both);
        Path file = program.home().resolve("tvarsyn.yaml");
        Files.writeString(
                file,
                "purpose: uppfoljning\nwarehouse:\n  url: " + server.url() + "\n  user: " + LoopbackServer.FEEDER
                        + "\n  password-file: " + server.password(LoopbackServer.FEEDER)
                        + "\nlegal-basis:\n  - {feed: " + FEED + ", law: skollagen, decision: BUN 1,"
                        + " valid-from: 2026-01-01, valid-to: 2027-12-31, retention: 36 months}\n",
                StandardCharsets.UTF_8);
        for (List<String> command :
                List.of(List.of("release", "create", "--period", "2026-01"), List.of("query", "SELECT 1"))) {
            InProcess.Said refused = program.run(command.toArray(String[]::new));
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .contains("warehouse.url is set, and publication.url is not", "set publication.url, user and");
        }
        assertThat(program.run("doctor").out()).contains("warn  warehouse.url is set, and publication.url is not");

        set(program, publication(LoopbackServer.PUBLISHER, LoopbackServer.READER));
        InProcess.Said made = release("create", "2026-01");
        assertThat(made.exit()).as(made.err() + made.out()).isZero();
        assertThat(Integer.parseInt(asAnalyst(PUPILS + "2026-01'"))).isBetween(35, 45);
        assertThat(program.query("SELECT count() FROM core.attendance")).isEqualTo("120");
        assertThat(program.query("SELECT reason, count() FROM ops.release_attempt GROUP BY reason ORDER BY reason"))
                .as("attempts that gave no release, of this test and those before")
                .isEqualTo("no-place\t1\nrights\t3\nwarehouse\t1");
        assertThat(program.run("query", "SELECT count() FROM core.attendance").err())
                .contains("Not enough privileges");
        assertThat(program.run("doctor").out())
                .contains("ok    every release is shown as it was released")
                .doesNotContain("fail ");
    }
}
