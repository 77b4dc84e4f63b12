package se.tvarsyn.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.source.SourceLayout;

/** The tree of a mapping file: finds the source's fields that it names, and reports what is wrong with its line. */
record MappingNodes(YamlDocument yaml, List<Problem> problems) {
    int[] positions(JsonNode node, String setting, String at, SourceLayout layout) {
        int[] positions = new int[node.path(setting).size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(node.path(setting).get(i).asText(), at + "/" + setting + "/" + i, layout);
        }
        return positions;
    }

    int optional(JsonNode node, String setting, String at, SourceLayout layout) {
        return node.has(setting) ? position(node.path(setting).asText(), at + "/" + setting, layout) : -1;
    }

    int position(String field, String at, SourceLayout layout) {
        int position = layout.indexOf(field);
        if (position < 0) {
            problem(
                    at,
                    "the source's " + layout.recordType() + " has no field '" + field + "'; it has "
                            + String.join(", ", layout.fields()));
        }
        return position;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    static @Nullable String text(JsonNode node, String setting) {
        return node.has(setting) ? node.path(setting).asText() : null;
    }

    void problem(String pointer, String what) {
        problems.add(new Problem(yaml.file(), yaml.lineOf(pointer), what));
    }
}
