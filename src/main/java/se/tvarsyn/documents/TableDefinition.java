package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as its SQL makes it.
 *
 * @param name with its database: {@code core.attendance}; that of a model without
 * @param file that makes it, as a user names it
 */
record TableDefinition(String name, String comment, List<Column> columns, String file) {
    TableDefinition {
        columns = List.copyOf(columns);
    }

    /** A column; the comment is empty where the SQL has none. */
    record Column(String name, String type, String comment) {}

    Optional<Column> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /** Reads {@code CREATE TABLE}. */
    static TableDefinition created(String sql, String file) {
        SqlWords words = SqlWords.of(sql);
        int at = 0;
        while (!words.at(at).is("TABLE")) {
            if (at++ > words.all().size()) {
                throw new UnknownSql("no CREATE TABLE");
            }
        }
        at = afterExistence(words, at + 1);
        Name name = name(words, at);
        int open = name.after();
        if (!words.at(open).isSign("(")) {
            throw new UnknownSql("CREATE TABLE without columns");
        }
        int close = words.close(open);
        List<Column> columns = new ArrayList<>();
        for (int from = open + 1; from < close; ) {
            int to = partEnd(words, from, close);
            columns.add(column(words, from, to));
            from = to + 1;
        }
        String comment = "";
        for (int i = close + 1; i < words.all().size(); i++) {
            if (words.at(i).depth() == words.at(open).depth() && words.at(i).is("COMMENT")) {
                comment = words.at(i + 1).text();
            }
        }
        return new TableDefinition(name.text(), comment, columns, file);
    }

    /** Follows {@code ALTER TABLE}; what is neither a column nor known to leave columns alone is refused. */
    TableDefinition altered(SqlWords words, int first) {
        Map<String, Column> after = new LinkedHashMap<>();
        columns.forEach(c -> after.put(c.name(), c));
        String told = comment;
        int depth = words.at(first).depth();
        for (int from = first; from < words.all().size(); ) {
            int to = partEnd(words, from, words.all().size());
            String act = words.at(from).upper() + " " + words.at(from + 1).upper();
            int at = afterExistence(words, from + 2);
            switch (act) {
                case "ADD COLUMN", "MODIFY COLUMN" -> {
                    Column column = column(words, at, to);
                    Column before = after.get(column.name());
                    after.put(
                            column.name(),
                            before == null || !column.comment().isEmpty()
                                    ? column
                                    : new Column(column.name(), column.type(), before.comment()));
                }
                case "DROP COLUMN" -> after.remove(words.at(at).text());
                case "RENAME COLUMN" -> {
                    Column before = after.remove(words.at(at).text());
                    if (before != null) {
                        String name = words.at(at + 2).text();
                        after.put(name, new Column(name, before.type(), before.comment()));
                    }
                }
                case "COMMENT COLUMN" -> {
                    Column before = after.get(words.at(at).text());
                    if (before != null) {
                        after.put(
                                before.name(),
                                new Column(
                                        before.name(),
                                        before.type(),
                                        words.at(at + 1).text()));
                    }
                }
                case "MODIFY COMMENT" -> told = words.at(from + 2).text();
                case "MODIFY SETTING",
                        "RESET SETTING",
                        "MODIFY TTL",
                        "REMOVE TTL",
                        "ADD INDEX",
                        "DROP INDEX",
                        "MATERIALIZE INDEX",
                        "ADD PROJECTION",
                        "DROP PROJECTION",
                        "MODIFY ORDER" -> {
                    // Columns and comments stay.
                }
                default -> throw new UnknownSql("ALTER TABLE " + act);
            }
            from = to + 1;
            if (depth != words.at(to).depth() && to < words.all().size()) {
                throw new UnknownSql("ALTER TABLE " + act);
            }
        }
        return new TableDefinition(name, told, List.copyOf(after.values()), file);
    }

    /** A name, and the position after it. */
    record Name(String text, int after) {}

    /** {@code database.table}, {@code table} or {@code {model}}. */
    static Name name(SqlWords words, int at) {
        if (words.at(at).isSign("{")) {
            return new Name(words.at(at + 1).text(), at + 3);
        }
        return words.at(at + 1).isSign(".")
                ? new Name(words.at(at).text() + "." + words.at(at + 2).text(), at + 3)
                : new Name(words.at(at).text(), at + 1);
    }

    /** Skips {@code IF NOT EXISTS} and {@code IF EXISTS}. */
    static int afterExistence(SqlWords words, int at) {
        if (!words.at(at).is("IF")) {
            return at;
        }
        return words.at(at + 1).is("NOT") ? at + 3 : at + 2;
    }

    /** The comma that ends a part of a list, or the list's end. */
    private static int partEnd(SqlWords words, int from, int end) {
        int depth = words.at(from).depth();
        for (int i = from; i < end; i++) {
            if (words.at(i).isSign(",") && words.at(i).depth() == depth) {
                return i;
            }
        }
        return end;
    }

    private static Column column(SqlWords words, int from, int to) {
        int typeEnd = to;
        String comment = "";
        for (int i = from + 1; i < to; i++) {
            boolean isOutside = words.at(i).depth() == words.at(from).depth();
            if (!isOutside) {
                continue;
            }
            switch (words.at(i).upper()) {
                case "COMMENT" -> {
                    comment = words.at(i + 1).text();
                    typeEnd = Math.min(typeEnd, i);
                }
                case "DEFAULT", "MATERIALIZED", "ALIAS", "CODEC", "TTL", "AFTER", "FIRST", "EPHEMERAL", "SETTINGS" ->
                    typeEnd = Math.min(typeEnd, i);
                default -> {
                    // A part of the type.
                }
            }
        }
        return new Column(words.at(from).text(), words.between(from + 1, typeEnd), comment);
    }
}
