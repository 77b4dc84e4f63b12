package se.tvarsyn.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients do to the engine, rightly and wrongly. */
@Timeout(60)
class LoopbackGatewayTests {
    @TempDir
    Path home;

    private Path storage;
    private Warehouse warehouse;
    private String secret;

    @BeforeEach
    void open() throws SQLException {
        storage = home.resolve("warehouse/data");
        warehouse = Warehouse.open(
                WarehouseSettings.embedded(storage, WarehouseTests.ENGINE).withLimits(2, 4L << 30, 4));
        secret = Objects.requireNonNull(Endpoint.read(storage)).secret();
        EngineProcess.execute(
                warehouse,
                "CREATE TABLE default.t (n UInt64) ENGINE = MergeTree ORDER BY n"
                        + " SETTINGS non_replicated_deduplication_window = 100");
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private String value(String sql) throws SQLException {
        return EngineProcess.value(warehouse, sql);
    }

    private HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(warehouse.endpoint() + "/?" + query))
                                .header("X-ClickHouse-User", "default")
                                .header("X-ClickHouse-Key", secret)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** A request as bytes on a socket, which the caller may cut where it likes. */
    private Socket begin(String query, String framing) throws IOException {
        Socket socket = new Socket("127.0.0.1", warehouse.endpoint().getPort());
        String basic = Base64.getEncoder().encodeToString(("default:" + secret).getBytes(UTF_8));
        socket.getOutputStream()
                .write(("POST /?query=" + URLEncoder.encode(query, UTF_8) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                + "Authorization: Basic " + basic + "\r\n" + framing + "\r\n\r\n")
                        .getBytes(UTF_8));
        return socket;
    }

    @Test
    void loadsABlockOnceHoweverOftenItIsSent() throws Exception {
        byte[] rows = EngineProcess.numbers(0, 1000);
        assertThat(EngineProcess.insert(warehouse, "default.t", rows, "a")).isEqualTo(1000);
        EngineProcess.insert(warehouse, "default.t", rows, "a");
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("1000");
        EngineProcess.insert(warehouse, "default.t", rows, "b");
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("2000");
    }

    @Test
    void bindsParametersOnTheServersSide() throws Exception {
        String hostile = "'; DROP TABLE default.t; --\\";
        try (QueryResponse response = warehouse
                .client()
                .query(
                        "SELECT {a:String}, {b:UInt32} + 1",
                        Map.of("a", hostile.replace("\\", "\\\\"), "b", 41),
                        new QuerySettings().setFormat(ClickHouseFormat.JSONCompactEachRow))
                .get()) {
            assertThat(new String(response.getInputStream().readAllBytes(), UTF_8))
                    .contains("DROP TABLE")
                    .contains("42");
        }
        assertThat(post("param_x=5", "INSERT INTO default.t VALUES ({x:UInt64})")
                        .statusCode())
                .isEqualTo(200);
        assertThat(value("SELECT n FROM default.t")).isEqualTo("5");
    }

    @Test
    void keepsSettingsAsValuesAndForTheirStatementOnly() throws Exception {
        String hostile = "x', readonly = '1'; DROP TABLE default.t; -- \\";
        HttpResponse<String> answer = post(
                "log_comment=" + URLEncoder.encode(hostile, UTF_8) + "&max_block_size=7",
                "SELECT getSetting('log_comment'), getSetting('max_block_size') FORMAT JSONCompactEachRow");
        assertThat(answer.body()).contains("readonly = '1'").contains("7");
        assertThat(value("SELECT getSetting('max_block_size') = 7")).isIn("0", "false");
        assertThat(post("max_threads%3D1%2Creadonly=1", "SELECT 1").body()).contains("UNKNOWN_SETTING");
        assertThat(post("no_such_setting=1", "SELECT 1").body()).contains("Code: 115");
        assertThat(post("database=" + URLEncoder.encode("a`; DROP TABLE t", UTF_8), "SELECT 1")
                        .body())
                .contains("Code: 81");
        assertThat(post("", "SELECT 1; DROP TABLE default.t").body()).contains("Multi-statements");
        assertThat(post("", "SET max_block_size = 9").statusCode()).isEqualTo(200);
        assertThat(value("SELECT getSetting('max_block_size') = 9")).isIn("0", "false");
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("0");
    }

    @Test
    void takesAnInsertWithItsRowsInTheBody() throws Exception {
        HttpResponse<String> answer = post("async_insert=0", "INSERT INTO default.t FORMAT CSV\n1\n2\n");
        assertThat(answer.headers().firstValue("X-ClickHouse-Summary").orElse(""))
                .contains("\"written_rows\":\"2\"");
        post("query=" + URLEncoder.encode("INSERT INTO t VALUES", UTF_8) + "&database=default", "(3), (1 + 3)");
        post("", "INSERT INTO default.t SELECT 5;");
        assertThat(value("SELECT sum(n) FROM default.t")).isEqualTo("15");
    }

