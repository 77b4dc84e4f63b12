package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.documents.SqlWords.Kind;
import se.tvarsyn.documents.SqlWords.Run;
import se.tvarsyn.documents.SqlWords.Word;

/**
 * What names mean within one query: columns of its sources, other expressions, queries of WITH. Where a name could mean
 * two things it means both: a column too many is seen, and one that is missing is not.
 */
final class NameScope {
    private final SqlWords words;
    private final Map<String, TableDefinition> known;
    private final Map<String, SelectLineage> queries;
    /** Expressions that WITH names, here and around: they are seen from the queries inside. */
    private final Map<String, List<Run>> shared;

    private final Map<String, List<Run>> aliases = new HashMap<>();
    private final List<Source> sources = new ArrayList<>();
    /** ON that is being followed: its own columns are not asked for it again. */
    private final Set<Run> asking = new HashSet<>();

    NameScope(
            SqlWords words,
            Map<String, TableDefinition> known,
            Map<String, SelectLineage> queries,
            Map<String, List<Run>> shared) {
        this.words = words;
        this.known = known;
        this.queries = new HashMap<>(queries);
        this.shared = new HashMap<>(shared);
        shared.forEach((name, runs) -> aliases.put(name, new ArrayList<>(runs)));
    }

    /** A query inside; it sees the expressions of WITH without those that are being followed to it. */
    SelectLineage query(Run run, Set<String> following) {
        Map<String, List<Run>> seen = new HashMap<>(shared);
        seen.keySet().removeAll(following);
        return new SelectLineage(words, run, known, queries, seen);
    }

    @Nullable
    SelectLineage queryNamed(String name) {
        return queries.get(name);
    }

    @Nullable
    TableDefinition tableNamed(String name) {
        return known.get(name);
    }

    List<Source> sources() {
        return List.copyOf(sources);
    }

    void add(Source source) {
        sources.add(source);
    }

    void name(String name, SelectLineage query) {
        queries.put(name, query);
    }

    /** The rows of the last source, or of all until now, are looked up by an expression. */
    void lookUp(Run on, boolean ofAll) {
        for (int i = ofAll ? 0 : sources.size() - 1; i < sources.size(); i++) {
            sources.set(i, sources.get(i).alsoChosenBy(on));
        }
    }

    /** Takes every {@code expression AS name} of a run, however deep, but not those of queries inside. */
    void declare(Run run) {
        for (int i = run.from(); i < run.to(); i++) {
            if (words.beginsQuery(i)) {
                i = words.close(i);
            } else if (words.at(i).is("AS") && words.at(i + 1).kind() == Kind.NAME && i > run.from()) {
                aliases.computeIfAbsent(words.at(i + 1).text(), n -> new ArrayList<>())
                        .add(new Run(expressionBegins(i, run.from()), i));
            }
        }
    }

    /** As {@link #declare}, and the names are seen from the queries inside. */
    void share(Run run) {
        Map<String, List<Run>> before = new HashMap<>();
        aliases.forEach((name, runs) -> before.put(name, List.copyOf(runs)));
        declare(run);
        aliases.forEach((name, runs) -> {
            if (!runs.equals(before.get(name))) {
                shared.put(name, List.copyOf(runs));
            }
        });
    }

    private int expressionBegins(int as, int from) {
        int depth = words.at(as).depth();
        int begins = as;
        while (begins > from
                && words.at(begins - 1).depth() >= depth
                && !(words.at(begins - 1).depth() == depth
                        && words.at(begins - 1).isSign(","))) {
            begins--;
        }
        return begins;
    }

    /** Every column that a run of words names or reaches by other names. */
    Set<ColumnPlace> columns(Run run) {
        return columns(run, new HashSet<>());
    }

    private Set<ColumnPlace> columns(Run run, Set<String> following) {
        Set<ColumnPlace> columns = new TreeSet<>();
        int at = run.from();
        while (at < run.to()) {
            at = take(at, run.to(), following, columns);
        }
        return columns;
    }

    /** Takes one word, or what belongs to it, and tells where the next begins. */
    private int take(int at, int end, Set<String> following, Set<ColumnPlace> columns) {
        Word word = words.at(at);
        if (words.beginsQuery(at)) {
            int close = words.close(at);
            columns.addAll(members(query(new Run(at + 1, close), following)));
            return close + 1;
        }
        if (word.isSign("{")) {
            return inBraces(at, columns);
        }
        if (word.isSign("*")
                && (words.at(at - 1).isSign("(") || words.at(at - 1).isSign(","))) {
            boolean countsRows = words.at(at - 2).is("count");
            sources.forEach(s -> columns.addAll(countsRows ? Set.of() : all(s)));
            return at + 1;
        }
        // A name after a dot is an element of what stands before the dot.
        if (word.kind() != Kind.NAME
                || words.isParameter(at)
                || words.at(at - 1).isSign(".")) {
            return at + 1;
        }
        if (word.is("AS")) {
            return words.at(at + 2).isSign("(") && at + 2 < end ? words.close(at + 2) + 1 : at + 2;
        }
        if (word.is("IN")) {
            return inSet(at + 1, columns);
        }
        if (words.at(at + 1).isSign("(") && at + 1 < end) {
            columns.addAll(rowsCounted(at, following));
            return at + 1;
        }
        boolean isQualified = words.at(at + 1).isSign(".")
                && (words.at(at + 2).kind() == Kind.NAME || words.at(at + 2).isSign("*"));
        if (isQualified) {
            return qualified(at, following, columns);
        }
        if (SqlKeywords.NO_NAMES.contains(word.upper()) || words.at(at - 2).is("INTERVAL")) {
            columns.addAll(isName(word.text(), following) ? named(word.text(), following) : Set.of());
        } else {
            columns.addAll(named(word.text(), following));
        }
        return at + 1;
    }

