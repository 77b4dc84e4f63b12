package se.tvarsyn.canonical;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A consent to share information between agencies, as one record of a source states it. Says nothing about anybody.
 *
 * @param from first day; null where the record states no consent, or one whose days cannot be read
 * @param to last day, null while it holds
 * @param on the day that the record is about; null where it is none
 */
public record Consent(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable LocalDate on) {
    /** Whether it covers the record's own day: what counts for records that belong to no case. */
    public boolean coversItsDay() {
        return from != null && on != null && !on.isBefore(from) && (to == null || !on.isAfter(to));
    }
}
