package se.tvarsyn.catalogue;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition or a column of a metric's file, held against what it may be: columns of the model, comparisons, AND, OR, NOT,
 * IS NULL, IN, numbers and texts. No function and no query, so that a file can name nothing but the model's rows.
 */
final class Expression {
    private static final Pattern WORD =
            Pattern.compile("\\s*(?:(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<number>[0-9]+(?:\\.[0-9]+)?)"
                    + "|(?<text>'[^'\\\\]*')|(?<sign><=|>=|!=|=|<|>|\\(|\\)|,))");
    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "IS", "NULL", "IN", "true", "false");

    private Expression() {}

    /** @return what is wrong, with the mend; null where nothing is */
    static @Nullable String problem(String expression, Set<String> columns, String model) {
        Matcher word = WORD.matcher(expression);
        int at = 0;
        int depth = 0;
        boolean wasName = false;
        while (at < expression.stripTrailing().length()) {
            if (!word.find(at) || word.start() != at) {
                return "may hold columns of " + model
                        + ", comparisons, AND, OR, NOT, IS NULL, IN, numbers and 'texts' only; put the rest into the model";
            }
            String name =
                    KEYWORDS.contains(word.group("name") == null ? "" : word.group("name")) ? null : word.group("name");
            String sign = word.group("sign");
            if (name != null && !columns.contains(name)) {
                return "'" + name + "' is no column of " + model + "; check its spelling";
            }
            if ("(".equals(sign)) {
                if (wasName) {
                    return "holds a function; put it into the model";
                }
                depth++;
            }
            depth -= ")".equals(sign) ? 1 : 0;
            if (depth < 0) {
                return "has a bracket that was never opened";
            }
            wasName = name != null;
            at = word.end();
        }
        return depth == 0 ? null : "has a bracket that is never closed";
    }
}
