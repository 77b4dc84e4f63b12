package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The shipped samples of REST feeds, as far as the format alone judges them; SampleFeedTests takes them further. */
class RestSampleFeedTests {
    private static final Path FEEDS = Path.of("sample-feeds");
    /** What the format itself rejects; every other case must have nothing unreadable. */
    private static final Map<String, List<String>> REJECTED = Map.ofEntries(
            Map.entry("school-ss12000/numbers-as-text", List.of("wrong-type")),
            Map.entry("school-ss12000/dangling", List.of("unknown-calendar-event", "unknown-student")),
            Map.entry("school-ss12000/error-body", List.of("error-response", "error-response")),
            Map.entry("school-ss12000/truncated", List.of("broken-document")),
            Map.entry("school-ss12000/absences", List.of("end-before-start")),
            Map.entry("school-ss12000/grades", List.of("unknown-syllabus")),
            Map.entry("school-ss12000/sums", List.of("end-before-start")),
            Map.entry("school-ss12000/placements", List.of("unknown-student")),
            Map.entry("school-ss12000/care-days", List.of("unknown-value", "unknown-student")),
            Map.entry("school-ss12000/deleted-list", List.of("missing-id")),
            Map.entry("social-lifecare/incomplete", List.of("incomplete-extract")),
            Map.entry("social-lifecare/broken-xml", List.of("error-response", "broken-document")),
            Map.entry(
                    "social-lifecare/customer-of-an-execution",
                    List.of(
                            "ambiguous-customer",
                            "unknown-customer",
                            "unknown-customer",
                            "missing-customer",
                            "unknown-customer")),
            Map.entry("social-lifecare/bad-rows", List.of("invalid-date", "wrong-type", "missing-id")));

    @TempDir
    Path scratch;

    @TestFactory
    Stream<DynamicTest> everyCaseGivesWhatItsFormatCanTell() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-02-01T12:00:00Z"), ZoneOffset.UTC);
        return Stream.of(
                        Map.entry("school-ss12000", new Ss12000Format(clock)),
                        Map.entry("social-lifecare", new LifecareFormat()))
                .flatMap(feed -> cases(feed.getKey())
                        .map(name -> DynamicTest.dynamicTest(
                                feed.getKey() + "/" + name, () -> check(feed.getKey() + "/" + name, feed.getValue()))));
    }

    private static Stream<String> cases(String feed) {
        try (Stream<Path> folders = Files.list(FEEDS.resolve(feed))) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError("sample-feeds/" + feed + " is missing");
        }
    }

    private void check(String name, SourceFormat format) throws Exception {
        JsonSamples.Taken taken = JsonSamples.take(
                format, scratch, JsonSamples.folder(FEEDS.resolve(name).resolve("input")));

        assertThat(FEEDS.resolve(name).resolve("why.md")).isNotEmptyFile();
        assertThat(taken.reasons()).isEqualTo(REJECTED.getOrDefault(name, List.of()));
        assertThat(taken.records()).isNotEmpty();
        for (SourceRecord row : taken.records()) {
            assertThat(JsonSamples.values(row))
                    .doesNotContain("Prov Person", "Handläggare", "Elevsson", "Provstigen", "fri text");
        }
    }
}
