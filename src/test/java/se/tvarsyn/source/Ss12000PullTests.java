package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an SS 12000 source is asked, and what becomes of its answers. */
class Ss12000PullTests {
    private static final LocalDate FROM = LocalDate.of(2026, 1, 12);
    private static final Instant AFTER = Instant.parse("2026-02-01T05:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    private HttpServer server;
    private final List<String> asked = new ArrayList<>();
    /** Path to the bodies of its pages, in their order. */
    private final Map<String, List<String>> pages = new HashMap<>();

    private final List<Integer> lookups = new ArrayList<>();
    private final Set<String> lookedUp = new HashSet<>();
    private int largestLookup = Integer.MAX_VALUE;
    private int lookupStatus = 200;
    private int failingRequest = -1;
    private String absentEndpoint = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v2/".length());
        String query = exchange.getRequestURI().getRawQuery();
        String shown = query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
        byte[] sent = exchange.getRequestBody().readAllBytes();
        asked.add(path + (shown.isEmpty() ? "" : "?" + shown));
        if (failingRequest >= 0 && asked.size() > failingRequest) {
            reply(exchange, 400, "{\"code\":\"x\",\"message\":\"MARKER\"}");
        } else if (path.equals(absentEndpoint)) {
            reply(exchange, 404, "");
        } else if (path.endsWith("/lookup")) {
            lookup(exchange, JSON.readTree(sent).path("ids"));
        } else {
            List<String> all = pages.getOrDefault(path, List.of("[]"));
            int page = shown.startsWith("pageToken=") ? Integer.parseInt(shown.substring(10)) : 0;
            String token = page + 1 < all.size() ? "\"" + (page + 1) + "\"" : "null";
            String data = page < all.size() ? all.get(page) : "[]";
            reply(exchange, 200, "{\"data\":" + data + ",\"pageToken\":" + token + "}");
        }
    }

    private void lookup(HttpExchange exchange, JsonNode ids) throws IOException {
        lookups.add(ids.size());
        if (lookupStatus != 200) {
            reply(exchange, lookupStatus, "");
        } else if (ids.size() > largestLookup) {
            reply(exchange, 503, "{\"code\":\"too_large\",\"message\":\"MARKER\"}");
        } else {
            List<String> found = new ArrayList<>();
            ids.forEach(id -> {
                lookedUp.add(id.asText());
                found.add(event(id.asText()));
            });
            reply(exchange, 200, "[" + String.join(",", found) + "]");
        }
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String event(String id) {
        return "{\"id\":\"" + id + "\",\"activity\":{\"id\":\"a1\"},\"startTime\":\"2026-01-12T08:00:00+01:00\","
                + "\"endTime\":\"2026-01-12T09:00:00+01:00\"}";
    }

    private static String attendances(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":\"n" + i + "\",\"calendarEvent\":{\"id\":\"e" + i
                        + "\"},\"student\":{\"id\":\"s1\"},\"isReported\":true}")
                .toList()
                .toString();
    }

    private Ss12000Pull window() {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2");
        return Ss12000Pull.window(base, FROM, FROM, 100);
    }

    private PulledPages pull(Ss12000Pull request) throws Exception {
        Waiting noWait = new Waiting(Clock.systemUTC(), length -> {}, new Random(1));
        SourceConnection connection = SourceConnection.of(
                "school-ss12000", Map.of("url", request.base().toString()), scratch, noWait);
        return new PagePull(connection)
                .pull(PullPlan.ss12000("school-ss12000", request), scratch, (endpoint, count, records) -> {});
    }

