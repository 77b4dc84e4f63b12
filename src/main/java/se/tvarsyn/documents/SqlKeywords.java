package se.tvarsyn.documents;

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
    private static final Pattern AGGREGATE = Pattern.compile(
            "(?:count|sum|avg|min|max|uniq|group|any|arg|quantile|median|row_number|rank|dense_rank).*");

    /** Functions that name in a text what they read. */
    static final Pattern READS_ELSEWHERE = Pattern.compile("(?i)(?:joinGet|dictGet|dictHas|COLUMNS).*");

    private SqlKeywords() {}

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    /** Whether a function makes one value of many rows. */
    static boolean isAggregate(String function) {
        return AGGREGATE.matcher(function).matches();
    }
}
