package se.tvarsyn.web.operations;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.HeldDeliveries;
import se.tvarsyn.operations.ScheduleMarks;

/**
 * A feed in the table of feeds.
 *
 * @param status in a word or two
 * @param why what there is to say of it, the mend included
 * @param needsSomebody whether somebody should see to it
 * @param hasRejected whether rejected records of it wait
 * @param delivered when its source delivered last
 * @param expected how often it should; null where nothing is expected
 * @param cursor how far its changes are pulled; null for feeds without changes
 * @param isUsed whether it has a source or ever delivered
 * @param isPulled whether it can be asked for a window
 */
record FeedRow(
        String feed,
        String status,
        List<Said> why,
        boolean needsSomebody,
        boolean hasRejected,
        @Nullable DeliveryText last,
        String delivered,
        @Nullable String expected,
        @Nullable String cursor,
        String nextRun,
        boolean isPaused,
        boolean hasSource,
        boolean isPulled,
        boolean isUsed) {
    FeedRow {
        why = List.copyOf(why);
    }

    /**
     * Tells how a feed stands.
     *
     * @param hasRejected whether rejected records of it wait
     */
    static FeedRow of(FeedState feed, boolean hasRejected, boolean isPulled, OperationsWords words) {
        List<Said> why = new ArrayList<>();
        List<String> states = states(feed, hasRejected, words, why);
        FeedState.Freshness freshness = feed.freshness();
        return new FeedRow(
                feed.feed(),
                words.of("feed." + states.get(0)),
                why,
                isWrong(feed) || hasRejected,
                hasRejected,
                feed.lastDelivery() == null ? null : DeliveryText.of(feed.lastDelivery(), words),
                freshness.deliveredAt() == null ? words.of("feed.never") : words.at(freshness.deliveredAt()),
                freshness.expectedEvery() == null ? null : words.span(freshness.expectedEvery()),
                feed.changesUpTo() == null ? null : words.at(feed.changesUpTo()),
                nextRun(feed, words),
                feed.paused() != null,
                feed.hasSource(),
                isPulled,
                feed.hasSource() || feed.deliveries() > 0);
    }

    private static boolean isWrong(FeedState feed) {
        return feed.failedRun() != null
                || isLast(feed, DeliveryStatus.HELD)
                || isLast(feed, DeliveryStatus.FAILED)
                || feed.freshness().isLate();
    }

    private static boolean isLast(FeedState feed, DeliveryStatus status) {
        return feed.lastDelivery() != null && feed.lastDelivery().status() == status;
    }

    /** What holds of a feed, the word for it all first. */
    private static List<String> states(FeedState feed, boolean hasRejected, OperationsWords words, List<Said> why) {
        List<String> states = new ArrayList<>();
        if (feed.isRunning()) {
            states.add("running");
        }
        ScheduleMarks.Pause paused = feed.paused();
        if (paused != null) {
            states.add("paused");
            why.add(words.said("feed.paused.why", paused.by(), words.at(paused.at())));
        }
        ScheduleMarks.LastRun run = feed.failedRun();
        String last =
                isLast(feed, DeliveryStatus.HELD) ? "held" : isLast(feed, DeliveryStatus.FAILED) ? "unloaded" : "";
        // That the run failed for this delivery says no more than the delivery does.
        String failure = run == null ? null : run.failure();
        if (run != null
                && failure != null
                && (last.isEmpty() || HeldDeliveries.in(failure).isEmpty())) {
            states.add("failed");
            why.add(words.said("feed.failed.why", words.at(run.begunAt())));
            why.add(words.told(failure));
        }
        if (!last.isEmpty()) {
            states.add(last);
            why.add(words.said("feed." + last + ".why"));
        }
        if (feed.freshness().isLate()) {
            states.add("late");
            why.add(words.said("feed.late.why"));
        }
        if (hasRejected) {
            states.add("rejected");
        }
        states.add(feed.nextRun() != null ? "waiting" : feed.hasSource() ? "asked" : "no-source");
        return states;
    }

    private static String nextRun(FeedState feed, OperationsWords words) {
        if (feed.nextRun() != null) {
            return words.at(feed.nextRun());
        }
        return words.of(
                feed.paused() != null ? "feed.next.paused" : feed.hasSource() ? "feed.next.asked" : "feed.next.none");
    }
}
