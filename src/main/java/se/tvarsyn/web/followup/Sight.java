package se.tvarsyn.web.followup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.CubeEntry;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.ReleaseView;

/** Finds in a release what a block asks for: which of its tables has a metric, cut as near to the filters as there is. */
final class Sight {
    private final ReleaseView view;

    Sight(ReleaseView view) {
        this.view = view;
    }

    /**
     * Figures of one metric.
     *
     * @param dropped filters that the table is not cut by, so that the figures are about more than was asked for
     */
    record Found(List<Figure> figures, Set<String> dropped) {
        Found {
            figures = List.copyOf(figures);
            dropped = Set.copyOf(dropped);
        }

        /** Code of a level → its figure, made once for a column of any length. */
        Map<String, Figure> by(String level) {
            Map<String, Figure> by = new HashMap<>();
            for (Figure figure : figures) {
                String code = figure.code(level);
                if (code != null) {
                    by.putIfAbsent(code, figure);
                }
            }
            return by;
        }
    }

    /**
     * The figures of a metric.
     *
     * @param level a figure for each of its places; "" = one figure
     * @return empty where no table of the release has the metric cut by the level, or the viewer may see none of it
     */
    Optional<Found> find(String metric, String level, Map<String, String> filters) {
        return view.cubesOf(metric).stream()
                .filter(cube -> level.isEmpty() || cube.has(level))
                .map(cube -> in(cube, metric, level, filters))
                .filter(found -> !found.figures.isEmpty())
                .min(Comparator.comparingInt(found -> found.dropped.size()));
    }

    private Found in(CubeEntry cube, String metric, String level, Map<String, String> filters) {
        Map<String, String> fixed = new LinkedHashMap<>(filters);
        Set<String> dropped = new TreeSet<>();
        fixed.keySet().removeIf(filter -> {
            boolean isAbsent = !cube.has(filter);
            if (isAbsent) {
                dropped.add(filter);
            }
            return isAbsent;
        });
        Set<String> levels = new LinkedHashSet<>(fixed.keySet());
        if (!level.isEmpty()) {
            levels.add(level);
        }
        return new Found(view.figures(cube, metric, levels, fixed), dropped);
    }

    /** Codes of a level that the viewer may see figures of; "" among them where something is unknown. */
    Set<String> codes(String level, Map<String, String> within) {
        Set<String> codes = new TreeSet<>();
        Set<String> looked = new TreeSet<>();
        for (String metric : view.metrics().keySet()) {
            for (CubeEntry cube : view.cubesOf(metric)) {
                boolean isCut = cube.has(level) && within.keySet().stream().allMatch(cube::has);
                // All metrics of a table are cut by the same places.
                if (isCut && looked.add(cube.id())) {
                    Collection<String> levels = new ArrayList<>(within.keySet());
                    levels.add(level);
                    view.figures(cube, metric, levels, within).forEach(f -> codes.add(String.valueOf(f.code(level))));
                }
            }
        }
        return codes;
    }

    /** The place of a wider level that a place lies in; null where the release does not say. */
    @Nullable
    String wider(String wide, String level, String code) {
        for (String metric : view.metrics().keySet()) {
            for (CubeEntry cube : view.cubesOf(metric)) {
                if (cube.has(level) && cube.withWider(List.of(level)).contains(wide)) {
                    for (Figure figure : view.figures(cube, metric, List.of(level), Map.of(level, code))) {
                        return figure.code(wide);
                    }
                }
            }
        }
        return null;
    }
}
