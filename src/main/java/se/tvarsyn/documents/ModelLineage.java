package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import se.tvarsyn.models.Model;
import se.tvarsyn.warehouse.Migrations;

/**
 * From which columns a model makes each of its own.
 *
 * @param columns what goes into each column of the table, one step back; {@link ColumnPlace#ROWS} where rows are counted;
 *     nothing where the model reads no table but the settings of the home, or the calendar
 * @param conditions what decides which rows are taken and how they are grouped
 * @param isByColumn false where the statement could not be followed: then every column has the rows of every table read
 */
record ModelLineage(
        TableDefinition table, Map<String, Set<ColumnPlace>> columns, Set<ColumnPlace> conditions, boolean isByColumn) {
    /** What a column is made of that no table goes into, in words. */
    static final String OF_NO_TABLE = "settings or calendar";

    /**
     * @param known tables and earlier models by name
     * @param file as a user names it
     */
    static ModelLineage of(Model model, String file, Map<String, TableDefinition> known) {
        List<Migrations.Part> statements = model.statements();
        TableDefinition table = TableDefinition.created(statements.get(0).sql(), file);
        SqlWords words = SqlWords.of(statements.get(1).sql());
        Map<String, Set<ColumnPlace>> columns = new TreeMap<>();
        try {
            // INSERT INTO {name} [(columns)] query
            int at = TableDefinition.name(words, 2).after();
            List<String> named = new ArrayList<>();
            if (words.at(at).isSign("(")
                    && !words.at(at + 1).is("SELECT")
                    && !words.at(at + 1).is("WITH")) {
                int close = words.close(at);
                for (int i = at + 1; i < close; i += 2) {
                    named.add(words.at(i).text());
                }
                at = close + 1;
            } else {
                table.columns().forEach(c -> named.add(c.name()));
            }
            SelectLineage select =
                    new SelectLineage(words, new SqlWords.Run(at, words.all().size()), known, Map.of(), Map.of());
            List<SelectLineage.Output> outputs = select.outputs();
            if (outputs.size() != named.size()) {
                throw new UnknownSql("another number of columns than the table has");
            }
            Set<ColumnPlace> rows = rows(select.tables());
            for (int i = 0; i < named.size(); i++) {
                Set<ColumnPlace> from = outputs.get(i).from();
                columns.put(named.get(i), from.isEmpty() ? rows : from);
            }
            return new ModelLineage(table, columns, select.conditions(), true);
        } catch (UnknownSql e) {
            Set<ColumnPlace> rows = rows(tablesNamed(words, known));
            table.columns().forEach(c -> columns.put(c.name(), rows));
            return new ModelLineage(table, columns, Set.of(), false);
        }
    }

    /** The table's name in the warehouse. */
    String shown() {
        return "model." + table.name();
    }

    private static Set<ColumnPlace> rows(Set<String> tables) {
        Set<ColumnPlace> rows = new TreeSet<>();
        tables.forEach(t -> rows.add(ColumnPlace.rows(t)));
        return rows;
    }

    private static Set<String> tablesNamed(SqlWords words, Map<String, TableDefinition> known) {
        Set<String> tables = new TreeSet<>();
        for (int i = 0; i < words.all().size(); i++) {
            String name = TableDefinition.name(words, i).text();
            if (known.containsKey(name)) {
                tables.add(name);
            }
        }
        return tables;
    }
}
