package se.tvarsyn.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.tvarsyn.settings.FeedTimes;

/** A feed runs once for each of its times, also on the two nights on which Sweden changes its clocks. */
class RunTimesTests {
    private static FeedTimes at(String... times) {
        List<LocalTime> all = new ArrayList<>();
        for (String time : times) {
            all.add(LocalTime.parse(time));
        }
        return new FeedTimes(null, all, null, null, false);
    }

    private static FeedTimes cron(@Nullable String cron) {
        return new FeedTimes(null, List.of(), cron, null, false);
    }

    private static List<String> next(FeedTimes times, String after, int count) {
        List<String> runs = new ArrayList<>();
        Instant instant = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            instant = RunTimes.of(times).next(instant);
            if (instant == null) {
                break;
            }
            runs.add(instant.toString());
        }
        return runs;
    }

    @Test
    void aTimeOfDayIsSwedens() {
        assertThat(next(at("05:30"), "2026-01-10T00:00:00Z", 1)).containsExactly("2026-01-10T04:30:00Z");
        assertThat(next(at("05:30"), "2026-06-10T00:00:00Z", 1)).containsExactly("2026-06-10T03:30:00Z");
        assertThat(next(at("12:30", "05:30"), "2026-06-10T04:00:00Z", 2))
                .containsExactly("2026-06-10T10:30:00Z", "2026-06-11T03:30:00Z");
    }

    @Test
    void theNightWhoseClockIsPutForwardPastTheTimeRunsAnHourLater() {
        assertThat(next(at("02:30"), "2026-03-28T00:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void theNightWhoseClockStrikesTwiceRunsOnce() {
        assertThat(next(at("02:30"), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void aCronExpressionMaySayWorkdays() {
        // 2026-11-20 is a Friday.
        assertThat(next(cron("0 0 6 * * MON-FRI"), "2026-11-20T12:00:00Z", 1)).containsExactly("2026-11-23T05:00:00Z");
        assertThat(RunTimes.problem(cron("0 0 6 * * MON-FRI"))).isNull();
        assertThat(RunTimes.problem(cron("0 0 25 * * MON-FRI"))).contains("six fields");
        assertThat(next(cron(null), "2026-11-20T12:00:00Z", 1)).isEmpty();
    }

    @Test
    void aSpanIsCountedFromTheLastRun() {
        FeedTimes every = new FeedTimes(Duration.ofMinutes(90), List.of(), null, null, false);
        assertThat(next(every, "2026-03-29T00:00:00Z", 2))
                .containsExactly("2026-03-29T01:30:00Z", "2026-03-29T03:00:00Z");
    }
}
