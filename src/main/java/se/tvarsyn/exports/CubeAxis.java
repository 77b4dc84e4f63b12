package se.tvarsyn.exports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The categories that a cube's figures have on one axis, and those above them. Grows while figures are taken. */
final class CubeAxis {
    private final List<String> levels;
    private final ReleaseSheet sheet;
    private final Set<Category> categories = new HashSet<>(Set.of(Category.TOTAL));
    /** To tell a code that stands under several parents, as unknown units do. */
    private final Map<Category.Step, Integer> places = new HashMap<>();

    CubeAxis(List<String> levels, ReleaseSheet sheet) {
        this.levels = List.copyOf(levels);
        this.sheet = sheet;
    }

    List<String> levels() {
        return levels;
    }

    Category take(Map<String, String> place) {
        Category taken = Category.of(levels, place);
        for (Category each = taken; categories.add(each); each = each.parent()) {
            places.merge(each.last(), 1, Integer::sum);
        }
        return taken;
    }

    /** Every category after the one it belongs to. */
    List<Category> inOrder() {
        Map<Category, List<Category>> children = children();
        List<Category> all = new ArrayList<>();
        append(Category.TOTAL, children, all);
        return all;
    }

    private static void append(Category category, Map<Category, List<Category>> children, List<Category> all) {
        all.add(category);
        children.getOrDefault(category, List.of()).forEach(child -> append(child, children, all));
    }

    /** What belongs to each category that something belongs to, in order. */
    Map<Category, List<Category>> children() {
        Map<String, Comparator<String>> orders =
                levels.stream().collect(Collectors.toMap(level -> level, level -> CodeOrder.by(sheet.labelsOf(level))));
        Comparator<Category> order = (one, other) -> {
            String level = one.last().level();
            int byLevel = Integer.compare(
                    levels.indexOf(level), levels.indexOf(other.last().level()));
            return byLevel != 0
                    ? byLevel
                    : orders.getOrDefault(level, Comparator.naturalOrder())
                            .compare(one.last().code(), other.last().code());
        };
        Map<Category, List<Category>> children = new LinkedHashMap<>();
        for (Category category : categories) {
            if (!category.isTotal()) {
                children.computeIfAbsent(category.parent(), parent -> new ArrayList<>())
                        .add(category);
            }
        }
        children.values().forEach(list -> list.sort(order));
        return children;
    }

    String label(Category category) {
        return category.isTotal()
                ? SwedishWords.total(levels)
                : sheet.label(category.last().level(), category.last().code());
    }

    /**
     * {@code total}, {@code school_unit:12345678}. Unknown codes, and codes that stand under several parents, name the whole
     * way, so that no two categories share an id: {@code district:Norr/school_unit:}.
     */
    String id(Category category) {
        if (category.isTotal()) {
            return "total";
        }
        boolean isPlain = !category.last().code().isEmpty() && places.getOrDefault(category.last(), 0) == 1;
        return (isPlain ? List.of(category.last()) : category.steps())
                .stream().map(step -> step.level() + ":" + step.code()).collect(Collectors.joining("/"));
    }
}
