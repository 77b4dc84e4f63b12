package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.CapturedLog;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.ReadQuery;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/**
 * The worst that can happen: a number, a name, a reason or a secret that was in an input is found anywhere after it.
 * Markers stand in every position of every feed, and go through the good path and through every way of failing.
 */
class LeakTests {
    private static final String LESSON = Markers.NUMBER + ";48392017;8;F;2026-03-02;08:10;60;60;" + Markers.REASON;

    @TempDir
    private Path folder;

    private final Markers markers = new Markers();
    private CapturedLog log = new CapturedLog();
    private InProcess program;

    @BeforeEach
    void makeAHome() {
        program = InProcess.initialized(folder.resolve("home"));
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void load(String feed, Path input) {
        assertThat(program.run("--debug", "load", feed, "--input", input.toString())
                        .exit())
                .as(program.everythingSaid())
                .isIn(0, 1, 3);
    }

    private void findsNothing() throws Exception {
        String tables = tables();
        assertThat(tables).isNotEmpty();
        program.run("status");
        program.run("keys", "list");
        assertThat(markers.in(tables)).as("tables").isEmpty();
        assertThat(markers.in(program.everythingSaid())).as("stdout and stderr").isEmpty();
        assertThat(log.text()).as("the log was heard").contains("org.apache.camel");
        assertThat(linesWithMarkers(log.text())).as("log").isEmpty();
        assertThat(markers.below(program.home())).as("files of the home").isEmpty();
        assertThat(markers.in(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(null, null)
                        .toString()))
                .as("names of management beans")
                .isEmpty();
    }

    /** Every row of every table, replaced ones too. */
    private String tables() throws Exception {
        Home home = new Home(program.home(), Path.of("."));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Warehouse warehouse = Warehouse.open(WarehouseSettings.embedded(home.warehouseStorage(), home.engine()))) {
            ReadQuery query = new ReadQuery(warehouse);
            ByteArrayOutputStream names = new ByteArrayOutputStream();
            query.run(
                    "SELECT concat(database, '.', name) FROM system.tables"
                            + " WHERE database IN ('core', 'ops', 'mart', 'default')",
                    "TabSeparated",
                    names);
            for (String table : names.toString(StandardCharsets.UTF_8).split("\n")) {
                query.run("SELECT * FROM " + table + " SETTINGS final = 0", "TabSeparated", all);
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private List<String> linesWithMarkers(String text) {
        return text.lines().filter(line -> !markers.in(line).isEmpty()).limit(5).toList();
    }

    @Test
    void findsMarkersInAControlFileInEveryEncoding() throws Exception {
        Path control = folder.resolve("control.bin");
        for (String marker : new String[] {
            Markers.NUMBER, Markers.SHORT_NUMBER, Markers.DASHED_NUMBER, Markers.NAME, Markers.REASON, Markers.SECRET
        }) {
            for (var encoding : List.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE,
                    StandardCharsets.ISO_8859_1)) {
                Files.write(control, ("xx" + marker + "å").getBytes(encoding));
                assertThat(markers.in(Files.readAllBytes(control)))
                        .as(marker + " " + encoding)
                        .isNotEmpty();
            }
            assertThat(markers.in("a" + marker + "b")).isNotEmpty();
        }
        for (String number : new String[] {Markers.NUMBER, Markers.SHORT_NUMBER}) {
            byte[] bytes = ByteBuffer.allocate(9)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(1, Long.parseLong(number))
                    .array();
            assertThat(markers.in(bytes)).isNotEmpty();
        }
        assertThat(markers.in("nothing 2026-03-02".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        Files.write(program.home().resolve("planted"), Markers.NAME.getBytes(StandardCharsets.UTF_16BE));
        assertThat(markers.below(program.home())).isNotEmpty();
    }

    @Test
    void keepsLessonsToThemselves() throws Exception {
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        List<String> rows = new ArrayList<>(List.of(LESSON));
        String[] cells = LESSON.split(";");
        for (String marker : new String[] {
            Markers.NUMBER,
            Markers.SHORT_NUMBER,
            Markers.DASHED_NUMBER,
            Markers.NAME,
            Markers.REASON,
            Markers.SECRET,
            "\"" + Markers.NAME,
            Markers.NUMBER + "1",
            Markers.NUMBER.substring(0, 11) + "6 " + Markers.NAME
        }) {
            for (int cell = 0; cell < cells.length; cell++) {
                String[] changed = cells.clone();
                changed[cell] = marker;
                rows.add(String.join(";", changed));
            }
            rows.add(LESSON + ";" + marker);
            rows.add(marker);
        }
        InProcess.lessons(inputs.resolve("rows.csv"), rows.toArray(String[]::new));
        InProcess.lessons(inputs.resolve(Markers.NUMBER + ".csv"), LESSON.replace("08:10", "09:10"), "x;" + LESSON);
        InProcess.lessons(inputs.resolve(Markers.DASHED_NUMBER + ".csv"), LESSON.replace("08:10", "10:10"), "x");
        Files.writeString(inputs.resolve("headless.csv"), LESSON + "\n" + LESSON + "\n");
        Files.writeString(inputs.resolve("delimiter.csv"), LESSON.replace(';', ',') + "\n");
        Files.writeString(inputs.resolve("columns.csv"), Markers.NAME + ";" + Markers.NUMBER + ";datum\n" + LESSON);
        Files.writeString(
                inputs.resolve("twice.csv"),
                Markers.NUMBER + ";" + Markers.NUMBER + ";" + Markers.NAME + "\n" + LESSON);
        Files.write(inputs.resolve("wide.csv"), LESSON.getBytes(StandardCharsets.UTF_16));
        load("school-lesson-csv", inputs);
        assertThat(program.query("SELECT count() > 0 FROM core.attendance")).isEqualTo("1");
        assertThat(program.query("SELECT uniqExact(reason) > 5 FROM ops.delivery_reason"))
                .isEqualTo("1");
        findsNothing();
    }

    @Test
    void keepsAttendanceCardsToThemselves() throws Exception {
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        String good = Files.readString(Path.of("sample-feeds/leisure-dak/plain-2.2/input.xml"))
                .replace("201001012382", Markers.NUMBER)
                .replace("198001022386", Markers.DASHED_NUMBER)
                .replace(">Test<", ">" + Markers.NAME + "<")
                .replace("Test IP", Markers.REASON)
                .replace("F10-11", Markers.NAME)
                .replace("test.ledare@example.org", Markers.SECRET);
        Files.writeString(inputs.resolve("good.xml"), good);
        String head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
        String[][] changes = {
            {"id=\"A\"", "id=\"" + Markers.NUMBER + "\""},
            {"<Deltagare id=\"A\">", "<Deltagare id=\"A\" " + Markers.NAME + "=\"" + Markers.NUMBER + "\">"},
            {"<Deltagare id=\"A\">", "<Deltagare id=\"" + Markers.NAME + ">"},
            {"<Naervarande>true", "<Naervarande>" + Markers.NAME},
            {"<Metod>Add", "<Metod>" + Markers.SECRET},
            {"Datum=\"2026-01-14\"", "Datum=\"" + Markers.NUMBER + "\""},
            {"18:00:00", Markers.DASHED_NUMBER},
            {"<Personnummer>" + Markers.NUMBER, "<Personnummer>" + Markers.NUMBER + Markers.NAME},
            {"<Personnummer>" + Markers.NUMBER, "<Personnummer>" + Markers.SHORT_NUMBER.substring(0, 9) + "6"},
            {"</Personnummer>", "&" + Markers.NAME + ";</Personnummer>"},
            {"</Personnummer>", Markers.SECRET + "<" + Markers.NUMBER},
            {"</Personnummer>", "</" + Markers.NAME + ">"},
            {"<Deltagare id=\"A\">\n      <Foernamn>", "<Deltagare id=\"Z\">\n      <Foernamn>"},
            {head, head + "<!DOCTYPE a [<!ENTITY x \"" + Markers.NAME + "\">]>"},
            {head, head + "<!DOCTYPE " + Markers.NAME + " SYSTEM \"http://127.0.0.1:1/" + Markers.SECRET + "\">"},
            {head, head + "<?" + Markers.NAME + " " + Markers.NUMBER + " <!-- -- -->"},
            {"utf-8", Markers.NAME},
            {"<Kommun kommunID=\"0687\"", "<Kommun kommunID=\"" + Markers.NUMBER + "\""},
            {"xmlns=\"http", "xmlns=\"" + Markers.SECRET + "http"},
            {"<Typ>Traening", "<Typ>" + Markers.REASON},
        };
        int made = 0;
        for (String[] change : changes) {
            assertThat(good).contains(change[0]);
            Files.writeString(inputs.resolve("changed-" + made++ + ".xml"), good.replace(change[0], change[1]));
        }
        for (String marker : new String[] {Markers.NUMBER, Markers.NAME, Markers.SECRET, Markers.REASON}) {
            Files.writeString(
                    inputs.resolve("cut-" + made++ + ".xml"),
                    good.substring(0, good.indexOf(marker) + marker.length()));
        }
        Files.writeString(inputs.resolve(Markers.NUMBER + ".xml"), "<" + Markers.NAME + ">" + Markers.NUMBER);
        load("leisure-dak", inputs);
        assertThat(program.query("SELECT count() > 0 FROM core.leisure_visit")).isEqualTo("1");
        findsNothing();
    }

    @Test
    void keepsSchoolResponsesToThemselves() throws Exception {
        String[][] changes = {
            {"Prov101", Markers.NAME},
            {"\"Ingen\"", "\"" + Markers.SECRET + "\""},
            {"\"isReported\": true", "\"isReported\": \"" + Markers.NAME + "\""},
            {
                "\"attendanceMinutes\": 60",
                "\"attendanceMinutes\": {\"" + Markers.NUMBER + "\": [" + Markers.NUMBER + "]}"
            },
            {"\"attendanceMinutes\": 60", "\"attendanceMinutes\": " + Markers.NAME},
            {"\"attendanceMinutes\": 60", "\"attendanceMinutes\": " + Markers.NUMBER},
            {"\"value\": \"" + Markers.NUMBER, "\"value\": \"" + Markers.DASHED_NUMBER.replace("5", "6")},
            {"2026-01-19T08:20:00+01:00", Markers.DASHED_NUMBER + Markers.NAME},
            {"\"startDate\": \"2025-08-18\"", "\"startDate\": \"" + Markers.NUMBER + "\""},
            {"7e57ab1e-0000-4000-8000-000000000101", Markers.NUMBER},
            {"\"givenName\"", "\"" + Markers.NAME + "\": " + Markers.SECRET + ", \"givenName\""},
        };
        Path good = school("good", "", "");
        load("school-ss12000", good);
        for (int i = 0; i < changes.length; i++) {
            load("school-ss12000", school("changed-" + i, changes[i][0], changes[i][1]));
        }
        Path cut = school("cut", "", "");
        Path persons = cut.resolve("persons.json");
        String text = Files.readString(persons);
        Files.writeString(persons, text.substring(0, text.indexOf(Markers.NUMBER) + 12));
        Files.writeString(cut.resolve("attendances-" + Markers.NUMBER + ".json"), "{\"" + Markers.NAME);
        load("school-ss12000", cut);
        assertThat(program.query("SELECT count() > 0 FROM core.attendance")).isEqualTo("1");
        findsNothing();
    }

    private Path school(String name, String text, String by) throws IOException {
        Path pages = InProcess.sample("school-ss12000/ordinary/input", folder.resolve(name));
        try (Stream<Path> files = Files.list(pages)) {
            for (Path page : files.toList()) {
                String content = Files.readString(page)
                        .replace("201203202385", Markers.NUMBER)
                        .replace("201111302392", Markers.NUMBER)
                        .replace("Elevsson", Markers.NAME)
                        .replace("tandläkare", Markers.REASON)
                        .replace("fri text", Markers.SECRET);
                Files.writeString(page, text.isEmpty() ? content : content.replace(text, by));
            }
        }
        return pages;
    }

    @Test
    void keepsSocialRecordsToThemselves() throws Exception {
        String[][] changes = {
            {"", ""},
            {"\"Id\": 7001", "\"Id\": \"" + Markers.NUMBER + "\""},
            {"2026-02-02T00:00:00", Markers.DASHED_NUMBER},
            {"\"PersonId\": \"" + Markers.NUMBER, "\"PersonId\": \"" + Markers.SHORT_NUMBER.substring(0, 9) + "7"},
            {"\"PersonId\": \"" + Markers.NUMBER + "\"", "\"PersonId\": {\"" + Markers.NAME + "\": 1}"},
            {"\"CustomerNumber\": 5001", "\"CustomerNumber\": " + Markers.NUMBER},
            {"\"CustomerNumber\": 5001", "\"CustomerNumber\": " + Markers.SECRET},
            {"\"CoApplicant\": false", "\"AddressProtection\": \"" + Markers.REASON + "\""},
            {"Familjebehandling", Markers.REASON},
        };
        for (int i = 0; i < changes.length; i++) {
            Path pages = InProcess.sample("social-lifecare/ordinary/input", folder.resolve("social-" + i));
            try (Stream<Path> files = Files.list(pages)) {
                for (Path page : files.toList()) {
                    String content = Files.readString(page)
                            .replace("201111302392", Markers.NUMBER)
                            .replace("Prov Person", Markers.NAME)
                            .replace("Prov Handläggare", Markers.NAME)
                            .replace("Skolfrånvaro", Markers.REASON)
                            .replace("Avslutad", Markers.SECRET);
                    Files.writeString(
                            page, changes[i][0].isEmpty() ? content : content.replace(changes[i][0], changes[i][1]));
                }
            }
            load("social-lifecare", pages);
        }
        assertThat(program.query("SELECT count() > 0 FROM core.social_event")).isEqualTo("1");
        findsNothing();
    }

    @Test
    void keepsSecretsWhereSourcesOrTheWarehouseFail() throws Exception {
        log.withoutTheVendorsClient();
        Path secret = Files.writeString(folder.resolve("secret"), Markers.SECRET);
        Path lessons = InProcess.lessons(folder.resolve("a.csv"), LESSON);
        Path yaml = program.home().resolve("tvarsyn.yaml");
        String good = Files.readString(yaml);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write((Markers.NAME + " " + Markers.NUMBER + " {\"" + Markers.SECRET + "\": ")
                    .getBytes(StandardCharsets.UTF_8));
            exchange.getRequestBody().transferTo(body);
            boolean isGarbage = exchange.getRequestURI().getPath().contains("garbage");
            exchange.sendResponseHeaders(isGarbage ? 200 : 500, body.size());
            exchange.getResponseBody().write(body.toByteArray());
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            String based = good.replace("trial: true", "law: skollagen, decision: B 1");
            for (String at : new String[] {"127.0.0.1:1", "127.0.0.1:" + port, "127.0.0.1:" + port + "/garbage"}) {
                Files.writeString(
                        yaml, based + "warehouse:\n  url: http://" + at + "\n  password-file: " + secret + "\n");
                InProcess.Said said =
                        program.run("--debug", "load", "school-lesson-csv", "--input", lessons.toString());
                assertThat(said.exit()).as(said.err()).isIn(1, 3);
            }
            for (String at : new String[] {"127.0.0.1:1", "127.0.0.1:" + port, "127.0.0.1:" + port + "/garbage"}) {
                Files.writeString(
                        yaml,
                        good + "sources:\n  social-lifecare: {url: 'http://" + at + "', domain: kommun, key-file: "
                                + secret + "}\n  school-ss12000: {url: 'http://" + at + "', token-file: " + secret
                                + "}\n");
                for (String feed : new String[] {"social-lifecare", "school-ss12000"}) {
                    InProcess.Said said = program.run("--debug", "run", feed);
                    assertThat(said.exit()).as(said.err()).isIn(1, 3);
                }
            }
        } finally {
            server.stop(0);
        }
        Files.writeString(yaml, good);
        load("school-lesson-csv", lessons);
        findsNothing();
        Path store;
        try (Stream<Path> keys = Files.walk(program.home().resolve("keys"))) {
            store = keys.filter(k -> k.toString().endsWith(".p12")).findFirst().orElseThrow();
        }
        Files.writeString(store, Markers.SECRET + Markers.NUMBER);
        InProcess.Said said = program.run("--debug", "load", "school-lesson-csv", "--input", lessons.toString());
        assertThat(said.exit()).as(said.err()).isEqualTo(1);
        assertThat(markers.in(program.everythingSaid() + log.text())).isEmpty();
    }
}
