package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.SocialKind;

/** Chapter social. */
final class SocialTruth {
    private static final int REPORT_DAYS = 14;
    private static final int INVESTIGATION_MONTHS = 4;
    /** Not every row of the table is an event: what carries a decision out is none. */
    private static final Set<SocialKind> EVENTS =
            Set.of(SocialKind.REPORT, SocialKind.INVESTIGATION, SocialKind.DECISION, SocialKind.SERVICE);

    private final Figures figures;
    private final Limits limits;

    SocialTruth(Figures figures, Limits limits) {
        this.figures = figures;
        this.limits = limits;
    }

    void add(PersonRecords records) {
        for (Social event : records.social) {
            switch (event.kind()) {
                case REPORT -> report(event, records);
                case INVESTIGATION -> investigation(event);
                case SERVICE -> service(event);
                case DECISION, EXECUTION, RESOURCE_ALLOCATION -> {}
            }
        }
    }

    void add(PupilPeriod pupil, PersonRecords records) {
        boolean isAsked = pupil.isOver() && pupil.person().isLinkable();
        boolean hasService = records.social.stream()
                .anyMatch(event -> event.kind() == SocialKind.SERVICE && meets(event, pupil.period()));
        figures.share("social-over-threshold", pupil.period(), pupil.heads(), hasService, isAsked, pupil.token());
    }

    static boolean hasEvent(PersonRecords records, Period period) {
        return records.social.stream().anyMatch(event -> isEvent(event) && meets(event, period));
    }

    static boolean isEvent(Social event) {
        return EVENTS.contains(event.kind());
    }

    private static boolean meets(Social event, Period period) {
        return period.meets(event.from(), lastDay(event));
    }

    /** A report or decision is over on its day; an investigation or service lasts, and without an end goes on. */
    private static LocalDate lastDay(Social event) {
        boolean lasts = event.kind() == SocialKind.INVESTIGATION || event.kind() == SocialKind.SERVICE;
        LocalDate to = event.to();
        return !lasts ? event.from() : to == null ? LocalDate.MAX : to;
    }

    private void report(Social report, PersonRecords records) {
        LocalDate due = report.from().plusDays(REPORT_DAYS);
        boolean isJudged = records.social.stream()
                .filter(e -> e.kind() == SocialKind.INVESTIGATION || e.kind() == SocialKind.DECISION)
                .map(Social::from)
                .anyMatch(day -> !day.isBefore(report.from()) && !day.isAfter(due));
        due("social-report-14-days", due, Cut.totalAnd(), isJudged, report);
    }

    private void investigation(Social investigation) {
        LocalDate due = investigation.from().plusMonths(INVESTIGATION_MONTHS);
        LocalDate end = investigation.to();
        boolean isInTime = end != null && !end.isAfter(due);
        due("social-investigation-4-months", due, byCategory(investigation), isInTime, investigation);
    }

    private static List<Cut> byCategory(Social event) {
        return Cut.totalAnd(Cut.by("category", event.category()));
    }

    /** In the periods of the due day, and not before that day has come. */
    private void due(String metric, LocalDate due, List<Cut> cuts, boolean isInTime, Social event) {
        if (!due.isAfter(limits.today())) {
            share(metric, due, cuts, isInTime, event);
        }
    }

    private void share(String metric, LocalDate day, List<Cut> cuts, boolean is, Social event) {
        for (Period period : Period.between(day, day, Period.SCHOOL_KINDS)) {
            figures.share(metric, period, cuts, is, true, event.person().token());
        }
    }

    private void service(Social service) {
        Boolean wasAssessed = service.wasAssessed();
        if (wasAssessed != null) {
            share("social-not-assessed", service.from(), byCategory(service), !wasAssessed, service);
        }
        LocalDate end = lastDay(service);
        LocalDate known = end.isAfter(limits.today()) ? limits.today() : end;
        for (Period period : Period.between(service.from(), known, Period.LONG_KINDS)) {
            if (!period.last().isAfter(known)) {
                figures.count(
                        "social-open-at-end",
                        period,
                        byCategory(service),
                        "",
                        service.person().token());
            }
        }
    }
}
