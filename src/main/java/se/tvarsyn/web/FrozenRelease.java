package se.tvarsyn.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** All of one release, in memory. It never changes: a release is made once. */
final class FrozenRelease {
    private final ReleaseHead head;
    private final Map<String, MetricEntry> metrics;
    private final Map<String, CubeEntry> cubes;
    private final Map<String, Map<String, CodeName>> labels;
    private final List<SourceEntry> sources;
    private final Map<Cut, List<Figure>> figures;
    /** Metric → its tables. */
    private final Map<String, List<CubeEntry>> cubesOf;

    private final int size;

    /** Figures of one metric in one table, cut by the same levels. */
    private record Cut(String cube, String metric, Set<String> levels) {}

    private FrozenRelease(
            ReleaseHead head,
            Map<String, MetricEntry> metrics,
            Map<String, CubeEntry> cubes,
            Map<String, Map<String, CodeName>> labels,
            List<SourceEntry> sources,
            Map<Cut, List<Figure>> figures,
            int size) {
        this.head = head;
        this.metrics = metrics;
        this.cubes = cubes;
        this.labels = labels;
        this.sources = List.copyOf(sources);
        this.figures = figures;
        this.cubesOf = cubesOf(figures.keySet(), cubes);
        this.size = size;
    }

    ReleaseHead head() {
        return head;
    }

    int size() {
        return size;
    }

    Map<String, MetricEntry> metrics() {
        return metrics;
    }

    Map<String, CubeEntry> cubes() {
        return cubes;
    }

    /** The names of a level's codes; empty where it has none. */
    Map<String, CodeName> labels(String level) {
        return labels.getOrDefault(level, Map.of());
    }

    /** By feed; empty where the release was made before releases told of them. */
    List<SourceEntry> sources() {
        return sources;
    }

    /** @param levels with the wider ones of their axes */
    List<Figure> figures(String cube, String metric, Set<String> levels) {
        return figures.getOrDefault(new Cut(cube, metric, levels), List.of());
    }

    private static Map<String, List<CubeEntry>> cubesOf(Set<Cut> cuts, Map<String, CubeEntry> cubes) {
        Map<String, Set<String>> names = new HashMap<>();
        cuts.forEach(
                cut -> names.computeIfAbsent(cut.metric, m -> new TreeSet<>()).add(cut.cube));
        Map<String, List<CubeEntry>> of = new HashMap<>();
        names.forEach((metric, some) -> of.put(
                metric,
                some.stream()
                        .map(cubes::get)
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull)
                        .toList()));
        return of;
    }

    /** Tables that have a metric. */
    List<CubeEntry> cubesOf(String metric) {
        return cubesOf.getOrDefault(metric, List.of());
    }

    /** Puts a release together while it is read. */
    static final class Reading {
        private final Map<String, MetricEntry> metrics = new LinkedHashMap<>();
        private final Map<String, CubeEntry> cubes = new LinkedHashMap<>();
        private final Map<String, Map<String, CodeName>> labels = new LinkedHashMap<>();
        private final List<SourceEntry> sources = new ArrayList<>();
        private final Map<Cut, List<Figure>> figures = new LinkedHashMap<>();
        private int size;

        void metric(MetricEntry metric) {
            metrics.put(metric.id(), metric);
        }

        void cube(CubeEntry cube) {
            cubes.put(cube.id(), cube);
        }

        void label(String level, String code, CodeName name) {
            labels.computeIfAbsent(level, l -> new LinkedHashMap<>()).put(code, name);
        }

        void source(SourceEntry source) {
            sources.add(source);
        }

        void figure(Figure figure) {
            Cut cut = new Cut(
                    figure.cube(), figure.metric(), new TreeSet<>(figure.place().keySet()));
            figures.computeIfAbsent(cut, c -> new ArrayList<>()).add(figure);
            size++;
        }

        FrozenRelease of(ReleaseHead head) {
            return new FrozenRelease(
                    head,
                    Collections.unmodifiableMap(metrics),
                    Collections.unmodifiableMap(cubes),
                    Collections.unmodifiableMap(labels),
                    sources,
                    Collections.unmodifiableMap(figures),
                    size);
        }
    }
}
