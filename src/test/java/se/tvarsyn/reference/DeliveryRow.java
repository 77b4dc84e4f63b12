package se.tvarsyn.reference;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code ops.delivery}. A delivery may have several; the one written last is the current one.
 *
 * @param read accepted + rejected + barred + skipped
 * @param barred records of protected persons
 */
record DeliveryRow(
        UUID id,
        String feed,
        String status,
        long read,
        long accepted,
        long rejected,
        long barred,
        long skipped,
        long unlinked,
        long unmappedUnit,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Instant writtenAt) {

    boolean isLoaded() {
        return status.equals("loaded");
    }
}
