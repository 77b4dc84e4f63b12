package se.tvarsyn.mapping;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.settings.YamlSchema;
import se.tvarsyn.source.SourceFormat;
import se.tvarsyn.source.SourceLayout;

/** Reads a mapping file and finds every problem in it at once, each with its line. */
public final class MappingFile {
    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/mapping.schema.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final YamlDocument yaml;
    private final List<Problem> problems;
    private final MappingNodes nodes;
    private final FieldRules fieldRules;
    private final Map<String, String> units = new LinkedHashMap<>();

    private MappingFile(YamlDocument yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
        this.nodes = new MappingNodes(yaml, problems);
        this.fieldRules = new FieldRules(nodes);
    }

    /**
     * Reads one file.
     *
     * @param formats by name
     * @param problems receives every problem of the file
     * @return null where there are problems
     */
    public static @Nullable Mapping read(
            Path path, String shownAs, Map<String, SourceFormat> formats, List<Problem> problems) {
        return read(path, shownAs, formats, feed -> path.resolveSibling(feed + ".yaml"), problems);
    }

    /**
     * Reads one file.
     *
     * @param files where the mapping of another feed is, for {@code like}
     */
    public static @Nullable Mapping read(
            Path path,
            String shownAs,
            Map<String, SourceFormat> formats,
            Function<String, Path> files,
            List<Problem> problems) {
        List<Problem> own = new ArrayList<>();
        YamlDocument yaml = YamlDocument.read(path, shownAs, SCHEMA, own);
        Mapping mapping = null;
        if (yaml != null && own.isEmpty()) {
            MappingFile file = new MappingFile(yaml, own);
            mapping = yaml.root().has("like")
                    ? file.compileLike(path, formats, files)
                    : file.compile(yaml.root(), path, formats, fingerprint(path));
        }
        problems.addAll(own);
        return own.isEmpty() ? mapping : null;
    }

    /** An instance of a known system: the other feed's mapping, with this file's settings and units laid over it. */
    private @Nullable Mapping compileLike(Path path, Map<String, SourceFormat> formats, Function<String, Path> files) {
        String base = yaml.root().path("like").asText();
        Path basePath = files.apply(base);
        List<Problem> baseProblems = new ArrayList<>();
        YamlDocument other =
                Files.exists(basePath) ? YamlDocument.read(basePath, base + ".yaml", SCHEMA, baseProblems) : null;
        if (other == null || other.root().has("like")) {
            nodes.problem("/like", "there is no mapping '" + base + "' with records of its own; name one that has");
            return null;
        }
        new MappingFile(other, baseProblems).compile(other.root(), basePath, formats, "");
        if (!baseProblems.isEmpty()) {
            nodes.problem("/like", "the mapping '" + base + "' has problems of its own; mend those first");
            return null;
        }
        ObjectNode root = other.root().deepCopy();
        root.set("feed", yaml.root().path("feed"));
        if (yaml.root().has("contract")) {
            root.set("contract", yaml.root().path("contract"));
        }
        for (String section : List.of("format", "units")) {
            if (!root.path(section).isObject()) {
                root.putObject(section);
            }
            root.withObjectProperty(section).setAll((ObjectNode)
                    (yaml.root().path(section).isObject() ? yaml.root().path(section) : JSON.createObjectNode()));
        }
        return compile(root, path, formats, fingerprint(path) + fingerprint(basePath));
    }

