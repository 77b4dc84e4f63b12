package se.tvarsyn.source;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * "For this scope these are all records": what lets the feed take back what its source no longer has. A pull of changes
 * claims nothing.
 *
 * @param recordType the source's record type, {@code *} for all
 * @param from first day of the scope by the day of the record, null for all records of the feed
 * @param to its last day, null for all records
 */
public record CompletenessClaim(
        String recordType,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    public CompletenessClaim {
        Objects.requireNonNull(recordType);
        if ((from == null) != (to == null) || (from != null && to.isBefore(from))) {
            throw new IllegalArgumentException("a claim's window has both ends, in their order, or none");
        }
    }

    /** The delivery holds all there is. */
    public static CompletenessClaim all(String recordType) {
        return new CompletenessClaim(recordType, null, null);
    }

    /** The delivery holds all records of these days. */
    public static CompletenessClaim window(String recordType, LocalDate from, LocalDate to) {
        return new CompletenessClaim(recordType, from, to);
    }
}
