package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Days on which a consent holds.
 *
 * @param to last day, null while it holds
 */
record ConsentPeriod(LocalDate from, @Nullable LocalDate to) {
    ConsentPeriod {
        Objects.requireNonNull(from);
    }

    boolean covers(LocalDate day) {
        return !day.isBefore(from) && reaches(day);
    }

    boolean reaches(LocalDate day) {
        return to == null || !day.isAfter(to);
    }

    boolean overlaps(ConsentPeriod other) {
        return reaches(other.from) && other.reaches(from);
    }

    /** Whether this one ends before the other, on a day that has been: somebody took the consent back. */
    boolean takesBack(ConsentPeriod other, LocalDate today) {
        return to != null && !to.isAfter(today) && (other.to == null || to.isBefore(other.to));
    }
}
