package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code format} section of a mapping file, for XML of a declared layout: record types by the element they stand in. */
record XmlSettings(Map<String, RecordElement> byElement) {
    /**
     * One type of record.
     *
     * @param fieldAt position in the layout by path below the record's element: {@code Person/Personnummer}, {@code @id};
     *     the empty path is the element's own text
     */
    record RecordElement(SourceLayout layout, Map<String, Integer> fieldAt) {
        RecordElement {
            fieldAt = Map.copyOf(fieldAt);
        }
    }

    XmlSettings {
        byElement = Map.copyOf(byElement);
    }

    /** @throws IllegalArgumentException where the section is wrong; its message names the setting and the mend */
    static XmlSettings of(Map<String, Object> settings) {
        if (!(settings.get("records") instanceof Map<?, ?> types) || types.isEmpty()) {
            throw new IllegalArgumentException("format.records: name a record type with its element and fields, as in"
                    + " records: {arende: {element: Arende, fields: {id: \"@id\"}}}");
        }
        Map<String, RecordElement> byElement = new LinkedHashMap<>();
        types.forEach((type, value) -> {
            String at = "format.records." + type;
            if (!(value instanceof Map<?, ?> record)
                    || !(record.get("element") instanceof String element)
                    || !(record.get("fields") instanceof Map<?, ?> fields)
                    || fields.isEmpty()) {
                throw new IllegalArgumentException(at + ": give 'element' and 'fields'");
            }
            Map<String, Integer> fieldAt = new LinkedHashMap<>();
            List<String> names = new ArrayList<>();
            fields.forEach((field, path) -> {
                String text = String.valueOf(path);
                if (!text.matches("\\.|(@?[^/@\\s]+|([^/@\\s]+/)+@?[^/@\\s]+)")) {
                    throw new IllegalArgumentException(
                            at + ".fields." + field + ": a path is as in Person/Personnummer, @id or Person/@id");
                }
                if (fieldAt.put(text.equals(".") ? "" : text, names.size()) != null) {
                    throw new IllegalArgumentException(at + ".fields." + field + ": two fields have the same path");
                }
                names.add(String.valueOf(field));
            });
            RecordElement known =
                    byElement.put(element, new RecordElement(new SourceLayout(String.valueOf(type), names), fieldAt));
            if (known != null) {
                throw new IllegalArgumentException(at + ".element: two record types have the same element");
            }
        });
        return new XmlSettings(byElement);
    }

    List<SourceLayout> layouts() {
        return byElement.values().stream().map(RecordElement::layout).toList();
    }
}
