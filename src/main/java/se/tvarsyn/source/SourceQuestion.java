package se.tvarsyn.source;

import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * @param upload a file instead of a body, null for a question
 */
record SourceQuestion(
        String feed,
        String endpoint,
        URI base,
        String path,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable Body body,
        @Nullable Upload upload) {

    /** Bytes a second: a line that is slower than this is taken for dead. */
    private static final long SLOWEST_LINE = 50_000;

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
        return new SourceQuestion(feed, endpoint, base, path, headers, query, null, null);
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
        return new SourceQuestion(feed, endpoint, base, path, headers, query, new Body("application/json", json), null);
    }

    /** A POST with a form as body (RFC 6749). */
    static SourceQuestion form(
            String feed, String endpoint, URI address, Map<String, String> headers, Map<String, String> fields) {
        Body body = new Body("application/x-www-form-urlencoded", encoded(fields));
        return new SourceQuestion(feed, endpoint, address, "", headers, Map.of(), body, null);
    }

    /** @param name of the file, below the base address */
    static SourceQuestion upload(String feed, URI base, String name, String method, Path file) {
        return new SourceQuestion(feed, "hand-over", base, name, Map.of(), Map.of(), null, new Upload(method, file));
    }

    /**
     * @param credentials headers that show who asks
     * @param timeout the longest wait for the headers of the answer
     */
    HttpRequest request(Map<String, String> credentials, Duration timeout) throws SourceUnreachable {
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(address()).timeout(timeout).setHeader("Accept", "application/json");
            if (upload != null) {
                // The wait is for the answer, which comes when the last byte is there.
                builder.timeout(timeout.plusSeconds(upload.length() / SLOWEST_LINE))
                        .setHeader("Content-Type", "application/octet-stream")
                        .method(upload.method(), upload.publisher());
            } else if (body == null) {
                builder.GET();
            } else {
                builder.setHeader("Content-Type", body.type())
                        .POST(HttpRequest.BodyPublishers.ofString(body.text(), StandardCharsets.UTF_8));
            }
            headers.forEach(builder::setHeader);
            credentials.forEach(builder::setHeader);
            return builder.build();
        } catch (FileNotFoundException e) {
            throw failure(null, "the file is gone", "see to the home's files, and run again");
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

    /** @param method PUT or POST */
    record Upload(String method, Path file) {
        Upload {
            Objects.requireNonNull(method);
            Objects.requireNonNull(file);
        }

        long length() {
            return file.toFile().length();
        }

        HttpRequest.BodyPublisher publisher() throws FileNotFoundException {
            return HttpRequest.BodyPublishers.ofFile(file);
        }
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
