package se.tvarsyn.simulation;

import org.jspecify.annotations.Nullable;

/** One made-up pupil. Without a {@code toString} that says anything: what is true of real pupils is practised here. */
final class Pupil {
    /** How the pupil's schedule differs from the class's. */
    enum Schedule {
        AS_CLASS,
        /** Reads 50 minutes of the day's second block. */
        SHORTENED,
        /** Has mother tongue teaching elsewhere in the second block of Wednesdays. */
        NOT_ON_WEDNESDAYS
    }

    final int index;
    final TestNumbers.Born born;
    /** As the sources hold it, twelve places; null where the school has none. */
    final @Nullable String number;

    final boolean isLinkable;
    final String givenName;
    final String familyName;
    final int grade;
    /** SS 12000 securityMarking. */
    final String marking;

    final Schedule schedule;
    /** Class before and from {@code movesOn}; the same where the pupil stays. */
    final int firstClass;

    final int secondClass;
    /** Index of the first school day in the second class; the number of school days where the pupil stays. */
    final int movesOn;
    /** Index of the first school day; later than 0 for those who move in during the year. */
    final int startsOn;
    /** 0 = ordinary absence, 1 = much. */
    final double burden;

    final byte[] outcomes;

    Pupil(
            int index,
            TestNumbers.Born born,
            @Nullable String number,
            boolean isLinkable,
            String givenName,
            String familyName,
            int grade,
            String marking,
            Schedule schedule,
            int firstClass,
            int secondClass,
            int movesOn,
            int startsOn,
            double burden,
            byte[] outcomes) {
        this.index = index;
        this.born = born;
        this.number = number;
        this.isLinkable = isLinkable;
        this.givenName = givenName;
        this.familyName = familyName;
        this.grade = grade;
        this.marking = marking;
        this.schedule = schedule;
        this.firstClass = firstClass;
        this.secondClass = secondClass;
        this.movesOn = movesOn;
        this.startsOn = startsOn;
        this.burden = burden;
        this.outcomes = outcomes;
    }

    boolean isProtected() {
        return !marking.equals("Ingen");
    }

    int classOn(int day) {
        return day < movesOn ? firstClass : secondClass;
    }

    byte outcome(int day, int block) {
        return outcomes[day * SchoolYear.BLOCKS + block];
    }

    @Override
    public String toString() {
        return "Pupil[hidden]";
    }
}
