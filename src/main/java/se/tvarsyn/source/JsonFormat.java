package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON pages whose layout the mapping declares. Settings, in the mapping file's {@code format} section:
 *
 * <pre>records: {booking: {page: bookings, array: data, fields: {id: id, start: period.start}}}</pre>
 *
 * <p>Pages are named {@code bookings*.json}; a page is an object with the array, or the bare array. A path goes into
 * objects by dots. What is not named is never kept. Rejected: {@code wrong-type} (an object where a value belongs), and
 * what {@link PageElements} and {@link MissingElements} find.
 */
public final class JsonFormat implements SourceFormat {
    private static final String DEFAULT_ARRAY = "data";

    /** One type of record: the array it stands in, and the path of each field. */
    private record Declared(SourceLayout layout, String array, List<List<String>> paths) {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return declared(settings).values().stream().map(Declared::layout).toList();
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        Map<String, Declared> byPage = declared(settings);
        Map<String, Set<String>> arrayNames = new HashMap<>();
        byPage.forEach((page, declared) -> arrayNames.put(page, Set.of(declared.array())));
        return PagesReading.open(
                documents,
                new PagesReading.Layout(
                        List.copyOf(byPage.keySet()),
                        arrayNames,
                        name -> pageOf(name, byPage.keySet()),
                        "JSON pages named " + String.join("*.json, ", byPage.keySet()) + "*.json"),
                totals -> new Rows(byPage, totals));
    }

    /** By page, in the order of the mapping. */
    private static Map<String, Declared> declared(Map<String, Object> settings) {
        if (!(settings.get("records") instanceof Map<?, ?> types) || types.isEmpty()) {
            throw new IllegalArgumentException("format.records: name a record type with its page and fields, as in"
                    + " records: {booking: {page: bookings, fields: {id: id}}}");
        }
        Map<String, Declared> byPage = new LinkedHashMap<>();
        types.forEach((type, value) -> {
            String at = "format.records." + type;
            if (!(value instanceof Map<?, ?> record)
                    || !(record.get("page") instanceof String page)
                    || !(record.get("fields") instanceof Map<?, ?> fields)
                    || fields.isEmpty()) {
                throw new IllegalArgumentException(at + ": give 'page' and 'fields'");
            }
            List<String> names = new ArrayList<>();
            List<List<String>> paths = new ArrayList<>();
            fields.forEach((field, path) -> {
                names.add(String.valueOf(field));
                paths.add(List.of(String.valueOf(path).split("\\.")));
            });
            Object array = record.get("array");
            Declared known = byPage.put(
                    page.toLowerCase(Locale.ROOT),
                    new Declared(
                            new SourceLayout(String.valueOf(type), names),
                            array == null ? DEFAULT_ARRAY : String.valueOf(array),
                            paths));
            if (known != null) {
                throw new IllegalArgumentException(at + ".page: two record types have the same page");
            }
        });
        return byPage;
    }

    /** The longest name that fits: bookings-course is a page of its own beside bookings. */
    private static @Nullable String pageOf(String name, Set<String> pages) {
        String lower = name.toLowerCase(Locale.ROOT);
        return pages.stream()
                .filter(page -> lower.endsWith(".json") && lower.startsWith(page))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse(null);
    }

    /** Makes one record of each element. */
    private record Rows(Map<String, Declared> byPage, PagesReading.Totals totals) implements PagesReading.Element {
        @Override
        public void read(String page, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
            Declared declared = byPage.get(page);
            if (declared == null) {
                throw new IllegalStateException("a page of no record type was opened");
            }
            @Nullable String[] values = new @Nullable String[declared.paths().size()];
            for (int i = 0; i < values.length; i++) {
                List<String> path = declared.paths().get(i);
                JsonNode parent = element;
                for (String step : path.subList(0, path.size() - 1)) {
                    parent = parent == null ? null : JsonFields.object(parent, step, String.join(".", path));
                }
                values[i] = JsonFields.text(parent, path.get(path.size() - 1), String.join(".", path));
            }
            block.add(new SourceRecord(declared.layout(), ordinal, values));
        }

        @Override
        public void finish(BlockBuilder block) {
            MissingElements.reject(totals, block);
        }

        @Override
        public void close() {}
    }
}
