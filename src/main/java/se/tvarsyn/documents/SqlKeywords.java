package se.tvarsyn.documents;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of SQL that are no names, and what can be told of an expression by its words alone. */
final class SqlKeywords {
    /** Words that begin a part of a query. */
    static final Set<String> CLAUSES = words("WITH SELECT FROM PREWHERE WHERE GROUP HAVING WINDOW QUALIFY ORDER LIMIT"
            + " SETTINGS UNION INTERSECT EXCEPT");

    static final Set<String> BEFORE_JOIN =
            words("LEFT RIGHT INNER FULL CROSS OUTER ANY ALL SEMI ANTI ASOF GLOBAL JOIN");

    /** Words within an expression that stand for no column. */
    static final Set<String> NO_NAMES = words("AND OR NOT IN GLOBAL IS NULL LIKE ILIKE BETWEEN CASE WHEN THEN ELSE END"
            + " DISTINCT OVER PARTITION BY ORDER ASC DESC INTERVAL TRUE FALSE AS ROWS RANGE UNBOUNDED PRECEDING"
            + " FOLLOWING CURRENT ROW NULLS FIRST LAST");

    /** Functions that make one value of many rows: with nothing to name they count the rows. */
    private static final Pattern AGGREGATE =
            Pattern.compile("(?:count|sum|avg|min|max|uniq|group|any|arg|quantile|median).*");

    private SqlKeywords() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    /** Whether an expression makes one value of many rows. */
    static boolean countsRows(SqlWords words, int from, int to) {
        for (int i = from; i + 1 < to; i++) {
            if (words.at(i + 1).isSign("(")
                    && AGGREGATE.matcher(words.at(i).text()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** Names before {@code ->}: they stand for a part of an array, whose column is named beside. */
    static Set<String> parameters(SqlWords words, int from, int to) {
        Set<String> bound = new LinkedHashSet<>();
        for (int i = from; i < to; i++) {
            if (words.at(i).isSign("->")) {
                int back = i - 1;
                if (words.at(back).isSign(")")) {
                    for (back--; !words.at(back).isSign("("); back--) {
                        bound.add(words.at(back).text());
                    }
                } else {
                    bound.add(words.at(back).text());
                }
            }
        }
        return bound;
    }
}
