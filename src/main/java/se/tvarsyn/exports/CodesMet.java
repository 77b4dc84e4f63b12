package se.tvarsyn.exports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which codes the figures of a release have. Their number is that of schools and bands, not of figures. */
final class CodesMet {
    private final Map<String, Set<String>> byLevel = new TreeMap<>();
    private final Map<String, Set<String>> byMetric = new TreeMap<>();

    void meet(ExportedFigure figure) {
        figure.place().forEach((level, code) -> byLevel.computeIfAbsent(level, l -> new HashSet<>())
                .add(code));
        if (!figure.across().isEmpty()) {
            byMetric.computeIfAbsent(figure.metric(), m -> new HashSet<>()).add(figure.across());
        }
    }

    List<String> ofLevel(String level, ReleaseSheet sheet) {
        return sorted(byLevel.getOrDefault(level, Set.of()), sheet.labelsOf(level));
    }

    /** The values of across that a metric's figures have. */
    List<String> ofMetric(String metric, ReleaseSheet sheet) {
        return sorted(byMetric.getOrDefault(metric, Set.of()), sheet.acrossLabels(metric));
    }

    private static List<String> sorted(Set<String> codes, Map<String, String> labels) {
        List<String> sorted = new ArrayList<>(codes);
        sorted.sort(CodeOrder.by(labels));
        return sorted;
    }
}
