package se.tvarsyn.canonical;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One child's presence on one day in preschool or after-school care (fritids), from check-ins and check-outs.
 *
 * @param schoolUnitCode skolenhetskod, or "" where the source's unit is not mapped
 * @param schoolForm FS, FTH, OPPFTH; "" where unknown
 * @param attendedOn the day, Europe/Stockholm
 * @param presentMinutes between check-in and check-out, the times themselves are not kept
 * @param isComplete false where a check-in has no check-out, or the reverse: the minutes are then too few
 */
public record CareDay(
        String schoolUnitCode, String schoolForm, LocalDate attendedOn, int presentMinutes, boolean isComplete)
        implements Fact {
    public CareDay {
        Objects.requireNonNull(schoolUnitCode);
        Objects.requireNonNull(schoolForm);
        Objects.requireNonNull(attendedOn);
    }

    @Override
    public FactTable table() {
        return FactTable.CARE_DAY;
    }

    @Override
    public LocalDate lastDay() {
        return attendedOn;
    }
}
