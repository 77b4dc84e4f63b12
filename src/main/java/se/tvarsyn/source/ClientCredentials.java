package se.tvarsyn.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OAuth2 with client credentials (RFC 6749, 4.4): keeps a token until shortly before it ends. The client shows itself by
 * HTTP Basic, which 2.3.1 obliges every server to take. Of a refusal only the status and an error code of 5.2 are told:
 * descriptions of a token endpoint may quote what was sent.
 */
final class ClientCredentials implements Credentials {
    private static final Set<String> CODES = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope");
    private static final String MEND = "check oauth2-token-url, oauth2-client-id, oauth2-client-secret-file and"
            + " oauth2-scope with the source's owner";
    private static final int MOST_BYTES = 64 * 1024;
    /** Where the endpoint does not say: short, and a 401 renews it earlier. */
    private static final Duration UNSAID = Duration.ofMinutes(5);

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;
    private final String id;
    private final SecretFile secret;
    private final @Nullable String scope;
    private final InHeaders besides;
    private final Clock clock;
    private @Nullable Token kept;

    /**
     * @param endpoint address of the token endpoint, no query
     * @param besides headers that the source wants besides the token, such as a gateway's key
     */
    ClientCredentials(
            URI endpoint, String id, SecretFile secret, @Nullable String scope, InHeaders besides, Clock clock) {
        this.endpoint = Objects.requireNonNull(endpoint);
        this.id = Objects.requireNonNull(id);
        this.secret = Objects.requireNonNull(secret);
        this.scope = scope;
        this.besides = Objects.requireNonNull(besides);
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public synchronized Map<String, String> headers(SourceCall call, SourceQuestion question)
            throws PassingFailure, SourceUnreachable {
        Token token = kept;
        if (token == null || !clock.instant().isBefore(token.until)) {
            SourceQuestion forToken = question(question.feed());
            token = asked(call, forToken);
            kept = token;
        }
        Map<String, String> headers = new LinkedHashMap<>(besides.headers(call, question));
        headers.put("Authorization", token.header);
        return headers;
    }

    private Token asked(SourceCall call, SourceQuestion question) throws PassingFailure, SourceUnreachable {
        try {
            return call.once(question, Map.of(), answer -> taken(question, answer));
        } catch (PassingFailure e) {
            throw new PassingFailure(e.status(), "its token endpoint: " + e.what(), e.mend(), e.rest());
        }
    }

    @Override
    public synchronized boolean forget(Map<String, String> refused) {
        // Another thread may have renewed it meanwhile; the new one is not forgotten.
        if (kept != null && kept.header.equals(refused.get("Authorization"))) {
            kept = null;
        }
        return true;
    }

    private SourceQuestion question(String feed) throws SourceUnreachable {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (scope != null) {
            form.put("scope", scope);
        }
        String basic;
        try {
            basic = encoded(id) + ":" + encoded(secret.read());
        } catch (SecretFile.Unreadable e) {
            throw new SourceUnreachable(
                    feed, "oauth2-token", null, "has no credentials: " + e.what(), "then run again");
        }
        String authorization = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
        return SourceQuestion.form(feed, "oauth2-token", endpoint, Map.of("Authorization", authorization), form);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Token taken(SourceQuestion question, SourceCall.Answer answer)
            throws IOException, PassingFailure, SourceUnreachable {
        int status = answer.status();
        if (SourceCall.PASSING.contains(status)) {
            throw new PassingFailure(
                    status,
                    "answers " + status,
                    "the token endpoint is overloaded or down; run again later",
                    answer.rest(clock.instant()));
        }
        byte[] bytes = answer.body().readNBytes(MOST_BYTES + 1);
        JsonNode body = bytes.length > MOST_BYTES ? JSON.nullNode() : tree(bytes);
        if (status != 200) {
            String code = body.path("error").asText();
            String told = CODES.contains(code) ? ", " + code : "";
            throw question.failure(status, "gives no token (" + status + told + ")", MEND);
        }
        String token = body.path("access_token").asText();
        // b64token of RFC 6750, 2.1: anything else could not stand in a header.
        if (!token.matches("[A-Za-z0-9._~+/-]+=*")
                || !body.path("token_type").asText().equalsIgnoreCase("bearer")) {
            throw question.failure(status, "answers with something else than a bearer token", MEND);
        }
        long seconds = body.path("expires_in").asLong(UNSAID.toSeconds());
        Duration life = Duration.ofSeconds(
                Math.max(0, Math.min(seconds, Duration.ofDays(1).toSeconds())));
        Duration margin = life.dividedBy(5).compareTo(MARGIN) < 0 ? life.dividedBy(5) : MARGIN;
        return new Token("Bearer " + token, clock.instant().plus(life).minus(margin));
    }

    private static JsonNode tree(byte[] bytes) throws IOException {
        try {
            JsonNode tree = JSON.readTree(bytes);
            return tree == null ? JSON.nullNode() : tree;
        } catch (JsonProcessingException e) {
            // Its message quotes the text; no token is said instead.
            return JSON.nullNode();
        }
    }

    @Override
    public String toString() {
        return "ClientCredentials";
    }

    private record Token(String header, Instant until) {
        @Override
        public String toString() {
            return "Token";
        }
    }
}