    @Test
    void joinsTheBlocksOfEveryFormatIntoOneResult() throws Exception {
        for (String format : List.of(
                "TabSeparated",
                "TabSeparatedWithNames",
                "CSVWithNamesAndTypes",
                "RowBinary",
                "RowBinaryWithNames",
                "RowBinaryWithNamesAndTypes",
                "JSONEachRow",
                "JSONCompact",
                "Values")) {
            // One block and many blocks must give the same bytes.
            String select = "SELECT number, toString(number) AS s FROM numbers(3000) FORMAT " + format;
            String many = post("max_block_size=100&max_threads=1", select).body();
            String one = post("max_block_size=100000", select).body();
            if (format.equals("JSONCompact")) {
                many = many.replaceAll("\"elapsed\": [\\d.e-]+", "");
                one = one.replaceAll("\"elapsed\": [\\d.e-]+", "");
            }
            assertThat(many).as(format).isEqualTo(one).isNotEmpty();
        }
        assertThat(post("", "SELECT 1 WHERE 0").body()).isEmpty();
    }

    @Test
    void streamsMoreRowsThanItHolds() throws Exception {
        long before = used();
        long most = 0;
        long rows = 0;
        try (QueryResponse response = warehouse
                .client()
                .query(
                        "SELECT number, repeat('x', 100) FROM numbers(2000000)",
                        new QuerySettings().setFormat(ClickHouseFormat.RowBinary))
                .get()) {
            InputStream in = response.getInputStream();
            byte[] part = new byte[109 * 10_000];
            int count;
            while ((count = in.readNBytes(part, 0, part.length)) > 0) {
                rows += count / 109;
                most = Math.max(most, used());
            }
        }
        assertThat(rows).isEqualTo(2_000_000);
        assertThat(most - before).isLessThan(250L << 20);
    }

    /** Resident memory: the engine's is not the JVM's to count. */
    private static long used() throws IOException {
        return java.nio.file.Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }

