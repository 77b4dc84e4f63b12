package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One enrolment of one pupil at one school unit.
 *
 * @param schoolForm SS 12000 schoolType: FKLASS, GR, GY …
 * @param birthYear never the birth date (PRIVACY.md 3); null where unknown
 * @param validFrom first day, Europe/Stockholm; null where the source has no start
 * @param validTo first day after the enrolment (half open); null while it goes on
 */
public record PupilTerm(
        String schoolUnitCode,
        String schoolForm,
        @Nullable Integer schoolGrade,
        Sex sex,
        @Nullable Integer birthYear,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo)
        implements Fact {
    public PupilTerm {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(schoolForm);
        Objects.requireNonNull(sex);
    }

    @Override
    public FactTable table() {
        return FactTable.PUPIL_TERM;
    }

    @Override
    public @Nullable LocalDate lastDay() {
        return validTo;
    }
}
