package se.tvarsyn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source with a server in front of it: the same documents, cut into pages as its vendor's interface does. */
final class Pulled implements PulledSource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FeedSource source;
    private final Map<String, String> settings;
    private final Dialect dialect;

    /** How an interface finds the document that a request is about, and cuts it. */
    private interface Dialect {
        byte @Nullable [] answer(String path, Map<String, String> query, Map<String, byte[]> documents)
                throws IOException;
    }

    private Pulled(FeedSource source, Map<String, String> settings, Dialect dialect) {
        this.source = source;
        this.settings = settings;
        this.dialect = dialect;
    }

    /** Token pages; windows are not looked at, because everything is within them. */
    static PulledSource ss12000(FeedSource source) {
        Map<String, String> settings = Map.of("from", "2026-01-01", "to", "2026-01-31", "page-size", "3");
        return new Pulled(source, settings, (path, query, documents) -> {
            String token = query.get("pageToken");
            int offset = token == null ? 0 : Integer.parseInt(token);
            ArrayNode all = elements(documents, path.toLowerCase(Locale.ROOT), "data");
            ObjectNode page = page(all, "data", offset, 3);
            page.put("pageToken", offset + 3 < all.size() ? String.valueOf(offset + 3) : null);
            return JSON.writeValueAsBytes(page);
        });
    }

    /** Offset and limit; the key stands in the query. */
    static PulledSource lifecare(FeedSource source) {
        Map<String, String> settings = Map.of("domain", "kommun", "key-file", "secret", "page-size", "4");
        return new Pulled(source, settings, (path, query, documents) -> {
            String name = "extract-" + path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            ArrayNode all = elements(documents, name, "Result");
            ObjectNode page = page(all, "Result", Integer.parseInt(query.getOrDefault("offset", "0")), 4);
            page.put("TotalNumberOfRecords", all.size());
            return JSON.writeValueAsBytes(page);
        });
    }

    static PulledSource meitner(FeedSource source) {
        return new Pulled(source, Map.of("page-size", "4"), (path, query, documents) -> {
            ArrayNode all = elements(documents, "attendance", "data");
            int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
            ObjectNode page = page(all, "data", offset, 4);
            page.putObject("pagination").put("offset", offset).put("limit", 4).put("total", all.size());
            return JSON.writeValueAsBytes(page);
        });
    }

    /** One document a service; the unit is not looked at. */
    static PulledSource edlevo(FeedSource source, String services) {
        Map<String, String> settings =
                Map.of("services", services, "unit-ids", "unit", "from", "2026-01-01", "to", "2026-05-31");
        return new Pulled(source, settings, (path, query, documents) -> documents.entrySet().stream()
                .filter(d -> d.getKey().matches(path + "[^A-Za-z].*"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null));
    }

    static PulledSource betyg(FeedSource source) {
        Map<String, String> settings = Map.of("from", "2026-01-01", "to", "2026-06-30");
        return new Pulled(
                source,
                settings,
                (path, query, documents) -> documents.isEmpty()
                        ? null
                        : documents.values().iterator().next());
    }

    private static ArrayNode elements(Map<String, byte[]> documents, String endpoint, String array) throws IOException {
        ArrayNode all = JSON.createArrayNode();
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            String name = document.getKey().toLowerCase(Locale.ROOT);
            if (name.matches(endpoint + "(-page[0-9]+|[-0-9]*)\\.json")) {
                JsonNode data = JSON.readTree(document.getValue()).path(array);
                data.forEach(all::add);
            }
        }
        return all;
    }

    private static ObjectNode page(ArrayNode all, String array, int offset, int limit) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode some = page.putArray(array);
        for (int i = offset; i < Math.min(offset + limit, all.size()); i++) {
            some.add(all.get(i));
        }
        return page;
    }

    @Override
    public Map<String, String> settings(URI base, Path secrets) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("url", base.toString());
        if (all.containsKey("key-file")) {
            all.put(
                    "key-file",
                    Files.writeString(secrets.resolve("key"), "hemlig").toString());
        }
        return all;
    }

    @Override
    public byte @Nullable [] answer(String path, Map<String, String> query, Map<String, byte[]> documents) {
        try {
            return dialect.answer(path, query, documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String feed() {
        return source.feed();
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return source.ordinary(persons);
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return source.corrected(persons);
    }

    @Override
    public @Nullable Map<String, byte[]> moved(int persons) {
        return source.moved(persons);
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return source.deleted(persons);
    }

    @Override
    public boolean deletesByCompleteness() {
        return source.deletesByCompleteness();
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return source.withBadRow(persons);
    }

    @Override
    public String state() {
        return source.state();
    }

    @Override
    public List<String> markers(int persons) {
        return source.markers(persons);
    }
}
