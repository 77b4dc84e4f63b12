package se.tvarsyn.quarantine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * A rejected record as {@code quarantine list} knows it: everything but the record itself.
 *
 * @param id names it: delivery, batch and place in the batch, joined by "."; the same when the delivery comes again
 * @param recordType what the source calls such records; null where the record cannot be taken through the chain again
 * @param rejection where and why, with the document's name made safe
 * @param at when it was put here
 * @param discarded who destroyed the payload and when, null while it is there
 * @param taken the retry that took it, null where none did
 */
public record QuarantinedRecord(
        String id,
        String feed,
        UUID deliveryId,
        @Nullable String recordType,
        Rejection rejection,
        Instant at,
        @Nullable Discard discarded,
        @Nullable Taken taken) {
    /** What became of a record. */
    public enum State {
        /** Its payload is here. */
        OPEN,
        /** A later retry took it. */
        TAKEN,
        /** A person destroyed the payload. */
        DISCARDED,
        /** The payload was destroyed because its time was over. */
        EXPIRED
    }

    /** @param by a principal, or {@code retention} */
    public record Discard(String by, Instant at) {
        static final String RETENTION = "retention";
    }

    /** @param retry the delivery that the retry was */
    public record Taken(UUID retry, Instant at) {}

    public State state() {
        if (taken != null) {
            return State.TAKEN;
        }
        if (discarded == null) {
            return State.OPEN;
        }
        return discarded.by().equals(Discard.RETENTION) ? State.EXPIRED : State.DISCARDED;
    }

    /** Whether {@code quarantine retry} can take it. */
    public boolean isRetryable() {
        return state() == State.OPEN && recordType != null;
    }
}
