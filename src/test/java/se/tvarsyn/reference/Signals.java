package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Of each läsår the last day of the pupil's first month over the threshold. */
record Signals(Map<LocalDate, LocalDate> byFirstDayOfYear) {
    static Signals of(Collection<PupilPeriod> periods) {
        Map<LocalDate, LocalDate> signals = new TreeMap<>();
        for (PupilPeriod pupil : periods) {
            if (pupil.period().kind().equals(Period.MONTH) && pupil.isOver()) {
                LocalDate day = pupil.period().last();
                signals.merge(year(day), day, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return new Signals(signals);
    }

    private static LocalDate year(LocalDate day) {
        return Period.of(Period.SCHOOL_YEAR, day).first();
    }

    /** The earliest in the läsår of the day and the one before that does not lie after the day. */
    @Nullable
    LocalDate before(LocalDate day) {
        LocalDate year = year(day);
        LocalDate earlier = byFirstDayOfYear.get(year.minusYears(1));
        LocalDate same = byFirstDayOfYear.get(year);
        if (earlier != null) {
            return earlier;
        }
        return same == null || same.isAfter(day) ? null : same;
    }
}
