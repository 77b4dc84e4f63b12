package se.tvarsyn.reference;

/**
 * What one cell of the catalogue is.
 *
 * @param metric id of the catalogue
 * @param periodKind month, quarter, term, school_year, year or now
 * @param period 2026-03, 2026-Q1, 2026-VT, 2025/26, 2026 or now
 * @param dimension of {@code by}; empty = the total
 * @param value of the dimension: code, name, F-3, 10-12 …; empty = unknown, or none
 * @param across value of {@code across}; empty = the metric has none
 * @param numerator of a rate or share; persons of a count; the sum (of posts in hundredths)
 * @param denominator of a rate or share; values of a sum; 0 of a count
 * @param contributors distinct persons in the denominator, of a count in the numerator, of days and a difference among the
 *     cases; 0 where the rows name no person
 * @param n of days the number of values, of a difference the cases that have others to be held against
 * @param median of days, nearest rank
 * @param p90 of days, nearest rank
 * @param mean of a difference, percentage points
 * @param halfWidth 1.96 standard errors of the mean; NaN where n is under 2
 */
record TrueValue(
        String metric,
        String periodKind,
        String period,
        String dimension,
        String value,
        String across,
        long numerator,
        long denominator,
        long contributors,
        long n,
        long median,
        long p90,
        double mean,
        double halfWidth) {}
