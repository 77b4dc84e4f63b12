package se.tvarsyn.application;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import se.tvarsyn.settings.FeedTimes;

/**
 * The instants at which a feed runs by itself. Times of day are Sweden's: each comes once a day, also on the night when the
 * clock is put forward past it (then an hour later) and on the one when it strikes twice (then the first time).
 */
final class RunTimes {
    static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final @Nullable Duration every;
    private final List<CronExpression> crons;

    private RunTimes(@Nullable Duration every, List<CronExpression> crons) {
        this.every = every;
        this.crons = List.copyOf(crons);
    }

    /** @param times without {@link #problem} */
    static RunTimes of(FeedTimes times) {
        List<CronExpression> crons = new ArrayList<>();
        for (LocalTime at : times.at()) {
            crons.add(CronExpression.parse("0 " + at.getMinute() + " " + at.getHour() + " * * *"));
        }
        if (times.cron() != null) {
            crons.add(CronExpression.parse(times.cron()));
        }
        return new RunTimes(times.every(), crons);
    }

    /** @return what is wrong and the mend, null where nothing is */
    static @Nullable String problem(FeedTimes times) {
        return times.cron() == null || CronExpression.isValidExpression(times.cron())
                ? null
                : "cron has six fields: second minute hour day month weekday, such as '0 30 5 * * MON-FRI'";
    }

    /** @return the next instant after another at which the feed runs; null where it never does */
    @Nullable
    Instant next(Instant after) {
        if (every != null) {
            return after.plus(every);
        }
        return crons.stream()
                .map(cron -> next(cron, after))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable Instant next(CronExpression cron, Instant after) {
        // Over local times: with a zone a cron expression leaves out a day whose clock is put forward past its time.
        LocalDateTime local = LocalDateTime.ofInstant(after, SWEDEN);
        for (LocalDateTime next = cron.next(local); next != null; next = cron.next(next)) {
            Instant instant = ZonedDateTime.of(next, SWEDEN).toInstant();
            if (instant.isAfter(after)) {
                return instant;
            }
        }
        return null;
    }
}
