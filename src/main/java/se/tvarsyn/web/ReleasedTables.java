package se.tvarsyn.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.warehouse.Statements;

/** The tables that an analyst may read, as the engine itself shows them to an analyst. Kept until anybody had the storage. */
public final class ReleasedTables {
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
        JsonRows.each(
                statements,
                "SELECT name, comment FROM system.tables WHERE database = 'mart' ORDER BY name",
                row -> comments.put(JsonRows.text(row, "name"), JsonRows.text(row, "comment")));
        JsonRows.each(
                statements,
                "SELECT table, name, type, comment FROM system.columns WHERE database = 'mart' ORDER BY table, position",
                row -> columns.computeIfAbsent(JsonRows.text(row, "table"), t -> new ArrayList<>())
                        .add(new Column(
                                JsonRows.text(row, "name"),
                                JsonRows.text(row, "type"),
                                JsonRows.text(row, "comment"))));
        List<Table> tables = new ArrayList<>();
        comments.forEach(
                (name, comment) -> tables.add(new Table(name, comment, columns.getOrDefault(name, List.of()))));
        tables.sort(
                Comparator.comparing((Table t) -> !t.name().equals("figure")).thenComparing(Table::name));
        return List.copyOf(tables);
    }
}
