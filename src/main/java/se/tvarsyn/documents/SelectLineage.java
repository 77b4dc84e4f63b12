package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.documents.SqlWords.Kind;
import se.tvarsyn.documents.SqlWords.Word;

/** Follows one query, with those inside it, to the columns of tables that each of its outputs is made of. */
final class SelectLineage {
    /** What one output is called, and the columns of tables it is made of. */
    record Output(String name, Set<ColumnPlace> from) {}

    /** A part of the text: words {@code from} up to, not with, {@code to}. */
    private record Run(int from, int to) {}

    private record Item(String name, Run expression) {}

    /** Where rows come from: a table of the warehouse, another query, or neither (numbers). */
    private record Source(
            String alias,
            @Nullable TableDefinition table,
            @Nullable SelectLineage query) {}

    private final SqlWords words;
    private final Map<String, TableDefinition> known;
    private final Map<String, SelectLineage> queries;
    /** Names that WITH gives to expressions, here and around: they are seen from the queries inside. */
    private final Map<String, Run> expressions;

    private final Map<String, Run> aliases = new LinkedHashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Run> conditionRuns = new ArrayList<>();
    private final List<SelectLineage> inside = new ArrayList<>();
    private @Nullable SelectLineage union;

    /** @param queries those of WITH that are seen from here */
    SelectLineage(
            SqlWords words, int from, int to, Map<String, TableDefinition> known, Map<String, SelectLineage> queries) {
        this(words, new Run(from, to), known, queries, Map.of());
    }

    private SelectLineage(
            SqlWords words,
            Run run,
            Map<String, TableDefinition> known,
            Map<String, SelectLineage> queries,
            Map<String, Run> expressions) {
        this.words = words;
        this.known = known;
        this.queries = new HashMap<>(queries);
        this.expressions = new LinkedHashMap<>(expressions);
        this.aliases.putAll(expressions);
        read(run.from, run.to);
    }

    private SelectLineage query(int from, int to) {
        return new SelectLineage(words, new Run(from, to), known, queries, expressions);
    }

    private void read(int from, int to) {
        int at = from;
        while (at < to) {
            Word word = words.at(at);
            int end = clauseEnd(at + 1, to, word.depth());
            switch (word.upper()) {
                case "WITH" -> with(at + 1, end);
                case "SELECT" -> select(words.at(at + 1).is("DISTINCT") ? at + 2 : at + 1, end);
                case "FROM" -> from(at + 1, end);
                case "WHERE", "PREWHERE", "HAVING" -> conditionRuns.add(new Run(at + 1, end));
                case "GROUP" -> conditionRuns.add(new Run(at + 2, end));
                case "UNION" -> {
                    int next = words.at(at + 1).is("ALL") || words.at(at + 1).is("DISTINCT") ? at + 2 : at + 1;
                    union = query(next, to);
                    end = to;
                }
                case "ORDER", "LIMIT", "SETTINGS" -> {
                    // Neither a value nor a choice of rows that matters to a person.
                }
                default -> throw new UnknownSql("a query with " + word.upper());
            }
            at = end;
        }
        if (items.isEmpty()) {
            throw new UnknownSql("a query without SELECT");
        }
    }

