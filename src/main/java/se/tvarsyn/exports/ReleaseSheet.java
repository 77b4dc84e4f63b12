package se.tvarsyn.exports;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a release is about, and every definition that its figures need. Swedish is what is written; English is kept beside.
 *
 * <p>The order of the maps is the order in the files (sheets, columns, rows), so give maps that have one: {@code Map.of} has
 * another in every run.
 *
 * @param periodKind month, quarter, term, school_year, year or now
 * @param period 2026-03, 2026-Q1, 2025-HT, 2025/26, 2026
 * @param method how the figures are protected, in Swedish
 * @param caveats what a reader must know, in Swedish
 * @param metrics by id
 * @param cubes by id
 * @param labels level → code → the name that is shown. A code without one is shown itself. Under a metric's id stand the
 *     names of its values of {@code across}; of values that it has no name for, those under {@code across}
 * @param sources in the order that they are written in; empty where the release does not tell of them
 */
public record ReleaseSheet(
        String releaseId,
        String periodKind,
        String period,
        Instant createdAt,
        String createdBy,
        String method,
        List<String> caveats,
        Map<String, MetricText> metrics,
        Map<String, CubeText> cubes,
        Map<String, Map<String, String>> labels,
        List<SourceLine> sources) {
    /** Under this key of the labels stand names of values of across that several metrics have. */
    static final String ACROSS = "across";

    public ReleaseSheet {
        Objects.requireNonNull(releaseId);
        Objects.requireNonNull(periodKind);
        Objects.requireNonNull(period);
        Objects.requireNonNull(createdAt);
        Objects.requireNonNull(createdBy);
        Objects.requireNonNull(method);
        caveats = List.copyOf(caveats);
        sources = List.copyOf(sources);
        metrics = inOrder(metrics);
        cubes = inOrder(cubes);
        Map<String, Map<String, String>> copied = new LinkedHashMap<>();
        labels.forEach((level, names) -> copied.put(level, inOrder(names)));
        labels = Collections.unmodifiableMap(copied);
        metrics.forEach((id, metric) -> named(id, metric.id()));
        cubes.forEach((id, cube) -> named(id, cube.id()));
    }

    private static void named(String key, String id) {
        if (!key.equals(id)) {
            throw new IllegalArgumentException(id + " stands under " + key + ": the key is the id");
        }
    }

    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    MetricText metric(String id) {
        return Objects.requireNonNull(metrics.get(id));
    }

    /** The names of a level's codes; empty where it has none. */
    Map<String, String> labelsOf(String level) {
        return labels.getOrDefault(level, Map.of());
    }

    String label(String level, String code) {
        return labelsOf(level).getOrDefault(code, code.isEmpty() ? "Okänt" : code);
    }

    /** The names of the values that a metric is cut across by. */
    Map<String, String> acrossLabels(String metric) {
        Map<String, String> names = new LinkedHashMap<>(labelsOf(metric));
        labelsOf(ACROSS).forEach(names::putIfAbsent);
        return names;
    }

    String acrossLabel(String metric, String across) {
        return acrossLabels(metric).getOrDefault(across, across);
    }
}
