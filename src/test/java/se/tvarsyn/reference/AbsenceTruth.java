package se.tvarsyn.reference;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.reference.PupilPeriod.AtUnit;

/** Chapter absence: minutes at the unit where they were offered, heads at the pupil's place. */
final class AbsenceTruth {
    private final Figures figures;
    private final List<String> bands = new ArrayList<>();

    AbsenceTruth(Figures figures, Limits limits) {
        this.figures = figures;
        bands.add("0");
        limits.bands().forEach(limit -> bands.add(limit.toString()));
    }

    void add(PupilPeriod pupil) {
        for (AtUnit unit : pupil.units()) {
            minutes(pupil, unit, pupil.minutesAt(unit));
        }
        heads(pupil, pupil.heads());
        if (pupil.period().kind().equals(Period.MONTH)) {
            changes(pupil, pupil.heads());
        }
    }

    private void minutes(PupilPeriod pupil, AtUnit unit, List<Cut> cuts) {
        Minutes minutes = unit.minutes();
        rate("absence-rate", pupil, cuts, minutes.absence(), minutes.reported());
        rate("absence-valid-rate", pupil, cuts, minutes.valid(), minutes.reported());
        rate("absence-invalid-rate", pupil, cuts, minutes.invalid(), minutes.reported());
        rate("absence-unspecified-rate", pupil, cuts, minutes.unspecified(), minutes.reported());
        rate("reporting-noticed", pupil, cuts, minutes.noticed(), minutes.unreported());
        rate("reporting-coverage", pupil, cuts, minutes.reported(), minutes.offered());
    }

    private void heads(PupilPeriod pupil, List<Cut> cuts) {
        boolean hasReported = pupil.hasReported();
        if (hasReported) {
            figures.count("pupils", pupil.period(), cuts, "", pupil.token());
            figures.shareAcross("absence-bands", pupil.period(), cuts, pupil.bandText(), bands, pupil.token());
        }
        share("absence-over-threshold", pupil, cuts, pupil.isOver(), hasReported);
        share("absence-long-invalid", pupil, cuts, pupil.hasLongInvalid(), pupil.hasDays());
        share("absence-scattered", pupil, cuts, pupil.isScattered(), pupil.hasDays());
    }

    private void changes(PupilPeriod pupil, List<Cut> cuts) {
        Integer band = pupil.band();
        Integer before = pupil.bandBefore();
        if (band != null && before != null) {
            share("absence-escalation", pupil, cuts, band > before, true);
            share("absence-recovery", pupil, cuts, band < before, pupil.wasOver());
        }
    }

    private void rate(String metric, PupilPeriod pupil, List<Cut> cuts, long of, long among) {
        figures.rate(metric, pupil.period(), cuts, of, among, pupil.token());
    }

    private void share(String metric, PupilPeriod pupil, List<Cut> cuts, boolean is, boolean isAsked) {
        figures.share(metric, pupil.period(), cuts, is, isAsked, pupil.token());
    }
}
