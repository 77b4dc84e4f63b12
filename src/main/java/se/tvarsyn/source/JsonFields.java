package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes single fields out of an element. A scalar of the wrong JSON type is taken as text ({@code "60"} for 60: seen in
 * real exports); an object or array where a scalar belongs is wrong, and the other way round.
 */
final class JsonFields {
    /** Minutes of a day: by far the most numbers in these feeds, and so not made anew a million times. */
    private static final List<String> SMALL = java.util.stream.IntStream.rangeClosed(0, 1440)
            .mapToObj(Integer::toString)
            .toList();

    private JsonFields() {}

    /**
     * @param path the field's full path, for messages
     * @return null where the source left the field out, or sent null or empty text
     */
    static @Nullable String text(@Nullable JsonNode object, String field, String path) throws UnusableElement {
        JsonNode node = object == null ? null : object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (node.isContainerNode()) {
            throw UnusableElement.wrongType(path, "a single value");
        }
        if (node.isTextual()) {
            String text = node.textValue();
            return text.isEmpty() ? null : text;
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "true" : "false";
        }
        if (node.isInt() || (node.isFloatingPointNumber() && node.doubleValue() == node.intValue())) {
            int number = node.intValue();
            return number >= 0 && number < SMALL.size() ? SMALL.get(number) : Integer.toString(number);
        }
        return node.asText();
    }

    static @Nullable JsonNode object(@Nullable JsonNode parent, String field, String path) throws UnusableElement {
        JsonNode node = parent == null ? null : parent.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            throw UnusableElement.wrongType(path, "an object");
        }
        return node;
    }

    /** @return the array's objects, none where the source left the array out */
    static Iterable<JsonNode> objects(JsonNode parent, String field, String path) throws UnusableElement {
        JsonNode node = parent.get(field);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!(node instanceof ArrayNode array)) {
            throw UnusableElement.wrongType(path, "an array");
        }
        for (JsonNode one : array) {
            if (!one.isObject()) {
                throw UnusableElement.wrongType(path, "an array of objects");
            }
        }
        return array;
    }

    /** The id of a reference such as {@code "student": {"id": …}}. */
    static @Nullable String reference(JsonNode parent, String field) throws UnusableElement {
        return text(object(parent, field, field), "id", field + ".id");
    }
}
