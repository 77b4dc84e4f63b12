package se.tvarsyn.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What of a rejected record goes to the encrypted quarantine: JSON where it is short, else nothing. */
final class Payload {
    /** Characters of JSON; a row of any of the feeds is far below, and a flood of long ones must not fill the quarantine. */
    static final int LONGEST = 8_192;

    static final String NOTHING = "{}";

    private final ObjectMapper json = new ObjectMapper();

    String of(Map<String, ?> fields) {
        String text;
        try {
            text = json.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            // Its message may hold the value, so it is not passed on.
            return NOTHING;
        }
        return text.length() > LONGEST ? NOTHING : text;
    }
}
