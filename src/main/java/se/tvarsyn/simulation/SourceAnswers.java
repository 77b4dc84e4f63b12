package se.tvarsyn.simulation;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers as the two REST systems do, refusals included: SS 12000's paging by an opaque token that is sent again alone
 * or with {@code limit}, its required window on events and attendances; Lifecare's domain and key, offset and limit.
 */
final class SourceAnswers implements ResponseDefinitionTransformerV2 {
    static final String NAME = "made-up-municipality";
    private static final int DEFAULT_LIMIT = 2_000;
    private static final int HIGHEST_LIMIT = 5_000;
    private static final Set<String> WINDOWED = Set.of("calendarEvents", "attendances");
    private static final String AFTER = "startTime.onOrAfter";
    private static final String BEFORE = "startTime.onOrBefore";
    private static final String MODIFIED = "meta.modified.after";
    private static final String PAGE_TOKEN = "pageToken";
    private static final Set<String> KNOWN = Set.of("limit", PAGE_TOKEN, AFTER, BEFORE, MODIFIED, "expand");

    private final Ss12000Pages pages;
    private final LifecareExtracts lifecare;

    SourceAnswers(Municipality municipality) {
        pages = municipality.pages();
        lifecare = municipality.lifecare();
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    /** A request that the system would refuse. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Refused(int status, String code, String message) {
            super(message);
            this.status = status;
            this.code = code;
        }
    }

    @Override
    public ResponseDefinition transform(ServeEvent serveEvent) {
        Request request = serveEvent.getRequest();
        URI uri = URI.create(request.getUrl());
        String path = uri.getPath();
        try {
            Map<String, String> query = query(uri.getRawQuery());
            if (!request.getMethod().getName().equals("GET")) {
                throw new Refused(404, "not_found", "Endast GET finns här.");
            }
            if (path.startsWith(SimulatedSources.SS12000_PATH + "/")) {
                String authorization = request.getHeader("Authorization");
                return ss12000(path.substring(SimulatedSources.SS12000_PATH.length() + 1), query, authorization);
            }
            if (path.startsWith(SimulatedSources.LIFECARE_PATH + "/")) {
                return lifecare(path.substring(SimulatedSources.LIFECARE_PATH.length() + 1), query);
            }
            throw new Refused(404, "not_found", "Ingen sådan resurs.");
        } catch (Refused refused) {
            String body = "{\"code\":\"" + refused.code + "\",\"message\":\"" + refused.getMessage() + "\"}";
            return answer(refused.status, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResponseDefinition ss12000(String endpoint, Map<String, String> query, @Nullable String authorization)
            throws Refused, IOException {
        if (authorization == null || !authorization.equals("Bearer " + SimulatedSources.TOKEN)) {
            throw new Refused(401, "unauthorized", "Giltig Bearer-token saknas.");
        }
        if (endpoint.equals("deletedEntities")) {
            return answer(200, "{\"data\":{},\"pageToken\":null}".getBytes(StandardCharsets.UTF_8));
        }
        if (!Ss12000Pages.ENDPOINTS.contains(endpoint)) {
            throw new Refused(404, "not_found", "Ingen sådan resurs.");
        }
        for (String name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new Refused(400, "invalid_filter", "Okänt filter.");
            }
        }
        int limit = Math.min(HIGHEST_LIMIT, whole(query, "limit", DEFAULT_LIMIT, 1));
        String token = query.get(PAGE_TOKEN);
        if (token == null) {
            return page(first(endpoint, query), 0, limit);
        }
        if (!Set.of("limit", PAGE_TOKEN).containsAll(query.keySet())) {
            throw new Refused(400, "invalid_filter", "Filter kan inte kombineras med pageToken.");
        }
        List<String> parts = parts(token);
        if (parts.size() != 5 || !parts.get(0).equals(endpoint)) {
            throw new Refused(400, "invalid_page_token", "pageToken gäller inte här.");
        }
        Ss12000Pages.Cut cut = new Ss12000Pages.Cut(
                endpoint, Instant.parse(parts.get(1)), Instant.parse(parts.get(2)), Instant.parse(parts.get(3)));
        return page(cut, Long.parseLong(parts.get(4)), limit);
    }

    private static Ss12000Pages.Cut first(String endpoint, Map<String, String> query) throws Refused {
        if (WINDOWED.contains(endpoint) && !(query.containsKey(AFTER) && query.containsKey(BEFORE))) {
            throw new Refused(400, "invalid_filter", AFTER + " och " + BEFORE + " är obligatoriska.");
        }
        return new Ss12000Pages.Cut(
                endpoint,
                instant(query, AFTER, Instant.MIN),
                instant(query, BEFORE, Instant.MAX),
                instant(query, MODIFIED, Instant.MIN));
    }

    private ResponseDefinition page(Ss12000Pages.Cut cut, long from, int limit) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
        pages.write(cut, from, limit, body, next -> token(cut, next));
        return answer(200, body.toByteArray());
    }

    private static String token(Ss12000Pages.Cut cut, long next) {
        String plain = cut.endpoint() + "|" + cut.onOrAfter() + "|" + cut.onOrBefore() + "|" + cut.modifiedAfter() + "|"
                + next;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> parts(String token) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return List.of(plain.split("\\|", -1));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private ResponseDefinition lifecare(String extract, Map<String, String> query) throws Refused, IOException {
        if (!SimulatedSources.DOMAIN.equals(query.get("domain")) || !SimulatedSources.KEY.equals(query.get("key"))) {
            throw new Refused(401, "unauthorized", "Fel domän eller nyckel.");
        }
        if (!LifecareExtracts.EXTRACTS.contains(extract)) {
            throw new Refused(404, "not_found", "Inget sådant uttag.");
        }
        if (!query.containsKey("limit")) {
            throw new Refused(400, "invalid_parameter", "limit är obligatorisk.");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
        lifecare.write(
                extract,
                date(query.get("modifiedAfter")),
                whole(query, "offset", 0, 0),
                whole(query, "limit", 1, 1),
                body);
        return answer(200, body.toByteArray());
    }

    private static ResponseDefinition answer(int status, byte[] body) {
        return ResponseDefinitionBuilder.responseDefinition()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body)
                .build();
    }

    private static Map<String, String> query(@Nullable String raw) throws Refused {
        Map<String, String> query = new TreeMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    throw new Refused(400, "invalid_filter", "Parameter utan värde.");
                }
                query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static int whole(Map<String, String> query, String name, int otherwise, int lowest) throws Refused {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < lowest) {
            throw new Refused(400, "invalid_filter", name + " måste vara ett heltal.");
        }
        return Integer.parseInt(text);
    }

    private static Instant instant(Map<String, String> query, String name, Instant otherwise) throws Refused {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refused(400, "invalid_filter", name + " måste vara en tidpunkt enligt RFC 3339.");
        }
    }

    /** A date, or a date and a time of which the date counts. */
    private static @Nullable LocalDate date(@Nullable String text) throws Refused {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeParseException e) {
            throw new Refused(400, "invalid_parameter", "modifiedAfter måste vara ett datum.");
        }
    }
}
