package se.tvarsyn.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.pseudonymization.KeysUnreachable;
import se.tvarsyn.pseudonymization.WrongKey;
import se.tvarsyn.source.JsonCall;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.source.UnusableConnection;

/**
 * One Vault, as its HTTP API v1 documents it. Tells which answers mean that nobody is let in; what the others mean is the
 * engine's.
 */
public final class Vault {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonCall call;

    private Vault(JsonCall call) {
        this.call = call;
    }

    /**
     * Reads the files that the settings name; asks nothing.
     *
     * @param settings of {@code keys} in tvarsyn.yaml, by the names that a source's settings have
     * @throws WrongKey where they make no connection
     */
    public static Vault of(Map<String, String> settings, Path home, Clock clock) {
        try {
            return new Vault(JsonCall.of("keys", settings, home, clock));
        } catch (UnusableConnection e) {
            throw new WrongKey(e.problems().stream()
                    .map(problem -> "tvarsyn.yaml: keys." + problem)
                    .collect(Collectors.joining("\n")));
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * An answer that lets this home in.
     *
     * @param status 200, 204, 400 or 404
     * @param body missing where it is no JSON; not shown
     */
    record Answer(int status, JsonNode body) {
        boolean isGood() {
            return status == 200 || status == 204;
        }

        /** Whether Vault's own words of refusal have these in them. */
        boolean says(String words) {
            for (JsonNode error : body.path("errors")) {
                if (error.asText().contains(words)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * @param path below {@code /v1/}
     * @param body of a write; null for a read
     * @throws KeysUnreachable where Vault does not answer, is sealed, or refuses the token
     */
    Answer ask(String path, @Nullable ObjectNode body) {
        JsonCall.Answer answer;
        try {
            answer = call.ask("vault", "v1/" + path, body == null ? null : body.toString());
        } catch (SourceUnreachable e) {
            // Names the setting to mend; its words are this product's own.
            throw new KeysUnreachable(String.valueOf(e.getMessage()));
        }
        String failure = failure(answer.status(), path, body == null ? "read" : "create and update");
        if (failure != null) {
            throw new KeysUnreachable("keys: vault: " + failure);
        }
        try {
            return new Answer(answer.status(), JSON.readTree(answer.body()));
        } catch (IOException e) {
            // Without its cause: that quotes from the answer.
            return new Answer(answer.status(), MissingNode.getInstance());
        }
    }

    private static @Nullable String failure(int status, String path, String right) {
        return switch (status) {
            case 200, 204, 400, 404 -> null;
            case 401, 403 ->
                "the token is refused (" + status + "); renew the token in keys.token-file, and let its policy allow "
                        + right + " on " + path;
            case 503 -> "Vault is sealed, or down for maintenance (503); unseal it, and run again";
            case 429, 472, 473 ->
                "this is a standby that answers nobody (" + status + "); set keys.url to the active node";
            case 301, 302, 303, 307, 308 ->
                "points to another address (" + status + "), which is not followed; set keys.url to the active node";
            default -> "answers " + status + "; see Vault's own log, and run again";
        };
    }
}
