package se.tvarsyn.settings;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a feed is to run by itself, and how often its source is expected to deliver. At most one of the first three is
 * given; a feed with none of them runs only when somebody says so.
 *
 * @param every time between the beginnings of two runs
 * @param at times of every day, in Sweden
 * @param cron six fields, from seconds to days of the week, in Sweden
 * @param expectedEvery longest time without a delivery that is as it should be; null where nothing is expected
 * @param refreshAfter whether models and figures are made anew after a run in which a delivery was loaded
 */
public record FeedTimes(
        @Nullable Duration every,
        List<LocalTime> at,
        @Nullable String cron,
        @Nullable Duration expectedEvery,
        boolean refreshAfter) {
    /** Names of the settings of which one is given at most. */
    static final List<String> WAYS = List.of("every", "at", "cron");

    public FeedTimes {
        at = List.copyOf(at);
    }

    /** @param source settings of the feed's source, which the schema has let through */
    static FeedTimes of(Map<String, String> source) {
        String at = source.getOrDefault("at", "");
        return new FeedTimes(
                span(source.get("every")),
                at.isEmpty()
                        ? List.of()
                        : Arrays.stream(at.split(","))
                                .map(time -> LocalTime.parse(time.strip()))
                                .sorted()
                                .toList(),
                source.get("cron"),
                span(source.get("expected-every")),
                Boolean.parseBoolean(source.get("refresh-after")));
    }

    /** @param text such as {@code 15 minutes} */
    private static @Nullable Duration span(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split(" ");
        long count = Long.parseLong(parts[0]);
        return switch (parts[1]) {
            case "minutes" -> Duration.ofMinutes(count);
            case "hours" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** Whether the feed runs by itself. */
    public boolean isScheduled() {
        return every != null || !at.isEmpty() || cron != null;
    }
}