    /** {@code {model}.column}; a setting or the choice of terms stands for no column. */
    private int inBraces(int at, Set<ColumnPlace> columns) {
        int close = words.close(at);
        if (close == at + 2) {
            TableDefinition.Name name = TableDefinition.name(words, at);
            boolean isColumn =
                    words.at(close + 1).isSign(".") && words.at(close + 2).kind() == Kind.NAME;
            if (!isColumn) {
                throw new UnknownSql("a model that is no table here");
            }
            columns.addAll(of(called(name.text()), words.at(close + 2).text()));
            return close + 3;
        }
        return close + 1;
    }

    /** What stands after IN: a model or table, a query of WITH, or else an expression like any other. */
    private int inSet(int at, Set<ColumnPlace> columns) {
        boolean isPlaceholder = words.at(at).isSign("{") && words.close(at) != at + 2;
        boolean isName = words.at(at).isSign("{")
                || (words.at(at).kind() == Kind.NAME && !words.at(at + 1).isSign("(") && !words.isParameter(at));
        if (isPlaceholder || !isName) {
            return at;
        }
        TableDefinition.Name name = TableDefinition.name(words, at);
        SelectLineage query = queries.get(name.text());
        TableDefinition table = known.get(name.text());
        if (query != null) {
            columns.addAll(members(query));
        } else if (table != null) {
            columns.addAll(all(new Source(name.text(), table, null, List.of())));
        } else {
            return at;
        }
        if (isName(name.text(), Set.of())) {
            columns.addAll(named(name.text(), new HashSet<>()));
        }
        return name.after();
    }

    /** What a query gives, and what decides whether it gives it. */
    private static Set<ColumnPlace> members(SelectLineage query) {
        Set<ColumnPlace> members = new TreeSet<>(query.conditions());
        query.outputs().forEach(o -> members.addAll(o.from()));
        return members;
    }

    /** A function that makes one value of many rows, of nothing by name, counts the rows. */
    private Set<ColumnPlace> rowsCounted(int function, Set<String> following) {
        String name = words.at(function).text();
        if (SqlKeywords.READS_ELSEWHERE.matcher(name).matches()) {
            throw new UnknownSql("columns that a function names in a text");
        }
        if (!SqlKeywords.isAggregate(name)) {
            return Set.of();
        }
        int open = function + 1;
        int close = words.close(open);
        if (words.at(close + 1).isSign("(")) {
            open = close + 1;
            close = words.close(open);
        }
        Set<ColumnPlace> rows = new TreeSet<>();
        if (columns(new Run(open + 1, close), following).isEmpty()) {
            sources.forEach(s -> s.tables().forEach(t -> rows.add(ColumnPlace.rows(t))));
        }
        return rows;
    }

    /** {@code table.column}, {@code table.*}, {@code database.table.column}, or an element of a tuple by its name. */
    private int qualified(int at, Set<String> following, Set<ColumnPlace> columns) {
        String first = words.at(at).text();
        String second = words.at(at + 2).text();
        boolean isLonger = words.at(at + 3).isSign(".") && words.at(at + 4).kind() == Kind.NAME;
        for (Source source : sources) {
            TableDefinition table = source.table();
            if (isLonger && table != null && table.name().equals(first + "." + second)) {
                columns.addAll(of(source, words.at(at + 4).text()));
                return at + 5;
            }
        }
        if (sources.stream().anyMatch(s -> s.isCalled(first))) {
            Source source = called(first);
            columns.addAll(second.equals("*") ? all(source) : of(source, second));
        } else {
            columns.addAll(named(first, following));
        }
        return at + 3;
    }

    Source called(String name) {
        return sources.stream()
                .filter(s -> s.isCalled(name))
                .findFirst()
                .orElseThrow(() -> new UnknownSql("a column of a table that is not read here"));
    }

    private boolean isName(String name, Set<String> following) {
        return (aliases.containsKey(name) && !following.contains(name))
                || sources.stream().anyMatch(s -> s.has(name));
    }

    /**
     * A name without a table: both what the query gives that name and the columns so called, since ClickHouse takes the one
     * or the other by where it stands and by a setting.
     */
    private Set<ColumnPlace> named(String name, Set<String> following) {
        if (!isName(name, following)) {
            throw new UnknownSql("a name that is no column here");
        }
        Set<ColumnPlace> columns = new TreeSet<>();
        if (aliases.containsKey(name) && following.add(name)) {
            aliases.getOrDefault(name, List.of()).forEach(run -> columns.addAll(columns(run, following)));
            following.remove(name);
        }
        sources.stream().filter(s -> s.has(name)).forEach(s -> columns.addAll(of(s, name)));
        return columns;
    }

    /** What a source's column is made of, with what looks its rows up. */
    private Set<ColumnPlace> of(Source source, String column) {
        Set<ColumnPlace> columns = new TreeSet<>(source.column(column));
        columns.addAll(chosenBy(source));
        return columns;
    }

    private Set<ColumnPlace> all(Source source) {
        Set<ColumnPlace> columns = new TreeSet<>(chosenBy(source));
        source.all().forEach(o -> columns.addAll(o.from()));
        return columns;
    }

    /** What looks the rows of a source up. */
    Set<ColumnPlace> chosenBy(Source source) {
        Set<ColumnPlace> columns = new TreeSet<>();
        for (Run on : source.chosenBy()) {
            if (asking.add(on)) {
                columns.addAll(columns(on, new HashSet<>()));
                asking.remove(on);
            }
        }
        return columns;
    }
}
