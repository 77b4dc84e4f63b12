package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import se.tvarsyn.canonical.DocumentNames;

/**
 * Which fields a source sent, by entity, and what kind of value stood in them: what a change of the source's layout is
 * told by. Names and kinds only, never a value. A name that looks like
 * an identity is masked before it is kept: a heading may be a pupil's number.
 */
public final class FieldsSeen {
    /** A source that makes field names out of data must not fill the memory. */
    private static final int MOST_FIELDS = 500;

    private final Map<String, Map<String, Set<Kind>>> entities = new LinkedHashMap<>();

    /** What stood in a field; an empty one tells nothing. */
    public enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        LIST,
        OBJECT
    }

    /** Nothing seen, for formats without field names of their own. */
    public static FieldsSeen none() {
        return new FieldsSeen();
    }

    /**
     * @param entity the source's word: an endpoint, an XML element, a record type
     * @param field the source's name of the field
     */
    void saw(String entity, String field, Kind kind) {
        Map<String, Set<Kind>> fields = entities.computeIfAbsent(entity, e -> new LinkedHashMap<>());
        Set<Kind> kinds = fields.get(field);
        String name = kinds == null ? DocumentNames.safe(field) : field;
        if (kinds == null) {
            kinds = fields.get(name);
        }
        if (kinds == null) {
            if (fields.size() >= MOST_FIELDS) {
                return;
            }
            kinds = EnumSet.noneOf(Kind.class);
            fields.put(name, kinds);
        }
        kinds.add(kind);
    }

    /** All fields of one JSON element, the nested ones left out. */
    void saw(String entity, JsonNode element) {
        element.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                saw(entity, field.getKey(), kindOf(value));
            }
        });
    }

    /** All that another part of the delivery saw. */
    void saw(FieldsSeen others) {
        others.entities.forEach(
                (entity, fields) -> fields.forEach((field, kinds) -> kinds.forEach(kind -> saw(entity, field, kind))));
    }

    private static Kind kindOf(JsonNode value) {
        if (value.isArray()) {
            return Kind.LIST;
        }
        if (value.isObject()) {
            return Kind.OBJECT;
        }
        if (value.isNumber()) {
            return Kind.NUMBER;
        }
        return value.isBoolean() ? Kind.TRUTH : Kind.TEXT;
    }

    /** Kinds by field by entity, in the order in which they were first seen. */
    public Map<String, Map<String, Set<Kind>>> byEntity() {
        return Collections.unmodifiableMap(entities);
    }
}
