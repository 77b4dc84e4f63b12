package se.tvarsyn.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.SourceLayout;

/** Reads the {@code fields} and {@code checks} of a mapping file's entry. */
record FieldRules(MappingNodes nodes) {
    List<FieldRule> checks(JsonNode node, String at, SourceLayout layout) {
        List<FieldRule> checks = new ArrayList<>();
        node.fields().forEachRemaining(e -> {
            String pointer = at + "/" + e.getKey();
            nodes.position(e.getKey(), pointer, layout);
            if (e.getValue().has("from") || e.getValue().has("constant")) {
                nodes.problem(pointer, "a check is named by its source field; it has neither 'from' nor 'constant'");
            }
            checks.add(rule(e.getKey(), e.getKey(), e.getValue(), pointer));
        });
        return checks;
    }

    FieldRule field(String name, JsonNode node, String at, SourceLayout layout) {
        if (node.has("from") == node.has("constant")) {
            nodes.problem(at, "a field needs either 'from' or 'constant'");
        }
        if (node.has("from")) {
            nodes.position(node.path("from").asText(), at + "/from", layout);
        }
        if (node.has("units")) {
            nodes.position(node.path("units").asText(), at + "/units", layout);
        }
        FieldRule rule = rule(name, MappingNodes.text(node, "from"), node, at);
        FieldRule.As needed = FactFields.typeOf(name);
        if (rule.as() != needed) {
            nodes.problem(at, "'" + name + "' needs 'as: " + needed.name().toLowerCase(Locale.ROOT) + "'");
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
                nodes.problem(at + "/pattern", "this is no regular expression: " + e.getDescription());
            }
        }
        if (node.has("range")
                && node.path("range").get(0).asLong()
                        > node.path("range").get(1).asLong()) {
            nodes.problem(at + "/range", "a range has its lowest number first");
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
                MappingNodes.text(node, "constant"),
                as,
                node.path("required").asBoolean(false),
                pattern,
                node.has("range") ? node.path("range").get(0).asInt() : null,
                node.has("range") ? node.path("range").get(1).asInt() : null,
                MappingNodes.text(node, "default"),
                values,
                MappingNodes.text(node, "otherwise"),
                MappingNodes.text(node, "units"),
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
            nodes.problem(at, "'" + name + "' needs a table 'values' to " + allowed);
        }
        for (String setting : List.of("constant", "otherwise", "default")) {
            if (node.has(setting)) {
                given.add(node.path(setting).asText());
            }
        }
        for (String value : given) {
            if (!allowed.contains(value)) {
                nodes.problem(at, "'" + value + "' is not a value of '" + name + "'; it may be " + allowed);
            }
        }
    }
}
