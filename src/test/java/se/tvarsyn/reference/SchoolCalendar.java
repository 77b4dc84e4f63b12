package se.tvarsyn.reference;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Two läsår of school days: weekdays outside the breaks. */
final class SchoolCalendar {
    static final LocalDate FIRST = LocalDate.of(2024, 7, 1);
    static final LocalDate LAST = LocalDate.of(2026, 6, 30);
    /** First day of the second läsår. */
    static final LocalDate SECOND = LocalDate.of(2025, 7, 1);

    private record Break(LocalDate from, LocalDate to) {}

    private static final List<Break> BREAKS = List.of(
            breakOf("2024-07-01", "2024-08-18"),
            breakOf("2024-10-28", "2024-11-01"),
            breakOf("2024-12-21", "2025-01-07"),
            breakOf("2025-02-24", "2025-02-28"),
            breakOf("2025-04-14", "2025-04-21"),
            breakOf("2025-06-14", "2025-08-17"),
            breakOf("2025-10-27", "2025-10-31"),
            breakOf("2025-12-20", "2026-01-07"),
            breakOf("2026-02-23", "2026-02-27"),
            breakOf("2026-03-30", "2026-04-06"),
            breakOf("2026-06-13", "2026-06-30"));

    private final List<LocalDate> schoolDays = new ArrayList<>();

    SchoolCalendar() {
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            LocalDate at = day;
            boolean isWeekend = at.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
            if (!isWeekend && BREAKS.stream().noneMatch(b -> !at.isBefore(b.from()) && !at.isAfter(b.to()))) {
                schoolDays.add(at);
            }
        }
    }

    private static Break breakOf(String from, String to) {
        return new Break(LocalDate.parse(from), LocalDate.parse(to));
    }

    List<LocalDate> schoolDays() {
        return schoolDays;
    }

    /** Months since the first, 0 to 23. */
    static int month(LocalDate day) {
        return (day.getYear() - FIRST.getYear()) * 12 + day.getMonthValue() - FIRST.getMonthValue();
    }
}
