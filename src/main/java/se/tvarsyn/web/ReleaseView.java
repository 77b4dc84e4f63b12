package se.tvarsyn.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one viewer may see of a release: the only door to figures. Who is limited to a district or to units gets no other
 * figure out of it, and those of the whole municipality only where their own part cannot be subtracted from them so that
 * one other part is left.
 */
public final class ReleaseView {
    /** With two other parts, a difference belongs to neither. */
    private static final int OTHERS = 2;

    private static final String DISTRICT = "district";
    private static final String UNIT = "school_unit";

    private final FrozenRelease release;
    private final ViewLimit limit;
    private final boolean areTotalsOpen;

    ReleaseView(FrozenRelease release, ViewLimit limit) {
        this.release = release;
        this.limit = limit;
        this.areTotalsOpen = limit.isNone() || others(release, limit) >= OTHERS;
    }

    private static long others(FrozenRelease release, ViewLimit limit) {
        boolean isByUnit = !limit.units().isEmpty();
        Set<String> parts = new TreeSet<>();
        for (CubeEntry cube : release.cubes().values()) {
            for (String metric : release.metrics().keySet()) {
                Set<String> levels = cube.withWider(List.of(isByUnit ? UNIT : DISTRICT));
                release.figures(cube.id(), metric, levels)
                        .forEach(f -> parts.add(String.valueOf(f.code(isByUnit ? UNIT : DISTRICT))));
            }
        }
        parts.removeAll(isByUnit ? limit.units() : Set.of(String.valueOf(limit.district())));
        // A place that nobody knows is no part that one could be subtracted from.
        parts.remove("");
        parts.remove("null");
        return parts.size();
    }

    public ReleaseHead head() {
        return release.head();
    }

    public ViewLimit limit() {
        return limit;
    }

    /** Whether figures about the whole municipality are to be seen. */
    public boolean areTotalsOpen() {
        return areTotalsOpen;
    }

    public Optional<MetricEntry> metric(String id) {
        return Optional.ofNullable(release.metrics().get(id));
    }

    public Map<String, MetricEntry> metrics() {
        return release.metrics();
    }

    public @Nullable CubeEntry cube(String id) {
        return release.cubes().get(id);
    }

    /** How fresh and whole the sources were, which tells of no part of the municipality; empty in releases of old. */
    public List<SourceEntry> sources() {
        return release.sources();
    }

    /** The tables that a metric is in. */
    public List<CubeEntry> cubesOf(String metric) {
        return release.cubesOf(metric);
    }

    /** The release's own name of a code; null where it has none. */
    public @Nullable CodeName label(String level, String code) {
        return release.labels(level).get(code);
    }

    /**
     * The figures of a metric that are cut by exactly these levels.
     *
     * @param levels the wider levels of their axes need not be named
     * @param fixed level → code that a figure must have
     */
    public List<Figure> figures(CubeEntry cube, String metric, Collection<String> levels, Map<String, String> fixed) {
        return release.figures(cube.id(), metric, cube.withWider(levels)).stream()
                .filter(figure -> limit.allows(figure.code(DISTRICT), figure.code(UNIT), areTotalsOpen))
                .filter(figure ->
                        fixed.entrySet().stream().allMatch(f -> f.getValue().equals(figure.code(f.getKey()))))
                .toList();
    }
}
