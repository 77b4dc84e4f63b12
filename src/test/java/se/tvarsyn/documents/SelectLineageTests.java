package se.tvarsyn.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectLineageTests {
    private static final Map<String, TableDefinition> KNOWN = Map.of(
            "core.a", table("core.a", "x", "y", "month"),
            "core.b", table("core.b", "x", "z"),
            "int_c", table("int_c", "w", "pairs"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SELECT x FROM core.a|core.a.x",
                "SELECT toString(x + y) AS t FROM core.a FINAL WHERE y > 1|core.a.x core.a.y",
                "SELECT month FROM core.a ORDER BY month|core.a.month",
                "SELECT a.x FROM core.a AS a LEFT JOIN core.b AS b ON a.x = b.x|core.a.x",
                "SELECT z FROM core.a JOIN core.b USING (x)|core.a.x core.b.x core.b.z",
                "WITH q AS (SELECT y AS v FROM core.a) SELECT v FROM q|core.a.y",
                "WITH q AS (SELECT * FROM core.b) SELECT z FROM q|core.b.z",
                "WITH x + y AS both SELECT both * 2 AS d FROM core.a|core.a.x core.a.y",
                "WITH x + y AS both SELECT d FROM (SELECT both AS d FROM core.a)|core.a.x core.a.y",
                "SELECT x AS p, p + y AS q FROM core.a|core.a.x, core.a.x core.a.y",
                "SELECT x FROM core.a UNION ALL SELECT z FROM core.b|core.a.x core.b.z",
                "SELECT (x, y) IN (SELECT x, z FROM core.b WHERE x > 0) AS i FROM core.a|core.a.x core.a.y core.b.x core.b.z",
                "SELECT arrayFilter(p -> p.1 <= w, pairs)[1].2 AS f FROM {int_c}|int_c.pairs int_c.w",
                "SELECT arrayMap((p, q) -> p + q, pairs, pairs) AS f FROM {int_c}|int_c.pairs",
                "SELECT min(z) OVER (PARTITION BY x) AS m FROM core.b|core.b.x core.b.z",
                "SELECT count() AS n FROM core.a GROUP BY x|core.a.*",
                "SELECT sum(one) AS n FROM (SELECT 1 AS one FROM core.a)|core.a.*",
                "SELECT n.number AS k FROM numbers(8) AS n|''",
                "SELECT x /* y */ FROM core.a -- month|core.a.x",
                // A scalar of WITH, which bears the name of a column; and one of the select list.
                "WITH (SELECT w FROM {int_c}) AS w SELECT x > w AS o FROM core.a|core.a.x int_c.w",
                "WITH (SELECT max(x) FROM core.b WHERE z > 0) AS top SELECT q FROM (SELECT y + top AS q FROM core.a)"
                        + "|core.a.y core.b.x core.b.z",
                "SELECT (SELECT w FROM {int_c}) AS o FROM core.a|int_c.w",
                // Queries of WITH that read one another, and a UNION ALL inside.
                "WITH p AS (SELECT x AS v FROM core.a UNION ALL SELECT z FROM core.b), q AS (SELECT v + 1 AS u FROM p)"
                        + " SELECT u FROM q|core.a.x core.b.z",
                "WITH p AS (SELECT x FROM core.a) SELECT x FROM p UNION ALL SELECT x + 1 FROM p|core.a.x",
                "SELECT s.v FROM (SELECT x AS v FROM core.a UNION ALL SELECT z FROM core.b) AS s|core.a.x core.b.z",
                // A value that is looked up is also made of what it is looked up by.
                "SELECT b.z FROM core.a AS a INNER JOIN core.b AS b ON b.x = a.y|core.a.y core.b.x core.b.z",
                "SELECT b.z FROM core.b AS b INNER JOIN core.a AS a ON b.x = a.y|core.a.y core.b.x core.b.z",
                "SELECT a.x, s.q FROM core.a AS a LEFT JOIN (SELECT x AS k, z AS q FROM core.b) AS s ON s.k = a.y"
                        + "|core.a.x, core.a.y core.b.x core.b.z",
                "SELECT c.w FROM core.a AS a LEFT JOIN core.b AS b ON b.x = a.x LEFT JOIN {int_c} AS c ON c.w = b.z"
                        + "|core.a.x core.b.x core.b.z int_c.w",
                "SELECT a.x FROM core.a AS a CROSS JOIN core.b AS b WHERE b.z = a.y|core.a.x core.a.y core.b.z",
                // Arrays that are unfolded, and elements of tuples.
                "SELECT x FROM core.a ARRAY JOIN x|core.a.x",
                "SELECT p.1 + p.2, w FROM {int_c} ARRAY JOIN arrayZip(pairs, pairs) AS p|int_c.pairs, int_c.w",
                "SELECT pairs.1, c.pairs.2.1 FROM {int_c} AS c|int_c.pairs, int_c.pairs",
                "SELECT (argMax((x, y), month) AS best).1, best.2 FROM core.a"
                        + "|core.a.month core.a.x core.a.y, core.a.month core.a.x core.a.y",
                "SELECT pairs.w AS e FROM {int_c}|int_c.pairs",
                // A name that a later or an earlier expression uses, and one that two things have.
                "SELECT twice + 1 AS n, x * 2 AS twice, twice AS t FROM core.a|core.a.x, core.a.x, core.a.x",
                "SELECT if((x AS one) > 1, 1, 0), one + y FROM core.a|core.a.x, core.a.x core.a.y",
                "SELECT toString(x) AS x FROM core.a|core.a.x",
                "SELECT x AS y, y AS q FROM core.a|core.a.x, core.a.x core.a.y",
                // A parameter hides a column in its own lambda, and nowhere else.
                "SELECT arrayMap(x -> x + y, month) AS m FROM core.a|core.a.month core.a.y",
                "SELECT arrayMap(x -> x + 1, month) + x AS m FROM core.a|core.a.month core.a.x",
                "SELECT arrayMap((x, y) -> (x, y.1, x.y), month, month), x FROM core.a|core.a.month, core.a.x",
                "SELECT arrayMap(x -> arrayMap(y -> x + y, month), month), (y, 1) FROM core.a|core.a.month, core.a.y",
                "SELECT arrayFilter(x -> x IN (SELECT x FROM core.b), month) AS m FROM core.a|core.a.month core.b.x",
                "SELECT [x, y] AS l, [] AS n FROM core.a|core.a.x core.a.y, ''",
                // Membership: of a query of WITH with what chooses its rows, of a model, of a query.
                "WITH q AS (SELECT x FROM core.b WHERE z = 1) SELECT y NOT IN q AS i FROM core.a|core.a.y core.b.x core.b.z",
                "WITH q AS (SELECT x FROM core.b GROUP BY x HAVING count() > 1) SELECT y IN q AS i FROM core.a"
                        + "|core.a.y core.b.* core.b.x",
                "SELECT (x, y) IN {int_c} AS i FROM core.a|core.a.x core.a.y int_c.pairs int_c.w",
                "SELECT (x, month) IN (SELECT x, z FROM core.b) OR y AS i FROM core.a"
                        + "|core.a.month core.a.x core.a.y core.b.x core.b.z",
                "SELECT x IN core.b AS i FROM core.a|core.a.x core.b.x core.b.z",
                // Every column.
                "SELECT * FROM core.b|core.b.x, core.b.z",
                "SELECT b.*, w FROM core.b AS b CROSS JOIN {int_c} AS c|core.b.x, core.b.z, int_c.w",
                "SELECT z FROM (SELECT *, x + 1 AS more FROM core.b)|core.b.z",
                "SELECT DISTINCT x FROM core.a|core.a.x",
                "SELECT tuple(*) AS t FROM core.b|core.b.x core.b.z",
                // Settings, and the choice of terms.
                "SELECT x > {setting-threshold} AS o FROM core.a WHERE {of-term} AND y > 1|core.a.x",
                "SELECT has({setting-feeds-left-out}, x) AS o, x IN {setting-bands} AS p FROM core.a|core.a.x, core.a.x",
                "SELECT {setting-as-of-on} AS d|''",
                "SELECT CAST({setting-school-units}, 'Array(String)') AS a, CAST(x AS Array(String)) AS b FROM core.a"
                        + "|'', core.a.x",
                // Windows, and aggregates with parameters.
                "SELECT sum(x) OVER (PARTITION BY y ORDER BY month ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s FROM core.a"
                        + "|core.a.month core.a.x core.a.y",
                "SELECT quantile(0.9)(x) AS q, groupArray(5)(1) AS g FROM core.a|core.a.x, core.a.*",
                "SELECT if(count() < 10, 0, sum(x)) AS n, count(*) AS m FROM core.a|core.a.* core.a.x, core.a.*",
                "SELECT count() AS n, n > 9 AND max(x) AS m FROM core.a|core.a.*, core.a.* core.a.x",
                "SELECT arrayJoin(x) AS window, window.1 AS d FROM core.a|core.a.x, core.a.x",
                "SELECT 'it''s y' AS t, x - INTERVAL 1 MONTH AS d FROM core.a|'', core.a.x",
            })
    void followsEachOutputToTheColumnsItIsMadeOf(String sql, String expected) {
        assertThat(String.join(
                        ", ",
                        lineage(sql).outputs().stream()
                                .map(o -> o.from().isEmpty()
                                        ? "''"
                                        : String.join(
                                                " ",
                                                o.from().stream()
                                                        .map(ColumnPlace::toString)
                                                        .toList()))
                                .toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nothing FROM core.a",
                "SELECT x FROM core.unknown",
                "SELECT x FROM core.a LIMIT 1 BY y",
                "SELECT * FROM {int_c} ARRAY JOIN pairs AS p",
                "SELECT * EXCEPT (x) FROM core.a",
                "SELECT * APPLY(toString) FROM core.a",
                "SELECT COLUMNS('x|y') FROM core.a",
                "SELECT dictGet('people', 'name', x) FROM core.a",
                "SELECT v FROM merge('core', 'a')",
                "SELECT arrayMap(p -> p, x), p FROM core.a",
                "SELECT x IN nobody FROM core.a",
                "SELECT x FROM core.a UNION ALL SELECT x, z FROM core.b",
                "SELECT q.x FROM core.a AS a",
                "FROM core.a",
            })
    void saysThatItCannotFollowRatherThanGuess(String sql) {
        assertThatThrownBy(() -> lineage(sql).outputs()).isInstanceOf(UnknownSql.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT x FROM core.a WHERE y = 1 GROUP BY month|core.a.month core.a.y",
                "SELECT w FROM {int_c} ARRAY JOIN pairs AS p WHERE {of-term}|int_c.pairs",
                "SELECT a.y FROM core.a AS a LEFT JOIN core.b AS b ON b.x = a.x|core.a.x core.b.x",
                "WITH q AS (SELECT z FROM core.b WHERE x = 1) SELECT z FROM q HAVING z > 1|core.b.x core.b.z",
            })
    void tellsWhatChoosesTheRows(String sql, String expected) {
        assertThat(lineage(sql).conditions()).extracting(ColumnPlace::toString).containsExactly(expected.split(" "));
    }

    private static SelectLineage lineage(String sql) {
        SqlWords words = SqlWords.of(sql);
        return new SelectLineage(words, new SqlWords.Run(0, words.all().size()), KNOWN, Map.of(), Map.of());
    }

    private static TableDefinition table(String name, String... columns) {
        return new TableDefinition(
                name,
                "",
                List.of(columns).stream()
                        .map(c -> new TableDefinition.Column(c, "String", ""))
                        .toList(),
                "test.sql");
    }
}
