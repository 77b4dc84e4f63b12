package se.tvarsyn.canonical;

import java.util.Objects;

/**
 * A rejection and the source record as JSON text, on its way to the encrypted quarantine.
 *
 * @param payload the record as it came, JSON; may hold identities, so it is shown to nobody
 */
public record RejectedRecord(Rejection rejection, String payload) {
    public RejectedRecord {
        Objects.requireNonNull(rejection);
        Objects.requireNonNull(payload);
    }

    @Override
    public String toString() {
        return "RejectedRecord[" + DocumentNames.safe(rejection).message() + "]";
    }
}
