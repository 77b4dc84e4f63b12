package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Lesson;

/** The lessons of one pupil as one source reports them: about three a school day. */
final class PupilLessons {
    private static final int[] LENGTHS = {60, 50, 70, 40};

    private final PupilLife pupil;
    private final DeliveryPlan plan;
    private final SchoolCalendar calendar;
    private final AbsenceHabit habit;
    private final int lessonsADay;
    private final int validPercent;
    private final boolean lacksSome;
    private final boolean lacksAll;

    PupilLessons(PupilLife pupil, DeliveryPlan plan, SchoolCalendar calendar) {
        this.pupil = pupil;
        this.plan = plan;
        this.calendar = calendar;
        this.habit = new AbsenceHabit(pupil, calendar);
        this.lessonsADay = pupil.oneIn(10) ? 4 : 3;
        this.validPercent = 20 + 15 * pupil.draw.nextInt(6);
        this.lacksSome = pupil.oneIn(8);
        this.lacksAll = pupil.oneIn(16);
    }

    List<Lesson> all() {
        List<Lesson> lessons =
                new ArrayList<>(lessonsADay * calendar.schoolDays().size());
        for (PupilLife.Stay stay : pupil.stays) {
            String code = pupil.code(stay);
            for (int i = 0; i < calendar.schoolDays().size(); i++) {
                LocalDate day = calendar.schoolDays().get(i);
                if (stay.holds(day)) {
                    for (int number = 0; number < lessonsADay; number++) {
                        lessons.add(lesson(stay, code, day, habit.day(i), number));
                    }
                }
            }
        }
        return lessons;
    }

    private Lesson lesson(PupilLife.Stay stay, String code, LocalDate day, AbsenceHabit.Day kind, int number) {
        int offered = LENGTHS[number];
        long draw = pupil.draw.nextLong();
        boolean isReported = kind != AbsenceHabit.Day.UNREPORTED && (draw & 63) != 0;
        int absent = !isReported
                ? 0
                : switch (kind) {
                    case ALL_INVALID -> offered;
                    case FIRST_LESSON_ABSENT -> number == 0 ? 20 : 0;
                    case A_TENTH -> offered / 10;
                    case UNDER_A_TENTH -> number == 0 ? offered / 10 - 1 : offered / 10;
                    case BY_LEVEL -> byLevel(offered, habit.perMille(day), draw);
                    case PRESENT, UNREPORTED -> 0;
                };
        boolean isUnspecified = pupil.mix == FeedMix.MEITNER;
        boolean isInvalid = kind == AbsenceHabit.Day.ALL_INVALID || (draw >>> 32 & 127) * 100 >= validPercent * 128L;
        boolean lacks = lacksAll || lacksSome && (draw >>> 40 & 1) == 0;
        return new Lesson(
                pupil.person,
                code,
                lacks ? null : stay.grade(),
                lacks || (draw >>> 41 & 63) == 0 ? Sex.U : pupil.sex,
                day,
                offered,
                !isUnspecified && !isInvalid ? absent : 0,
                !isUnspecified && isInvalid ? absent : 0,
                isUnspecified ? absent : 0,
                isReported,
                true,
                plan.monthly(pupil.mix.feed(), day, pupil.key()));
    }

    /** Four of five missed lessons are missed whole. */
    private static int byLevel(int offered, int perMille, long draw) {
        boolean isMissed = (draw >>> 8 & 1023) * 1000 < perMille * 1024L;
        if (!isMissed) {
            return 0;
        }
        return (draw >>> 20 & 7) > 1 ? offered : 1 + (int) (draw >>> 24 & 31);
    }
}
