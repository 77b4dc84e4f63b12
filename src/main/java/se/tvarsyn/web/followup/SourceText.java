package se.tvarsyn.web.followup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.SourceEntry;

/**
 * A source as a reader sees it.
 *
 * @param name in Swedish, whatever the reader's language
 * @param delivered the day of its last delivery, or a dash
 * @param expected how often it should deliver; "" where nobody has said
 * @param standing a word that a style knows: {@code on-time}, {@code late}, {@code never} or {@code not-expected}
 * @param state the same in words
 * @param rejected percent, with its sign, or {@code .}
 * @param unlinked percent, with its sign, or {@code .}
 */
record SourceText(
        String name,
        String delivered,
        String expected,
        String standing,
        String state,
        String rejected,
        String unlinked) {
    private static final int HOURS_OF_A_DAY = 24;
    private static final List<String> WORST_FIRST = List.of("never", "late", "not-expected", "on-time");

    /** Those that somebody should see to first. */
    static List<SourceText> of(OpenedRelease opened) {
        return sorted(opened.view().sources()).stream()
                .map(source -> of(source, opened.words()))
                .toList();
    }

    private static List<SourceEntry> sorted(List<SourceEntry> sources) {
        return sources.stream()
                .sorted(Comparator.comparing((SourceEntry s) -> WORST_FIRST.indexOf(s.standing()))
                        .thenComparing(SourceEntry::name))
                .toList();
    }

    private static SourceText of(SourceEntry source, Words words) {
        Integer hours = source.expectedHours();
        return new SourceText(
                source.name(),
                source.deliveredOn() == null ? "–" : words.on(source.deliveredOn()),
                hours == null ? "" : expected(hours, words),
                source.standing(),
                words.of("source." + source.standing()),
                words.percent(source.rejectedPercent()),
                words.percent(source.unlinkedPercent()));
    }

    private static String expected(int hours, Words words) {
        return hours % HOURS_OF_A_DAY == 0
                ? words.of("source.every.days", hours / HOURS_OF_A_DAY)
                : words.of("source.every.hours", hours);
    }

    /** How the sources stand, all in one sentence; null where the release does not tell. */
    static @Nullable String summary(OpenedRelease opened) {
        List<SourceEntry> sources = opened.view().sources();
        if (sources.isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (String standing : WORST_FIRST) {
            long count =
                    sources.stream().filter(s -> s.standing().equals(standing)).count();
            if (count > 0) {
                parts.add(opened.words().of("source.count." + standing, count));
            }
        }
        return opened.words().of("source.count", sources.size(), String.join(", ", parts));
    }

    static boolean areFresh(OpenedRelease opened) {
        return opened.view().sources().stream().noneMatch(source -> WORST_FIRST.indexOf(source.standing()) < 2);
    }

    /** The sources of some metrics, by the day of their last delivery; null where the release does not tell. */
    static @Nullable String behind(OpenedRelease opened, List<String> metrics) {
        Words words = opened.words();
        Map<String, List<String>> byDay = new LinkedHashMap<>();
        sorted(opened.view().sources()).stream()
                .filter(source -> source.metrics().stream().anyMatch(metrics::contains))
                .forEach(source -> {
                    String day = source.deliveredOn() == null ? "" : words.on(source.deliveredOn());
                    String of = source.standing().equals("late") ? "source.behind.late" : "source.behind";
                    byDay.computeIfAbsent(words.of(of, day), d -> new ArrayList<>())
                            .add(source.name());
                });
        return byDay.isEmpty()
                ? null
                : words.of(
                        "source.behind.all",
                        byDay.entrySet().stream()
                                .map(group -> String.join(", ", group.getValue()) + " " + group.getKey())
                                .collect(Collectors.joining("; ")));
    }
}
