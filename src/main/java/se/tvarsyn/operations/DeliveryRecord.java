package se.tvarsyn.operations;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code ops.delivery}. */
public record DeliveryRecord(
        UUID id,
        String feed,
        String scope,
        String contentHash,
        String recipe,
        long sequence,
        DeliveryStatus status,
        DeliveryCounts counts,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Whether its records are those that an earlier delivery had rejected, which counts them already. */
    public boolean isRetry() {
        return scope.startsWith(Retry.SCOPE);
    }

    DeliveryRecord with(DeliveryStatus newStatus, DeliveryCounts newCounts, @Nullable Instant finished) {
        return new DeliveryRecord(
                id, feed, scope, contentHash, recipe, sequence, newStatus, newCounts, startedAt, finished);
    }
}
