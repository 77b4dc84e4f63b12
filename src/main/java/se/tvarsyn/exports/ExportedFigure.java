package se.tvarsyn.exports;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One protected figure.
 *
 * @param cube id of its cube in the release sheet
 * @param metric id of its metric in the release sheet
 * @param place level → code; a level that is absent is the total; code "" = unknown
 * @param across the value that the numerator is cut by; "" where the metric has none
 * @param number in the metric's unit; null exactly where the state is not {@link State#VALUE}
 * @param numerator protected: digits, {@code ..} or {@code .}; "" where the kind has none
 * @param denominator likewise
 * @param p90OrHalfWidth likewise: of days the ninth decile, of a difference half the width of its 95 % interval
 */
public record ExportedFigure(
        String cube,
        String metric,
        Map<String, String> place,
        String across,
        State state,
        @Nullable BigDecimal number,
        String numerator,
        String denominator,
        String p90OrHalfWidth) {
    public ExportedFigure {
        Objects.requireNonNull(cube);
        Objects.requireNonNull(metric);
        Objects.requireNonNull(across);
        Objects.requireNonNull(numerator);
        Objects.requireNonNull(denominator);
        Objects.requireNonNull(p90OrHalfWidth);
        if ((state == State.VALUE) != (number != null)) {
            throw new IllegalArgumentException("A figure of " + metric + " in " + cube + " is " + state
                    + (number == null ? " and has no number" : " and has a number")
                    + ": a number stands exactly where the state is VALUE");
        }
        place = Map.copyOf(place);
    }

    /** The number with a point, or the sign of its state. */
    String shown() {
        return number == null ? state.sign() : number.toPlainString();
    }
}
