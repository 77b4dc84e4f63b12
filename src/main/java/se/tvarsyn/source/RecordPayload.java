package se.tvarsyn.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source record as text for the encrypted quarantine, and back. */
public final class RecordPayload {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordPayload() {}

    /** @return every field by its name, as JSON */
    public static String of(SourceRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        List<String> fields = record.layout().fields();
        for (int i = 0; i < fields.size(); i++) {
            json.put(fields.get(i), record.value(i));
        }
        return json.toString();
    }

    /**
     * @param layout as the format has it now; a field that the text does not have is absent
     * @throws IllegalArgumentException where the text is no payload; without it
     */
    public static SourceRecord read(SourceLayout layout, long line, String payload) {
        JsonNode json;
        try {
            json = JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            // Without its cause: a parser quotes what it could not read.
            throw new IllegalArgumentException("a record of the quarantine was not written by this program");
        }
        @Nullable String[] values = new @Nullable String[layout.fields().size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = json.path(layout.fields().get(i));
            values[i] = value.isTextual() ? value.textValue() : null;
        }
        return new SourceRecord(layout, line, values);
    }
}
