package se.tvarsyn.simulation;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The school days of 2025/26, by index from 0: autumn term 18 August–19 December 2025, spring term 8 January–12 June
 * 2026, without höstlov (week 44), sportlov (week 9), påsklov (week 15), public holidays and the days that teachers have
 * to themselves.
 */
final class SchoolYear {
    static final LocalDate FIRST = LocalDate.of(2025, 8, 18);
    static final LocalDate LAST = LocalDate.of(2026, 6, 12);
    static final int BLOCKS = 3;
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final LocalDate[][] CLOSED = {
        {LocalDate.of(2025, 9, 22), LocalDate.of(2025, 9, 22)},
        {LocalDate.of(2025, 10, 27), LocalDate.of(2025, 10, 31)},
        {LocalDate.of(2025, 11, 24), LocalDate.of(2025, 11, 24)},
        {LocalDate.of(2025, 12, 20), LocalDate.of(2026, 1, 7)},
        {LocalDate.of(2026, 2, 23), LocalDate.of(2026, 2, 27)},
        {LocalDate.of(2026, 3, 16), LocalDate.of(2026, 3, 16)},
        {LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 10)},
        {LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 1)},
        {LocalDate.of(2026, 5, 14), LocalDate.of(2026, 5, 15)},
    };
    /** Block starts in minutes after midnight, by stage: years 0–6 have two blocks a day, 7–9 three. */
    private static final int[][] STARTS = {{490, 750, 0}, {500, 630, 790}};

    private static final int[][] LENGTHS = {{120, 80, 0}, {90, 80, 100}};

    private final List<LocalDate> days;
    final int springFrom;

    SchoolYear() {
        List<LocalDate> open = new ArrayList<>();
        int spring = 0;
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            if (isSchoolDay(day)) {
                if (day.getYear() == 2025) {
                    spring++;
                }
                open.add(day);
            }
        }
        days = List.copyOf(open);
        springFrom = spring;
    }

    private static boolean isSchoolDay(LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return false;
        }
        for (LocalDate[] span : CLOSED) {
            if (!day.isBefore(span[0]) && !day.isAfter(span[1])) {
                return false;
            }
        }
        return true;
    }

    int count() {
        return days.size();
    }

    LocalDate day(int index) {
        return days.get(index);
    }

    /** First school day on or after a date. */
    int indexFrom(LocalDate date) {
        int index = 0;
        while (index < days.size() && days.get(index).isBefore(date)) {
            index++;
        }
        return index;
    }

    static int blocks(int grade) {
        return grade >= 7 ? 3 : 2;
    }

    static int startMinute(int grade, int block) {
        return STARTS[grade >= 7 ? 1 : 0][block];
    }

    /** Minutes of a block; Fridays are shorter. */
    int minutes(int grade, int block, int day) {
        int length = LENGTHS[grade >= 7 ? 1 : 0][block] + (grade >= 4 && grade < 7 ? 30 : 0);
        return days.get(day).getDayOfWeek() == DayOfWeek.FRIDAY ? length - 10 : length;
    }

    OffsetDateTime at(int day, int minuteOfDay) {
        return at(days.get(day), minuteOfDay);
    }

    static OffsetDateTime at(LocalDate day, int minuteOfDay) {
        return day.atTime(LocalTime.of(minuteOfDay / 60, minuteOfDay % 60))
                .atZone(STOCKHOLM)
                .toOffsetDateTime();
    }
}
