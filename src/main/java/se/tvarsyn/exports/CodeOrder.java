package se.tvarsyn.exports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Codes in the order of their labels; then those without one, whole numbers by size (9 before 10); unknown last. */
final class CodeOrder {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private CodeOrder() {}

    static Comparator<String> by(Map<String, String> labels) {
        Map<String, Integer> order = new HashMap<>();
        List<String> codes = new ArrayList<>(labels.keySet());
        for (int i = 0; i < codes.size(); i++) {
            order.put(codes.get(i), i);
        }
        return Comparator.<String>comparingInt(code -> code.isEmpty() ? 1 : 0)
                .thenComparingInt(code -> order.getOrDefault(code, codes.size()))
                .thenComparingLong(code -> WHOLE.matcher(code).matches() ? Long.parseLong(code) : Long.MAX_VALUE)
                .thenComparing(Comparator.naturalOrder());
    }
}
