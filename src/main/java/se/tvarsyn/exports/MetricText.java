package se.tvarsyn.exports;

import java.util.Objects;

/**
 * What a metric is, as the catalogue says it.
 *
 * @param unit percent, percentage-points, pupils, persons, days, kronor, posts, places, kronor-per-pupil, posts-per-pupil;
 *     another is shown as it is
 * @param kind rate, share, count, persons, days, sum or difference
 * @param exclusionsSv what it leaves out; may be empty
 */
public record MetricText(
        String id,
        String nameSv,
        String nameEn,
        String definitionSv,
        String definitionEn,
        String unit,
        String kind,
        String source,
        String exclusionsSv) {
    public MetricText {
        Objects.requireNonNull(id);
        Objects.requireNonNull(nameSv);
        Objects.requireNonNull(nameEn);
        Objects.requireNonNull(definitionSv);
        Objects.requireNonNull(definitionEn);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(source);
        Objects.requireNonNull(exclusionsSv);
    }

    /** Whether a figure follows from these two texts: as their quotient, or as what is counted or summed itself. */
    boolean followsFrom(String numerator, String denominator) {
        return switch (kind) {
            case "rate", "share" -> PlainText.isNumber(numerator) && PlainText.isNumber(denominator);
            case "count", "persons", "sum" -> PlainText.isNumber(numerator);
            default -> false;
        };
    }
}