    private SourceUnreachable failure(Ss12000Pull request) throws IOException {
        SourceUnreachable failure = catchThrowableOfType(SourceUnreachable.class, () -> pull(request));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("MARKER");
        assertThat(left()).as("nothing is left of a pull that failed").isEmpty();
        return failure;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(scratch)) {
            return files.toList();
        }
    }

    @Test
    void asksForTheWholeWindowAndForNoDeletions() throws Exception {
        pull(window()).close();

        assertThat(asked)
                .containsExactly(
                        "organisations?limit=100",
                        "syllabuses?limit=100",
                        "activities?limit=100",
                        "persons?limit=100",
                        "calendarEvents?startTime.onOrAfter=2026-01-12T00:00:00+01:00"
                                + "&startTime.onOrBefore=2026-01-12T23:59:59+01:00&limit=100",
                        "attendances?startTime.onOrAfter=2026-01-12T00:00:00+01:00"
                                + "&startTime.onOrBefore=2026-01-12T23:59:59+01:00&limit=100",
                        "absences?limit=100",
                        "grades?registeredDate.onOrAfter=2026-01-12&registeredDate.onOrBefore=2026-01-12&limit=100");
    }

    @Test
    void asksForWhatChangedAndForWhatWasDeleted() throws Exception {
        Ss12000Pull request = new Ss12000Pull(
                window().base(),
                Map.of(),
                FROM,
                FROM.plusDays(40),
                AFTER,
                Ss12000Pull.DEFAULT,
                100,
                50,
                PullPlan.AttendanceWindow.NONE,
                false,
                null,
                null);

        pull(request).close();

        assertThat(asked)
                .containsExactly(
                        "organisations?limit=100",
                        "syllabuses?limit=100",
                        "activities?limit=100",
                        "persons?limit=100",
                        "calendarEvents?expand=attendance&meta.modified.after=2026-02-01T05:00:00Z"
                                + "&startTime.onOrAfter=2026-01-12T00:00:00+01:00"
                                + "&startTime.onOrBefore=2026-02-11T23:59:59+01:00&limit=100",
                        "calendarEvents?expand=attendance&meta.modified.after=2026-02-01T05:00:00Z"
                                + "&startTime.onOrAfter=2026-02-12T00:00:00+01:00"
                                + "&startTime.onOrBefore=2026-02-21T23:59:59+01:00&limit=100",
                        "attendances?meta.modified.after=2026-02-01T05:00:00Z&limit=100",
                        "absences?meta.modified.after=2026-02-01T05:00:00Z&limit=100",
                        "grades?meta.modified.after=2026-02-01T05:00:00Z&limit=100",
                        "deletedEntities?after=2026-02-01T05:00:00Z");
    }

    @Test
    void asksForSumsByWholeMonthsWithoutPages() throws Exception {
        Ss12000Pull request = new Ss12000Pull(
                window().base(),
                Map.of(),
                LocalDate.of(2025, 12, 24),
                LocalDate.of(2026, 2, 3),
                AFTER,
                Set.of("aggregatedAttendance"),
                100,
                50,
                PullPlan.AttendanceWindow.NONE,
                false,
                "o2",
                "GR");

        pull(request).close();

        assertThat(asked).hasSize(3);
        assertThat(asked.get(0))
                .contains("startDate=2025-12-01", "endDate=2025-12-31", "organisation=o2", "schoolType=GR");
        assertThat(asked.get(2))
                .contains("startDate=2026-02-01", "endDate=2026-02-28")
                .doesNotContain("limit", "meta");
    }

    @Test
    void asksForCheckInsByTimeOnlyWhereTheSourceTakesIt() throws Exception {
        Set<String> preschool = Set.of("persons", "organisations", "groups", "placements", "attendanceEvents");
        pull(window().withEndpoints(preschool).changedAfter(AFTER)).close();

        assertThat(asked)
                .containsExactly(
                        "organisations?limit=100",
                        "groups?limit=100",
                        "persons?limit=100",
                        "placements?limit=100",
                        "attendanceEvents?limit=100");
    }

    @Test
    void looksUpTheEventsOfChangedAttendancesThatDidNotChangeThemselves() throws Exception {
        pages.put("persons", List.of("[{\"id\":\"s1\"}]"));
        pages.put("calendarEvents", List.of("[" + event("e0") + "]", "[" + event("e3") + "]"));
        pages.put("attendances", List.of(attendances(0, 3), attendances(2, 5)));

        try (PulledPages pulled = pull(window().changedAfter(AFTER))) {
            assertThat(lookedUp).containsExactlyInAnyOrder("e1", "e2", "e4");
            assertThat(lookups).containsExactly(3);
            JsonSamples.Taken taken =
                    JsonSamples.take(new Ss12000Format(Clock.systemUTC()), scratch, pulled.documents());
            assertThat(taken.reasons()).isEmpty();
            assertThat(taken.of("attendance")).hasSize(6);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void halvesALookupWhoseAnswerIsTooLargeAndAsksForNoMoreAfterwards() throws Exception {
        pages.put("attendances", List.of(attendances(0, 20)));
        largestLookup = 3;
        Ss12000Pull request = window().changedAfter(AFTER);

        pull(new Ss12000Pull(
                        request.base(),
                        Map.of(),
                        FROM,
                        FROM,
                        AFTER,
                        Ss12000Pull.LESSONS,
                        100,
                        8,
                        PullPlan.AttendanceWindow.NONE,
                        false,
                        null,
                        null))
                .close();

        assertThat(lookedUp).hasSize(20);
        assertThat(lookups).startsWith(8, 4, 2, 2, 4, 2, 2, 2).allMatch(size -> size <= 8);
        assertThat(lookups.subList(7, lookups.size())).containsOnly(2);
    }

    @Test
    void givesUpWhereOneEventAloneIsTooLarge() throws Exception {
        pages.put("attendances", List.of(attendances(0, 2)));
        largestLookup = 0;

        assertThat(failure(window().changedAfter(AFTER))).hasMessageContaining("answers 503");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void saysThatASourceWithoutLookupMustBePulledInFull(int status) throws Exception {
        pages.put("attendances", List.of(attendances(0, 2)));
        lookupStatus = status;

        SourceUnreachable failure = failure(window().changedAfter(AFTER));

        assertThat(failure.mend()).contains("changes: true");
        assertThat(failure.endpoint()).isEqualTo("calendarEvents-lookup");
        assertThat(lookups).hasSize(1);
    }

    @Test
    void triesALookupAgainAfterAPassingError() throws Exception {
        pages.put("attendances", List.of(attendances(0, 2)));
        lookupStatus = 500;

        assertThat(failure(window().changedAfter(AFTER))).hasMessageContaining("answers 500");
        assertThat(lookups).hasSize(4);
    }

    @Test
    void saysHowToLeaveOutAnEndpointThatTheSourceDoesNotHave() throws Exception {
        absentEndpoint = "absences";
        assertThat(failure(window()).mend()).contains("take absences out of sources.school-ss12000.endpoints");
        absentEndpoint = "attendances";
        assertThat(failure(window()).mend()).contains("base address").doesNotContain("endpoints");
    }

    /** However far a pull comes, a failure leaves nothing that could be taken for a whole pull. */
    @Test
    void leavesNothingHalfWhereverThePullBreaks() throws Exception {
        pages.put("persons", List.of("[{\"id\":\"s1\"}]", "[{\"id\":\"s2\"}]"));
        pages.put("calendarEvents", List.of("[" + event("e0") + "]", "[" + event("e3") + "]"));
        pages.put("attendances", List.of(attendances(0, 3), attendances(3, 5)));
        Ss12000Pull request = window().changedAfter(AFTER);
        pull(request).close();
        int requests = asked.size();
        assertThat(requests).isGreaterThan(12);

        for (int i = 0; i < requests; i++) {
            asked.clear();
            failingRequest = i;
            assertThat(failure(request).status()).as("request %d", i).isEqualTo(400);
        }
    }

    @Test
    void namesEverythingThatIsWrongWithAChoiceOfEndpoints() {
        assertThat(Ss12000Pull.problems(Set.of("attendances", "nonsense", "persons")))
                .containsExactly(
                        "endpoint attendances needs calendarEvents; add it, or leave attendances out",
                        "endpoint 'nonsense' is not known; there are " + String.join(", ", Ss12000Pull.KNOWN));
        assertThat(Ss12000Pull.problems(Ss12000Pull.DEFAULT)).isEmpty();
        assertThat(Ss12000Pull.problems(Set.of("aggregatedAttendance"))).isEmpty();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> window().withEndpoints(Set.of("grades")))
                .withMessageContaining("syllabuses");
        assertThat(window().toString()).doesNotContain("http");
    }
}
