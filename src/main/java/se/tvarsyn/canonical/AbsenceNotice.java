package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A leave that was granted, or an absence that was announced, for one pupil. Days only: the time of day says nothing that
 * the follow-up needs (PRIVACY.md 3).
 *
 * @param schoolUnitCode skolenhetskod, or "" where the source's unit is not mapped
 * @param noticeType leave (beviljad ledighet), reported (anmäld frånvaro) or other
 * @param startsOn first day, Europe/Stockholm
 * @param endsOn last day, inclusive
 */
public record AbsenceNotice(String schoolUnitCode, String noticeType, LocalDate startsOn, LocalDate endsOn)
        implements Fact {
    public AbsenceNotice {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(noticeType);
        Objects.requireNonNull(startsOn);
        Objects.requireNonNull(endsOn);
    }

    @Override
    public FactTable table() {
        return FactTable.ABSENCE_NOTICE;
    }

    @Override
    public LocalDate lastDay() {
        return endsOn;
    }
}
