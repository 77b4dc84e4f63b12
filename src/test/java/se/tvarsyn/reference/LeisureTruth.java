package se.tvarsyn.reference;

import java.util.List;
import se.tvarsyn.reference.CoreRow.Visit;

/** Chapter leisure. */
final class LeisureTruth {
    private final Figures figures;

    LeisureTruth(Figures figures) {
        this.figures = figures;
    }

    void add(PersonRecords records) {
        for (Visit visit : records.visits) {
            for (Period period : Period.between(visit.on(), visit.on(), Period.SCHOOL_KINDS)) {
                figures.count("leisure-activities", period, Cut.totalAnd(), visit.activity(), records.token());
                List<Cut> cuts = Cut.totalAnd(Cut.by("association", visit.association()));
                figures.count("leisure-participants", period, cuts, "", records.token());
            }
        }
    }

    void add(PupilPeriod pupil, PersonRecords records) {
        List<Cut> cuts = Cut.totalAnd(
                Cut.by("band", pupil.bandText()),
                Cut.by("programme", SupportCase.programme(records.cases, pupil.period())),
                Cut.by("sex", pupil.place().sex()),
                Cut.by("district", pupil.place().district()),
                Cut.by("stage", pupil.place().stage()));
        boolean isAsked = pupil.hasReported() && pupil.person().isLinkable();
        boolean has = hasVisit(records, pupil.period());
        figures.share("leisure-participation", pupil.period(), cuts, has, isAsked, pupil.token());
    }

    static boolean hasVisit(PersonRecords records, Period period) {
        return records.visits.stream().anyMatch(visit -> period.holds(visit.on()));
    }
}