    private @Nullable Mapping compile(JsonNode root, Path path, Map<String, SourceFormat> formats, String fingerprint) {
        String feed = root.path("feed").asText();
        if (!path.getFileName().toString().equals(feed + ".yaml")) {
            nodes.problem("/feed", "feed is '" + feed + "', but the file is not " + feed + ".yaml; they must agree");
        }
        String formatName = root.path("format").path("name").asText();
        SourceFormat format = formats.get(formatName);
        if (format == null) {
            nodes.problem("/format/name", "there is no format '" + formatName + "'; there are " + formats.keySet());
            return null;
        }
        Map<String, Object> settings = new LinkedHashMap<>(
                JSON.convertValue(root.path("format"), new TypeReference<Map<String, Object>>() {}));
        Map<String, SourceLayout> layouts = new LinkedHashMap<>();
        try {
            for (SourceLayout layout : format.layouts(settings)) {
                layouts.put(layout.recordType(), layout);
            }
        } catch (IllegalArgumentException e) {
            // The format's own words about its settings; they name the setting and the mend.
            nodes.problem("/format", String.valueOf(e.getMessage()));
            return null;
        }
        root.path("units").fields().forEachRemaining(e -> {
            String code = e.getValue().asText();
            if (!code.matches("[0-9]{8}")) {
                nodes.problem("/units/" + e.getKey(), "a skolenhetskod has eight digits");
            }
            units.put(e.getKey(), code);
        });
        List<RecordMapping> records = new ArrayList<>();
        int i = 0;
        for (JsonNode record : root.path("records")) {
            RecordMapping compiled = record(record, "/records/" + i++, layouts);
            if (compiled != null) {
                records.add(compiled);
            }
        }
        Map<String, Map<String, String>> contract =
                JSON.convertValue(root.path("contract"), new TypeReference<Map<String, Map<String, String>>>() {});
        return problems.isEmpty()
                ? new Mapping(
                        feed,
                        yaml.file(),
                        format,
                        settings,
                        records,
                        SchemaContract.of(contract == null ? Map.of() : contract),
                        fingerprint)
                : null;
    }

    private @Nullable RecordMapping record(JsonNode node, String at, Map<String, SourceLayout> layouts) {
        SourceLayout layout = layouts.get(node.path("from").asText());
        if (layout == null) {
            nodes.problem(
                    at + "/from",
                    "the source has no record type '" + node.path("from").asText() + "'; it has " + layouts.keySet());
            return null;
        }
        RecordMapping.Kind kind = kind(node, at);
        FactTable table = kind == RecordMapping.Kind.PROTECTS || !node.has("to")
                ? null
                : FactTable.valueOf(node.path("to").asText().toUpperCase(Locale.ROOT));
        int[] key = nodes.positions(node, "key", at, layout);
        int[] group = nodes.positions(node, "group", at, layout);
        shape(node, at, kind, table, key, group);
        List<FieldRule> fields = new ArrayList<>();
        Map<String, String> sourceFields = new LinkedHashMap<>();
        FactFields known = table == null ? null : FactFields.of(table);
        node.path("fields").fields().forEachRemaining(e -> {
            if (known == null) {
                return;
            }
            String pointer = at + "/fields/" + e.getKey();
            if (!known.has(e.getKey())) {
                nodes.problem(pointer, "table core." + node.path("to").asText() + " has no field '" + e.getKey() + "'");
                return;
            }
            FieldRule rule = fieldRules.field(e.getKey(), e.getValue(), pointer, layout);
            fields.add(rule);
            sourceFields.put(rule.name(), rule.shownAs());
        });
        if (kind == RecordMapping.Kind.FACT && known != null) {
            for (String needed : known.needed()) {
                if (fields.stream().noneMatch(f -> f.name().equals(needed))) {
                    nodes.problem(
                            at,
                            "field '" + needed + "' of core." + node.path("to").asText()
                                    + " is not mapped; it is required");
                }
            }
        }
        return new RecordMapping(
                layout,
                table,
                node.path("reference").asBoolean(false),
                kind,
                node.has("person") ? person(node.path("person"), at + "/person", layout) : null,
                key,
                node.path("key_starts_with_person").asBoolean(false),
                group,
                nodes.positions(node, "group_code", at, layout),
                nodes.optional(node, "group_code_when", at, layout),
                nodes.optional(node, "modified", at, layout),
                rules(node, "skip", at, layout),
                rules(node, "delete", at, layout),
                fieldRules.checks(node.path("checks"), at + "/checks", layout),
                fields,
                units,
                sourceFields);
    }

