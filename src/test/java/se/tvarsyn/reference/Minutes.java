package se.tvarsyn.reference;

/** Minutes of counted time. Absence stands in reported time only, noticed time in unreported. */
record Minutes(long offered, long reported, long valid, long invalid, long unspecified, long noticed) {
    static final Minutes NONE = new Minutes(0, 0, 0, 0, 0);

    Minutes(long offered, long reported, long valid, long invalid, long unspecified) {
        this(offered, reported, valid, invalid, unspecified, 0);
    }

    long unreported() {
        return offered - reported;
    }

    long absence() {
        return valid + invalid + unspecified;
    }

    Minutes plus(Minutes other) {
        return new Minutes(
                offered + other.offered,
                reported + other.reported,
                valid + other.valid,
                invalid + other.invalid,
                unspecified + other.unspecified,
                noticed + other.noticed);
    }

    /** @param isNoticed whether a notice covers the day */
    static Minutes of(CoreRow.Lesson lesson, boolean isNoticed) {
        return lesson.isReported()
                ? new Minutes(
                        lesson.offered(), lesson.offered(), lesson.valid(), lesson.invalid(), lesson.unspecified())
                : new Minutes(lesson.offered(), 0, 0, 0, 0, isNoticed ? lesson.offered() : 0);
    }

    /** What is reported, where the source does not say: all that is offered less what it says is not. */
    static Minutes of(CoreRow.Sums sums) {
        Integer offered = sums.offered();
        if (offered == null) {
            return NONE;
        }
        Integer reported = sums.reported();
        Integer unreported = sums.unreported();
        long told = reported != null ? reported : unreported != null ? offered - unreported : offered;
        return new Minutes(offered, told, sums.valid(), sums.invalid(), sums.unspecified());
    }
}
