package se.tvarsyn.publication;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fresh and how whole one source was when a release was made. Names no person; its shares are of rounded counts.
 *
 * @param name what it is called to readers
 * @param deliveredOn day in Sweden of its last delivery; null = never
 * @param ageDays from that day to the release
 * @param expectedHours how often it should deliver; null where nothing is expected
 * @param rejectedPercent that are still rejected, of the records read since the period began: whole percent, {@code <1} or {@code .} where none was
 * @param unlinkedPercent of the records accepted, likewise
 * @param metrics that rows of it are in
 */
public record ReleasedSource(
        String feed,
        String name,
        @Nullable LocalDate deliveredOn,
        @Nullable Long ageDays,
        @Nullable Long expectedHours,
        Standing standing,
        String rejectedPercent,
        String unlinkedPercent,
        List<String> metrics) {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final int ROUNDED_TO = 10;
    private static final int WHOLE = 100;

    public ReleasedSource {
        metrics = List.copyOf(metrics);
    }

    /** Whether a source is as fresh as it should be. */
    public enum Standing {
        ON_TIME("on-time"),
        LATE("late"),
        NEVER("never"),
        /** It has delivered, and nobody has said how often it should. */
        NOT_EXPECTED("not-expected");

        private final String word;

        Standing(String word) {
            this.word = word;
        }

        /** As tables have it. */
        public String word() {
            return word;
        }

        static Standing of(@Nullable Instant deliveredAt, @Nullable Duration expectedEvery, Instant now) {
            if (deliveredAt == null) {
                return NEVER;
            }
            if (expectedEvery == null) {
                return NOT_EXPECTED;
            }
            return deliveredAt.plus(expectedEvery).isBefore(now) ? LATE : ON_TIME;
        }
    }

    /**
     * What is known of deliveries of a feed.
     *
     * @param finishedAt of the last one that figures are made of; null = never
     * @param read records since the period began; of them accepted, still rejected, and accepted without a link
     */
    record Loaded(@Nullable Instant finishedAt, long read, long accepted, long rejected, long unlinked) {
        static final Loaded NONE = new Loaded(null, 0, 0, 0, 0);
    }

    static ReleasedSource of(ExpectedSource source, Loaded loaded, List<String> metrics, Instant now) {
        Instant deliveredAt = later(loaded.finishedAt(), source.seenAt());
        LocalDate on = deliveredAt == null ? null : LocalDate.ofInstant(deliveredAt, SWEDEN);
        Duration every = source.expectedEvery();
        return new ReleasedSource(
                source.feed(),
                source.name(),
                on,
                on == null ? null : Math.max(0, ChronoUnit.DAYS.between(on, LocalDate.ofInstant(now, SWEDEN))),
                every == null ? null : Math.max(1, every.toHours()),
                Standing.of(deliveredAt, every, now),
                percent(loaded.rejected(), loaded.read()),
                percent(loaded.unlinked(), loaded.accepted()),
                metrics);
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }

    /**
     * A share of counts that are rounded first, as all counts of rejected and unlinked persons are where they are shown: one
     * person more or less is seen where a count passes from one ten to the next, and never tells which.
     */
    static String percent(long count, long of) {
        if (of == 0) {
            return ReleasedFigure.MISSING;
        }
        if (count == 0) {
            return "0";
        }
        long percent = Math.round((double) WHOLE * rounded(count) / Math.max(rounded(of), rounded(count)));
        return percent == 0 ? "<1" : Long.toString(percent);
    }

    /** To tens; one to nine are ten. */
    private static long rounded(long count) {
        return Math.max(ROUNDED_TO, (count + ROUNDED_TO / 2) / ROUNDED_TO * ROUNDED_TO);
    }
}
