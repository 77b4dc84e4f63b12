package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** How one pupil is absent: a level for each month, and days that are told to be otherwise. */
final class AbsenceHabit {
    /** What a day is made of. */
    enum Day {
        BY_LEVEL,
        PRESENT,
        ALL_INVALID,
        FIRST_LESSON_ABSENT,
        A_TENTH,
        UNDER_A_TENTH,
        UNREPORTED
    }

    private static final int MONTHS = 24;
    private static final int[] LEVELS = {10, 10, 10, 10, 10, 10, 12, 50, 50, 60, 60, 110, 110, 130, 200, 220, 400, 750};

    private final List<LocalDate> schoolDays;
    private final Day[] days;
    private final int[] perMille = new int[MONTHS];

    AbsenceHabit(PupilLife pupil, SchoolCalendar calendar) {
        this.schoolDays = calendar.schoolDays();
        this.days = new Day[schoolDays.size()];
        Arrays.fill(days, Day.BY_LEVEL);
        levels(pupil);
        int special = pupil.draw.nextInt(100);
        if (special < 4) {
            longInvalid(pupil, 1, 0);
        } else if (special < 8) {
            longInvalid(pupil, 1, 1);
        } else if (special < 12) {
            longInvalid(pupil, 2 + pupil.draw.nextInt(3), 0);
        } else if (special < 20) {
            scattered(pupil, 5 + pupil.draw.nextInt(2));
        } else if (special < 24) {
            scattered(pupil, 4);
        } else if (special < 30) {
            months(pupil, special < 28 ? Day.A_TENTH : Day.UNDER_A_TENTH);
        } else if (special < 33) {
            months(pupil, Day.UNREPORTED);
        }
    }

    private void levels(PupilLife pupil) {
        int base = LEVELS[pupil.draw.nextInt(LEVELS.length)];
        boolean swings = pupil.oneIn(8);
        for (int month = 0; month < MONTHS; month++) {
            int factor = pupil.draw.nextInt(8);
            int own = factor == 0 ? base * 2 : factor == 1 ? base / 3 : base;
            perMille[month] = Math.min(900, swings ? LEVELS[pupil.draw.nextInt(LEVELS.length)] : own);
        }
    }

    /** Between two days with presence: invalid from a school day until so many months are covered, less some days. */
    private void longInvalid(PupilLife pupil, int months, int less) {
        int at = pupil.draw.nextInt(schoolDays.size() - 30);
        for (int first = at; first > 0; first--) {
            LocalDate last = schoolDays.get(first).plusMonths(months).minusDays(1);
            int end = Arrays.binarySearch(schoolDays.toArray(), last);
            boolean hasDayBefore = end > 0 && schoolDays.get(end - 1).equals(last.minusDays(1));
            if (end > 0 && hasDayBefore) {
                Arrays.fill(days, first, end + 1 - less, Day.ALL_INVALID);
                days[first - 1] = Day.PRESENT;
                days[Math.min(days.length - 1, end + 1 - less)] = Day.PRESENT;
                if (pupil.oneIn(3)) {
                    days[first + 4] = Day.UNREPORTED;
                }
                return;
            }
        }
    }

    /** So many occasions in two months, of one or two days each, with presence between and after. */
    private void scattered(PupilLife pupil, int occasions) {
        int month = pupil.draw.nextInt(MONTHS - 1);
        int place = 0;
        for (int i = 0; i < days.length; i++) {
            int of = SchoolCalendar.month(schoolDays.get(i));
            if (of == month || of == month + 1) {
                boolean isOccasion = place / 4 < occasions;
                boolean isAbsent = place % 4 == 1 || place % 4 == 2 && pupil.oneIn(2);
                days[i] = isOccasion && isAbsent ? Day.FIRST_LESSON_ABSENT : Day.PRESENT;
                place++;
            }
        }
    }

    private void months(PupilLife pupil, Day kind) {
        int month = pupil.draw.nextInt(MONTHS);
        int count = 1 + pupil.draw.nextInt(3);
        for (int i = 0; i < days.length; i++) {
            int of = SchoolCalendar.month(schoolDays.get(i));
            if (of >= month && of < month + count) {
                days[i] = kind;
            }
        }
    }

    Day day(int schoolDay) {
        return days[schoolDay];
    }

    /** Of a thousand lessons, how many are missed in the month of the day. */
    int perMille(LocalDate day) {
        return perMille[SchoolCalendar.month(day)];
    }
}
