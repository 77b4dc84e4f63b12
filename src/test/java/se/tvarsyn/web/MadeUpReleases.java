package se.tvarsyn.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Fills a storage of releases as a publisher would, with numbers that mean nothing: every cube of a kind of period, with every
 * total, over a town of some districts and schools. How true releases are made is tested where they are made.
 */
final class MadeUpReleases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LEAST = 10;

    private final Catalogue catalogue;
    private final Cubes cubes;
    private final List<String> districts;
    private final int unitsOfEach;

    MadeUpReleases(Catalogue catalogue, Cubes cubes, List<String> districts, int unitsOfEach) {
        this.catalogue = catalogue;
        this.cubes = cubes;
        this.districts = districts;
        this.unitsOfEach = unitsOfEach;
    }

    /** @param releases period → kind */
    void write(Warehouse warehouse, Map<String, String> releases) throws IOException {
        new Mart(warehouse).prepare(Path.of("warehouse/publication"));
        Statements statements =
                new Statements(warehouse, code -> new IllegalStateException("ClickHouse error " + code));
        releases.forEach((period, kind) -> write(statements, period, kind));
    }

    private void write(Statements statements, String period, String kind) {
        List<ObjectNode> figures = new ArrayList<>();
        Map<String, Metric> metrics = new TreeMap<>();
        for (Cube cube : cubes.of(kind)) {
            for (String id : cube.metrics()) {
                Metric metric = Objects.requireNonNull(catalogue.metrics().get(id));
                metrics.put(id, metric);
                for (Map<String, String> place : places(cube)) {
                    across(metric).forEach(across -> figures.add(figure(period, kind, cube, metric, place, across)));
                }
            }
        }
        insert(statements, "figure", figures);
        insert(
                statements,
                "cube",
                cubes.of(kind).stream().map(c -> cube(period, c)).toList());
        insert(
                statements,
                "metric",
                metrics.values().stream().map(m -> metric(period, m)).toList());
        List<ObjectNode> labels = new ArrayList<>();
        units().forEach((unit, district) -> labels.add(label(period, "school_unit", unit, "Skolan " + unit, "")));
        labels.add(label(period, "sex", "F", "Flickor", "Girls of the release"));
        labels.add(label(period, "stage", "F-3", "Förskoleklass–åk 3", "Preschool class–grade 3"));
        for (String level : List.of("band", "absence-bands")) {
            labels.add(label(period, level, "0", "Under 5 %", "Under 5%"));
            labels.add(label(period, level, "5", "5–10 %", "5–10%"));
            labels.add(label(period, level, "10", "10–15 %", "10–15%"));
            labels.add(label(period, level, "15", "15–20 %", "15–20%"));
            labels.add(label(period, level, "20", "20–30 %", "20–30%"));
            labels.add(label(period, level, "30", "30–50 %", "30–50%"));
            labels.add(label(period, level, "50", "50 % eller mer", "50% or more"));
        }
        insert(statements, "label", labels);
        if (!isOfOld(period)) {
            insert(statements, "source", sources(period, metrics.keySet()));
        }
        insert(
                statements,
                "release",
                List.of(row(period)
                        .put("period_kind", kind)
                        .put("period", period)
                        .put("released_at", isOfOld(period) ? "2025-07-01 06:00:00" : "2026-07-01 06:00:00")
                        .put("figures", figures.size())
                        .put("hidden", 1)
                        .put("method", "Cellnyckelmetoden")
                        .put("method_en", inEnglish(period, "The cell-key method"))
                        .put("caveats", "Delar behöver inte summera till totaler.")
                        .put("caveats_en", inEnglish(period, "Parts need not add up to totals."))));
    }

    /** Of a program that did not tell of sources yet, and said in Swedish only how figures are protected. */
    private static boolean isOfOld(String period) {
        return period.startsWith("2025");
    }

    private static String inEnglish(String period, String text) {
        return isOfOld(period) ? "" : text;
    }

    private static List<ObjectNode> sources(String period, Set<String> metrics) {
        return List.of(
                source(period, "school-ss12000", "Skoladministration (SS 12000)", "on-time", 48)
                        .put("metrics", String.join(",", metrics)),
                source(period, "leisure-dak", "Närvarokort från föreningar (DAK)", "late", 960)
                        .put("metrics", "leisure-participation"),
                source(period, "support-team", "Skolsociala teamets register", "never", 24)
                        .putNull("delivered_on")
                        .put("rejected_percent", ".")
                        .put("unlinked_percent", "."));
    }

    private static ObjectNode source(String period, String feed, String name, String standing, int hours) {
        return row(period)
                .put("feed", feed)
                .put("name", name)
                .put("delivered_on", "2026-06-14")
                .put("expected_hours", hours)
                .put("standing", standing)
                .put("rejected_percent", "<1")
                .put("unlinked_percent", "2");
    }

    /** School unit → its district. */
    Map<String, String> units() {
        Map<String, String> units = new LinkedHashMap<>();
        for (int d = 0; d < districts.size(); d++) {
            for (int u = 0; u < unitsOfEach; u++) {
                units.put(Integer.toString(10_000_000 + d * 1000 + u), districts.get(d));
            }
        }
        return units;
    }

    private List<Map<String, String>> places(Cube cube) {
        List<Map<String, String>> places = List.of(Map.of());
        for (List<String> axis : cube.axes()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> place : places) {
                for (Map<String, String> step : steps(axis)) {
                    Map<String, String> next = new LinkedHashMap<>(place);
                    next.putAll(step);
                    longer.add(next);
                }
            }
            places = longer;
        }
        return places;
    }

    private List<Map<String, String>> steps(List<String> axis) {
        List<Map<String, String>> steps = new ArrayList<>(List.of(Map.of()));
        switch (axis.get(0)) {
            case "district" -> {
                districts.forEach(d -> steps.add(Map.of("district", d)));
                if (axis.contains("school_unit")) {
                    units().forEach((unit, d) -> steps.add(ordered("district", d, "school_unit", unit)));
                }
            }
            case "stage" -> {
                List.of("F-3", "4-6", "7-9").forEach(s -> steps.add(Map.of("stage", s)));
                for (int grade = 0; axis.contains("grade") && grade < 10; grade++) {
                    String stage = grade < 4 ? "F-3" : grade < 7 ? "4-6" : "7-9";
                    steps.add(ordered("stage", stage, "grade", Integer.toString(grade)));
                }
            }
            case "sex" -> List.of("F", "M").forEach(s -> steps.add(Map.of("sex", s)));
            case "band" -> List.of("0", "5", "10").forEach(b -> steps.add(Map.of("band", b)));
            case "programme" -> List.of("", "Skolsociala team").forEach(p -> steps.add(Map.of("programme", p)));
            case "category" -> steps.add(Map.of("category", "Barnavårdsutredning"));
            default -> throw new IllegalArgumentException(axis.get(0));
        }
        return steps;
    }

    /** As releases name levels: the widest first. */
    private static Map<String, String> ordered(String wide, String wideCode, String level, String code) {
        Map<String, String> place = new LinkedHashMap<>();
        place.put(wide, wideCode);
        place.put(level, code);
        return place;
    }

    private static List<String> across(Metric metric) {
        if (metric.across() == null) {
            return List.of("");
        }
        if (metric.id().equals("support-steps")) {
            return List.of("inskrivning", "kartlaggning", "planering", "genomforande", "avslut");
        }
        return switch (metric.across()) {
            case "band" -> List.of("0", "5", "10", "15", "20", "30", "50");
            case "overlap" -> List.of("-", "F", "S", "L", "F+S", "F+L", "S+L", "F+S+L");
            default -> List.of("Dans", "Fotboll");
        };
    }

    /** By its name alone: the same in every run, and in every table that has it. */
    private static ObjectNode figure(
            String period, String kind, Cube cube, Metric metric, Map<String, String> place, String across) {
        Random random = new Random((period + metric.id() + new TreeMap<>(place) + across).hashCode());
        int among = 4 + random.nextInt(4000 / (1 + place.size() * place.size() * 8));
        boolean isHidden = among < LEAST;
        boolean isCount = metric.kind() == Metric.Kind.COUNT || metric.kind() == Metric.Kind.PERSONS;
        String number = isCount
                ? Integer.toString(among)
                : metric.kind() == Metric.Kind.DAYS || metric.kind() == Metric.Kind.SUM
                        ? Integer.toString(10 + random.nextInt(90))
                        : metric.kind() == Metric.Kind.DIFFERENCE
                                ? String.format(Locale.ROOT, "%.1f", (random.nextInt(200) - 150) / 10.0)
                                : String.format(Locale.ROOT, "%.1f", random.nextInt(1000) / 10.0);
        ObjectNode figure = row(period)
                .put("cube", cube.id())
                .put("metric", metric.id())
                .put("period_kind", kind)
                .put("period", period)
                .put("dimension", String.join(", ", place.keySet()))
                .put("value", String.join(", ", place.values()))
                .put("across", across)
                .put("shown", isHidden ? ".." : number)
                .put("numerator", isCount ? isHidden ? ".." : number : "")
                .put("denominator", isCount ? "" : isHidden ? ".." : Integer.toString(among))
                .put("spread", isHidden ? "" : spread(metric, number));
        place.forEach(figure::put);
        return figure;
    }

    private static String spread(Metric metric, String number) {
        return switch (metric.kind()) {
            case DAYS -> Integer.toString(Integer.parseInt(number) * 2);
            case DIFFERENCE -> "2.4";
            default -> "";
        };
    }

    private static ObjectNode metric(String period, Metric metric) {
        Metric.Text exclusions = metric.exclusions();
        return row(period)
                .put("metric", metric.id())
                .put("chapter", metric.chapter())
                .put("name_sv", metric.name().sv())
                .put("name_en", metric.name().en())
                .put("definition_sv", metric.definition().sv())
                .put("definition_en", metric.definition().en())
                .put("unit", metric.unit())
                .put("kind", metric.kind().name().toLowerCase(Locale.ROOT))
                .put("polarity", metric.polarity())
                .put("exclusions_sv", exclusions == null ? "" : exclusions.sv())
                .put("exclusions_en", exclusions == null ? "" : inEnglish(period, exclusions.en()))
                .put("source", metric.source());
    }

    private static ObjectNode cube(String period, Cube cube) {
        return row(period)
                .put("cube", cube.id())
                .put("name_sv", cube.name().sv())
                .put("name_en", cube.name().en())
                .put(
                        "axes",
                        String.join(
                                ";",
                                cube.axes().stream()
                                        .map(a -> String.join(",", a))
                                        .toList()))
                .put("profile", "cell-key");
    }

    private static ObjectNode label(String period, String level, String code, String name, String inEnglish) {
        return row(period)
                .put("dimension", level)
                .put("code", code)
                .put("name", name)
                .put("name_en", inEnglish(period, inEnglish));
    }

    private static ObjectNode row(String period) {
        return JSON.createObjectNode().put("release_name", period);
    }

    private static void insert(Statements statements, String table, List<ObjectNode> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> columns = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(columns::add);
        if (table.equals("figure")) {
            columns.clear();
            columns.addAll(List.of(
                    "release_name",
                    "cube",
                    "metric",
                    "period_kind",
                    "period",
                    "dimension",
                    "value",
                    "across",
                    "shown"));
            columns.addAll(List.of("numerator", "denominator", "spread"));
            columns.addAll(Cubes.LEVELS);
        }
        rows.forEach(row -> bytes.writeBytes((row + "\n").getBytes(StandardCharsets.UTF_8)));
        statements.insertJson("mart." + table, columns, new ByteArrayInputStream(bytes.toByteArray()));
    }
}
