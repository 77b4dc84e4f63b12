package se.tvarsyn.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.models.ModelRefresh;
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

    private static final List<String> CAVEATS = List.of(
            "Delar behöver inte summera till totaler: varje tal är skyddat för sig.",
            "'..' betyder att uppgiften är dold för att för få elever berörs; det är inte noll.",
            "'.' betyder att uppgiften saknas eller inte är meningsfull.",
            "För känsliga mått döljs även noll och hela gruppen.",
            "Rättelser som kommit efter publiceringen syns först i nästa period.",
            "Ärenden räknas som personer: en person med två ärenden räknas en gång.");

    /** Codes of our own, by level, or by metric where they are values of across. */
    private static final Map<String, Map<String, String>> LABELS = Map.of(
            "sex", Map.of("F", "Flickor", "M", "Pojkar", "U", "Okänt kön"),
            "stage", Map.of("F-3", "Förskoleklass–åk 3", "4-6", "Åk 4–6", "7-9", "Åk 7–9", "GY", "Gymnasiet"),
            "level", Map.of("1", "Främjande", "2", "Förebyggande", "3", "Åtgärdande"),
            "grade",
                    Map.of(
                            "0", "Förskoleklass",
                            "1", "Årskurs 1",
                            "2", "Årskurs 2",
                            "3", "Årskurs 3",
                            "4", "Årskurs 4",
                            "5", "Årskurs 5",
                            "6", "Årskurs 6",
                            "7", "Årskurs 7",
                            "8", "Årskurs 8",
                            "9", "Årskurs 9"),
            "support-steps",
                    Map.of(
                            "aktualisering", "Aktualisering",
                            "inskrivning", "Inskrivning",
                            "kartlaggning", "Kartläggning",
                            "planering", "Planering",
                            "genomforande", "Genomförande",
                            "uppfoljning", "Uppföljning",
                            "vidmakthallande", "Vidmakthållande",
                            "avslut", "Avslut"),
            "agency-overlap",
                    Map.of(
                            "-", "Ingen av de tre",
                            "F", "Hög frånvaro",
                            "S", "Socialtjänst",
                            "L", "Fritid",
                            "F+S", "Hög frånvaro och socialtjänst",
                            "F+L", "Hög frånvaro och fritid",
                            "S+L", "Socialtjänst och fritid",
                            "F+S+L", "Alla tre"));

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
                        .put(
                                "method",
                                METHOD.formatted(
                                        inputs.profile().shape().largest(),
                                        inputs.profile().threshold(),
                                        inputs.profile().threshold()))
                        .put("caveats", String.join("\n", CAVEATS))));
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
            rows.add(row().put("metric", id)
                    .put("chapter", metric.chapter())
                    .put("name_sv", metric.name().sv())
                    .put("name_en", metric.name().en())
                    .put("definition_sv", metric.definition().sv())
                    .put("definition_en", metric.definition().en())
                    .put("unit", metric.unit())
                    .put("kind", metric.kind().toString().toLowerCase(java.util.Locale.ROOT))
                    .put("polarity", metric.polarity())
                    .put(
                            "exclusions_sv",
                            metric.exclusions() == null
                                    ? ""
                                    : metric.exclusions().sv())
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
        Map<String, Map<String, String>> all = new TreeMap<>(LABELS);
        List<Integer> limits =
                ledger
                        .texts("SELECT toString(arrayJoin(bands)) FROM " + ModelRefresh.DATABASE + ".int_setting")
                        .stream()
                        .map(Integer::valueOf)
                        .toList();
        all.put("band", bands(ofBands("levels['band']"), limits));
        all.put("absence-bands", bands(ofBands("if(metric = 'absence-bands', across, '')"), limits));
        all.putAll(inputs.labels());
        List<ObjectNode> rows = new ArrayList<>();
        all.forEach((dimension, names) -> names.forEach((code, name) ->
                rows.add(row().put("dimension", dimension).put("code", code).put("name", name))));
        return rows;
    }

    private List<String> ofBands(String code) {
        return ledger.texts("SELECT DISTINCT toString(" + code + ") AS code FROM " + ReleaseLedger.FIGURES
                + " WHERE release_name = '" + release.name() + "' ORDER BY code");
    }

    /**
     * A band that nobody is in does not occur, so where a band ends is told by the limits, not by the next that occurs. Where the
     * limits are no longer those that the figures were made by, a band is named by its own limit alone.
     *
     * @param codes lower limits in percent; what is none has no name
     * @param limits of follow-up.bands, lowest first
     */
    static Map<String, String> bands(List<String> codes, List<Integer> limits) {
        Map<String, String> names = new TreeMap<>();
        List<Integer> lower = codes.stream()
                .filter(code -> code.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .toList();
        boolean areTheirs = limits.containsAll(lower.stream().filter(l -> l > 0).toList());
        for (int from : lower) {
            Integer to =
                    limits.stream().filter(limit -> limit > from).findFirst().orElse(null);
            String name;
            if (!areTheirs || from == 0 && to == null) {
                name = from == 0 ? "Under lägsta gränsen" : "Högsta nådda gräns " + from + " %";
            } else if (to == null) {
                name = from + " % eller mer";
            } else {
                name = from == 0 ? "Under " + to + " %" : from + "–" + to + " %";
            }
            names.put(Integer.toString(from), name);
        }
        return names;
    }

    private List<String> released(String column) {
        return ledger.texts("SELECT DISTINCT toString(" + column + ") AS id FROM " + ReleaseLedger.FIGURES
                + " WHERE release_name = '" + release.name() + "' ORDER BY id");
    }
}
