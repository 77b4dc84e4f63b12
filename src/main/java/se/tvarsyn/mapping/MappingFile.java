package se.tvarsyn.mapping;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.source.SourceFormat;
import se.tvarsyn.source.SourceLayout;

/** Reads a mapping file and finds every problem in it at once, each with its line. */
public final class MappingFile {
    private static final String SCHEMA = "/se/tvarsyn/mapping.schema.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final YamlDocument yaml;
    private final List<Problem> problems;
    private final Map<String, String> units = new LinkedHashMap<>();

    private MappingFile(YamlDocument yaml, List<Problem> problems) {
        this.yaml = yaml;
        this.problems = problems;
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
        List<Problem> own = new ArrayList<>();
        YamlDocument yaml = YamlDocument.read(path, shownAs, SCHEMA, own);
        Mapping mapping = null;
        if (yaml != null && own.isEmpty()) {
            mapping = new MappingFile(yaml, own).compile(path, formats);
        }
        problems.addAll(own);
        return own.isEmpty() ? mapping : null;
    }

    private @Nullable Mapping compile(Path path, Map<String, SourceFormat> formats) {
        JsonNode root = yaml.root();
        String feed = root.path("feed").asText();
        if (!path.getFileName().toString().equals(feed + ".yaml")) {
            problem("/feed", "feed is '" + feed + "', but the file is not " + feed + ".yaml; they must agree");
        }
        String formatName = root.path("format").path("name").asText();
        SourceFormat format = formats.get(formatName);
        if (format == null) {
            problem("/format/name", "there is no format '" + formatName + "'; there are " + formats.keySet());
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
            problem("/format", String.valueOf(e.getMessage()));
            return null;
        }
        root.path("units").fields().forEachRemaining(e -> {
            String code = e.getValue().asText();
            if (!code.matches("[0-9]{8}")) {
                problem("/units/" + e.getKey(), "a skolenhetskod has eight digits");
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
        return problems.isEmpty() ? new Mapping(feed, yaml.file(), format, settings, records, fingerprint(path)) : null;
    }

    private @Nullable RecordMapping record(JsonNode node, String at, Map<String, SourceLayout> layouts) {
        SourceLayout layout = layouts.get(node.path("from").asText());
        if (layout == null) {
            problem(
                    at + "/from",
                    "the source has no record type '" + node.path("from").asText() + "'; it has " + layouts.keySet());
            return null;
        }
        FactTable table = FactTable.valueOf(node.path("to").asText().toUpperCase(Locale.ROOT));
        boolean clears = node.path("clears").asBoolean(false);
        int[] key = positions(node, "key", at, layout);
        int[] group = positions(node, "group", at, layout);
        if (clears && group.length == 0) {
            problem(at, "an entry that clears needs 'group'");
        }
        if (!clears && !node.has("person")) {
            problem(at, "'person' is missing: name the field that holds the identity number");
        }
        if (!clears && key.length == 0 && !node.path("key_starts_with_person").asBoolean(false)) {
            problem(at, "'key' is missing: name the fields that make the row itself");
        }
        List<FieldRule> fields = new ArrayList<>();
        Map<String, String> sourceFields = new LinkedHashMap<>();
        FactFields known = FactFields.of(table);
        node.path("fields").fields().forEachRemaining(e -> {
            String pointer = at + "/fields/" + e.getKey();
            if (!known.has(e.getKey())) {
                problem(pointer, "table " + table.tableName() + " has no field '" + e.getKey() + "'");
                return;
            }
            FieldRule rule = field(e.getKey(), e.getValue(), pointer, layout);
            fields.add(rule);
            sourceFields.put(rule.name(), rule.shownAs());
        });
        if (!clears) {
            for (String needed : known.needed()) {
                if (fields.stream().noneMatch(f -> f.name().equals(needed))) {
                    problem(at, "field '" + needed + "' of " + table.tableName() + " is not mapped; it is required");
                }
            }
        }
        return new RecordMapping(
                layout,
                table,
                node.path("reference").asBoolean(false),
                clears,
                node.has("person") ? person(node.path("person"), at + "/person", layout) : null,
                key,
                node.path("key_starts_with_person").asBoolean(false),
                group,
                positions(node, "group_code", at, layout),
                optional(node, "group_code_when", at, layout),
                optional(node, "modified", at, layout),
                rules(node, "skip", at, layout),
                rules(node, "delete", at, layout),
                checks(node.path("checks"), at + "/checks", layout),
                fields,
                units,
                sourceFields);
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
                position(node.path("number").asText(), at + "/number", layout),
                optional(node, "id", at, layout),
                protection.has("from")
                        ? position(protection.path("from").asText(), at + "/protected/from", layout)
                        : -1,
                marks);
    }

    private List<FieldRule> checks(JsonNode node, String at, SourceLayout layout) {
        List<FieldRule> checks = new ArrayList<>();
        node.fields().forEachRemaining(e -> {
            String pointer = at + "/" + e.getKey();
            position(e.getKey(), pointer, layout);
            if (e.getValue().has("from") || e.getValue().has("constant")) {
                problem(pointer, "a check is named by its source field; it has neither 'from' nor 'constant'");
            }
            checks.add(rule(e.getKey(), e.getKey(), e.getValue(), pointer));
        });
        return checks;
    }

    private FieldRule field(String name, JsonNode node, String at, SourceLayout layout) {
        if (node.has("from") == node.has("constant")) {
            problem(at, "a field needs either 'from' or 'constant'");
        }
        if (node.has("from")) {
            position(node.path("from").asText(), at + "/from", layout);
        }
        if (node.has("units")) {
            position(node.path("units").asText(), at + "/units", layout);
        }
        FieldRule rule = rule(name, text(node, "from"), node, at);
        FieldRule.As needed = FactFields.typeOf(name);
        if (rule.as() != needed) {
            problem(at, "'" + name + "' needs 'as: " + needed.name().toLowerCase(Locale.ROOT) + "'");
        }
        allowed(name, at, node, rule.values());
        return rule;
    }

    private FieldRule rule(String name, @Nullable String from, JsonNode node, String at) {
        FieldRule.As as = FieldRule.As.valueOf(node.path("as").asText("text").toUpperCase(Locale.ROOT));
        Pattern pattern = null;
        if (node.has("pattern")) {
            try {
                pattern = Pattern.compile(node.path("pattern").asText());
            } catch (PatternSyntaxException e) {
                problem(at + "/pattern", "this is no regular expression: " + e.getDescription());
            }
        }
        if (node.has("range")
                && node.path("range").get(0).asLong()
                        > node.path("range").get(1).asLong()) {
            problem(at + "/range", "a range has its lowest number first");
        }
        Map<String, String> values = null;
        if (node.has("values")) {
            values = new LinkedHashMap<>();
            Map<String, String> table = values;
            node.path("values")
                    .fields()
                    .forEachRemaining(e -> table.put(e.getKey(), e.getValue().asText()));
        }
        return new FieldRule(
                name,
                from,
                text(node, "constant"),
                as,
                node.path("required").asBoolean(false),
                pattern,
                node.has("range") ? node.path("range").get(0).asInt() : null,
                node.has("range") ? node.path("range").get(1).asInt() : null,
                text(node, "default"),
                values,
                text(node, "otherwise"),
                text(node, "units"),
                Map.of());
    }

    private void allowed(String name, String at, JsonNode node, @Nullable Map<String, String> values) {
        List<String> allowed = FactFields.allowed(name);
        if (allowed.isEmpty()) {
            return;
        }
        List<String> given = new ArrayList<>();
        if (values != null) {
            given.addAll(values.values());
        } else if (!node.has("constant")) {
            problem(at, "'" + name + "' needs a table 'values' to " + allowed);
        }
        for (String setting : List.of("constant", "otherwise", "default")) {
            if (node.has(setting)) {
                given.add(node.path(setting).asText());
            }
        }
        for (String value : given) {
            if (!allowed.contains(value)) {
                problem(at, "'" + value + "' is not a value of '" + name + "'; it may be " + allowed);
            }
        }
    }

    private List<RecordRule> rules(JsonNode node, String setting, String at, SourceLayout layout) {
        List<RecordRule> rules = new ArrayList<>();
        int i = 0;
        for (JsonNode rule : node.path(setting)) {
            String pointer = at + "/" + setting + "/" + i++;
            if (rule.has("is") == rule.has("over")) {
                problem(pointer, "a rule needs either 'is' or 'over'");
            }
            rules.add(new RecordRule(
                    position(rule.path("when").asText(), pointer + "/when", layout),
                    texts(rule.path("is")),
                    rule.has("over") ? rule.path("over").asInt() : null,
                    optional(rule, "and", pointer, layout),
                    texts(rule.path("and_is")),
                    rule.path("reason").asText("left-out")));
        }
        return rules;
    }

    private int[] positions(JsonNode node, String setting, String at, SourceLayout layout) {
        int[] positions = new int[node.path(setting).size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(node.path(setting).get(i).asText(), at + "/" + setting + "/" + i, layout);
        }
        return positions;
    }

    private int optional(JsonNode node, String setting, String at, SourceLayout layout) {
        return node.has(setting) ? position(node.path(setting).asText(), at + "/" + setting, layout) : -1;
    }

    private int position(String field, String at, SourceLayout layout) {
        int position = layout.indexOf(field);
        if (position < 0) {
            problem(
                    at,
                    "the source's " + layout.recordType() + " has no field '" + field + "'; it has "
                            + String.join(", ", layout.fields()));
        }
        return position;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode node, String setting) {
        return node.has(setting) ? node.path(setting).asText() : null;
    }

    private void problem(String pointer, String what) {
        problems.add(new Problem(yaml.file(), yaml.lineOf(pointer), what));
    }

    private static String fingerprint(Path path) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot read " + path.getFileName(), e);
        }
    }
}
