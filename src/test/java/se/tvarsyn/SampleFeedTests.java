package se.tvarsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Preview;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.SourceDocument;

/**
 * Every folder of {@code sample-feeds/<feed>/<case>} is a test: its input through the steps of the chain gives exactly
 * accepted.jsonl and rejected.jsonl. Tokens are shown as #1, #2 … in order of appearance, so that "the same person" can
 * be seen without a key.
 *
 * <p>After a wanted change, run once with {@code -Dsamples.write=true}, and read the difference before it is committed.
 */
class SampleFeedTests {
    private static final Path SAMPLES = Path.of("sample-feeds");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneId.of("Europe/Stockholm"));

    @TempDir
    Path scratch;

    @TestFactory
    Stream<DynamicTest> everyCaseGivesWhatItsFolderSays() throws IOException {
        return cases().stream()
                .map(folder ->
                        DynamicTest.dynamicTest(SAMPLES.relativize(folder).toString(), () -> check(folder)));
    }

    @Test
    void everyFeedHasCasesAndEveryCaseSaysWhy() throws IOException {
        Configuration configuration = configuration();
        assertThat(cases().stream().map(SampleFeedTests::feedOf).distinct())
                .containsAll(configuration.mappings().keySet());
        for (Path folder : cases()) {
            assertThat(folder.resolve("why.md")).as("why.md of %s", folder).isNotEmptyFile();
        }
    }

    /** Breaks a rule on purpose: a case whose expectation is another must fail. */
    @Test
    void noticesAnOutcomeThatIsNotExpected() throws IOException {
        Path folder = SAMPLES.resolve("school-lesson-csv/plain");
        Outcome outcome = outcome(folder);
        assertThat(outcome.accepted()).isNotEmpty();
        assertThat(outcome.accepted().replace("\"offered_minutes\":60", "\"offered_minutes\":61"))
                .isNotEqualTo(Files.readString(folder.resolve("accepted.jsonl")));
    }

    private void check(Path folder) throws IOException {
        Outcome outcome = outcome(folder);
        Path accepted = folder.resolve("accepted.jsonl");
        Path rejected = folder.resolve("rejected.jsonl");
        if (Boolean.getBoolean("samples.write")) {
            Files.writeString(accepted, outcome.accepted(), StandardCharsets.UTF_8);
            Files.writeString(rejected, outcome.rejected(), StandardCharsets.UTF_8);
        }
        assertThat(outcome.rejected()).isEqualTo(Files.readString(rejected));
        assertThat(outcome.accepted()).isEqualTo(Files.readString(accepted));
    }

    private record Outcome(String accepted, String rejected) {}

    private Outcome outcome(Path folder) throws IOException {
        Configuration configuration = configuration();
        String feed = feedOf(folder);
        Preview preview = new Preview(configuration, CLOCK, scratch, Long.MAX_VALUE);
        List<String> lines = new ArrayList<>();
        for (Delivery delivery : deliveries(feed, folder)) {
            preview.run(delivery, lines::add);
        }
        Map<String, String> names = new HashMap<>();
        StringBuilder accepted = new StringBuilder();
        StringBuilder rejected = new StringBuilder();
        for (String line : lines) {
            ObjectNode json = (ObjectNode) JSON.readTree(line);
            for (String token : List.of("person_pseudonym", "source_key", "group")) {
                JsonNode value = json.get(token);
                if (value != null) {
                    json.put(token, names.computeIfAbsent(value.asText(), v -> "#" + (names.size() + 1)));
                }
            }
            boolean isRejection = json.path("outcome").asText().equals("rejected");
            (isRejection ? rejected : accepted).append(json).append('\n');
        }
        return new Outcome(accepted.toString(), rejected.toString());
    }

    private static List<Delivery> deliveries(String feed, Path folder) throws IOException {
        Path directory = folder.resolve("input");
        if (Files.isDirectory(directory)) {
            return List.of(Delivery.ofFile(feed, FileDocument.in(directory)));
        }
        return FileDocument.in(folder).stream()
                .filter(d -> d.name().startsWith("input"))
                .map(d -> Delivery.ofFile(feed, List.<SourceDocument>of(d)))
                .toList();
    }

    private Configuration configuration() {
        Configuration configuration = Configuration.read(new Home(scratch, Path.of(".")), null, CLOCK);
        assertThat(configuration.problems()).isEmpty();
        return configuration;
    }

    /** sample-feeds/FEED/CASE. */
    private static String feedOf(Path folder) {
        return folder.getName(1).toString();
    }

    private static List<Path> cases() throws IOException {
        try (Stream<Path> folders =
                Files.find(SAMPLES, 2, (path, attributes) -> attributes.isDirectory() && path.getNameCount() == 3)) {
            return folders.sorted().toList();
        }
    }
}
