package se.tvarsyn.quarantine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * A rejected record as {@code quarantine list} shows it: everything but the record itself.
 *
 * @param id names it: delivery, batch and place in the batch, joined by "."; the same when the delivery comes again
 * @param rejection where and why, with the document's name made safe
 * @param at when it was put here
 * @param discarded who destroyed the payload and when, null while it is there
 */
public record QuarantinedRecord(
        String id,
        String feed,
        UUID deliveryId,
        Rejection rejection,
        Instant at,
        @Nullable Discard discarded) {
    /** @param by a principal, or {@code retention} */
    public record Discard(String by, Instant at) {}
}
