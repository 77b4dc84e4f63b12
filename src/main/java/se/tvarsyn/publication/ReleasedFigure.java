package se.tvarsyn.publication;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Metric;

/**
 * A protected figure: what a reader sees.
 *
 * @param levels values by level; a level that is not there is a total, an empty value is unknown
 * @param across value that the numerator is cut by; empty where it is not
 * @param shown the figure's text: a number, {@code ..} (hidden for few persons) or {@code .} (missing)
 * @param number the number; null where the figure is hidden or missing
 * @param numerator protected text of what a share counts; empty where the kind has none
 * @param denominator protected text of what it is held against, or of the persons behind; empty where it has none
 * @param spread ninth decile of days, or the half width of a difference; empty where the kind has none
 */
record ReleasedFigure(
        String cube,
        String metric,
        Map<String, String> levels,
        String across,
        String shown,
        @Nullable BigDecimal number,
        String numerator,
        String denominator,
        String spread) {
    static final String HIDDEN = "..";
    static final String MISSING = ".";

    ReleasedFigure {
        Objects.requireNonNull(shown);
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    }

    /** Which figure it is, in whatever cube and release: for who compares them. */
    String label() {
        return metric + "|" + levels + "|" + across;
    }

    /** The same of the persons behind it: those of a share are the same for every value of across. */
    String amongLabel(Metric.Kind kind) {
        return metric + " among|" + levels + "|" + (kind == Metric.Kind.SHARE ? "" : across);
    }

    /** With all of it hidden but the persons behind it. */
    ReleasedFigure hidden() {
        return new ReleasedFigure(
                cube, metric, levels, across, HIDDEN, null, hidden(numerator), denominator, hidden(spread));
    }

    /** With the persons behind it hidden too. */
    ReleasedFigure whollyHidden() {
        return new ReleasedFigure(
                cube, metric, levels, across, HIDDEN, null, hidden(numerator), hidden(denominator), hidden(spread));
    }

    private static String hidden(String text) {
        return text.isEmpty() ? "" : HIDDEN;
    }
}