    private int clauseEnd(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            Word word = words.at(i);
            boolean begins =
                    word.depth() == depth && word.kind() == Kind.NAME && SqlKeywords.CLAUSES.contains(word.upper());
            // LIMIT 1 BY, WITH TOTALS and names in the middle of a list do not stand in our files.
            if (begins && !words.at(i - 1).isSign(".")) {
                return i;
            }
        }
        return to;
    }

    private List<Run> parts(int from, int to) {
        List<Run> parts = new ArrayList<>();
        int begins = from;
        for (int i = from; i < to; i++) {
            if (words.at(i).isSign(",") && words.at(i).depth() == words.at(from).depth()) {
                parts.add(new Run(begins, i));
                begins = i + 1;
            }
        }
        if (begins < to) {
            parts.add(new Run(begins, to));
        }
        return parts;
    }

    private void with(int from, int to) {
        for (Run part : parts(from, to)) {
            boolean isQuery =
                    words.at(part.from + 1).is("AS") && words.at(part.from + 2).isSign("(");
            if (isQuery) {
                int close = words.close(part.from + 2);
                SelectLineage query = query(part.from + 3, close);
                queries.put(words.at(part.from).text(), query);
                inside.add(query);
            } else {
                Named named = named(part);
                String name = named.name;
                if (name == null) {
                    throw new UnknownSql("a WITH without a name");
                }
                expressions.put(name, named.expression);
                aliases.put(name, named.expression);
            }
        }
    }

    private void select(int from, int to) {
        for (Run part : parts(from, to)) {
            Named named = named(part);
            String alias = named.name;
            if (alias != null) {
                aliases.put(alias, named.expression);
            }
            items.add(new Item(alias == null ? bareName(part) : alias, named.expression));
        }
    }

    private record Named(@Nullable String name, Run expression) {}

    /** {@code expression AS name}. */
    private Named named(Run part) {
        boolean isNamed = part.to - part.from >= 3
                && words.at(part.to - 2).is("AS")
                && words.at(part.to - 2).depth() == words.at(part.from).depth();
        return isNamed
                ? new Named(words.at(part.to - 1).text(), new Run(part.from, part.to - 2))
                : new Named(null, part);
    }

    private String bareName(Run part) {
        Word last = words.at(part.to - 1);
        boolean isColumn = part.to - part.from == 1 || words.at(part.to - 2).isSign(".");
        return isColumn ? last.text() : words.between(part.from, part.to);
    }

    private void from(int from, int to) {
        int at = from;
        while (at < to) {
            Word word = words.at(at);
            if (word.is("ARRAY")) {
                throw new UnknownSql("ARRAY JOIN");
            }
            if (word.is("ON") || word.is("USING")) {
                int end = at + 1;
                while (end < to
                        && !(words.at(end).depth() == word.depth()
                                && (SqlKeywords.BEFORE_JOIN.contains(
                                                words.at(end).upper())
                                        || words.at(end).isSign(",")))) {
                    end++;
                }
                conditionRuns.add(new Run(at + 1, end));
                at = end;
            } else if (word.isSign(",") || SqlKeywords.BEFORE_JOIN.contains(word.upper())) {
                at++;
            } else {
                at = source(at, to);
            }
        }
    }

    private int source(int at, int to) {
        TableDefinition table = null;
        SelectLineage query = null;
        String alias;
        int after;
        if (words.at(at).isSign("(")) {
            int close = words.close(at);
            query = query(at + 1, close);
            inside.add(query);
            alias = "";
            after = close + 1;
        } else if (words.at(at + 1).isSign("(")) {
            alias = words.at(at).text();
            after = words.close(at + 1) + 1;
        } else {
            TableDefinition.Name name = TableDefinition.name(words, at);
            alias = name.text();
            after = name.after();
            query = queries.get(name.text());
            table = query == null ? known.get(name.text()) : null;
            if (query == null && table == null) {
                throw new UnknownSql("a table that nobody makes");
            }
        }
        after = words.at(after).is("FINAL") && after < to ? after + 1 : after;
        if (after < to && words.at(after).is("AS")) {
            alias = words.at(after + 1).text();
            after += 2;
        }
        sources.add(new Source(alias, table, query));
        return after;
    }

    /** Every column that the query gives, in order. */
    List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (Item item : items) {
            if (item.expression.to - item.expression.from == 1
                    && words.at(item.expression.from).isSign("*")) {
                for (Source source : sources) {
                    outputs.addAll(all(source));
                }
            } else {
                Set<ColumnPlace> from = columns(item.expression, new HashSet<>());
                outputs.add(new Output(
                        item.name,
                        from.isEmpty() && SqlKeywords.countsRows(words, item.expression.from, item.expression.to)
                                ? rows()
                                : from));
            }
        }
        if (union == null) {
            return outputs;
        }
        List<Output> others = union.outputs();
        if (others.size() != outputs.size()) {
            throw new UnknownSql("a UNION of unequal queries");
        }
        List<Output> both = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            Set<ColumnPlace> from = new TreeSet<>(outputs.get(i).from());
            from.addAll(others.get(i).from());
            both.add(new Output(outputs.get(i).name(), from));
        }
        return both;
    }

    private Set<ColumnPlace> rows() {
        Set<ColumnPlace> rows = new TreeSet<>();
        tables().forEach(table -> rows.add(ColumnPlace.rows(table)));
        return rows;
    }

    private static List<Output> all(Source source) {
        if (source.query != null) {
            return source.query.outputs();
        }
        List<Output> outputs = new ArrayList<>();
        if (source.table != null) {
            for (TableDefinition.Column column : source.table.columns()) {
                outputs.add(new Output(column.name(), Set.of(new ColumnPlace(source.table.name(), column.name()))));
            }
        }
        return outputs;
    }

    /** What decides which rows are taken and how they are grouped, here and in the queries inside. */
    Set<ColumnPlace> conditions() {
        Set<ColumnPlace> conditions = new TreeSet<>();
        for (Run run : conditionRuns) {
            conditions.addAll(columns(run, new HashSet<>()));
        }
        inside.forEach(query -> conditions.addAll(query.conditions()));
        if (union != null) {
            conditions.addAll(union.conditions());
        }
        return conditions;
    }

    /** Tables and models that are read, here and in the queries inside. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        for (Source source : sources) {
            if (source.table != null) {
                tables.add(source.table.name());
            }
            if (source.query != null) {
                tables.addAll(source.query.tables());
            }
        }
        inside.forEach(query -> tables.addAll(query.tables()));
        if (union != null) {
            tables.addAll(union.tables());
        }
        return tables;
    }

    private Set<ColumnPlace> columns(Run run, Set<String> following) {
        Set<ColumnPlace> columns = new TreeSet<>();
        Set<String> bound = SqlKeywords.parameters(words, run.from, run.to);
        for (int i = run.from; i < run.to; i++) {
            Word word = words.at(i);
            if (word.isSign("(")
                    && (words.at(i + 1).is("SELECT") || words.at(i + 1).is("WITH"))) {
                int close = words.close(i);
                SelectLineage query = query(i + 1, close);
                query.outputs().forEach(o -> columns.addAll(o.from()));
                columns.addAll(query.conditions());
                i = close;
            } else if (word.kind() == Kind.NAME) {
                boolean isQualified =
                        words.at(i + 1).isSign(".") && words.at(i + 2).kind() == Kind.NAME;
                boolean isFunction = words.at(i + 1).isSign("(") && i + 1 < run.to;
                if (isQualified && !bound.contains(word.text())) {
                    columns.addAll(qualified(word.text(), words.at(i + 2).text()));
                    i += 2;
                } else if (!isFunction
                        && !bound.contains(word.text())
                        && !SqlKeywords.NO_NAMES.contains(word.upper())
                        && !(i > 1 && words.at(i - 2).is("INTERVAL"))) {
                    columns.addAll(named(word.text(), following));
                }
            }
        }
        return columns;
    }

    private Set<ColumnPlace> qualified(String alias, String column) {
        for (Source source : sources) {
            boolean isMeant = source.alias.equals(alias)
                    || (source.table != null && source.table.name().endsWith("." + alias));
            if (isMeant) {
                return column(source, column);
            }
        }
        throw new UnknownSql("a column of a table that is not read here");
    }

    /** A name is another output's or a WITH's first, as ClickHouse takes it, and then a column's. */
    private Set<ColumnPlace> named(String name, Set<String> following) {
        Run alias = aliases.get(name);
        if (alias != null && following.add(name)) {
            Set<ColumnPlace> columns = columns(alias, following);
            following.remove(name);
            return columns;
        }
        for (Source source : sources) {
            if (has(source, name)) {
                return column(source, name);
            }
        }
        throw new UnknownSql("a name that is no column here");
    }

    private static boolean has(Source source, String column) {
        if (source.query != null) {
            return source.query.outputs().stream().anyMatch(o -> o.name().equals(column));
        }
        return source.table != null && source.table.column(column).isPresent();
    }

    private static Set<ColumnPlace> column(Source source, String column) {
        if (source.query != null) {
            for (Output output : source.query.outputs()) {
                if (output.name().equals(column)) {
                    return output.from();
                }
            }
        } else if (source.table == null) {
            return Set.of();
        } else if (source.table.column(column).isPresent()) {
            return Set.of(new ColumnPlace(source.table.name(), column));
        }
        throw new UnknownSql("a column that nobody makes");
    }
}
