package se.tvarsyn.reference;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A period of the catalogue.
 *
 * @param kind as in the catalogue's {@code periods}
 * @param name 2026-03, 2026-Q1, 2026-VT, 2025/26, 2026
 * @param last day, inclusive
 */
record Period(String kind, String name, LocalDate first, LocalDate last) {
    static final String MONTH = "month";
    static final String QUARTER = "quarter";
    static final String TERM = "term";
    static final String SCHOOL_YEAR = "school_year";
    static final String YEAR = "year";
    static final List<String> SCHOOL_KINDS = List.of(MONTH, QUARTER, TERM, SCHOOL_YEAR);
    static final List<String> LONG_KINDS = List.of(TERM, SCHOOL_YEAR);

    boolean holds(LocalDate day) {
        return !day.isBefore(first) && !day.isAfter(last);
    }

    /** Whether any day from the first to the last of the two lies in the period. */
    boolean meets(LocalDate from, LocalDate to) {
        return !from.isAfter(last) && !to.isBefore(first);
    }

    static Period of(String kind, LocalDate day) {
        int year = day.getYear();
        int month = day.getMonthValue();
        int autumn = month < 7 ? year - 1 : year;
        return switch (kind) {
            case MONTH -> months(kind, YearMonth.from(day).toString(), year, month, 1);
            case QUARTER -> {
                int quarter = (month + 2) / 3;
                yield months(kind, year + "-Q" + quarter, year, quarter * 3 - 2, 3);
            }
            case TERM -> months(kind, year + (month < 7 ? "-VT" : "-HT"), year, month < 7 ? 1 : 7, 6);
            case SCHOOL_YEAR -> {
                String name = String.format(Locale.ROOT, "%d/%02d", autumn, (autumn + 1) % 100);
                yield months(kind, name, autumn, 7, 12);
            }
            case YEAR -> months(kind, Integer.toString(year), year, 1, 12);
            default -> throw new IllegalArgumentException("no kind of period: " + kind);
        };
    }

    private static Period months(String kind, String name, int year, int month, int count) {
        LocalDate first = LocalDate.of(year, month, 1);
        return new Period(kind, name, first, first.plusMonths(count).minusDays(1));
    }

    /** The periods of some kinds from the one that holds the first day to the one that holds the last day. */
    static List<Period> between(LocalDate from, LocalDate to, List<String> kinds) {
        List<Period> periods = new ArrayList<>();
        for (String kind : kinds) {
            for (Period at = of(kind, from);
                    !at.first().isAfter(to);
                    at = of(kind, at.last().plusDays(1))) {
                periods.add(at);
            }
        }
        return periods;
    }

    /** Remembers the four periods of each month: they are asked for with every day of every pupil. */
    static final class Known {
        private final Map<Integer, List<Period>> ofMonth = new HashMap<>();

        /** Month, quarter, term and läsår of the day, in this order. */
        List<Period> of(LocalDate day) {
            return ofMonth.computeIfAbsent(day.getYear() * 12 + day.getMonthValue(), month -> SCHOOL_KINDS.stream()
                    .map(kind -> Period.of(kind, day))
                    .toList());
        }
    }

    @Override
    public int hashCode() {
        return (int) Tokens.mix(name.hashCode());
    }

    @Override
    public boolean equals(Object other) {
        return other == this || other instanceof Period period && kind.equals(period.kind) && name.equals(period.name);
    }
}
