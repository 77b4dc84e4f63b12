package se.tvarsyn.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.settings.YamlSchema;

/** The metrics of a home, by id. */
public record Catalogue(Map<String, Metric> metrics) {
    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/metric.schema.json");
    private static final String SUFFIX = ".yaml";
    /** Columns that every model has whose rows metrics count. */
    private static final List<String> PERIOD = List.of("period_kind", "period");

    public Catalogue {
        metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Reads files.
     *
     * @param shown how a file is named in problems
     * @param columns the columns of each model, by name
     * @param problems receives every problem; a metric with one is left out
     */
    public static Catalogue read(
            List<Path> paths, Function<Path, String> shown, Map<String, Set<String>> columns, List<Problem> problems) {
        Map<String, Metric> metrics = new TreeMap<>();
        Map<String, YamlDocument> files = new TreeMap<>();
        for (Path file : paths) {
            List<Problem> own = new ArrayList<>();
            YamlDocument yaml = YamlDocument.read(file, shown.apply(file), SCHEMA, own);
            if (yaml != null && own.isEmpty()) {
                Metric metric = metric(yaml.root());
                check(metric, file, yaml, columns, own);
                if (own.isEmpty()) {
                    metrics.put(metric.id(), metric);
                    files.put(metric.id(), yaml);
                }
            }
            problems.addAll(own);
        }
        files.forEach((id, yaml) -> {
            for (String other : Objects.requireNonNull(metrics.get(id)).beside()) {
                if (!metrics.containsKey(other)) {
                    problems.add(new Problem(
                            yaml.file(),
                            yaml.lineOf("/beside"),
                            "beside: there is no metric '" + other + "'; check its id"));
                }
            }
        });
        return new Catalogue(metrics);
    }

    private static Metric metric(JsonNode root) {
        return new Metric(
                root.path("id").asText(),
                root.path("chapter").asText(),
                text(root.path("name")),
                text(root.path("definition")),
                root.path("rows").asText(),
                Metric.Kind.of(root.path("kind").asText()),
                root.path("of").asText(),
                orNull(root, "among"),
                orNull(root, "where"),
                orNull(root, "across"),
                root.path("unit").asText(),
                root.path("polarity").asText(),
                list(root, "periods"),
                list(root, "by"),
                list(root, "beside"),
                list(root, "limits"),
                root.hasNonNull("exclusions") ? text(root.path("exclusions")) : null,
                root.path("source").asText(),
                root.path("valid-from").asText(),
                root.path("sensitive").asBoolean(false));
    }

    private static Metric.Text text(JsonNode node) {
        return new Metric.Text(
                node.path("sv").asText().strip(), node.path("en").asText().strip());
    }

    private static @Nullable String orNull(JsonNode root, String field) {
        return root.hasNonNull(field) ? root.path(field).asText() : null;
    }

    private static List<String> list(JsonNode root, String field) {
        List<String> list = new ArrayList<>();
        root.path(field).forEach(item -> list.add(item.asText()));
        return list;
    }

    private static void check(
            Metric metric, Path file, YamlDocument yaml, Map<String, Set<String>> columns, List<Problem> problems) {
        if (!(metric.id() + SUFFIX).equals(String.valueOf(file.getFileName()))) {
            problems.add(problem(yaml, "id", "must be the file's name without .yaml"));
        }
        Set<String> known = columns.get(metric.rows());
        if (known == null || !known.containsAll(PERIOD)) {
            problems.add(problem(
                    yaml,
                    "rows",
                    "'" + metric.rows() + "' is no model of warehouse/models with rows by period; check its name"));
            return;
        }
        if (metric.kind().needsAmong() != (metric.among() != null)) {
            problems.add(
                    metric.among() == null
                            ? problem(yaml, "kind", "this kind is held against something; add among")
                            : problem(yaml, "among", "this kind is held against nothing; remove it"));
        }
        if (metric.kind() == Metric.Kind.PERSONS && !known.contains("person_pseudonym")) {
            problems.add(problem(yaml, "kind", metric.rows() + " names no person; count its rows"));
        }
        Map<String, @Nullable String> expressions = new LinkedHashMap<>();
        expressions.put("of", metric.of());
        expressions.put("among", metric.among());
        expressions.put("where", metric.where());
        expressions.forEach((field, expression) -> {
            String wrong = expression == null ? null : Expression.problem(expression, known, metric.rows());
            if (wrong != null) {
                problems.add(problem(yaml, field, wrong));
            }
        });
        for (String column : metric.by()) {
            if (!known.contains(column)) {
                problems.add(problem(yaml, "by", "'" + column + "' is no column of " + metric.rows() + "; remove it"));
            }
        }
        if (metric.across() != null && !known.contains(metric.across())) {
            problems.add(problem(yaml, "across", "is no column of " + metric.rows() + "; check its spelling"));
        }
    }

    private static Problem problem(YamlDocument yaml, String field, String what) {
        return new Problem(yaml.file(), yaml.lineOf("/" + field), field + ": " + what);
    }
}
