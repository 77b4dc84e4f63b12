package se.tvarsyn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Feeds × checks as the battery found them, and the table of the README that must say the same. */
final class BatteryTable {
    static final List<String> CHECKS = List.of(
            "replay",
            "correction",
            "move",
            "deletion",
            "emptiness",
            "bad row",
            "fields",
            "borders",
            "answers",
            "silence");
    private static final String BEGIN = "<!-- conformance: written by ConformanceTests -->\n";
    private static final String END = "<!-- /conformance -->";

    private final Map<String, Map<String, String>> cells = new TreeMap<>();

    void passed(String feed, String check) {
        cells.computeIfAbsent(feed, f -> new LinkedHashMap<>()).put(check, "✓");
    }

    /** The check has no meaning for this source: a folder has no pages, a key that holds the unit cannot move. */
    void doesNotApply(String feed, String check) {
        cells.computeIfAbsent(feed, f -> new LinkedHashMap<>()).put(check, "–");
    }

    private String text() {
        StringBuilder text = new StringBuilder("| feed | " + String.join(" | ", CHECKS) + " |\n");
        text.append("|---|").append("---|".repeat(CHECKS.size())).append('\n');
        cells.forEach((feed, checks) -> {
            text.append("| `").append(feed).append("` |");
            CHECKS.forEach(check ->
                    text.append(' ').append(checks.getOrDefault(check, "✗")).append(" |"));
            text.append('\n');
        });
        return text.toString();
    }

    /** Compares with the file, or writes it where asked to. A run of single checks proves nothing and compares nothing. */
    void compare(Path file) throws IOException {
        boolean isWhole = cells.size() == FeedSources.all().size()
                && cells.values().stream().allMatch(c -> c.size() == CHECKS.size());
        String readme = Files.readString(file);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        assertThat(to).as("README.md has the battery's table").isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(file, readme.substring(0, from) + text() + readme.substring(to));
        } else if (isWhole) {
            assertThat(readme.substring(from, to)).isEqualTo(text());
        }
    }
}
