package se.tvarsyn.reference;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import se.tvarsyn.reference.CoreRow.Social;
import se.tvarsyn.reference.CoreRow.SocialKind;

/** Chapter agencies: what school, social services and leisure see of the same pupil. */
final class AgenciesTruth {
    private static final int LONGEST_WAIT = 365;

    private final Figures figures;

    AgenciesTruth(Figures figures) {
        this.figures = figures;
    }

    void add(PupilPeriod pupil, PersonRecords records) {
        if (pupil.hasReported() && pupil.person().isLinkable()) {
            List<Cut> cuts = Cut.totalAnd(
                    Cut.by("district", pupil.place().district()),
                    Cut.by("stage", pupil.place().stage()));
            figures.count("agency-overlap", pupil.period(), cuts, overlap(pupil, records), pupil.token());
        }
    }

    private static String overlap(PupilPeriod pupil, PersonRecords records) {
        List<String> marks = new ArrayList<>();
        if (pupil.isOver()) {
            marks.add("F");
        }
        if (SocialTruth.hasEvent(records, pupil.period())) {
            marks.add("S");
        }
        if (LeisureTruth.hasVisit(records, pupil.period())) {
            marks.add("L");
        }
        return marks.isEmpty() ? "-" : String.join("+", marks);
    }

    /** One wait for each läsår with a signal, in the periods of the service's first day. */
    void add(PersonRecords records, Signals signals) {
        for (LocalDate signal : signals.byFirstDayOfYear().values()) {
            records.social.stream()
                    .filter(event -> event.kind() == SocialKind.SERVICE)
                    .map(Social::from)
                    .filter(day -> day.isAfter(signal))
                    .min(Comparator.naturalOrder())
                    .filter(day -> DAYS.between(signal, day) <= LONGEST_WAIT)
                    .ifPresent(day -> wait(records, signal, day));
        }
    }

    private void wait(PersonRecords records, LocalDate signal, LocalDate day) {
        for (Period period : Period.between(day, day, Period.SCHOOL_KINDS)) {
            figures.days("signal-to-effort", period, Cut.totalAnd(), "", DAYS.between(signal, day), records.token());
        }
    }
}
