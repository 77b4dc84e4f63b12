package se.tvarsyn.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import se.tvarsyn.documents.SqlWords.Run;
import se.tvarsyn.documents.SqlWords.Word;

/** Reads what stands after FROM into a scope: tables, queries, how they are joined, arrays that are unfolded. */
final class FromClause {
    private static final Set<String> BOTH_SIDES = Set.of("INNER", "RIGHT", "FULL");

    private final SqlWords words;
    private final NameScope scope;
    private final List<Run> conditions = new ArrayList<>();
    private boolean isJoined;
    private boolean isLeft;
    private boolean isCrossed;
    private boolean unfolds;

    private FromClause(SqlWords words, NameScope scope) {
        this.words = words;
        this.scope = scope;
    }

    static FromClause read(SqlWords words, Run run, NameScope scope) {
        FromClause clause = new FromClause(words, scope);
        clause.read(run.from(), run.to());
        return clause;
    }

    /** What joins rows, and what multiplies them. */
    List<Run> conditions() {
        return List.copyOf(conditions);
    }

    /** Whether tables stand side by side, so that only WHERE can join them. */
    boolean isCrossed() {
        return isCrossed;
    }

    /** Whether there is an ARRAY JOIN. */
    boolean unfolds() {
        return unfolds;
    }

    private void read(int from, int to) {
        int at = from;
        while (at < to) {
            Word word = words.at(at);
            if (word.is("ARRAY") && words.at(at + 1).is("JOIN")) {
                at = unfolded(at + 2, to);
            } else if (word.is("ON") || word.is("USING")) {
                at = joined(at, to);
            } else if (word.isSign(",") || word.is("CROSS")) {
                isCrossed = true;
                at++;
            } else if (isJoinWord(at)) {
                isJoined |= BOTH_SIDES.contains(word.upper());
                isLeft |= word.is("LEFT");
                at++;
            } else {
                at = source(at, to);
            }
        }
    }

    /** {@code left(…)} and {@code any(…)} are functions; after JOIN a bracket opens a query. */
    private boolean isJoinWord(int at) {
        boolean isFunction = words.at(at + 1).isSign("(") && !words.at(at).is("JOIN");
        return SqlKeywords.BEFORE_JOIN.contains(words.at(at).upper()) && !isFunction;
    }

    /** LEFT JOIN looks its own rows up; where both sides must match each is looked up by the other. */
    private int joined(int at, int to) {
        int end = at + 1;
        while (end < to
                && !(words.at(end).depth() == words.at(at).depth()
                        && (isJoinWord(end)
                                || words.at(end).is("ARRAY")
                                || words.at(end).isSign(",")))) {
            end++;
        }
        Run on = new Run(at + 1, end);
        conditions.add(on);
        scope.declare(on);
        scope.lookUp(on, isJoined || !isLeft);
        isJoined = false;
        isLeft = false;
        return end;
    }

    private int unfolded(int at, int to) {
        int end = at;
        while (end < to && !(words.at(end).depth() == words.at(at).depth() && end > at && isJoinWord(end))) {
            end++;
        }
        Run arrays = new Run(at, end);
        conditions.add(arrays);
        scope.declare(arrays);
        unfolds = true;
        isLeft = false;
        return end;
    }

    private int source(int at, int to) {
        TableDefinition table = null;
        SelectLineage query = null;
        String alias;
        int after;
        if (words.at(at).isSign("(")) {
            int close = words.close(at);
            query = scope.query(new Run(at + 1, close), Set.of());
            alias = "";
            after = close + 1;
        } else if (words.at(at + 1).isSign("(")) {
            alias = words.at(at).text();
            if (!alias.equals("numbers")) {
                throw new UnknownSql("rows of a function");
            }
            after = words.close(at + 1) + 1;
        } else {
            TableDefinition.Name name = TableDefinition.name(words, at);
            alias = name.text();
            after = name.after();
            query = scope.queryNamed(name.text());
            table = query == null ? scope.tableNamed(name.text()) : null;
            if (query == null && table == null) {
                throw new UnknownSql("a table that nobody makes");
            }
        }
        after = words.at(after).is("FINAL") && after < to ? after + 1 : after;
        if (after < to && words.at(after).is("AS")) {
            alias = words.at(after + 1).text();
            after += 2;
        }
        scope.add(new Source(alias, table, query, List.of()));
        return after;
    }
}
