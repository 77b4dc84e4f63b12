package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCallTests {
    private static final String PAGE = "{\"data\":[]}";

    @TempDir
    Path folder;

    private final SteppedTime time = new SteppedTime();
    private final Map<String, String> settings = new HashMap<>();
    private LoopbackSource source;
    private @Nullable SourceConnection connection;

    SourceCallTests() throws IOException {
        source = new LoopbackSource();
    }

    @BeforeEach
    void reach() {
        settings.put("url", source.url().toString());
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private SourceConnection connection() throws UnusableConnection {
        SourceConnection known = connection;
        if (known == null) {
            known = SourceConnection.of("f", settings, folder, time.waiting());
            connection = known;
        }
        return known;
    }

    private SourceQuestion question() {
        return SourceQuestion.get("f", "persons", source.url(), "persons", Map.of(), Map.of("key", "MARKER å&"));
    }

    private @Nullable String ask(SourceQuestion question) throws SourceUnreachable, UnusableConnection {
        try (SourceCall call = new SourceCall(connection())) {
            return call.ask(question, body -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private SourceUnreachable failure() {
        SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, () -> ask(question()));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("MARKER", "key", "127.0.0.1");
        assertThat(failure.getCause()).isNull();
        return failure;
    }

    @Test
    void asksWithAQueryOrWithABody() throws Exception {
        source.answers(200, PAGE);

        assertThat(ask(question())).isEqualTo(PAGE);
        assertThat(ask(SourceQuestion.post(
                        "f", "lookup", source.url(), "persons/lookup", Map.of(), Map.of(), "{\"ids\":[\"å\"]}")))
                .isEqualTo(PAGE);

        assertThat(source.requests())
                .containsExactly(
                        new LoopbackSource.Request("GET", "/v2.0/persons?key=MARKER+%C3%A5%26", "null", "null", ""),
                        new LoopbackSource.Request(
                                "POST", "/v2.0/persons/lookup", "null", "null", "{\"ids\":[\"å\"]}"));
        assertThat(question().toString() + connection()).doesNotContain("MARKER");
        assertThat(SourceQuestion.post("f", "e", source.url(), "", Map.of("a", "MARKER"), Map.of(), "MARKER"))
                .hasToString("SourceQuestion[f, e]");
    }

    @Test
    void takesNothingForAnAnswer() throws Exception {
        source.answers(204, "");

        assertThat(ask(question())).isNull();
    }

    @Test
    void sendsKeysInTheHeadersThatTheSourceWants() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "MARKER1\n");
        settings.put("header-files.Client-Secret", "secret");
        source.answers(200, PAGE);

        ask(question());
        Files.writeString(secret, "MARKER2");
        ask(question());
        Files.delete(secret);

        assertThat(failure()).hasMessageContaining("header-files.Client-Secret names a file that cannot be read");
        assertThat(source.requests())
                .extracting(LoopbackSource.Request::clientSecret)
                .as("a renewed secret is taken without a restart")
                .containsExactly("MARKER1", "MARKER2");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void triesAgainWhatMayPass(int status) throws Exception {
        source.answers(status, "MARKER");
        source.answers(200, PAGE);

        assertThat(ask(question())).isEqualTo(PAGE);
        assertThat(source.requests()).hasSize(2);
        assertThat(time.waits()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 403, 404, 409, 418, 501, 505})
    void triesNothingAgainThatStays(int status) {
        source.answers(status, Map.of("Location", "/MARKER", "Retry-After", "1"), "MARKER");

        SourceUnreachable failure = failure();

        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageContaining(Integer.toString(status));
        assertThat(source.requests()).hasSize(1);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void givesUpAfterItsTries() {
        settings.put("tries", "4");
        source.answers(503, "MARKER");

        SourceUnreachable failure = failure();

        assertThat(failure).hasMessageContaining("persons: answers 503, 4 times; the source is overloaded or down");
        assertThat(source.requests()).hasSize(4);
        assertThat(time.waits()).hasSize(3);
    }

    @Test
    void waitsAsLongAsTheSourceSaysInSeconds() throws Exception {
        source.answers(429, Map.of("Retry-After", "17"), "");
        source.answers(200, PAGE);

        ask(question());

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(17));
    }

    @Test
    void waitsUntilTheSourceSaysByDate() throws Exception {
        source.answers(503, Map.of("Retry-After", "Sun, 22 Nov 2026 12:01:30 GMT"), "");
        source.answers(503, Map.of("Retry-After", "Sun, 22 Nov 2026 11:00:00 GMT"), "");
        source.answers(200, PAGE);

        ask(question());

        assertThat(time.waits()).containsExactly(Duration.ofSeconds(90), Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", " 5 |5", "soon|", "-3|", "1.5|", "99999999999|", "Sun, 31 Feb 2026 12:00:00 GMT|", "|"})
    void readsWhatIsAWaitAndNothingElse(@Nullable String header, @Nullable Integer seconds) {
        assertThat(RetryAfter.of(Optional.ofNullable(header), SteppedTime.START))
                .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void doesNotAskAgainInARestThatIsLongerThanARun() {
        source.answers(429, Map.of("Retry-After", "3600"), "");

        SourceUnreachable failure = failure();

        assertThat(failure)
                .hasMessageContaining(
                        "answers 429, and asks to be left alone for 3600 s; a run waits 120 s at most; run again");
        assertThat(source.requests()).hasSize(1);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void waitsAnyLengthUpToABoundThatDoubles() {
        for (int failed = 1; failed <= 70; failed++) {
            long bound = Math.min(30_000, 1_000L << Math.min(failed - 1, 10));
            List<Long> lengths = new ArrayList<>();
            Waiting waiting = new Waiting(time, length -> {}, new Random(failed));
            for (int i = 0; i < 2_000; i++) {
                lengths.add(waiting.backoff(failed).toMillis());
            }
            assertThat(lengths).allSatisfy(length -> assertThat(length).isBetween(0L, bound));
            assertThat(lengths).anySatisfy(length -> assertThat(length).isLessThan(bound / 20));
            assertThat(lengths).anySatisfy(length -> assertThat(length).isGreaterThan(bound - bound / 20));
        }
    }

    @Test
    void leavesASourceAloneThatIsDownAndComesBackWithOneCall() throws Exception {
        settings.put("tries", "1");
        source.answers(503, "");
        for (int i = 0; i < 5; i++) {
            assertThat(failure()).hasMessageContaining("answers 503");
        }
        assertThat(failure()).hasMessageContaining("was not asked: the last 5 calls to this source failed");
        assertThat(source.requests()).as("open").hasSize(5);

        time.pass(Duration.ofSeconds(61));
        assertThat(failure()).hasMessageContaining("answers 503");
        assertThat(failure()).hasMessageContaining("was not asked");
        assertThat(source.requests()).as("half open, and open again").hasSize(6);

        time.pass(Duration.ofSeconds(61));
        source.anew();
        source.answers(404, "");
        source.answers(200, PAGE);
        assertThat(failure()).hasMessageContaining("404");
        assertThat(ask(question())).as("half open still").isEqualTo(PAGE);
        assertThat(ask(question())).as("closed").isEqualTo(PAGE);
    }

    @Test
    void forgetsFailuresWhenTheSourceAnswers() throws Exception {
        settings.put("tries", "1");
        for (int i = 0; i < 3; i++) {
            source.anew();
            source.answers(503, "");
            for (int k = 0; k < 4; k++) {
                assertThat(failure()).hasMessageContaining("answers 503");
            }
            source.anew();
            source.answers(200, PAGE);
            assertThat(ask(question())).isEqualTo(PAGE);
        }
    }

    @Test
    void keepsItsRequestsApart() throws Exception {
        settings.put("requests-per-second", "4");
        source.answers(200, PAGE);

        ask(question());
        ask(question());
        time.pass(Duration.ofMillis(100));
        ask(question());
        time.pass(Duration.ofSeconds(9));
        ask(question());
        time.pass(Duration.ofHours(-1));
        ask(question());

        assertThat(time.waits()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(150));
    }

    @Test
    void keepsTriesApartToo() {
        settings.put("requests-per-second", "1");
        source.answers(503, Map.of("Retry-After", "0"), "");

        failure();

        assertThat(time.waits())
                .containsExactly(Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void saysThatAConnectionWasCutOrFellSilent() throws Exception {
        settings.put("read-timeout-seconds", "1");
        settings.put("tries", "2");
        List<String> words = new ArrayList<>();
        for (String begun : new String[] {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"MARKER"}) {
            for (boolean isSilent : new boolean[] {false, true}) {
                try (ServerSocket cut = new ServerSocket(0)) {
                    Thread thread = new Thread(() -> serve(cut, begun, isSilent));
                    thread.setDaemon(true);
                    thread.start();
                    settings.put("url", "http://127.0.0.1:" + cut.getLocalPort());
                    SourceConnection own = SourceConnection.of("f", settings, folder, time.waiting());
                    SourceQuestion question = SourceQuestion.get(
                            "f",
                            "persons",
                            java.net.URI.create("http://127.0.0.1:" + cut.getLocalPort()),
                            "persons",
                            Map.of(),
                            Map.of());
                    try (SourceCall call = new SourceCall(own)) {
                        SourceUnreachable failure = catchThrowableOfType(
                                SourceUnreachable.class, () -> call.ask(question, body -> body.readAllBytes().length));
                        words.add(String.valueOf(failure.getMessage()).replaceAll("f: persons: |;.*", ""));
                    }
                }
            }
        }
        assertThat(words)
                .containsExactly(
                        "the connection broke, 2 times",
                        "no answer within 1 s, 2 times",
                        "the answer broke off, 2 times",
                        "no answer within 1 s, 2 times");
    }

    private static void serve(ServerSocket server, String begun, boolean isSilent) {
        List<java.net.Socket> open = new ArrayList<>();
        try {
            while (true) {
                java.net.Socket socket = server.accept();
                open.add(socket);
                socket.getInputStream().read(new byte[8_192]);
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                if (!isSilent) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            open.clear(); // the test is over
        }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        source.answers(503, "");
        Thread.currentThread().interrupt();

        assertThat(failure()).hasMessageContaining("the pull was stopped");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.httpclient.HttpClient.log", "jdk.internal.httpclient.debug", "javax.net.debug"})
    void asksNothingWhileTheJvmWouldLogAddressesAndHeaders(String option) {
        System.setProperty(option, "MARKER");
        try {
            assertThat(failure()).hasMessageContaining("is not asked while the JVM option " + option + " is on");
            assertThat(source.requests()).isEmpty();
        } finally {
            System.clearProperty(option);
        }
    }

    @Test
    void takesOneConnectionForRealTime() throws Exception {
        source.answers(200, PAGE);
        Instant before = Instant.now();
        SourceConnection real = SourceConnection.of("f", settings, folder, Clock.systemUTC());

        assertThat(real.pageSize()).isEqualTo(2_000);
        assertThat(real.tries()).isEqualTo(3);
        assertThat(real.readTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(real.waiting().clock().instant()).isAfterOrEqualTo(before);
        real.waiting().pause().sleep(Duration.ofMillis(1));
    }
}
