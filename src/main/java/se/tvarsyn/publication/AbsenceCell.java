package se.tvarsyn.publication;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code mart.fct_absence_by_month}.
 *
 * @param month calendar month, {@code 2026-03}
 * @param schoolUnitCode skolenhetskod
 * @param schoolGrade årskurs 0–10, null where unknown
 * @param sex {@code F}, {@code M} or {@code U}
 * @param pupilCount distinct pupils, or {@code ..} for fewer than ten
 * @param absenceShare absence in percent of the offered time that was reported, one decimal; {@code ..} = hidden for few
 *     pupils or dominance, {@code .} = no reported time
 * @param reportedShare reported in percent of offered time, one decimal; {@code ..} = fewer than ten pupils, {@code .} =
 *     no offered time
 */
public record AbsenceCell(
        String month,
        String schoolUnitCode,
        @Nullable Integer schoolGrade,
        String sex,
        String pupilCount,
        String absenceShare,
        String reportedShare) {
    /** @throws IllegalArgumentException where a figure has no state that may be shown */
    public AbsenceCell {
        ShownFigure.count(pupilCount);
        ShownFigure.share(absenceShare);
        ShownFigure.share(reportedShare);
        if (pupilCount.equals(ShownFigure.HIDDEN)
                && !(absenceShare.equals(ShownFigure.HIDDEN) && reportedShare.equals(ShownFigure.HIDDEN))) {
            throw new IllegalArgumentException("a share stands beside a hidden count");
        }
    }
}
