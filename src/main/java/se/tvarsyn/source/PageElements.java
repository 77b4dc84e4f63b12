package se.tvarsyn.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * The elements of one JSON page, one at a time, so that memory holds one element however long the page is.
 *
 * <p>Four envelopes are known: a bare array (answers to SS 12000 lookups), an object with an array under one of the
 * given names ({@code data}, {@code Result}; Skolverket's reference API describes the endpoint's own name), an object of
 * arrays under a name that is given with {@code /*} ({@code deletedEntities}: {@code data: {persons: [ids]}}), and an
 * error body that somebody saved as a page. Limits: text 1 MiB, depth 100, element 16 MiB, so that a hostile or broken source
 * cannot fill the memory.
 */
final class PageElements implements ElementsOfPage {
    /** After the name of a field that may be an object of arrays. */
    static final String MAP = "/*";

    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_DEPTH = 100;
    private static final long MAX_ELEMENT = 16L << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_TEXT)
                    .maxNestingDepth(MAX_DEPTH)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build());

    private final String name;
    private final Set<String> arrayNames;
    private final BoundedBytes bytes;
    private final @Nullable JsonParser parser;
    private final ObjectNode errorFields = JsonNodeFactory.instance.objectNode();
    private boolean started;
    private boolean finished;
    private boolean isInArray;
    private boolean isBareArray;
    private boolean isInMap;
    private @Nullable String mapField;
    private boolean hasArray;
    private long ordinal;
    private @Nullable Long announced;
    private @Nullable String pageToken;

    PageElements(SourceDocument document, Set<String> arrayNames) {
        this.name = document.name();
        this.arrayNames = arrayNames;
        try {
            this.bytes = new BoundedBytes(name, document.open());
        } catch (IOException e) {
            throw unreadableFile(name);
        }
        JsonParser created = null;
        try {
            created = MAPPER.getFactory().createParser(bytes);
        } catch (IOException e) {
            // An empty or oddly encoded page: next() reports it as broken.
            finished = false;
        }
        this.parser = created;
    }

    private static UncheckedIOException unreadableFile(String name) {
        return new UncheckedIOException(new IOException(name + ": the page cannot be read from its storage"));
    }

    @Override
    public @Nullable JsonNode next() throws BrokenPage {
        if (finished) {
            return null;
        }
        JsonParser from = parser;
        if (from == null) {
            throw broken("the page is not JSON text");
        }
        try {
            JsonNode element = advance(from);
            finished = element == null;
            return element;
        } catch (IOException e) {
            throw broken(
                    bytes.isOverLimit()
                            ? "an element is larger than 16 MiB"
                            : "the JSON breaks off or is garbled here, or text is over 1 MiB or nested over 100 deep");
        }
    }

    private @Nullable JsonNode advance(JsonParser from) throws IOException, BrokenPage {
        bytes.mark();
        if (!started) {
            started = true;
            JsonToken first = from.nextToken();
            if (first == JsonToken.START_ARRAY) {
                isBareArray = true;
                isInArray = true;
                hasArray = true;
            } else if (first != JsonToken.START_OBJECT) {
                throw broken("the page holds neither an object nor an array");
            }
        }
        while (true) {
            bytes.mark();
            JsonToken token = from.nextToken();
            if (isInArray) {
                if (token == JsonToken.END_ARRAY) {
                    isInArray = false;
                    mapField = null;
                    if (isBareArray) {
                        return end(from);
                    }
                    continue;
                }
                if (token == null) {
                    throw broken("the page ends within its array");
                }
                JsonNode element = MAPPER.readTree(from);
                ordinal++;
                return mapField == null ? element : named(mapField, element);
            }
            if (isInMap) {
                inMap(from, token);
                continue;
            }
            if (token == JsonToken.END_OBJECT) {
                return end(from);
            }
            if (token != JsonToken.FIELD_NAME) {
                throw broken("the page ends before its last brace");
            }
            field(from, from.currentName());
        }
    }

    /** Between two arrays of a map of arrays. */
    private void inMap(JsonParser from, @Nullable JsonToken token) throws IOException, BrokenPage {
        if (token == JsonToken.END_OBJECT) {
            isInMap = false;
        } else if (token != JsonToken.FIELD_NAME) {
            throw broken("the page ends before its last brace");
        } else {
            String name = from.currentName();
            JsonToken value = from.nextToken();
            if (value == JsonToken.START_ARRAY) {
                isInArray = true;
                mapField = name;
            } else if (value == JsonToken.VALUE_NULL) {
                mapField = null;
            } else {
                throw broken("the page's elements are not an array");
            }
        }
    }

    /** An id of a map of ids becomes what the flat list would hold. */
    private static JsonNode named(String field, JsonNode element) {
        ObjectNode named = JsonNodeFactory.instance.objectNode();
        if (element instanceof ObjectNode object) {
            named.setAll(object);
        } else {
            named.set("id", element);
        }
        return named.put("entityType", field);
    }

    private void field(JsonParser from, String field) throws IOException, BrokenPage {
        JsonToken value = from.nextToken();
        if (arrayNames.contains(field)) {
            hasArray = true;
            if (value == JsonToken.START_ARRAY) {
                isInArray = true;
            } else if (value == JsonToken.START_OBJECT && arrayNames.contains(field + MAP)) {
                isInMap = true;
            } else if (value != JsonToken.VALUE_NULL) {
                throw broken("the page's elements are not an array");
            }
        } else if (field.equals("TotalNumberOfRecords") && value == JsonToken.VALUE_NUMBER_INT) {
            announced = from.getLongValue();
        } else if (field.equals("pagination") && value == JsonToken.START_OBJECT) {
            // Meitner: {"offset":0,"limit":50,"total":1234}.
            JsonNode pagination = MAPPER.readTree(from);
            if (pagination.path("total").isIntegralNumber()) {
                announced = pagination.path("total").longValue();
            }
        } else if (field.equals("pageToken") && value == JsonToken.VALUE_STRING) {
            pageToken = from.getText();
        } else if (field.equals("error") || field.equals("code") || field.equals("message")) {
            errorFields.set(field, MAPPER.readTree(from));
        } else {
            from.skipChildren();
        }
    }

    private @Nullable JsonNode end(JsonParser from) throws IOException, BrokenPage {
        if (from.nextToken() != null) {
            throw broken("there is more text after the end of the page");
        }
        if (!hasArray && !isErrorResponse()) {
            throw broken("the page has none of "
                    + String.join(", ", arrayNames.stream().sorted().toList()));
        }
        return null;
    }

    /** Whether the page is an answer that says no: the standard's code and message, or the reference API's error object. */
    @Override
    public boolean isErrorResponse() {
        return errorFields.path("error").isObject() || (errorFields.has("code") && errorFields.has("message"));
    }

    @Override
    public RejectedRecord errorResponse() {
        return errorResponse(name, errorFields.toString());
    }

    static RejectedRecord errorResponse(String document, String payload) {
        return new RejectedRecord(
                new Rejection(
                        document,
                        0,
                        null,
                        "error-response",
                        "the source answered with an error; pull the page again, it held no records"),
                payload);
    }

    @Override
    public long ordinal() {
        return ordinal;
    }

    @Override
    public @Nullable Long announced() {
        return announced;
    }

    /** The token of the next page; null where there is none. Empty text means none too. Known after the last element. */
    @Nullable
    String pageToken() {
        return pageToken == null || pageToken.isEmpty() ? null : pageToken;
    }

    private BrokenPage broken(String what) {
        finished = true;
        int line = parser == null ? 1 : Math.max(1, parser.currentLocation().getLineNr());
        return new BrokenPage(new Rejection(
                name,
                line,
                null,
                "broken-document",
                what + "; the " + ordinal + " whole elements before it were read, send the page again"));
    }

    @Override
    public String brokenPayload() {
        return "{\"readWhole\":" + ordinal + "}";
    }

    @Override
    public void close() {
        try {
            if (parser != null) {
                parser.close();
            }
            bytes.close();
        } catch (IOException e) {
            throw unreadableFile(name);
        }
    }

    /** Counts bytes since the last mark, and stops a single element from growing without end. */
    private static final class BoundedBytes extends FilterInputStream {
        private final String name;
        private long sinceMark;

        BoundedBytes(String name, InputStream in) {
            super(in);
            this.name = name;
        }

        void mark() {
            sinceMark = 0;
        }

        boolean isOverLimit() {
            return sinceMark > MAX_ELEMENT;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(target, offset, length);
            } catch (IOException e) {
                // A failing disk is no broken page: the delivery must fail, not lose its tail.
                throw unreadableFile(name);
            }
            sinceMark += Math.max(0, count);
            if (isOverLimit()) {
                throw new IOException("element over limit");
            }
            return count;
        }
    }
}
