package se.tvarsyn.publication;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The period that a release is about, and its name (MODEL.md, Time).
 *
 * @param kind month, quarter, term, school_year or year
 * @param name 2026-03, 2026-Q1, 2026-VT, 2025/26 or 2026
 * @param last its last day: before it has passed, nothing of it is whole
 */
public record ReleasePeriod(String kind, String name, LocalDate last) {
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(0[1-9]|1[0-2])");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
    private static final Pattern TERM = Pattern.compile("(\\d{4})-(VT|HT)");
    private static final Pattern SCHOOL_YEAR = Pattern.compile("(\\d{4})/(\\d{2})");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");

    public ReleasePeriod {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(name);
        Objects.requireNonNull(last);
    }

    /** Its first day. */
    public LocalDate first() {
        int months =
                switch (kind) {
                    case "month" -> 1;
                    case "quarter" -> 3;
                    case "term" -> 6;
                    default -> 12;
                };
        return last.plusDays(1).minusMonths(months);
    }

    /**
     * Reads a name.
     *
     * @throws ReleaseRefused where it names no period
     */
    public static ReleasePeriod of(String name) {
        Matcher found = MONTH.matcher(name);
        if (found.matches()) {
            return ending("month", name, number(found, 1), number(found, 2));
        }
        found = QUARTER.matcher(name);
        if (found.matches()) {
            return ending("quarter", name, number(found, 1), number(found, 2) * 3);
        }
        found = TERM.matcher(name);
        if (found.matches()) {
            return ending("term", name, number(found, 1), found.group(2).equals("VT") ? 6 : 12);
        }
        found = SCHOOL_YEAR.matcher(name);
        if (found.matches() && (number(found, 1) + 1) % 100 == number(found, 2)) {
            return ending("school_year", name, number(found, 1) + 1, 6);
        }
        found = YEAR.matcher(name);
        if (found.matches()) {
            return ending("year", name, number(found, 1), 12);
        }
        throw new ReleaseRefused(
                "'" + name + "' is no period; write 2026-03, 2026-Q1, 2026-VT, 2025/26 or 2026 (a calendar year)");
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    private static ReleasePeriod ending(String kind, String name, int year, int month) {
        return new ReleasePeriod(kind, name, YearMonth.of(year, month).atEndOfMonth());
    }

    @Override
    public String toString() {
        return name;
    }
}
