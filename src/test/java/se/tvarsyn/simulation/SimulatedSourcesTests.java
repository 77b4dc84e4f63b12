package se.tvarsyn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedSourcesTests {
    private static final String WINDOW =
            "startTime.onOrAfter=2025-09-01T00:00:00%2B02:00&startTime.onOrBefore=2025-09-05T23:59:59%2B02:00";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();

    private Path folder;
    private Municipality municipality;
    private SimulatedSources sources;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        folder = shared;
        municipality = Municipality.generate(Municipality.DEFAULT_SEED, 1_200);
        sources = SimulatedSources.start(municipality, folder);
    }

    @AfterAll
    void stop() {
        sources.close();
    }

    @Test
    void pagesThroughPersonsByTheTokenAlone() throws Exception {
        Set<String> ids = new HashSet<>();
        String query = "limit=100";
        int pages = 0;
        while (query != null) {
            JsonNode page = page("persons", query);
            page.path("data")
                    .forEach(person ->
                            assertThat(ids.add(person.path("id").asText())).isTrue());
            query = page.path("pageToken").isNull()
                    ? null
                    : "limit=100&pageToken=" + page.path("pageToken").asText();
            pages++;
        }
        assertThat(ids).hasSize(municipality.pages().pupils().size() + 40);
        assertThat(pages).isGreaterThan(2);
    }

    @Test
    void givesEveryAttendanceOfAWindowOnceWhateverThePageSize() throws Exception {
        assertThat(attendances(WINDOW, 77))
                .isEqualTo(attendances(WINDOW, 5_000))
                .isNotEmpty();
    }

    @Test
    void givesTheWholeYearInMonths() throws Exception {
        long count = 0;
        for (String window : new String[] {
            "startTime.onOrAfter=2025-08-01T00:00:00Z&startTime.onOrBefore=2025-12-31T00:00:00Z",
            "startTime.onOrAfter=2025-12-31T00:00:01Z&startTime.onOrBefore=2026-07-01T00:00:00Z"
        }) {
            count += attendances(window, 5_000).size();
        }
        assertThat(count).isEqualTo(municipality.truth().feed("school-ss12000").read());
    }

    @Test
    void namesEveryEventAndActivityThatAttendancesPointAt() throws Exception {
        Set<String> activities = new HashSet<>();
        page("activities", "limit=5000")
                .path("data")
                .forEach(a -> activities.add(a.path("id").asText()));
        Set<String> events = new HashSet<>();
        for (JsonNode event : page("calendarEvents", WINDOW + "&limit=5000").path("data")) {
            events.add(event.path("id").asText());
            assertThat(activities).contains(event.path("activity").path("id").asText());
        }
        for (JsonNode attendance : page("attendances", WINDOW + "&limit=5000").path("data")) {
            assertThat(events)
                    .contains(attendance.path("calendarEvent").path("id").asText());
        }
        assertThat(page("organisations", "").path("data")).hasSize(5);
    }

    @Test
    void givesOnlyWhatChangedAfterAnInstant() throws Exception {
        JsonNode changed = page("persons", "limit=5000&meta.modified.after=2025-12-01T00:00:00Z");
        assertThat(changed.path("data").size()).isBetween(1, 100);
    }

    @Test
    void refusesEventsAndAttendancesWithoutAWindow() throws Exception {
        for (String endpoint : new String[] {"calendarEvents", "attendances"}) {
            HttpResponse<String> answer = get(ss12000(endpoint, "limit=10"), sources.token());
            assertThat(answer.statusCode()).isEqualTo(400);
            JsonNode body = mapper.readTree(answer.body());
            assertThat(body.path("code").asText()).isEqualTo("invalid_filter");
            assertThat(body.path("message").asText()).isNotEmpty();
        }
    }

    @Test
    void refusesATokenWithFiltersAndATokenOfAnotherEndpoint() throws Exception {
        String token = page("persons", "limit=5").path("pageToken").asText();
        assertThat(get(ss12000("persons", "pageToken=" + token + "&expand=duties"), sources.token())
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(ss12000("activities", "pageToken=" + token), sources.token())
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(ss12000("persons", "pageToken=nonsense"), sources.token())
                        .statusCode())
                .isEqualTo(400);
        assertThat(get(ss12000("persons", "limit=0"), sources.token()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersNobodyWithoutTheRightSecret() throws Exception {
        assertThat(get(ss12000("persons", ""), "guessed").statusCode()).isEqualTo(401);
        assertThat(get(lifecare("Services", "domain=demo-domain&key=guessed&limit=10"), "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(ss12000("placements", ""), sources.token()).statusCode()).isEqualTo(404);
    }

    @Test
    void extractsByOffsetAndLimitAndDay() throws Exception {
        JsonNode all = extract("Actualisations", "&limit=10000");
        int total = all.path("TotalNumberOfRecords").asInt();
        assertThat(all.path("Result")).hasSize(total);
        JsonNode part = extract("Actualisations", "&offset=" + (total - 3) + "&limit=10");
        assertThat(part.path("Result")).hasSize(3);
        assertThat(part.path("Result").get(0)).isEqualTo(all.path("Result").get(total - 3));
        JsonNode late = extract("Actualisations", "&limit=10000&modifiedAfter=2026-02-01T00:00:00");
        assertThat(late.path("TotalNumberOfRecords").asInt()).isBetween(1, total - 1);
        assertThat(extract("ResourceAllocations", "&limit=10").path("Result")).isEmpty();
        assertThat(get(lifecare("Services", secrets()), "").statusCode()).isEqualTo(400);
    }

    @Test
    void laysTheFilesOfTheOtherTwoFeeds() throws IOException {
        try (Stream<Path> csv = Files.list(sources.lessonCsvFolder());
                Stream<Path> dak = Files.list(sources.dakFolder())) {
            assertThat(csv).hasSize(44);
            assertThat(dak).hasSize(135);
        }
    }

    private Set<String> attendances(String window, int limit) throws Exception {
        Set<String> ids = new HashSet<>();
        String query = window + "&limit=" + limit;
        while (query != null) {
            JsonNode page = page("attendances", query);
            page.path("data")
                    .forEach(a -> assertThat(ids.add(a.path("id").asText())).isTrue());
            query = page.path("pageToken").isNull()
                    ? null
                    : "limit=" + limit + "&pageToken=" + page.path("pageToken").asText();
        }
        return ids;
    }

    private JsonNode page(String endpoint, String query) throws Exception {
        HttpResponse<String> answer = get(ss12000(endpoint, query), sources.token());
        assertThat(answer.statusCode()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    private JsonNode extract(String name, String more) throws Exception {
        HttpResponse<String> answer = get(lifecare(name, secrets() + more), "");
        assertThat(answer.statusCode()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    private String secrets() {
        return "domain=" + URLEncoder.encode(sources.domain(), StandardCharsets.UTF_8) + "&key="
                + URLEncoder.encode(sources.key(), StandardCharsets.UTF_8);
    }

    private URI ss12000(String endpoint, String query) {
        return URI.create(sources.ss12000() + "/" + endpoint + (query.isEmpty() ? "" : "?" + query));
    }

    private URI lifecare(String extract, String query) {
        return URI.create(sources.lifecare() + "/apifc/v1/Extract/" + extract + "?" + query);
    }

    private HttpResponse<String> get(URI uri, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
