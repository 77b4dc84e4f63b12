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
                "SELECT z FROM core.a JOIN core.b USING (x)|core.b.z",
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
                "SELECT x FROM core.a ARRAY JOIN x",
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
                "WITH q AS (SELECT z FROM core.b WHERE x = 1) SELECT z FROM q HAVING z > 1|core.b.x core.b.z",
            })
    void tellsWhatChoosesTheRows(String sql, String expected) {
        assertThat(lineage(sql).conditions()).extracting(ColumnPlace::toString).containsExactly(expected.split(" "));
    }

    private static SelectLineage lineage(String sql) {
        SqlWords words = SqlWords.of(sql);
        return new SelectLineage(words, 0, words.all().size(), KNOWN, Map.of());
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
