package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a query come from.
 *
 * @param alias what the query calls it
 * @param table of the warehouse, or an earlier model
 * @param query null where it is a table; both are null for {@code numbers()}, whose only column is made of nothing
 * @param chosenBy ON of joins that look its rows up: which value a column has hangs on them
 */
record Source(
        String alias,
        @Nullable TableDefinition table,
        @Nullable SelectLineage query,
        List<SqlWords.Run> chosenBy) {
    Source {
        chosenBy = List.copyOf(chosenBy);
    }

    Source alsoChosenBy(SqlWords.Run on) {
        List<SqlWords.Run> more = new ArrayList<>(chosenBy);
        more.add(on);
        return new Source(alias, table, query, more);
    }

    boolean isCalled(String name) {
        return alias.equals(name) || (table != null && table.name().endsWith("." + name));
    }

    /** Every column, in order. */
    List<SelectLineage.Output> all() {
        if (query != null) {
            return query.outputs();
        }
        if (table == null) {
            return List.of(new SelectLineage.Output("number", Set.of()));
        }
        return table.columns().stream()
                .map(c -> new SelectLineage.Output(c.name(), Set.of(new ColumnPlace(table.name(), c.name()))))
                .toList();
    }

    boolean has(String column) {
        return all().stream().anyMatch(o -> o.name().equals(column));
    }

    /** What a column is made of; where two have one name, both. */
    Set<ColumnPlace> column(String column) {
        if (!has(column)) {
            throw new UnknownSql("a column that nobody makes");
        }
        Set<ColumnPlace> from = new TreeSet<>();
        all().stream().filter(o -> o.name().equals(column)).forEach(o -> from.addAll(o.from()));
        return from;
    }

    Set<String> tables() {
        if (query != null) {
            return query.tables();
        }
        return table == null ? Set.of() : Set.of(table.name());
    }
}
