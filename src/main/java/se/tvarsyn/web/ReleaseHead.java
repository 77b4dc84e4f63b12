package se.tvarsyn.web;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;

/**
 * A release, without its figures.
 *
 * @param name the period: 2026-03, 2026-Q1, 2026-VT, 2025/26, 2026
 * @param kind month, quarter, term, school_year or year
 * @param figures how many
 * @param hidden how many of them are {@code ..}
 * @param method how they are protected, in Swedish
 * @param methodEn the same in English; empty in releases of programs that said it in Swedish only
 * @param caveats what a reader must know, in Swedish
 * @param caveatsEn the same in English; empty likewise
 */
public record ReleaseHead(
        String name,
        String kind,
        Instant at,
        long figures,
        long hidden,
        String method,
        String methodEn,
        List<String> caveats,
        List<String> caveatsEn) {
    private static final List<String> KINDS = List.of("term", "school_year", "quarter", "month", "year");
    private static final int YEAR_DIGITS = 4;

    /**
     * The period that ends last first, whenever it was released: a year before that is released afterwards is no news. Of those
     * that end together the term, for that is what steering groups meet about.
     */
    static final Comparator<ReleaseHead> LATEST_PERIOD_FIRST = Comparator.comparing(
                    ReleaseHead::lastMonth, Comparator.reverseOrder())
            .thenComparing(head -> KINDS.indexOf(head.kind))
            .thenComparing(ReleaseHead::name, Comparator.reverseOrder());

    public ReleaseHead {
        caveats = List.copyOf(caveats);
        caveatsEn = List.copyOf(caveatsEn);
    }

    /** The last month of the period (MODEL.md, Time); a name of no such form comes last. */
    private YearMonth lastMonth() {
        if (name.length() < YEAR_DIGITS || !name.chars().limit(YEAR_DIGITS).allMatch(c -> c >= '0' && c <= '9')) {
            return YearMonth.of(0, 1);
        }
        int year = Integer.parseInt(name.substring(0, YEAR_DIGITS));
        char last = name.charAt(name.length() - 1);
        return switch (kind) {
            case "month" -> YearMonth.parse(name);
            case "quarter" -> YearMonth.of(year, (last - '0') * 3);
            case "term" -> YearMonth.of(year, name.endsWith("VT") ? 6 : 12);
            case "school_year" -> YearMonth.of(year + 1, 6);
            default -> YearMonth.of(year, 12);
        };
    }
}
