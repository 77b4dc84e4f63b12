package se.tvarsyn.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A place on one axis.
 *
 * @param steps the levels that are given, coarsest first; none = the total
 */
record Category(List<Step> steps) {
    static final Category TOTAL = new Category(List.of());

    /** @param code "" = unknown */
    record Step(String level, String code) {}

    Category {
        steps = List.copyOf(steps);
    }

    static Category of(List<String> levels, Map<String, String> place) {
        List<Step> steps = new ArrayList<>();
        for (String level : levels) {
            String code = place.get(level);
            if (code != null) {
                steps.add(new Step(level, code));
            }
        }
        return steps.isEmpty() ? TOTAL : new Category(steps);
    }

    boolean isTotal() {
        return steps.isEmpty();
    }

    Step last() {
        return steps.get(steps.size() - 1);
    }

    Category parent() {
        return new Category(steps.subList(0, steps.size() - 1));
    }
}