    private RecordMapping.Kind kind(JsonNode node, String at) {
        boolean clears = node.path("clears").asBoolean(false);
        boolean withdraws = node.path("withdraws").asBoolean(false);
        boolean protects = node.path("protects").asBoolean(false);
        if ((clears ? 1 : 0) + (withdraws ? 1 : 0) + (protects ? 1 : 0) > 1) {
            nodes.problem(at, "an entry has one of 'clears', 'withdraws' and 'protects'");
        }
        if (protects) {
            return RecordMapping.Kind.PROTECTS;
        }
        if (withdraws) {
            return RecordMapping.Kind.WITHDRAWS;
        }
        return clears ? RecordMapping.Kind.CLEARS : RecordMapping.Kind.FACT;
    }

    /** What an entry of each kind must have, and must not. */
    private void shape(
            JsonNode node, String at, RecordMapping.Kind kind, @Nullable FactTable table, int[] key, int[] group) {
        boolean hasKey = key.length > 0 || node.path("key_starts_with_person").asBoolean(false);
        if (kind == RecordMapping.Kind.PROTECTS) {
            if (node.has("to") || !node.path("person").has("protected")) {
                nodes.problem(at, "an entry that protects has 'from' and 'person' with 'protected', and no 'to'");
            }
            return;
        }
        if (table == null) {
            nodes.problem(at, "'to' is missing: name the table of core");
            return;
        }
        if (group.length > 0 && table.groupColumn() == null) {
            nodes.problem(at + "/group", "rows of core." + node.path("to").asText() + " belong to no group");
        }
        switch (kind) {
            case CLEARS -> {
                if (group.length == 0) {
                    nodes.problem(at, "an entry that clears needs 'group'");
                }
            }
            case WITHDRAWS -> {
                if (!hasKey || node.has("person") || node.has("fields")) {
                    nodes.problem(
                            at,
                            "an entry that withdraws has 'from', 'to' and 'key', and neither 'person' nor 'fields'");
                }
            }
            default -> {
                if (table.hasPerson() != node.has("person")) {
                    nodes.problem(
                            at,
                            table.hasPerson()
                                    ? "'person' is missing: name the field that holds the identity number"
                                    : "core." + node.path("to").asText() + " names no person; take 'person' away");
                }
                if (!hasKey) {
                    nodes.problem(at, "'key' is missing: name the fields that make the row itself");
                }
            }
        }
    }

    private RecordMapping.PersonRule person(JsonNode node, String at, SourceLayout layout) {
        Map<String, Boolean> marks = new HashMap<>();
        JsonNode protection = node.path("protected");
        protection
                .path("values")
                .fields()
                .forEachRemaining(e -> marks.put(e.getKey(), e.getValue().asBoolean()));
        return new RecordMapping.PersonRule(
                node.path("number").asText(),
                nodes.position(node.path("number").asText(), at + "/number", layout),
                nodes.optional(node, "id", at, layout),
                protection.has("from")
                        ? nodes.position(protection.path("from").asText(), at + "/protected/from", layout)
                        : -1,
                marks,
                consent(node.path("consent"), at + "/consent", layout));
    }

    private RecordMapping.@Nullable ConsentRule consent(JsonNode node, String at, SourceLayout layout) {
        return node.isMissingNode()
                ? null
                : new RecordMapping.ConsentRule(
                        nodes.position(node.path("from").asText(), at + "/from", layout),
                        nodes.position(node.path("to").asText(), at + "/to", layout),
                        nodes.position(node.path("on").asText(), at + "/on", layout));
    }

    private List<RecordRule> rules(JsonNode node, String setting, String at, SourceLayout layout) {
        List<RecordRule> rules = new ArrayList<>();
        int i = 0;
        for (JsonNode rule : node.path(setting)) {
            String pointer = at + "/" + setting + "/" + i++;
            if (rule.has("is") == rule.has("over")) {
                nodes.problem(pointer, "a rule needs either 'is' or 'over'");
            }
            rules.add(new RecordRule(
                    nodes.position(rule.path("when").asText(), pointer + "/when", layout),
                    MappingNodes.texts(rule.path("is")),
                    rule.has("over") ? rule.path("over").asInt() : null,
                    nodes.optional(rule, "and", pointer, layout),
                    MappingNodes.texts(rule.path("and_is")),
                    rule.path("reason").asText("left-out")));
        }
        return rules;
    }

    private static String fingerprint(Path path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot read " + path.getFileName(), e);
        }
    }
}
