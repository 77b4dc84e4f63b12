package se.tvarsyn.reference;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.Map;
import se.tvarsyn.reference.CoreRow.Step;

/** Chapter support, but for what absence was before and after (that is {@link EffectTruth}). */
final class SupportTruth {
    private static final int BOOSTER_MONTHS = 6;

    private final Figures figures;
    private final Limits limits;

    SupportTruth(Figures figures, Limits limits) {
        this.figures = figures;
        this.limits = limits;
    }

    void add(PersonRecords records, Signals signals) {
        for (SupportCase one : records.cases) {
            for (Period period : one.enrolledPeriods(Period.SCHOOL_KINDS, limits.today())) {
                figures.count("support-pupils", period, one.cuts(), "", records.token());
            }
            waited(one, signals);
            steps(one);
            completed(one);
            keptUp(one);
        }
    }

    /** Who is over the threshold and linkable, and of them who is enrolled on some day of the period. */
    void add(PupilPeriod pupil, PersonRecords records) {
        boolean isEnrolled = records.cases.stream().anyMatch(one -> one.isEnrolledIn(pupil.period()));
        boolean isAsked = pupil.isOver() && pupil.person().isLinkable();
        figures.share("support-reach", pupil.period(), pupil.heads(), isEnrolled, isAsked, pupil.token());
    }

    private void waited(SupportCase one, Signals signals) {
        LocalDate opened = one.first(SupportCase.AKTUALISERING);
        LocalDate signal = opened == null ? null : signals.before(opened);
        if (opened != null && signal != null) {
            days("support-wait", one, "", signal, opened);
        }
    }

    private void steps(SupportCase one) {
        LocalDate before = null;
        for (Map.Entry<String, LocalDate> step : one.firstDays().entrySet()) {
            if (before != null) {
                days("support-steps", one, step.getKey(), before, step.getValue());
            }
            before = step.getValue();
        }
    }

    /** In the periods of the last day; the first day is not counted. */
    private void days(String metric, SupportCase one, String across, LocalDate from, LocalDate to) {
        for (Period period : Period.between(to, to, Period.SCHOOL_KINDS)) {
            figures.days(
                    metric,
                    period,
                    one.cuts(),
                    across,
                    DAYS.between(from, to),
                    one.person().token());
        }
    }

    private void completed(SupportCase one) {
        Map<String, LocalDate> days = one.firstDays();
        LocalDate end = days.get(SupportCase.AVSLUT);
        if (end == null || !days.containsKey(SupportCase.INSKRIVNING)) {
            return;
        }
        boolean isCompleted = days.containsKey(SupportCase.GENOMFORANDE) && days.containsKey(SupportCase.UPPFOLJNING);
        for (Period period : Period.between(end, end, Period.SCHOOL_KINDS)) {
            figures.share(
                    "support-completed",
                    period,
                    one.cuts(),
                    isCompleted,
                    true,
                    one.person().token());
        }
    }

    private void keptUp(SupportCase one) {
        LocalDate followedUp = one.first(SupportCase.UPPFOLJNING);
        LocalDate due = followedUp == null ? null : followedUp.plusMonths(BOOSTER_MONTHS);
        if (followedUp == null || due == null || due.isAfter(limits.today())) {
            return;
        }
        boolean isKeptUp = one.steps().stream()
                .filter(step -> step.step().equals(SupportCase.VIDMAKTHALLANDE))
                .map(Step::on)
                .anyMatch(day -> !day.isBefore(followedUp) && !day.isAfter(due));
        for (Period period : Period.between(due, due, Period.SCHOOL_KINDS)) {
            figures.share(
                    "support-booster",
                    period,
                    one.cuts(),
                    isKeptUp,
                    true,
                    one.person().token());
        }
    }
}
