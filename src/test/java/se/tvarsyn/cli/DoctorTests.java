package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.SftpSite;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** {@code doctor} over homes with one fault each. */
class DoctorTests {
    private static final String FEED = "school-lesson-csv";
    private static final String ROW = "201001012382;48392017;9;F;2026-03-02;08:10;60;0;";
    private static final String SECRET = "sEcReT-oF-sOuRcE";

    @TempDir
    Path folder;

    private InProcess program;
    private Path settings;

    @BeforeEach
    void aHome() {
        program = InProcess.initialized(folder.resolve("home"));
        settings = program.home().resolve("tvarsyn.yaml");
    }

    @AfterEach
    void saysNoSecret() {
        assertThat(program.everythingSaid()).doesNotContain(SECRET, "201001012382", "\tat ");
    }

    @Test
    void tellsThatATrialHomeCanDoItsWorkAndThatItIsATrial() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        sources(FEED + ": {directory: " + inbox + "}");
        assertThat(program.load(FEED, InProcess.lessons(folder.resolve("a.csv"), ROW))
                        .exit())
                .isZero();
        assertThat(doctor(0))
                .contains(
                        "ok    JDK ",
                        "ok    keys open and agree with their check values",
                        "ok    keys and state are their owner's alone",
                        "ok    embedded ClickHouse 26.",
                        "ok    the warehouse's user may create, fill, alter and drop tables",
                        "ok    mart holds only what is safe",
                        "ok    " + FEED + ": folder is there, and rights suffice",
                        "ok    " + FEED + ": last delivery 0 days ago, loaded",
                        "warn  the legal basis of ",
                        "warn  one account of the operating system can read both the keys and the warehouse")
                .doesNotContain("fail ");
        assertThat(program.query("SELECT count() FROM system.tables WHERE name LIKE 'doctor%'"))
                .isEqualTo("0");
    }

    @Test
    void changesNothingInAHomeThatHasLoadedNothing() throws IOException {
        assertThat(doctor(0)).contains("ok    nothing has been loaded yet", "warn  no source is named");
        assertThat(program.home().resolve(".tvarsyn/docs")).doesNotExist();
    }

    @Test
    void namesTheLineOfAConfigurationThatIsWrong() throws IOException {
        Files.writeString(settings, "purpose: uppfoljning\nwharehouse: {}\n");
        assertThat(doctor(1)).startsWith("fail  tvarsyn.yaml:2: 'wharehouse' is not a setting here");
    }

    @Test
    void missesKeys() throws IOException {
        BenchCommand.delete(program.home().resolve("keys"));
        assertThat(doctor(1)).contains("fail  this home has no keys: run './tvarsyn init'");
    }

    @Test
    void noticesKeysThatAreOfAnotherPurposeOrFitNoCheckValue() throws IOException {
        InProcess.replace(settings, "purpose: uppfoljning", "purpose: forskning");
        assertThat(doctor(1)).contains("fail  the keys are of purpose 'uppfoljning'");
        InProcess.replace(settings, "purpose: forskning", "purpose: uppfoljning");
        Path values = program.home().resolve("keys/check-values");
        Files.writeString(values, Files.readString(values).replaceAll("(?m)[0-9a-f]{8}$", "00000000"));
        assertThat(doctor(1)).contains("fail  ").doesNotContain("keys open and agree");
    }

    @Test
    void noticesFilesThatOthersMayRead() throws IOException {
        Files.setPosixFilePermissions(
                program.home().resolve("keys/password"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(program.home().resolve("keys"), PosixFilePermissions.fromString("rwxr-x---"));
        assertThat(doctor(1))
                .contains(
                        "fail  keys/password can be read by other accounts: chmod 600",
                        "fail  keys can be read by other accounts: chmod 700");
    }

    @Test
    void noticesAFeedWhoseLawIsOverAndOneWhoseLawEndsSoon() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(
                settings,
                "sources:\n  leisure-dak: {directory: " + inbox + "}\nlegal-basis:\n"
                        + "  - {feed: leisure-dak, law: a, decision: b, valid-to: 2026-05-31}\n"
                        + "  - {feed: " + FEED + ", law: a, decision: b, valid-to: 2026-07-01}\n");
        assertThat(doctor(1))
                .contains(
                        "fail  tvarsyn.yaml:4: feed 'leisure-dak' has no legal basis",
                        "warn  tvarsyn.yaml:5: the legal basis of '" + FEED + "' ends on 2026-07-01");
    }

    @Test
    void tellsAFolderThatIsNotThereFromAWarehouseThatIsNotThere() throws IOException {
        sources(FEED + ": {directory: nowhere}");
        assertThat(doctor(3)).contains("fail  " + FEED + ": sources." + FEED + ".directory is no folder: make it");
        Files.writeString(
                settings, "purpose: uppfoljning\nwarehouse: {url: \"http://127.0.0.1:" + closedPort() + "\"}\n");
        assertThat(doctor(3)).contains("fail  ").doesNotContain("mart holds only what is safe");
    }

    @Test
    void asksASourceWhetherItLetsItsFeedIn() throws IOException {
        Path token = Files.writeString(program.home().resolve("token"), SECRET);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean isKnown =
                    ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(isKnown ? 404 : 401, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v2";
            sources("school-ss12000: {url: \"" + url + "\", token-file: token}");
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
            assertThat(doctor(0))
                    .contains("ok    school-ss12000: source answers")
                    .doesNotContain(url);
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-rw----"));
            assertThat(doctor(1)).contains("fail  a secret of sources.school-ss12000 can be read by other accounts");
            Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
            Files.writeString(token, "another");
            assertThat(doctor(3))
                    .contains("does not accept the credentials (401): renew")
                    .doesNotContain(url);
        } finally {
            server.stop(0);
        }
        assertThat(doctor(3)).contains("fail  school-ss12000: base address: no connection");
        Files.delete(token);
        assertThat(doctor(1)).contains("fail  school-ss12000: sources.school-ss12000.token-file");
    }

    @Test
    void asksAnSftpServerForItsHostKeyAndLogin() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        try (SftpSite site = new SftpSite(Files.createDirectories(folder.resolve("site")), secrets)) {
            Map<String, String> source = site.settings();
            sources(FEED + ":\n"
                    + source.entrySet().stream()
                            .map(s -> "    " + s.getKey() + ": " + s.getValue() + "\n")
                            .collect(Collectors.joining()));
            assertThat(program.run("doctor").out())
                    .contains("ok    " + FEED + ": host key, login and folder of the SFTP server");
            Path known = program.home().resolve(source.getOrDefault("known-hosts-file", ""));
            Files.writeString(known, "");
            assertThat(doctor(3)).contains("fail  " + FEED + ": sftp: the server ");
        }
    }

    @Test
    void checksWhatStandsInMart() throws IOException {
        assertThat(program.load(FEED, InProcess.lessons(folder.resolve("a.csv"), ROW))
                        .exit())
                .isZero();
        Home home = new Home(program.home(), Path.of("."));
        try (Warehouse warehouse = Warehouse.open(WarehouseSettings.embedded(home.warehouseStorage(), home.engine()))) {
            warehouse.client().queryAll("CREATE VIEW mart.leak AS SELECT person_pseudonym FROM core.attendance");
        }
        assertThat(doctor(1))
                .contains("fail  mart.leak: is no table of the MergeTree family")
                .contains(": drop it");
    }

    @Test
    void tellsTheAgeOfWhatLiesBesideTheTables() throws IOException {
        assertThat(program.load(FEED, InProcess.lessons(folder.resolve("a.csv"), ROW, ROW.replace(";60;", ";x;")))
                        .exit())
                .isEqualTo(1);
        assertThat(doctor(0)).containsPattern("ok    quarantine: [1-9][0-9]* files, [0-9]+ KiB, the oldest of");
        try (var files = Files.walk(program.home().resolve(".tvarsyn/quarantine"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-01T10:00:00Z")));
            }
        }
        assertThat(doctor(0)).contains("warn  quarantine: ", "look it through");
    }

    private String doctor(int exit) {
        InProcess.Said said = program.run("doctor");
        assertThat(said.exit()).as(said.out() + said.err()).isEqualTo(exit);
        assertThat(said.out().lines()).allMatch(line -> line.matches("(ok    |warn  .+: |fail  .+: ).+"));
        return said.out();
    }

    private void sources(String lines) throws IOException {
        String text = Files.readString(settings);
        int own = text.indexOf("\nsources:\n");
        Files.writeString(settings, (own < 0 ? text : text.substring(0, own)) + "\nsources:\n  " + lines + "\n");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
