package se.tvarsyn.source;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of a source. Shows feed and endpoint only: keys stand in queries and headers, identity numbers in
 * bodies.
 *
 * @param feed the feed, for messages
 * @param endpoint the endpoint's short name, for messages: {@code persons}
 * @param base the feed's base address
 * @param path below the base address; no query
 * @param headers sent besides the credentials; {@code Accept} is JSON where they do not say
 * @param query parameters in clear text; encoded when sent
 * @param body of a POST, null for a GET
 */
record SourceQuestion(
        String feed,
        String endpoint,
        URI base,
        String path,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable Body body) {

    SourceQuestion {
        Objects.requireNonNull(feed);
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(base);
        Objects.requireNonNull(path);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    static SourceQuestion get(
            String feed,
            String endpoint,
            URI base,
            String path,
            Map<String, String> headers,
            Map<String, String> query) {
        return new SourceQuestion(feed, endpoint, base, path, headers, query, null);
    }

    /** @param json the body */
    static SourceQuestion post(
            String feed,
            String endpoint,
            URI base,
            String path,
            Map<String, String> headers,
            Map<String, String> query,
            String json) {
        return new SourceQuestion(feed, endpoint, base, path, headers, query, new Body("application/json", json));
    }

    /** A POST with a form as body (RFC 6749). */
    static SourceQuestion form(
            String feed, String endpoint, URI address, Map<String, String> headers, Map<String, String> fields) {
        Body body = new Body("application/x-www-form-urlencoded", encoded(fields));
        return new SourceQuestion(feed, endpoint, address, "", headers, Map.of(), body);
    }

    /**
     * @param credentials headers that show who asks
     * @param timeout the longest wait for the headers of the answer
     */
    HttpRequest request(Map<String, String> credentials, Duration timeout) throws SourceUnreachable {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(address()).timeout(timeout).setHeader("Accept", "application/json");
            if (body == null) {
                builder.GET();
            } else {
                builder.setHeader("Content-Type", body.type())
                        .POST(HttpRequest.BodyPublishers.ofString(body.text(), StandardCharsets.UTF_8));
            }
            headers.forEach(builder::setHeader);
            credentials.forEach(builder::setHeader);
            return builder.build();
        } catch (IllegalArgumentException e) {
            // Its message quotes the address with its query, or the header's value.
            throw failure(
                    null,
                    "the address or a header is not one that HTTP allows",
                    "check base address and headers in tvarsyn.yaml");
        }
    }

    private URI address() {
        StringBuilder text = new StringBuilder(base.toString().replaceAll("/+$", ""));
        if (!path.isEmpty()) {
            text.append('/').append(path);
        }
        if (!query.isEmpty()) {
            text.append('?').append(encoded(query));
        }
        return URI.create(text.toString());
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(one -> URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** @param status HTTP status, null where there was no answer */
    SourceUnreachable failure(@Nullable Integer status, String what, String mend) {
        return new SourceUnreachable(feed, endpoint, status, what, mend);
    }

    @Override
    public String toString() {
        return "SourceQuestion[" + feed + ", " + endpoint + "]";
    }

    /**
     * @param type media type
     * @param text sent in UTF-8; not shown
     */
    record Body(String type, String text) {
        Body {
            Objects.requireNonNull(type);
            Objects.requireNonNull(text);
        }

        @Override
        public String toString() {
            return "Body[" + type + "]";
        }
    }
}
