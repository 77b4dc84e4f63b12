package se.tvarsyn.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields that one type of source record can have, in a fixed order.
 *
 * @param recordType the source's word: {@code lesson}, {@code attendance}, {@code participant}
 * @param fields the source's field names; nested documents by dotted path: {@code student.civicNo.value}
 */
public record SourceLayout(String recordType, List<String> fields) {
    public SourceLayout {
        fields = List.copyOf(fields);
    }

    /** @return position of the field, -1 where this source has no such field */
    public int indexOf(String field) {
        return fields.indexOf(field);
    }

    public Map<String, Integer> positions() {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i), i);
        }
        return positions;
    }
}
