package se.tvarsyn.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.settings.YamlSchema;

/** The cubes of a home, by id. */
public record Cubes(Map<String, Cube> cubes) {
    /** Levels that {@code mart.figure} has a column for. */
    public static final List<String> LEVELS = List.of(
            "district",
            "school_unit",
            "school_form",
            "stage",
            "grade",
            "sex",
            "age_band",
            "band",
            "programme",
            "level",
            "category",
            "association");

    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/cube.schema.json");
    private static final String SUFFIX = ".yaml";
    /** More ways to cut than this cannot be read by anybody, and every one costs a pass over the rows. */
    private static final int MOST_CUTS = 64;

    public Cubes {
        cubes = Collections.unmodifiableMap(new LinkedHashMap<>(cubes));
    }

    /**
     * Reads files, and holds each against the catalogue.
     *
     * @param shown how a file is named in problems
     * @param columns the columns of each model, by name
     * @param problems receives every problem; a cube with one is left out
     */
    public static Cubes read(
            List<Path> paths,
            Function<Path, String> shown,
            Catalogue catalogue,
            Map<String, Set<String>> columns,
            List<Problem> problems) {
        Map<String, Cube> cubes = new TreeMap<>();
        for (Path file : paths) {
            List<Problem> own = new ArrayList<>();
            YamlDocument yaml = YamlDocument.read(file, shown.apply(file), SCHEMA, own);
            if (yaml != null && own.isEmpty()) {
                Cube cube = cube(yaml.root());
                new Check(cube, yaml, own).run(file, catalogue, columns);
                if (own.isEmpty()) {
                    cubes.put(cube.id(), cube);
                }
            }
            problems.addAll(own);
        }
        return new Cubes(cubes);
    }

    /** Those that a release of a kind of period has. */
    public List<Cube> of(String periodKind) {
        return cubes.values().stream()
                .filter(cube -> cube.periods().contains(periodKind))
                .toList();
    }

    private static Cube cube(JsonNode root) {
        List<List<String>> axes = new ArrayList<>();
        root.path("axes").forEach(axis -> axes.add(texts(axis)));
        return new Cube(
                root.path("id").asText(),
                new Metric.Text(
                        root.path("name").path("sv").asText().strip(),
                        root.path("name").path("en").asText().strip()),
                texts(root.path("metrics")),
                axes,
                texts(root.path("periods")),
                root.path("profile").asText("cell-key").equals("exact") ? Cube.Profile.EXACT : Cube.Profile.CELL_KEY);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** Whether a cube may be made of the catalogue's metrics, before a row is read. */
    private record Check(Cube cube, YamlDocument yaml, List<Problem> problems) {
        void run(Path file, Catalogue catalogue, Map<String, Set<String>> columns) {
            if (!(cube.id() + SUFFIX).equals(String.valueOf(file.getFileName()))) {
                problem("/id", "id: must be the file's name without .yaml");
            }
            List<String> levels = cube.levels();
            if (Set.copyOf(levels).size() < levels.size()) {
                problem("/axes", "axes: a level stands in two of them; leave it in one");
            }
            levels.stream()
                    .filter(level -> !LEVELS.contains(level))
                    .forEach(level -> problem(
                            "/axes",
                            "axes: '" + level + "' is no level that a release has; use " + String.join(", ", LEVELS)));
            if (cube.cuts().size() > MOST_CUTS) {
                problem(
                        "/axes",
                        "axes: make " + cube.cuts().size() + " ways to cut, and " + MOST_CUTS
                                + " are the most; make two cubes of it");
            }
            for (String id : cube.metrics()) {
                Metric metric = catalogue.metrics().get(id);
                if (metric == null) {
                    problem("/metrics", "metrics: there is no metric '" + id + "'; check its id");
                } else {
                    check(metric, columns.getOrDefault(metric.rows(), Set.of()));
                }
            }
        }

        private void check(Metric metric, Set<String> columns) {
            for (String level : cube.levels()) {
                if (!metric.by().contains(level)) {
                    problem(
                            "/axes",
                            "axes: " + metric.id() + " may not be cut by '" + level + "'; its file names by what");
                }
            }
            for (String period : cube.periods()) {
                if (!metric.periods().contains(period)) {
                    problem("/periods", "periods: " + metric.id() + " is not made by " + period + "; remove either");
                }
            }
            for (String other : metric.beside()) {
                if (!cube.metrics().contains(other)) {
                    problem("/metrics", "metrics: " + metric.id() + " is not shown without " + other + "; add it");
                }
            }
            String unfit = unfit(metric, columns);
            if (unfit != null) {
                problem("/metrics", "metrics: " + metric.id() + " " + unfit);
            }
        }

        /** What no release can protect. */
        private @Nullable String unfit(Metric metric, Set<String> columns) {
            if (columns.contains("person_pseudonym")) {
                return null;
            }
            if (metric.unit().endsWith("-per-pupil")) {
                return "tells an exact number of pupils to who knows the sum; release the sum beside the pupils";
            }
            if (metric.kind() == Metric.Kind.SUM || metric.chapter().equals("resources")) {
                return null;
            }
            return "counts rows that name no person, so nothing can protect it; leave it out";
        }

        private void problem(String at, String what) {
            problems.add(new Problem(yaml.file(), yaml.lineOf(at), what));
        }
    }
}
