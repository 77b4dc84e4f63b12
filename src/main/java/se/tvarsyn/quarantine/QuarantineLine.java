package se.tvarsyn.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * One line of a quarantine file: JSON, the reason in clear and the payload sealed.
 *
 * @param place batch and place in the batch, joined by "."
 * @param recordType what the source calls such records; null where the payload cannot be taken through the chain again
 * @param sealed Base64 of what {@link PayloadCipher} made; null when discarded or taken
 * @param taken the retry that took the record out of the quarantine, null where none did
 */
record QuarantineLine(
        String place,
        @Nullable String recordType,
        Rejection rejection,
        Instant at,
        @Nullable String sealed,
        QuarantinedRecord.@Nullable Discard discarded,
        QuarantinedRecord.@Nullable Taken taken) {
    private static final JsonFactory JSON = new JsonFactory();

    QuarantineLine withoutPayload(QuarantinedRecord.Discard discard) {
        return new QuarantineLine(place, recordType, rejection, at, null, discard, null);
    }

    /** Its rows are in: only where and why it once was rejected stays. */
    QuarantineLine takenBy(QuarantinedRecord.Taken retry) {
        return new QuarantineLine(place, recordType, rejection, at, null, null, retry);
    }

    /** Rejected once more. It stays as long as it would have: a retry does not keep a payload longer. */
    QuarantineLine rejectedAgain(Rejection why) {
        return new QuarantineLine(place, recordType, why, at, sealed, null, null);
    }

    /** Whether a retry can take it. */
    boolean isRetryable() {
        return sealed != null && recordType != null;
    }

    /** Number of the batch in which it was rejected. */
    int batch() {
        return Integer.parseInt(place.substring(0, place.indexOf('.')));
    }

    /** Names the source record within its batch: several rules may have rejected parts of it. */
    String unit() {
        return rejection.line() + "|" + recordType;
    }

    /** Where and why without which: what stays the same when the delivery comes again. */
    String mark() {
        return rejection.document() + "\n" + rejection.line() + "\n" + rejection.field() + "\n" + rejection.reason();
    }

    byte[] toBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 + (sealed == null ? 0 : sealed.length()));
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("place", place);
            if (recordType != null) {
                json.writeStringField("type", recordType);
            }
            json.writeStringField("document", rejection.document());
            json.writeNumberField("line", rejection.line());
            if (rejection.field() != null) {
                json.writeStringField("field", rejection.field());
            }
            json.writeStringField("reason", rejection.reason());
            json.writeStringField("mend", rejection.mend());
            json.writeStringField("at", at.toString());
            if (sealed != null) {
                json.writeStringField("payload", sealed);
            }
            if (discarded != null) {
                json.writeStringField("discardedBy", discarded.by());
                json.writeStringField("discardedAt", discarded.at().toString());
            }
            if (taken != null) {
                json.writeStringField("takenBy", taken.retry().toString());
                json.writeStringField("takenAt", taken.at().toString());
            }
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** @throws IOException where the line was not written by {@link #toBytes}; without its content */
    static QuarantineLine parse(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, json.getText());
                }
            }
            String by = fields.get("discardedBy");
            String takenBy = fields.get("takenBy");
            return new QuarantineLine(
                    required(fields, "place"),
                    fields.get("type"),
                    new Rejection(
                            required(fields, "document"),
                            Long.parseLong(required(fields, "line")),
                            fields.get("field"),
                            required(fields, "reason"),
                            required(fields, "mend")),
                    Instant.parse(required(fields, "at")),
                    fields.get("payload"),
                    by == null
                            ? null
                            : new QuarantinedRecord.Discard(by, Instant.parse(required(fields, "discardedAt"))),
                    takenBy == null
                            ? null
                            : new QuarantinedRecord.Taken(
                                    UUID.fromString(takenBy), Instant.parse(required(fields, "takenAt"))));
        } catch (IOException | RuntimeException e) {
            // Without its cause: parsers quote what they could not read.
            throw new IOException("no line of a quarantine file: restore the file from its backup, or discard it");
        }
    }

    private static String required(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("field is missing");
        }
        return value;
    }
}
