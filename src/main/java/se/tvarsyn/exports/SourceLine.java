package se.tvarsyn.exports;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fresh and whole a source was when the release was made.
 *
 * @param deliveredOn day of its last delivery; null = never
 * @param standing {@code on-time}, {@code late}, {@code never} or {@code not-expected}
 * @param rejectedPercent of records read: whole percent, {@code <1} or {@code .}
 * @param unlinkedPercent of records accepted, likewise
 */
public record SourceLine(
        String name, @Nullable LocalDate deliveredOn, String standing, String rejectedPercent, String unlinkedPercent) {
    private static final Map<String, String> STANDINGS = Map.of(
            "on-time", "I tid",
            "late", "Försenad",
            "not-expected", "Ingen tid är bestämd");

    /** In Swedish, on one line. */
    String text() {
        if (deliveredOn == null) {
            return "Har aldrig levererat";
        }
        return STANDINGS.getOrDefault(standing, standing) + "; senaste leverans " + deliveredOn + "; avvisade poster "
                + percent(rejectedPercent) + ", poster utan länk " + percent(unlinkedPercent);
    }

    private static String percent(String text) {
        return text.equals(State.MISSING.sign()) ? text : text + " %";
    }
}
