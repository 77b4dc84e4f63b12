package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pupil's attendance in one activity over a period, from sources that only have sums. All durations are minutes.
 *
 * @param schoolUnitCode skolenhetskod, or "" where the source's unit is not mapped
 * @param schoolGrade årskurs 0–10, null where the source does not say
 * @param periodFromOn first day, Europe/Stockholm
 * @param periodToOn last day, inclusive
 * @param offeredMinutes what the schedule offered, null where the source does not know: such a row has no denominator
 * @param reportedMinutes offered time that somebody reported, null where the source does not say
 * @param unspecifiedAbsenceMinutes absence from sources that do not tell valid from invalid
 * @param otherMinutes presence elsewhere
 * @param lateMinutes stand apart from the sum, null where the source has no such notion
 * @param unreportedMinutes offered time that nobody reported, null where the source does not say
 */
public record AttendancePeriod(
        String schoolUnitCode,
        @Nullable Integer schoolGrade,
        Sex sex,
        LocalDate periodFromOn,
        LocalDate periodToOn,
        @Nullable Integer offeredMinutes,
        @Nullable Integer reportedMinutes,
        int presentMinutes,
        int validAbsenceMinutes,
        int invalidAbsenceMinutes,
        int unspecifiedAbsenceMinutes,
        int otherMinutes,
        @Nullable Integer lateMinutes,
        @Nullable Integer unreportedMinutes)
        implements Fact {
    public AttendancePeriod {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(sex);
        Objects.requireNonNull(periodFromOn);
        Objects.requireNonNull(periodToOn);
    }

    /** Valid, invalid and unspecified together. */
    public int absenceMinutes() {
        return validAbsenceMinutes + invalidAbsenceMinutes + unspecifiedAbsenceMinutes;
    }

    @Override
    public FactTable table() {
        return FactTable.ATTENDANCE_PERIOD;
    }

    @Override
    public LocalDate lastDay() {
        return periodToOn;
    }
}
