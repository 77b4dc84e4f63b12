package se.tvarsyn.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the catalogue, as its file defines it.
 *
 * @param id the file's name
 * @param chapter what it stands under on pages
 * @param rows the model whose rows it counts
 * @param of condition or column: what is counted or summed
 * @param among condition or column: what it is held against; null where the kind needs none
 * @param where condition on the rows; null = all
 * @param across column by whose values the numerator is cut, and not the denominator; null = none
 * @param by columns that it may be cut by, one at a time here
 * @param isSensitive a zero and a full share are hidden in releases too (PRIVACY.md 7)
 */
public record Metric(
        String id,
        String chapter,
        Text name,
        Text definition,
        String rows,
        Kind kind,
        String of,
        @Nullable String among,
        @Nullable String where,
        @Nullable String across,
        String unit,
        String polarity,
        List<String> periods,
        List<String> by,
        List<String> beside,
        List<String> limits,
        @Nullable Text exclusions,
        String source,
        String validFrom,
        boolean isSensitive) {
    public Metric {
        Objects.requireNonNull(id);
        Objects.requireNonNull(rows);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(of);
        periods = List.copyOf(periods);
        by = List.copyOf(by);
        beside = List.copyOf(beside);
        limits = List.copyOf(limits);
    }

    /** A text in the two languages of the pages. */
    public record Text(String sv, String en) {
        public Text {
            Objects.requireNonNull(sv);
            Objects.requireNonNull(en);
        }
    }

    /** How a figure comes of rows. */
    public enum Kind {
        /** The sum of one column by the sum of another. */
        RATE,
        /** Rows with one condition by rows with another. */
        SHARE,
        /** Rows with a condition; the model has one row per person there. */
        COUNT,
        /** Distinct persons with a condition. */
        PERSONS,
        /** Median and ninth decile of a column, nearest rank. */
        DAYS,
        /** The sum of a column. */
        SUM,
        /** The mean of one column less another, and 1.96 standard errors. */
        DIFFERENCE;

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        boolean needsAmong() {
            return this == RATE || this == SHARE || this == DIFFERENCE;
        }
    }
}
