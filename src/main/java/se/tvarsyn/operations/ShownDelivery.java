package se.tvarsyn.operations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it may be shown.
 *
 * @param scope "file", what a pull asked for, or which delivery's rejected records were retried
 * @param finishedAt null while it is under way, or where its process was killed
 */
public record ShownDelivery(
        UUID id,
        String feed,
        String scope,
        DeliveryStatus status,
        ShownCounts counts,
        Instant startedAt,
        @Nullable Instant finishedAt) {
    public static ShownDelivery of(DeliveryRecord delivery) {
        return new ShownDelivery(
                delivery.id(),
                delivery.feed(),
                delivery.scope(),
                delivery.status(),
                ShownCounts.of(delivery.counts(), delivery.isRetry()),
                delivery.startedAt(),
                delivery.finishedAt());
    }

    /** Whether it was rejected records of another delivery. */
    public boolean isRetry() {
        return scope.startsWith(Retry.SCOPE);
    }
}
