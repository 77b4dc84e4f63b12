package se.tvarsyn.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.Migrations;

/** The tables that the migrations of a home leave, and those of releases, by name: the dictionary lives in the DDL. */
final class WarehouseTables {
    private final Map<String, TableDefinition> tables = new TreeMap<>();

    private WarehouseTables() {}

    static Map<String, TableDefinition> of(Home home) throws IOException {
        WarehouseTables made = new WarehouseTables();
        for (String statement : Migrations.foundation()) {
            made.follow(statement, "every start");
        }
        made.follow(home.migrations(), home);
        return made.tables;
    }

    /** Tables of {@code mart}: they lie in another warehouse, which no migration knows. */
    static Map<String, TableDefinition> released(Home home) throws IOException {
        WarehouseTables made = new WarehouseTables();
        made.follow(home.warehouse().resolve("publication"), home);
        return made.tables;
    }

    private void follow(Path folder, Home home) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> ordered =
                    files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
            for (Path file : ordered) {
                for (Migrations.Part part : Migrations.split(Files.readString(file, StandardCharsets.UTF_8))) {
                    follow(part.sql(), home.shown(file));
                }
            }
        }
    }

    private void follow(String sql, String file) {
        SqlWords words = SqlWords.of(sql);
        String act = words.at(0).upper() + " " + words.at(1).upper();
        switch (act) {
            case "CREATE TABLE" -> {
                TableDefinition table = TableDefinition.created(sql, file);
                tables.putIfAbsent(table.name(), table);
            }
            case "ALTER TABLE" -> {
                TableDefinition.Name name = TableDefinition.name(words, TableDefinition.afterExistence(words, 2));
                tables.put(name.text(), made(name.text(), file).altered(words, name.after()));
            }
            case "DROP TABLE" ->
                tables.remove(TableDefinition.name(words, TableDefinition.afterExistence(words, 2))
                        .text());
            case "RENAME TABLE" -> {
                TableDefinition.Name from = TableDefinition.name(words, TableDefinition.afterExistence(words, 2));
                TableDefinition before = tables.remove(from.text());
                if (before != null) {
                    put(TableDefinition.name(words, from.after() + 1).text(), before);
                }
            }
            case "EXCHANGE TABLES" -> {
                TableDefinition.Name one = TableDefinition.name(words, 2);
                TableDefinition.Name other = TableDefinition.name(words, one.after() + 1);
                TableDefinition was = made(one.text(), file);
                put(one.text(), made(other.text(), file));
                put(other.text(), was);
            }
            default -> {
                // Databases, rows, settings: no table changes its columns by them.
            }
        }
    }

    private TableDefinition made(String name, String file) {
        TableDefinition table = tables.get(name);
        if (table == null) {
            throw new UnknownSql(file + ": changes " + name + " before its CREATE");
        }
        return table;
    }

    private void put(String name, TableDefinition table) {
        tables.put(name, new TableDefinition(name, table.comment(), table.columns(), table.file()));
    }
}
