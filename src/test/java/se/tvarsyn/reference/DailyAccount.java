package se.tvarsyn.reference;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reported time and absence of one pupil up to each day, so that any window is one subtraction. Sums have no days. */
final class DailyAccount {
    private final LocalDate first;
    private final long[] reportedBefore;
    private final long[] absenceBefore;

    /** @return null where no day has reported time */
    static @Nullable DailyAccount of(Account account) {
        List<Account.Line> days = account.lines().stream()
                .filter(line -> line.isDay() && line.minutes().reported() > 0)
                .toList();
        return days.isEmpty() ? null : new DailyAccount(days);
    }

    private DailyAccount(List<Account.Line> days) {
        this.first = days.get(0).day();
        int count = (int) DAYS.between(first, days.get(days.size() - 1).day()) + 1;
        this.reportedBefore = new long[count + 1];
        this.absenceBefore = new long[count + 1];
        for (Account.Line line : days) {
            int after = (int) DAYS.between(first, line.day()) + 1;
            reportedBefore[after] += line.minutes().reported();
            absenceBefore[after] += line.minutes().absence();
        }
        for (int i = 1; i <= count; i++) {
            reportedBefore[i] += reportedBefore[i - 1];
            absenceBefore[i] += absenceBefore[i - 1];
        }
    }

    LocalDate first() {
        return first;
    }

    LocalDate last() {
        return first.plusDays(reportedBefore.length - 2L);
    }

    /** @param until first day after the window */
    long reported(LocalDate from, LocalDate until) {
        return reportedBefore[index(until)] - reportedBefore[index(from)];
    }

    /** @param until first day after the window */
    long absence(LocalDate from, LocalDate until) {
        return absenceBefore[index(until)] - absenceBefore[index(from)];
    }

    private int index(LocalDate day) {
        return (int) Math.max(0, Math.min(reportedBefore.length - 1L, day.toEpochDay() - first.toEpochDay()));
    }
}
