package se.tvarsyn.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.warehouse.Statements;

/** The tables that an analyst may read, as the engine itself shows them to an analyst. Kept until anybody had the storage. */
public final class ReleasedTables {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable ReleaseSource analyst;
    private @Nullable List<Table> known;
    private String mark = "";

    /** @param analyst null where releases lie on a server that the pages have no address of */
    ReleasedTables(@Nullable ReleaseSource analyst) {
        this.analyst = analyst;
    }

    /**
     * A table of {@code mart}.
     *
     * @param name without the database
     * @param comment in Swedish
     */
    public record Table(String name, String comment, List<Column> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column.
     *
     * @param type ClickHouse's
     * @param comment in Swedish
     */
    public record Column(String name, String type, String comment) {}

    /**
     * All of them, that of the figures first; none where nothing was ever released.
     *
     * @throws FiguresUnavailable where they cannot be read
     */
    public synchronized List<Table> tables() {
        ReleaseSource source = analyst;
        if (source == null) {
            throw new FiguresUnavailable("figures.no-address");
        }
        List<Table> before = known;
        if (before != null && mark.equals(source.mark())) {
            return before;
        }
        if (!source.isThere()) {
            return List.of();
        }
        try {
            List<Table> read = source.ask(ReleasedTables::read);
            mark = source.mark();
            known = read;
            return read;
        } catch (FiguresUnavailable e) {
            if (before == null) {
                throw e;
            }
            return before;
        }
    }

    private static List<Table> read(Statements statements) {
        Map<String, String> comments = new LinkedHashMap<>();
        Map<String, List<Column>> columns = new LinkedHashMap<>();
        each(
                statements,
                "SELECT name, comment FROM system.tables WHERE database = 'mart' ORDER BY name",
                row -> comments.put(text(row, "name"), text(row, "comment")));
        each(
                statements,
                "SELECT table, name, type, comment FROM system.columns WHERE database = 'mart' ORDER BY table, position",
                row -> columns.computeIfAbsent(text(row, "table"), t -> new ArrayList<>())
                        .add(new Column(text(row, "name"), text(row, "type"), text(row, "comment"))));
        List<Table> tables = new ArrayList<>();
        comments.forEach(
                (name, comment) -> tables.add(new Table(name, comment, columns.getOrDefault(name, List.of()))));
        tables.sort(
                Comparator.comparing((Table t) -> !t.name().equals("figure")).thenComparing(Table::name));
        return List.copyOf(tables);
    }

    private static void each(Statements statements, String sql, Consumer<JsonNode> taker) {
        statements.json(sql, rows -> {
            try (MappingIterator<JsonNode> row = JSON.readerFor(JsonNode.class).readValues(rows)) {
                row.forEachRemaining(taker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }
}
