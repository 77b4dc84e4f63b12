package se.tvarsyn.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import se.tvarsyn.warehouse.Statements;

/** Rows of a question to {@code mart}, one JSON object each, read as they come: no answer lies whole in memory. */
final class JsonRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonRows() {}

    static void each(Statements statements, String sql, Consumer<JsonNode> taker) {
        statements.json(sql, rows -> {
            try (MappingIterator<JsonNode> row = JSON.readerFor(JsonNode.class).readValues(rows)) {
                row.forEachRemaining(taker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** @return empty for null */
    static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }
}
