package se.tvarsyn.source;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PulledPagesTests {
    private static final String EMPTY = "{\"data\":[],\"pageToken\":null}";
    private static final String SECRET = "MARKERSECRET";
    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    @TempDir
    Path scratch;

    @TempDir
    Path secrets;

    private int port;

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void start() {
        server.start();
        port = server.port();
        server.stubFor(get(urlPathMatching("/v2.0/.*")).atPriority(9).willReturn(okJson(EMPTY)));
        server.stubFor(get(urlPathMatching("/fc/.*"))
                .atPriority(9)
                .willReturn(okJson("{\"TotalNumberOfRecords\":0,\"Result\":[]}")));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private PullPlan school(LocalDate to) {
        return PullPlan.ss12000(
                "school-ss12000", at("/v2.0/"), Map.of(), FROM, to, 100, PullPlan.AttendanceWindow.START_TIME);
    }

    private PullPlan social() {
        return PullPlan.lifecare("social-lifecare", at("/fc"), Map.of(), "kommun", SECRET, "2026-01-01", 2);
    }

    /** Long enough for a machine under load, where silence is not the point. */
    private String patience = "20";

    private PulledPages pull(PullPlan plan) throws SourceUnreachable, UnusableConnection, IOException {
        Path token = secrets.resolve("token");
        Files.writeString(token, SECRET);
        Map<String, String> settings = new HashMap<>(
                Map.of("url", at("/").toString(), "connect-timeout-seconds", "20", "read-timeout-seconds", patience));
        if (plan.feed().equals("school-ss12000")) {
            settings.put("token-file", token.toString());
        }
        Waiting noWait = new Waiting(Clock.systemUTC(), length -> {}, new Random(1));
        PagePull pull = new PagePull(SourceConnection.of(plan.feed(), settings, secrets, noWait));
        return pull.pull(plan, scratch, (endpoint, pages, records) -> progress.add(endpoint + pages + ":" + records));
    }

    private SourceUnreachable failure(PullPlan plan) throws IOException {
        SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, () -> pull(plan));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(SECRET, "MARKER", "key=");
        assertThat(failure.getCause()).isNull();
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).as("nothing is left of a pull that failed").isEmpty();
        }
        return failure;
    }

    private static List<String> names(PulledPages pages) {
        return pages.documents().stream().map(SourceDocument::name).toList();
    }

    @Test
    void followsPageTokensAndSendsThemAlone() throws Exception {
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .withQueryParam("pageToken", absent())
                .willReturn(okJson("{\"data\":[{\"id\":\"p1\"},{\"id\":\"p2\"}],\"pageToken\":\"t+/=1\"}")));
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .withQueryParam("pageToken", equalTo("t+/=1"))
                .withQueryParam("limit", absent())
                .willReturn(okJson("{\"data\":[{\"id\":\"p3\"}],\"pageToken\":\"\"}")));

        try (PulledPages pages = pull(school(FROM))) {
            assertThat(names(pages))
                    .containsExactly(
                            "organisations-page1.json",
                            "activities-page1.json",
                            "persons-page1.json",
                            "persons-page2.json",
                            "calendarEvents-page1.json",
                            "attendances-page1.json");
            assertThat(progress).contains("persons1:2", "persons2:3");
        }
        server.verify(
                2,
                getRequestedFor(urlPathEqualTo("/v2.0/persons"))
                        .withHeader("Authorization", equalTo("Bearer " + SECRET))
                        .withHeader("Accept", equalTo("application/json")));
    }

    @Test
    void stopsWhenATokenComesBack() throws Exception {
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .willReturn(okJson("{\"data\":[{\"id\":\"p1\"}],\"pageToken\":\"MARKERTOKEN\"}")));

        assertThat(failure(school(FROM))).hasMessageContaining("same page token");
    }

    @Test
    void asksForEventsAndAttendancesInStepsOfAtMost31Days() throws Exception {
        pull(school(LocalDate.of(2026, 4, 10))).close();

        for (String endpoint : List.of("calendarEvents", "attendances")) {
            server.verify(4, getRequestedFor(urlPathEqualTo("/v2.0/" + endpoint)));
            server.verify(
                    1,
                    getRequestedFor(urlPathEqualTo("/v2.0/" + endpoint))
                            .withQueryParam("startTime.onOrAfter", equalTo("2026-01-01T00:00:00+01:00"))
                            .withQueryParam("startTime.onOrBefore", equalTo("2026-01-31T23:59:59+01:00")));
            server.verify(
                    1,
                    getRequestedFor(urlPathEqualTo("/v2.0/" + endpoint))
                            .withQueryParam("startTime.onOrAfter", equalTo("2026-04-04T00:00:00+02:00"))
                            .withQueryParam("startTime.onOrBefore", equalTo("2026-04-10T23:59:59+02:00")));
        }
    }

    @Test
    void canLeaveAttendancesWithoutWindow() throws Exception {
        PullPlan plan = PullPlan.ss12000(
                "f", at("/v2.0"), Map.of(), FROM, FROM.plusDays(90), 10, PullPlan.AttendanceWindow.NONE);

        pull(plan).close();

        server.verify(
                1,
                getRequestedFor(urlPathEqualTo("/v2.0/attendances")).withQueryParam("startTime.onOrAfter", absent()));
    }

    @Test
    void pagesLifecareByOffsetWithDomainAndKey() throws Exception {
        String page = "{\"TotalNumberOfRecords\":3,\"Result\":[%s]}";
        server.stubFor(get(urlPathEqualTo("/fc/apifc/v1/Extract/Services"))
                .withQueryParam("domain", equalTo("kommun"))
                .withQueryParam("key", equalTo(SECRET))
                .withQueryParam("modifiedAfter", equalTo("2026-01-01"))
                .withQueryParam("offset", equalTo("0"))
                .withQueryParam("limit", equalTo("2"))
                .willReturn(okJson(page.formatted("{\"Id\":1},{\"Id\":2}"))));
        server.stubFor(get(urlPathEqualTo("/fc/apifc/v1/Extract/Services"))
                .withQueryParam("offset", equalTo("2"))
                .willReturn(okJson(page.formatted("{\"Id\":3}"))));

        try (PulledPages pages = pull(social())) {
            JsonSamples.Taken taken = JsonSamples.take(new LifecareFormat(), scratch, pages.documents());
            assertThat(names(pages)).contains("extract-services-page1.json", "extract-services-page2.json");
            assertThat(taken.of("service")).hasSize(3);
            assertThat(taken.reasons()).isEmpty();
        }
        server.verify(2, getRequestedFor(urlPathEqualTo("/fc/apifc/v1/Extract/Services")));
    }

    @Test
    void stopsWhenLifecareDoesNotHeedTheOffset() throws Exception {
        server.stubFor(get(urlPathEqualTo("/fc/apifc/v1/Extract/Services"))
                .willReturn(okJson("{\"TotalNumberOfRecords\":9,\"Result\":[{\"Id\":1},{\"Id\":2}]}")));

        assertThat(failure(social())).hasMessageContaining("same page again");
    }

    @ParameterizedTest
    @CsvSource({
        "401, 1, credentials",
        "403, 1, does not allow",
        "404, 1, is not there",
        "302, 1, not followed",
        "400, 1, answers 400",
        "500, 3, 3 times",
        "503, 3, 3 times",
        "429, 3, 3 times"
    })
    void saysWhatTheSourceAnswered(int status, int tries, String words) throws Exception {
        server.stubFor(get(urlPathMatching("/fc/.*"))
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/fc/elsewhere?key=" + SECRET)
                        .withBody("MARKERBODY 201001012382")));

        SourceUnreachable failure = failure(social());

        assertThat(failure).hasMessageContaining(words).hasMessageContaining("extract-actualisations");
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.feed()).isEqualTo("social-lifecare");
        server.verify(tries, getRequestedFor(urlPathMatching("/fc/.*")));
    }

    @Test
    void triesAgainAfterAPassingError() throws Exception {
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .inScenario("down")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503))
                .willSetStateTo("up"));
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .inScenario("down")
                .whenScenarioStateIs("up")
                .willReturn(okJson("{\"data\":[{\"id\":\"p1\"}]}")));

        try (PulledPages pages = pull(school(FROM))) {
            assertThat(names(pages)).contains("persons-page1.json");
            assertThat(progress).contains("persons1:1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>MARKER</html>",
                "{\"data\":[{\"id\":\"MARKER",
                "{\"code\":\"x\",\"message\":\"MARKER\"}",
                "{\"error\":{\"code\":400}}",
                "{}"
            })
    void takesNoPageThatIsNotWhole(String body) throws Exception {
        server.stubFor(get(urlPathEqualTo("/v2.0/organisations")).willReturn(okJson(body)));

        assertThat(failure(school(FROM)).endpoint()).isEqualTo("organisations");
    }

    @Test
    void endsAtATimeOutAndAtABrokenConnection() throws Exception {
        patience = "1";
        server.stubFor(get(urlPathEqualTo("/v2.0/organisations"))
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(failure(school(FROM)).status()).isNull();

        server.stubFor(get(urlPathEqualTo("/v2.0/organisations"))
                .willReturn(okJson(EMPTY).withFixedDelay(10_000)));
        assertThat(failure(school(FROM))).hasMessageContaining("no answer within");

        server.stubFor(get(urlPathEqualTo("/v2.0/organisations"))
                .willReturn(okJson("{\"data\":[" + " ".repeat(100_000) + "]}").withChunkedDribbleDelay(2, 12_000)));
        assertThat(failure(school(FROM))).hasMessageContaining("no answer within");
    }

    @Test
    void saysWhenNobodyListens() throws Exception {
        PullPlan plan = school(FROM);
        server.stop();

        SourceUnreachable failure = failure(plan);

        assertThat(failure).hasMessageContaining("no connection");
        assertThat(failure.status()).isNull();
    }

    @Test
    void hidesAHeaderThatHttpDoesNotAllow() throws Exception {
        PullPlan plan = PullPlan.lifecare("f", at("/fc"), Map.of("X-API-Key", SECRET + "\n"), "d", SECRET, null, 5);

        assertThat(failure(plan)).hasMessageContaining("header");
        assertThat(plan.toString()).doesNotContain(SECRET);
    }

    @Test
    void keepsPagesEncipheredReadsThemAgainAndRemovesThem() throws Exception {
        server.stubFor(get(urlPathEqualTo("/v2.0/persons"))
                .willReturn(okJson("{\"data\":[{\"id\":\"MARKERID\",\"givenName\":\"MARKERNAMN\","
                        + "\"civicNo\":{\"value\":\"201001012382\"}}]}")));

        try (PulledPages pages = pull(school(FROM))) {
            assertThat(JsonSamples.isInClear(scratch, "MARKER", "201001012382", "data"))
                    .isFalse();
            SourceDocument persons = pages.documents().stream()
                    .filter(d -> d.name().startsWith("persons"))
                    .findFirst()
                    .orElseThrow();
            for (int i = 0; i < 2; i++) {
                try (InputStream in = persons.open()) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .contains("MARKERNAMN");
                }
            }
            JsonSamples.Taken taken =
                    JsonSamples.take(new Ss12000Format(Clock.systemUTC()), scratch, pages.documents());
            assertThat(taken.counts()).containsEntry("persons", 1L);
        }
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void noticesAStoredPageThatWasChangedOrCut() throws Exception {
        try (PulledPages pages = new PulledPages(scratch)) {
            byte[] text = new byte[200_000];
            new Random(7).nextBytes(text);
            EncipheredPage page = pages.begin("persons-page1.json");
            try (OutputStream out = page.create()) {
                new ByteArrayInputStream(text).transferTo(out);
            }
            try (InputStream in = page.open()) {
                assertThat(in.readAllBytes()).isEqualTo(text);
            }
            Path file;
            try (Stream<Path> files = Files.walk(scratch)) {
                file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
            byte[] stored = Files.readAllBytes(file);
            byte[] changed = stored.clone();
            changed[70_000] ^= 1;
            for (byte[] bad : List.of(changed, java.util.Arrays.copyOf(stored, 65_536 + 21))) {
                Files.write(file, bad);
                assertThat(catchThrowableOfType(IOException.class, () -> {
                            try (InputStream in = page.open()) {
                                in.readAllBytes();
                            }
                        }))
                        .hasMessageContaining("changed or cut");
            }
        }
    }
}
