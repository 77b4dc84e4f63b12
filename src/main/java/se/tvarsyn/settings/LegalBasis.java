package se.tvarsyn.settings;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Why a feed may be loaded. A feed without a valid entry does not load (PRIVACY.md 4).
 *
 * @param law the legal ground, as the data protection officer writes it; null in a trial entry
 * @param decision reference of the decision; null in a trial entry
 * @param validFrom first day, null = from the beginning
 * @param validTo last day, null = until it is changed
 * @param isTrial written by {@code init}: allows loading into the embedded engine only
 */
public record LegalBasis(
        String feed,
        String purpose,
        @Nullable String law,
        @Nullable String decision,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        boolean isTrial,
        int line) {

    /** Whether the entry holds on a day. */
    public boolean isValidOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }
}
