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
import org.jspecify.annotations.Nullable;

/**
 * What one call asks of a source. Shows feed and endpoint only: keys stand in queries and headers, identity numbers in
 * bodies.
 *
 * @param feed the feed, for messages
 * @param endpoint the endpoint's short name, for messages: {@code persons}
 * @param base the feed's base address
 * @param path below the base address; no query
 * @param headers sent besides {@code Accept}
 * @param query parameters in clear text; encoded when sent
 * @param json body of a POST, null for a GET
 */
record SourceQuestion(
        String feed,
        String endpoint,
        URI base,
        String path,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable String json) {

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

    /** @param json the body; sent in UTF-8 */
    static SourceQuestion post(
            String feed,
            String endpoint,
            URI base,
            String path,
            Map<String, String> headers,
            Map<String, String> query,
            String json) {
        return new SourceQuestion(feed, endpoint, base, path, headers, query, json);
    }

    /** @param timeout the longest wait for the headers of the answer */
    HttpRequest request(Duration timeout) throws SourceUnreachable {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(address()).timeout(timeout).setHeader("Accept", "application/json");
            if (json == null) {
                builder.GET();
            } else {
                builder.setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8));
            }
            headers.forEach(builder::setHeader);
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
        StringBuilder text = new StringBuilder(base.toString().replaceAll("/+$", ""))
                .append('/')
                .append(path);
        char separator = '?';
        for (Map.Entry<String, String> one : query.entrySet()) {
            text.append(separator)
                    .append(URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return URI.create(text.toString());
    }

    /** @param status HTTP status, null where there was no answer */
    SourceUnreachable failure(@Nullable Integer status, String what, String mend) {
        return new SourceUnreachable(feed, endpoint, status, what, mend);
    }

    @Override
    public String toString() {
        return "SourceQuestion[" + feed + ", " + endpoint + "]";
    }
}
