package se.tvarsyn.reference;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Person;

/**
 * A pupil with offered time in a period.
 *
 * @param place where and what the pupil is in the period
 * @param units where the minutes were offered
 * @param minutes of all units together
 * @param band null where no time is reported
 * @param bandBefore of the calendar month before; null in longer periods too
 * @param isOver whether the absence reaches the threshold
 * @param wasOver the same of the calendar month before
 * @param hasLongInvalid whether a day of a long spell of invalid absence lies in the period, from the one on which it
 *     became long
 * @param isScattered whether enough occasions began in the period's last months
 */
record PupilPeriod(
        Person person,
        Period period,
        Place place,
        List<AtUnit> units,
        Minutes minutes,
        @Nullable Integer band,
        @Nullable Integer bandBefore,
        boolean isOver,
        boolean wasOver,
        boolean hasDays,
        boolean hasLongInvalid,
        boolean isScattered) {

    /** Texts as the catalogue's cells show them; empty = unknown. */
    record Place(String unit, String district, String form, String stage, String grade, String sex, String ageBand) {}

    /** The minutes of one unit. */
    record AtUnit(String unit, String district, String form, Minutes minutes) {}

    UUID token() {
        return person.token();
    }

    boolean hasReported() {
        return minutes.reported() > 0;
    }

    /** The band as a text; empty = none. */
    String bandText() {
        return band == null ? "" : band.toString();
    }

    /** Cuts of heads: at the pupil's place. */
    List<Cut> heads() {
        return cuts(place.unit, place.district, place.form);
    }

    /** Cuts of minutes: unit, district and form where they were offered, the rest from the pupil's place. */
    List<Cut> minutesAt(AtUnit unit) {
        return cuts(unit.unit, unit.district, unit.form);
    }

    private List<Cut> cuts(String unit, String district, String form) {
        return Cut.totalAnd(
                Cut.by("school_unit", unit),
                Cut.by("district", district),
                Cut.by("school_form", form),
                Cut.by("stage", place.stage),
                Cut.by("grade", place.grade),
                Cut.by("sex", place.sex),
                Cut.by("age_band", place.ageBand));
    }
}
