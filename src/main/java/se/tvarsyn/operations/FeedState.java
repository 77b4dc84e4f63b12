package se.tvarsyn.operations;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a feed stands, as it may be shown.
 *
 * @param hasSource whether the configuration names a source, so that it can be run
 * @param deliveries how many came, retries of rejected records aside
 * @param counts of all of them
 * @param lastDelivery the newest one, retries aside; null where none came
 * @param freshness against what is expected
 * @param changesUpTo how far a feed has come that is pulled by changes; null for others
 * @param nextRun when it runs next by itself; null where it does not, or is paused
 * @param isRunning whether it is being run now, by this program
 * @param paused who has paused it; null where nobody has
 * @param lastRun how its last run by this home's schedule ended; null where there was none
 */
public record FeedState(
        String feed,
        boolean hasSource,
        long deliveries,
        ShownCounts counts,
        @Nullable ShownDelivery lastDelivery,
        Freshness freshness,
        @Nullable Instant changesUpTo,
        @Nullable Instant nextRun,
        boolean isRunning,
        ScheduleMarks.@Nullable Pause paused,
        ScheduleMarks.@Nullable LastRun lastRun) {

    /**
     * The last run, where it failed and what it failed for still stands. One that failed for held or unreadable deliveries only
     * is over once the newest delivery is loaded, and was after that run: a command let it through, or took the one after it.
     */
    public ScheduleMarks.@Nullable LastRun failedRun() {
        ScheduleMarks.LastRun run = lastRun;
        if (run == null || run.failure() == null) {
            return null;
        }
        boolean isOver = HeldDeliveries.in(run.failure()).isPresent()
                && lastDelivery != null
                && lastDelivery.status() == DeliveryStatus.LOADED
                && lastDelivery.finishedAt() != null
                && lastDelivery.finishedAt().isAfter(run.endedAt());
        return isOver ? null : run;
    }

    /**
     * When a source delivered last, also what was known already.
     *
     * @param deliveredAt null where it never did
     * @param expectedEvery longest time without a delivery that is as it should be; null where nothing is expected
     * @param isLate whether that time is over
     */
    public record Freshness(
            @Nullable Instant deliveredAt, @Nullable Duration expectedEvery, boolean isLate) {
        public static Freshness of(@Nullable Instant deliveredAt, @Nullable Duration expectedEvery, Instant now) {
            boolean isLate = expectedEvery != null
                    && (deliveredAt == null || deliveredAt.plus(expectedEvery).isBefore(now));
            return new Freshness(deliveredAt, expectedEvery, isLate);
        }
    }
}
