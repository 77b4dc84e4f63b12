package se.tvarsyn.rotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import se.tvarsyn.canonical.FactTable;

/**
 * A table of database {@code core} as the warehouse describes it. Read from there, so that a column which a later
 * migration adds is copied, compared and, where it holds a token, rotated.
 *
 * @param columns physical columns: first feed, is_linkable and key_version, then tokens, then the others; what decides
 *     over a row's tokens is read before them
 */
record CoreTable(FactTable table, List<Column> columns) {
    static final String DATABASE = "core";
    static final String SHADOWS = "core_rotating";

    private static final List<String> FIRST = List.of("feed", "is_linkable", "key_version", "person_pseudonym");
    private static final Set<String> OF_THE_ROW = Set.of("version", "is_deleted", "key_version", "is_linkable");

    /** @param type ClickHouse's words */
    record Column(String name, String type) {
        boolean isToken() {
            return (type.equals("UUID") || type.equals("Nullable(UUID)")) && !name.equals("delivery_id");
        }

        boolean isPerson() {
            return name.equals("person_pseudonym");
        }

        /** Minutes, counts, kronor: what figures are made of. */
        boolean isNumber() {
            return type.matches("(Nullable\\()?(U?Int\\d+|Decimal\\(.*\\)|Bool)\\)?") && !OF_THE_ROW.contains(name);
        }
    }

    static CoreTable of(FactTable table, List<Column> described) {
        List<Column> ordered = new ArrayList<>();
        for (String first : FIRST) {
            described.stream().filter(c -> c.name().equals(first)).forEach(ordered::add);
        }
        described.stream().filter(c -> c.isToken() && !ordered.contains(c)).forEach(ordered::add);
        described.stream().filter(c -> !ordered.contains(c)).forEach(ordered::add);
        return new CoreTable(table, List.copyOf(ordered));
    }

    /** Without its database. */
    String name() {
        return table.tableName().substring(DATABASE.length() + 1);
    }

    String in(String database) {
        return database + "." + name();
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }
}
