package se.tvarsyn.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;

/** What stands beside the figures of a release: definitions as they are today, names of codes, how it was protected. */
final class ReleaseTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String METHOD =
            "Cellnyckelmetoden: varje antal har ett eget, litet slumpmässigt tillägg (högst %d"
                    + " personer, i medel 0), som är detsamma så länge samma personer räknas. Antal som därefter är under %d visas"
                    + " som '..'. Andelar räknas på skyddade antal; tider och minuter visas bara för minst %d personer och"
                    + " avrundas.";

    private static final String METHOD_EN =
            "The cell-key method: every count has a small random number of its own added to it or taken from it (at most %d"
                    + " persons, 0 on average), which stays the same as long as the same persons are counted. Counts that"
                    + " are then under %d are shown as '..'. Shares are worked out from protected counts; times and minutes"
                    + " are shown only for at least %d persons, and are rounded.";

    private static final List<String> CAVEATS = List.of(
            "Delar behöver inte summera till totaler: varje tal är skyddat för sig.",
            "'..' betyder att uppgiften är dold för att för få elever berörs; det är inte noll.",
            "'.' betyder att uppgiften saknas eller inte är meningsfull.",
            "För känsliga mått döljs även noll och hela gruppen.",
            "Rättelser som kommit efter publiceringen syns först i nästa period.",
            "Ärenden räknas som personer: en person med två ärenden räknas en gång.");

    /** The same, in the same order. */
    private static final List<String> CAVEATS_EN = List.of(
            "Parts need not add up to totals: each number is protected by itself.",
            "'..' means that the figure is hidden because it is about too few pupils; it does not mean zero.",
            "'.' means that the figure is missing or would have no meaning.",
            "For sensitive metrics, zero and the whole group are hidden too.",
            "Corrections that came after the release are first seen in the next period.",
            "Cases are counted as persons: a person with two cases is counted once.");

    private final ReleaseRecord release;
    private final ReleaseInputs inputs;
    private final Statements ledger;

    ReleaseTexts(ReleaseRecord release, ReleaseInputs inputs, Statements ledger) {
        this.release = release;
        this.inputs = inputs;
        this.ledger = ledger;
    }

    void fill(Statements into, Map<String, String> tables) {
        insert(into, tables.getOrDefault("metric", ""), metrics());
        insert(into, tables.getOrDefault("cube", ""), cubes());
        insert(into, tables.getOrDefault("label", ""), labels());
        insert(
                into,
                tables.getOrDefault("release", ""),
                List.of(row().put("period_kind", release.period().kind())
                        .put("period", release.period().name())
                        .put("released_at", InstantText.millis(release.at()))
                        .put("figures", release.figures())
                        .put("hidden", release.hidden())
                        .put("method", method(METHOD))
                        .put("method_en", method(METHOD_EN))
                        .put("caveats", String.join("\n", CAVEATS))
                        .put("caveats_en", String.join("\n", CAVEATS_EN))));
    }

    private String method(String text) {
        int threshold = inputs.profile().threshold();
        return text.formatted(inputs.profile().shape().largest(), threshold, threshold);
    }

    static void insert(Statements into, String table, List<ObjectNode> rows) {
        if (!rows.isEmpty()) {
            String lines = rows.stream().map(ObjectNode::toString).collect(Collectors.joining("\n"));
            into.insertJson(table, List.of(), new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private ObjectNode row() {
        return JSON.createObjectNode().put("release_name", release.name());
    }

    private List<ObjectNode> metrics() {
        List<ObjectNode> rows = new ArrayList<>();
        for (String id : released("metric")) {
            Metric metric = inputs.catalogue().metrics().get(id);
            if (metric == null) {
                continue;
            }
            Metric.Text exclusions = metric.exclusions();
            rows.add(row().put("metric", id)
                    .put("chapter", metric.chapter())
                    .put("name_sv", metric.name().sv())
                    .put("name_en", metric.name().en())
                    .put("definition_sv", metric.definition().sv())
                    .put("definition_en", metric.definition().en())
                    .put("unit", metric.unit())
                    .put("kind", metric.kind().toString().toLowerCase(java.util.Locale.ROOT))
                    .put("polarity", metric.polarity())
                    .put("exclusions_sv", exclusions == null ? "" : exclusions.sv())
                    .put("exclusions_en", exclusions == null ? "" : exclusions.en())
                    .put("source", metric.source()));
        }
        return rows;
    }

    private List<ObjectNode> cubes() {
        List<ObjectNode> rows = new ArrayList<>();
        for (String id : released("cube")) {
            Cube cube = inputs.cubes().cubes().get(id);
            if (cube == null) {
                continue;
            }
            rows.add(row().put("cube", id)
                    .put("name_sv", cube.name().sv())
                    .put("name_en", cube.name().en())
                    .put(
                            "axes",
                            cube.axes().stream()
                                    .map(axis -> String.join(",", axis))
                                    .collect(Collectors.joining(";")))
                    .put("profile", cube.profile() == Cube.Profile.EXACT ? "exact" : "cell-key"));
        }
        return rows;
    }

    private List<ObjectNode> labels() {
        List<ObjectNode> rows = new ArrayList<>();
        new CodeNames(release.name(), inputs.labels(), ledger)
                .all()
                .forEach((dimension, names) -> names.forEach((code, name) -> rows.add(row().put("dimension", dimension)
                        .put("code", code)
                        .put("name", name.sv())
                        .put("name_en", name.en()))));
        return rows;
    }

    private List<String> released(String column) {
        return ledger.texts("SELECT DISTINCT toString(" + column + ") AS id FROM " + ReleaseLedger.FIGURES
                + " WHERE release_name = '" + release.name() + "' ORDER BY id");
    }
}
