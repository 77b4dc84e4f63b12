package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One pupil's attendance at one lesson. All durations are minutes.
 *
 * @param schoolUnitCode skolenhetskod, or "" where the source's unit is not mapped
 * @param schoolGrade årskurs 0–10, null where the source does not say
 * @param attendedOn the school day, Europe/Stockholm
 * @param offeredMinutes what the schedule offered this pupil
 * @param unspecifiedAbsenceMinutes absence from sources that do not tell valid from invalid
 * @param otherMinutes presence elsewhere; neither presence nor absence here
 * @param lateMinutes stand apart from the sum, null where the source has no such notion
 * @param isReported false = nobody reported: offered is kept, and nothing is absence
 * @param hasSchedule false = from a service that reports absences only: no denominator by itself (MODEL.md, Minutes)
 */
public record Attendance(
        String schoolUnitCode,
        @Nullable Integer schoolGrade,
        Sex sex,
        LocalDate attendedOn,
        int offeredMinutes,
        int presentMinutes,
        int validAbsenceMinutes,
        int invalidAbsenceMinutes,
        int unspecifiedAbsenceMinutes,
        int otherMinutes,
        @Nullable Integer lateMinutes,
        boolean isReported,
        boolean hasSchedule)
        implements Fact {
    public Attendance {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(sex);
        Objects.requireNonNull(attendedOn);
    }

    /** Valid, invalid and unspecified together: the legal trigger does not tell them apart (skollagen 7:19 a). */
    public int absenceMinutes() {
        return validAbsenceMinutes + invalidAbsenceMinutes + unspecifiedAbsenceMinutes;
    }

    @Override
    public FactTable table() {
        return FactTable.ATTENDANCE;
    }

    @Override
    public LocalDate lastDay() {
        return attendedOn;
    }
}
