package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.documents.SqlWords.Kind;
import se.tvarsyn.documents.SqlWords.Run;
import se.tvarsyn.documents.SqlWords.Word;

/** Follows one query, with those inside it, to the columns of tables that each of its outputs is made of. */
final class SelectLineage {
    /** What one output is called, and the columns of tables it is made of. */
    record Output(String name, Set<ColumnPlace> from) {}

    private record Item(String name, Run expression) {}

    private final SqlWords words;
    private final NameScope scope;
    private final List<Item> items = new ArrayList<>();
    private final List<Run> conditionRuns = new ArrayList<>();
    private final List<Run> whereRuns = new ArrayList<>();
    private final List<SelectLineage> inside = new ArrayList<>();
    private @Nullable FromClause from;
    private @Nullable SelectLineage union;
    private @Nullable List<Output> outputs;
    private @Nullable Set<ColumnPlace> conditions;

    /**
     * @param queries those of WITH that are seen from here
     * @param shared expressions of WITH that are seen from here
     */
    SelectLineage(
            SqlWords words,
            Run run,
            Map<String, TableDefinition> known,
            Map<String, SelectLineage> queries,
            Map<String, List<Run>> shared) {
        this.words = words;
        this.scope = new NameScope(words, known, queries, shared);
        read(run.from(), run.to());
    }

    private void read(int begins, int to) {
        int at = begins;
        while (at < to) {
            Word word = words.at(at);
            int end = clauseEnd(at + 1, to, word.depth());
            switch (word.upper()) {
                case "WITH" -> with(new Run(at + 1, end));
                case "SELECT" -> select(new Run(words.at(at + 1).is("DISTINCT") ? at + 2 : at + 1, end));
                case "FROM" -> from = FromClause.read(words, new Run(at + 1, end), scope);
                case "WHERE", "PREWHERE" -> {
                    whereRuns.add(new Run(at + 1, end));
                    condition(new Run(at + 1, end));
                }
                case "HAVING" -> condition(new Run(at + 1, end));
                case "GROUP" -> condition(new Run(at + 2, end));
                case "UNION" -> {
                    int next = words.at(at + 1).is("ALL") || words.at(at + 1).is("DISTINCT") ? at + 2 : at + 1;
                    union = scope.query(new Run(next, to), Set.of());
                    end = to;
                }
                // Neither a value nor, without LIMIT, a choice of rows.
                case "ORDER", "SETTINGS" -> scope.declare(new Run(at + 1, end));
                default -> throw new UnknownSql("a query with " + word.upper());
            }
            at = end;
        }
        if (items.isEmpty()) {
            throw new UnknownSql("a query without SELECT");
        }
        if (from != null) {
            conditionRuns.addAll(from.conditions());
            if (from.isCrossed()) {
                whereRuns.forEach(where -> scope.lookUp(where, true));
            }
        }
        scope.sources().stream().map(Source::query).filter(Objects::nonNull).forEach(inside::add);
    }

    private void condition(Run run) {
        scope.declare(run);
        conditionRuns.add(run);
    }

    private int clauseEnd(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            Word word = words.at(i);
            boolean begins =
                    word.depth() == depth && word.kind() == Kind.NAME && SqlKeywords.CLAUSES.contains(word.upper());
            boolean isName = words.at(i - 1).isSign(".")
                    || words.at(i - 1).is("AS")
                    || words.at(i + 1).isSign(".")
                    || (word.is("WINDOW") && !words.at(i + 2).is("AS"));
            if (begins && !isName) {
                return i;
            }
        }
        return to;
    }

    private void with(Run run) {
        for (Run part : words.parts(run)) {
            if (words.at(part.from() + 1).is("AS") && words.beginsQuery(part.from() + 2)) {
                Run query = new Run(part.from() + 3, words.close(part.from() + 2));
                SelectLineage named = scope.query(query, Set.of());
                scope.name(words.at(part.from()).text(), named);
                inside.add(named);
            } else if (isNamed(part)) {
                scope.share(part);
            } else {
                throw new UnknownSql("a WITH without a name");
            }
        }
    }

    private void select(Run run) {
        scope.declare(run);
        for (Run part : words.parts(run)) {
            items.add(
                    isNamed(part)
                            ? new Item(words.at(part.to() - 1).text(), new Run(part.from(), part.to() - 2))
                            : new Item(bareName(part), part));
        }
    }

    /** {@code expression AS name}. */
    private boolean isNamed(Run part) {
        Word as = words.at(part.to() - 2);
        return part.to() - part.from() >= 3
                && as.is("AS")
                && as.depth() == words.at(part.from()).depth();
    }

    private String bareName(Run part) {
        Word last = words.at(part.to() - 1);
        boolean isColumn = last.kind() == Kind.NAME
                && (part.to() - part.from() == 1 || words.at(part.to() - 2).isSign("."));
        return isColumn ? last.text() : words.between(part.from(), part.to());
    }

    /** Every column that the query gives, in order. */
    List<Output> outputs() {
        List<Output> known = outputs;
        if (known == null) {
            known = union == null ? own() : both(own(), union.outputs());
            outputs = known;
        }
        return known;
    }

    private List<Output> own() {
        List<Output> own = new ArrayList<>();
        for (Item item : items) {
            Run run = item.expression;
            int length = run.to() - run.from();
            if (words.at(run.from()).isSign("*")) {
                // What ClickHouse makes of these together we have not asked it.
                if (length > 1 || (from != null && from.unfolds())) {
                    throw new UnknownSql("* with something else");
                }
                scope.sources().forEach(source -> own.addAll(all(source)));
            } else if (length == 3
                    && words.at(run.to() - 1).isSign("*")
                    && words.at(run.from() + 1).isSign(".")) {
                own.addAll(all(scope.called(words.at(run.from()).text())));
            } else {
                own.add(new Output(item.name, scope.columns(run)));
            }
        }
        return own;
    }

    private List<Output> all(Source source) {
        Set<ColumnPlace> chosenBy = scope.chosenBy(source);
        return source.all().stream()
                .map(o -> new Output(o.name(), with(o.from(), chosenBy)))
                .toList();
    }

    private static List<Output> both(List<Output> some, List<Output> others) {
        if (others.size() != some.size()) {
            throw new UnknownSql("a UNION of unequal queries");
        }
        List<Output> both = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            both.add(new Output(
                    some.get(i).name(), with(some.get(i).from(), others.get(i).from())));
        }
        return both;
    }

    private static Set<ColumnPlace> with(Set<ColumnPlace> some, Set<ColumnPlace> others) {
        Set<ColumnPlace> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    /** What decides which rows are taken and how they are grouped, here and in the queries inside. */
    Set<ColumnPlace> conditions() {
        Set<ColumnPlace> known = conditions;
        if (known == null) {
            Set<ColumnPlace> found = new TreeSet<>();
            conditionRuns.forEach(run -> found.addAll(scope.columns(run)));
            inside.forEach(query -> found.addAll(query.conditions()));
            if (union != null) {
                found.addAll(union.conditions());
            }
            known = found;
            conditions = known;
        }
        return known;
    }

    /** Tables and models whose rows are read, here and in the queries inside. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        scope.sources().forEach(source -> tables.addAll(source.tables()));
        inside.forEach(query -> tables.addAll(query.tables()));
        if (union != null) {
            tables.addAll(union.tables());
        }
        return tables;
    }
}
