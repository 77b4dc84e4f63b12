package se.tvarsyn.settings;

import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;

/**
 * Why a feed may be loaded. A feed without a valid entry does not load (PRIVACY.md 4).
 *
 * @param law the legal ground, as the data protection officer writes it; null in a trial entry
 * @param decision reference of the decision; null in a trial entry
 * @param validFrom first day, null = from the beginning
 * @param validTo last day, null = until it is changed
 * @param isTrial written by {@code init}: allows loading into the embedded engine only
 * @param retention how long a row is kept, counted from the day it is about
 * @param tables the tables of {@code core} that the entry is about; empty = every table that the feed fills
 */
public record LegalBasis(
        String feed,
        String purpose,
        @Nullable String law,
        @Nullable String decision,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo,
        boolean isTrial,
        Period retention,
        Set<FactTable> tables,
        int line) {
    /** Where an entry names none (MODEL.md and PRIVACY.md 4). */
    public static final Period DEFAULT_RETENTION = Period.ofYears(5);

    public LegalBasis {
        tables = Set.copyOf(tables);
        if (retention.isZero() || retention.isNegative()) {
            throw new IllegalArgumentException("a retention is longer than nothing");
        }
    }

    /** An entry as {@code init} and {@code demo} make it. */
    public static LegalBasis trial(String feed, String purpose) {
        return new LegalBasis(feed, purpose, null, null, null, null, true, DEFAULT_RETENTION, Set.of(), 0);
    }

    /** Whether the entry holds on a day. */
    public boolean isValidOn(LocalDate day) {
        return !isBefore(day) && !isOver(day);
    }

    /** Whether the entry's last day is past. */
    public boolean isOver(LocalDate day) {
        return validTo != null && day.isAfter(validTo);
    }

    private boolean isBefore(LocalDate day) {
        return validFrom != null && day.isBefore(validFrom);
    }

    /** Whether the entry is about a table. */
    public boolean covers(FactTable table) {
        return tables.isEmpty() || tables.contains(table);
    }

    /** Whether two entries say something about the same rows on the same day, so that nobody can tell which one holds. */
    boolean overlaps(LegalBasis other) {
        boolean sameRows = feed.equals(other.feed)
                && purpose.equals(other.purpose)
                && isTrial == other.isTrial
                && (tables.isEmpty()
                        || other.tables.isEmpty()
                        || tables.stream().anyMatch(other.tables::contains));
        return sameRows
                && (validTo == null || other.validFrom == null || !validTo.isBefore(other.validFrom))
                && (other.validTo == null || validFrom == null || !other.validTo.isBefore(validFrom));
    }
}
