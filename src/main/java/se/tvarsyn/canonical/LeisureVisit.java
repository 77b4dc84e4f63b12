package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One participant who was present at one meeting of an association.
 *
 * @param associationId the association's id in the municipality's register; an association is no person
 * @param activity from the mapping's value table, "Övrigt" where it has no entry
 * @param visitedOn the day the meeting began, Europe/Stockholm
 * @param municipalityCode four digits, "" where unknown
 * @param minutes length of the meeting; a meeting that ends before it starts crossed midnight
 */
public record LeisureVisit(
        String associationId, String activity, LocalDate visitedOn, int minutes, String municipalityCode)
        implements Fact {
    public LeisureVisit {
        Objects.requireNonNull(associationId);
        Objects.requireNonNull(activity);
        Objects.requireNonNull(visitedOn);
    }

    @Override
    public FactTable table() {
        return FactTable.LEISURE_VISIT;
    }

    @Override
    public LocalDate lastDay() {
        return visitedOn;
    }
}