    @Test
    void takesABodyOfHundredsOfMegabytesInConstantMemory() throws Exception {
        EngineProcess.execute(warehouse, "CREATE TABLE default.wide (n UInt64, s String) ENGINE = Null");
        byte[] row = new byte[109];
        row[8] = 100;
        byte[] part = new byte[109 * 1000];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(row, 0, part, i * 109, 109);
        }
        insertParts(part, 1_000);
        long before = used();
        insertParts(part, 5_000);
        assertThat(used() - before).isLessThan(250L << 20);
    }

    private void insertParts(byte[] part, int count) throws Exception {
        try (InsertResponse response = warehouse
                .client()
                .insert(
                        "default.wide",
                        out -> {
                            for (int i = 0; i < count; i++) {
                                out.write(part);
                            }
                        },
                        ClickHouseFormat.RowBinary,
                        new InsertSettings())
                .get()) {
            assertThat(response.getWrittenRows()).isEqualTo(1000L * count);
        }
    }

    @Test
    void isUsableAtOnceAfterAnInsertThatFailedInTheMiddle() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            rows.append(i == 100_000 ? "MARKER199001011234" : i).append('\n');
        }
        HttpResponse<String> answer = post("query=INSERT+INTO+default.t+FORMAT+CSV", rows.toString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse(""))
                .isIn("27", "117");
        assertThat(answer.body())
                .contains("at row 100001")
                .doesNotContain("MARKER")
                .doesNotContain("1990");
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("0");
        assertThat(post("", "INSERT INTO default.t (nope) FORMAT CSV\n1\n").body())
                .contains("NO_SUCH_COLUMN_IN_TABLE");
        assertThat(post("", "INSERT INTO default.t FORMAT CSV\n1\n").statusCode())
                .isEqualTo(200);
        dropsAtOnce();
    }

    private void dropsAtOnce() throws SQLException {
        long start = System.nanoTime();
        EngineProcess.execute(warehouse, "DROP TABLE default.t SYNC");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 80000", "Transfer-Encoding: chunked"})
    void commitsNoRowOfABodyThatBreaksOff(String framing) throws Exception {
        boolean chunked = framing.startsWith("Transfer");
        byte[] rows = EngineProcess.numbers(0, 5000);
        for (boolean atBorder : new boolean[] {true, false}) {
            for (boolean reset : new boolean[] {true, false}) {
                Socket socket = begin("INSERT INTO default.t FORMAT RowBinary", framing);
                // Exactly 5,000 of 10,000 rows, or some bytes more; and a whole chunk, or a part of one.
                if (chunked) {
                    socket.getOutputStream().write((atBorder ? "9c40\r\n" : "9c44\r\n").getBytes(UTF_8));
                }
                socket.getOutputStream().write(rows);
                if (chunked && atBorder && reset) {
                    socket.getOutputStream().write("\r\n".getBytes(UTF_8));
                }
                socket.getOutputStream().flush();
                Thread.sleep(50);
                socket.setSoLinger(reset, 0);
                socket.close();
            }
        }
        Thread.sleep(200);
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("0");
        assertThat(EngineProcess.insert(warehouse, "default.t", rows, "after")).isEqualTo(5000);
        assertThat(value("SELECT count() FROM default.t")).isEqualTo("5000");
        dropsAtOnce();
    }

    @Test
    void freesTheStatementOfAClientThatStoppedReading() throws Exception {
        for (int i = 0; i < 12; i++) {
            try (Socket socket = begin("SELECT number FROM numbers(100000000000)", "Content-Length: 0")) {
                assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            }
        }
        assertThat(value("SELECT 1")).isEqualTo("1");
        dropsAtOnce();
    }

    @Test
    void endsAResultThatFailsInTheMiddleAsNoResult() throws Exception {
        assertThatThrownBy(() -> post(
                        "max_block_size=1000",
                        "SELECT throwIf(number = 500000) FROM numbers(1000000) FORMAT RowBinary"))
                .isInstanceOf(IOException.class);
        assertThat(value("SELECT 1")).isEqualTo("1");
    }

    @Test
    void refusesAWrongSecretAHostOfElsewhereAndWhatItDoesNotSpeak() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> stranger = client.send(
                HttpRequest.newBuilder(URI.create(warehouse.endpoint() + "/"))
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString("default:x".getBytes(UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString("SELECT 1"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("X-ClickHouse-Exception-Code")).hasValue("516");
        assertThat(client.send(
                                HttpRequest.newBuilder(URI.create(warehouse.endpoint() + "/ping"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("Ok.\n");
        try (Socket socket = new Socket("127.0.0.1", warehouse.endpoint().getPort())) {
            socket.getOutputStream().write("GET /ping HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 403");
        }
        assertThat(post("decompress=1", "SELECT 1").body()).contains("compression");
        assertThat(post("session_id=1", "SELECT 1").body()).contains("sessions");
        assertThat(post("", "SELECT 1 INTO OUTFILE '/tmp/x'").body()).contains("SUPPORT_IS_DISABLED");
        assertThatThrownBy(() -> warehouse.client().execute("SELEKT").get().close())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("SYNTAX_ERROR");
    }

    @Test
    void servesEightThreadsThatWriteAndRead() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Void>> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int me = thread;
            all.add(threads.submit(() -> {
                for (int round = 0; round < 10; round++) {
                    EngineProcess.insert(
                            warehouse,
                            "default.t",
                            EngineProcess.numbers((me * 10 + round) * 500, 500),
                            me + "-" + round);
                    // The answers of different statements must not mix.
                    int marker = me * 1000 + round;
                    assertThat(value("SELECT sum(x) FROM (SELECT " + marker + " AS x FROM numbers(1000))"))
                            .isEqualTo(Long.toString(marker * 1000L));
                    assertThat(post("max_block_size=500", "SELECT " + marker + " FROM numbers(3000)")
                                    .body())
                            .isEqualTo((marker + "\n").repeat(3000));
                }
                return null;
            }));
        }
        for (Future<Void> one : all) {
            one.get(50, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(value("SELECT count() || ' ' || uniqExact(n) FROM default.t"))
                .isEqualTo("40000 40000");
    }

    @Test
    void leavesTheJvmItsSignals() {
        int caught = 0;
        for (int i = 0; i < 200_000; i++) {
            try {
                caught += lengthOf(i % 2 == 0 ? null : "x") == 1 ? 0 : 1;
            } catch (NullPointerException e) {
                caught++;
            }
        }
        assertThat(caught).isEqualTo(100_000);
        assertThatThrownBy(() -> deep(0)).isInstanceOf(StackOverflowError.class);
    }

    @SuppressWarnings("NullAway") // The point is the implicit null check of compiled code.
    private static int lengthOf(@org.jspecify.annotations.Nullable String text) {
        return text.length();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deep(int n) {
        return deep(n + 1) + 1;
    }

    @Test
    void closesUnderAStatementThatWouldNotEnd() throws Exception {
        Thread reader = new Thread(() -> {
            try {
                value("SELECT count() FROM numbers(1000000000000) WHERE NOT ignore(sipHash64(number))");
            } catch (SQLException e) {
                // Cut off.
            }
        });
        reader.start();
        Thread.sleep(500);
        long start = System.nanoTime();
        warehouse.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
        assertThat(EmbeddedEngine.openHere()).isNull();
        reader.join(10_000);
    }

    @Test
    void readsBytesThatAreNoText() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        EngineProcess.execute(warehouse, "CREATE TABLE default.b (s String) ENGINE = Memory");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write("INSERT INTO default.b FORMAT RowBinary\n".getBytes(UTF_8));
        body.write(new byte[] {(byte) 0x80, 2});
        body.write(all);
        try (Socket socket = begin("", "Content-Length: " + body.size())) {
            socket.getOutputStream().write(body.toByteArray());
            assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 200");
        }
        try (QueryResponse response = warehouse
                .client()
                .query("SELECT s FROM default.b", new QuerySettings().setFormat(ClickHouseFormat.RowBinary))
                .get()) {
            byte[] back = response.getInputStream().readAllBytes();
            assertThat(java.util.Arrays.copyOfRange(back, 2, back.length)).isEqualTo(all);
        }
    }
}
