package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Absence in the 90 days before and after inskrivning or avslut, less the same change among others. Others are held against
 * the day of a case that may come later in the stream, so every day of theirs is kept as a sum: how much the pupils of a
 * stage and band changed around it.
 */
final class EffectTruth {
    static final int WINDOW = 90;

    private final Figures figures;
    private final Limits limits;
    private final Period.Known periods;
    private final Map<Alike, Change> others = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    /** What makes others comparable: the day, the stage in its läsår, and the band in the window before. */
    private record Alike(LocalDate day, String stage, int band) {
        @Override
        public int hashCode() {
            return (int) Tokens.mix(day.toEpochDay() << 40 ^ (long) stage.hashCode() << 8 ^ band);
        }
    }

    private record Event(String metric, SupportCase of, Alike alike, double change) {}

    /** Percentage points. */
    private record Around(int band, double change) {}

    private static final class Change {
        double sum;
        long pupils;
    }

    EffectTruth(Figures figures, Limits limits, Period.Known periods) {
        this.figures = figures;
        this.limits = limits;
        this.periods = periods;
    }

    void add(PersonRecords records, Account account, Map<Period, PupilPeriod> pupil) {
        DailyAccount daily = records.person.isLinkable() ? DailyAccount.of(account) : null;
        if (daily == null) {
            return;
        }
        for (SupportCase one : records.cases) {
            event("support-effect-start", one, one.first(SupportCase.INSKRIVNING), daily, pupil);
            event("support-effect-end", one, one.first(SupportCase.AVSLUT), daily, pupil);
        }
        if (records.cases.isEmpty()) {
            for (LocalDate day = daily.first(); !day.isAfter(daily.last()); day = day.plusDays(1)) {
                addOther(day, daily, pupil);
            }
        }
    }

    private void event(
            String metric,
            SupportCase one,
            @Nullable LocalDate day,
            DailyAccount daily,
            Map<Period, PupilPeriod> pupil) {
        Around around = day == null ? null : around(day, daily);
        String stage = day == null ? null : stage(day, pupil);
        if (day != null && around != null && stage != null) {
            events.add(new Event(metric, one, new Alike(day, stage, around.band()), around.change()));
        }
    }

    private void addOther(LocalDate day, DailyAccount daily, Map<Period, PupilPeriod> pupil) {
        Around around = around(day, daily);
        String stage = around == null ? null : stage(day, pupil);
        if (around != null && stage != null) {
            Change change = others.computeIfAbsent(new Alike(day, stage, around.band()), alike -> new Change());
            change.sum += around.change();
            change.pupils++;
        }
    }

    /** Null where a window has no reported time, or the second has not ended on the day of the refresh. */
    private @Nullable Around around(LocalDate day, DailyAccount daily) {
        LocalDate from = day.minusDays(WINDOW);
        LocalDate until = day.plusDays(WINDOW);
        long reportedBefore = daily.reported(from, day);
        long reportedAfter = daily.reported(day, until);
        if (until.isAfter(limits.today()) || reportedBefore == 0 || reportedAfter == 0) {
            return null;
        }
        long absenceBefore = daily.absence(from, day);
        double before = 100.0 * absenceBefore / reportedBefore;
        double after = 100.0 * daily.absence(day, until) / reportedAfter;
        return new Around(limits.band(absenceBefore, reportedBefore), after - before);
    }

    private @Nullable String stage(LocalDate day, Map<Period, PupilPeriod> pupil) {
        PupilPeriod year = pupil.get(periods.of(day).get(3));
        return year == null ? null : year.place().stage();
    }

    /** After the last person. */
    void finish() {
        for (Event event : events) {
            Change change = others.get(event.alike());
            if (change == null) {
                continue;
            }
            SupportCase one = event.of();
            LocalDate day = event.alike().day();
            for (Period period : Period.between(day, day, Period.LONG_KINDS)) {
                double percentagePoints = event.change() - change.sum / change.pupils;
                figures.difference(
                        event.metric(),
                        period,
                        one.cuts(),
                        percentagePoints,
                        one.person().token());
            }
        }
    }
}
