package se.tvarsyn.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of a mapping file's {@code fields}.
 *
 * @param from the source's field, null for a constant
 * @param fallback text that stands in where the source leaves the field out
 * @param values the source's value to ours, null where values pass as they are
 * @param otherwise for values that the table does not name; null rejects them
 * @param unitsBy field to look up in the table {@code units} where this one is empty
 */
record FieldRule(
        String name,
        @Nullable String from,
        @Nullable String constant,
        As as,
        boolean required,
        @Nullable Pattern pattern,
        @Nullable Integer lowest,
        @Nullable Integer highest,
        @Nullable String fallback,
        @Nullable Map<String, String> values,
        @Nullable String otherwise,
        @Nullable String unitsBy,
        Map<String, Violation> violations) {

    FieldRule {
        violations = new HashMap<>(violations);
    }

    enum As {
        TEXT,
        INTEGER,
        DATE,
        BOOLEAN,
        /** A number with at most two decimals, with a point or, as Swedish exports write it, a comma. */
        DECIMAL
    }

    /** What users call the field: the source's name. */
    String shownAs() {
        return from == null ? name : from;
    }

    Violation violation(String reason, String mend) {
        return violations.computeIfAbsent(reason, r -> new Violation(shownAs(), r, mend));
    }
}
