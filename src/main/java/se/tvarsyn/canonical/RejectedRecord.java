package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rejection and the source record as JSON text, on its way to the encrypted quarantine.
 *
 * @param recordType what the source calls such records, where the payload is a whole record that the chain could read
 *     again; null where the format itself could not read it
 * @param payload the record as it came, JSON; may hold identities, so it is shown to nobody
 */
public record RejectedRecord(Rejection rejection, @Nullable String recordType, String payload) {
    public RejectedRecord {
        Objects.requireNonNull(rejection);
        Objects.requireNonNull(payload);
    }

    /** What no later step could read again. */
    public RejectedRecord(Rejection rejection, String payload) {
        this(rejection, null, payload);
    }

    @Override
    public String toString() {
        return "RejectedRecord[" + DocumentNames.safe(rejection).message() + "]";
    }
}
