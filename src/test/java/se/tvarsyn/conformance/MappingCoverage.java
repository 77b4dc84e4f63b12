package se.tvarsyn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Whether every field of a feed's mapping is told in some sample case: a field that no case fills is untested. */
final class MappingCoverage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MappingCoverage() {}

    static void check(String feed) throws IOException {
        JsonNode mapping = JSON.valueToTree(new Yaml().load(Files.readString(Path.of("mappings", feed + ".yaml"))));
        Set<String> mapped = new TreeSet<>();
        for (JsonNode record : mapping.path("records")) {
            String table = "core." + record.path("to").asText();
            record.path("fields").fields().forEachRemaining(f -> {
                // A unit that only the municipality's own table can name is told by the battery's move, not by a
                // sample.
                boolean isTheirs =
                        f.getValue().has("units") && mapping.path("units").isEmpty();
                if (!isTheirs) {
                    mapped.add(table + "." + shownAs(f.getKey()));
                }
            });
        }
        Set<String> told = new TreeSet<>();
        try (Stream<Path> cases = Files.walk(Path.of("sample-feeds").resolve(feed))) {
            for (Path file : cases.filter(f -> f.endsWith("accepted.jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    tell(JSON.readTree(line), told);
                }
            }
        }
        mapped.removeAll(told);
        assertThat(mapped)
                .as("mapped fields that no sample case of " + feed + " fills")
                .isEmpty();
    }

    private static void tell(JsonNode row, Set<String> told) {
        row.fields().forEachRemaining(field -> {
            boolean isFilled =
                    !field.getValue().isNull() && !field.getValue().asText().isEmpty();
            if (isFilled) {
                told.add(row.path("table").asText() + "." + field.getKey());
            }
        });
    }

    /** Two fields of mappings are told in another form by the records. */
    private static String shownAs(String field) {
        return switch (field) {
            case "absence_minutes" -> "invalid_absence_minutes";
            case "absence_kind" -> "valid_absence_minutes";
            default -> field;
        };
    }
}
