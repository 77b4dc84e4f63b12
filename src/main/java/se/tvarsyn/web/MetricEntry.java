package se.tvarsyn.web;

/**
 * A metric as it was defined when a release was made.
 *
 * @param unit percent, percentage-points, pupils, persons, days, kronor, posts, places
 * @param kind rate, share, count, persons, days, sum or difference
 * @param polarity higher, lower or neutral: what is better
 * @param exclusionsSv what is not counted, in Swedish; may be empty
 * @param exclusionsEn the same in English; empty too in releases of programs that said it in Swedish only
 * @param source the law, report or decision that the definition comes from
 */
public record MetricEntry(
        String id,
        String chapter,
        String nameSv,
        String nameEn,
        String definitionSv,
        String definitionEn,
        String unit,
        String kind,
        String polarity,
        String exclusionsSv,
        String exclusionsEn,
        String source) {}
