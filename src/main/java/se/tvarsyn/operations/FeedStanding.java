package se.tvarsyn.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger has of one feed, retries of rejected records aside.
 *
 * @param deliveries how many came
 * @param counts of all of them
 * @param last the newest one; null where none came
 * @param loadedAt when one was last loaded; null = never
 */
public record FeedStanding(
        long deliveries,
        DeliveryCounts counts,
        @Nullable DeliveryRecord last,
        @Nullable Instant loadedAt) {
    /** Of a feed that never came. */
    public static final FeedStanding NONE = new FeedStanding(0, DeliveryCounts.NONE, null, null);
}
