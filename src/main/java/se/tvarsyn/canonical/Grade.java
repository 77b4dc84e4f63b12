package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pupil's grade in one subject or course.
 *
 * @param schoolUnitCode skolenhetskod, or "" where the source's unit is not mapped
 * @param schoolForm SS 12000 schoolType: GR, GY …; "" where unknown
 * @param subject code: MA, SVA, M1XXX, or a course code
 * @param grade A–F, "-" (no grade for lack of basis); VG, G, IG in older scales; 3 (adapted studies) and 9 (no basis) as
 *     SCB has them; *** (took part, adapted upper secondary school)
 * @param gradedOn the day it was set, null where the source does not say
 * @param semester HT or VT, "" where the source does not say
 * @param gradedYear calendar year of the semester
 * @param isFinal slutbetyg
 * @param isTrial set after an examination (prövning)
 * @param isAdapted anpassad studiegång
 */
public record Grade(
        String schoolUnitCode,
        String schoolForm,
        String subject,
        String grade,
        @Nullable LocalDate gradedOn,
        String semester,
        @Nullable Integer gradedYear,
        boolean isFinal,
        boolean isTrial,
        boolean isAdapted)
        implements Fact {
    public Grade {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(schoolForm);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(grade);
        Objects.requireNonNull(semester);
    }

    @Override
    public FactTable table() {
        return FactTable.GRADE;
    }

    @Override
    public @Nullable LocalDate lastDay() {
        return gradedOn != null || gradedYear == null ? gradedOn : LocalDate.of(gradedYear, 12, 31);
    }
}
