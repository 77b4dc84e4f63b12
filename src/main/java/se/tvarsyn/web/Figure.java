package se.tvarsyn.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One released figure, as texts: nothing is reckoned with it.
 *
 * @param place level → code; a level that is absent is the total; code "" = unknown
 * @param across value that the numerator is cut by; "" where the metric has none
 * @param shown a number with a point, {@code ..} (hidden) or {@code .} (missing)
 * @param numerator protected; "" where the metric has none
 * @param denominator likewise
 * @param spread of days the ninth decile, of a difference half the width of its interval; "" else
 */
public record Figure(
        String cube,
        String metric,
        Map<String, String> place,
        String across,
        String shown,
        String numerator,
        String denominator,
        String spread) {
    /** Of few persons. */
    public static final String HIDDEN = "..";

    /** There is none. */
    public static final String MISSING = ".";

    /** Whether it is a number. */
    public boolean isNumber() {
        return !shown.equals(HIDDEN) && !shown.equals(MISSING);
    }

    /** The code of a level; null where the figure is about all of them. */
    public @Nullable String code(String level) {
        return place.get(level);
    }
}
