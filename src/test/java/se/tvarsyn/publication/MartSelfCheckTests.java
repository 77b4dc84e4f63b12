package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MartSelfCheckTests {
    private CoreRows rows;

    @BeforeAll
    void open(@TempDir Path home) {
        rows = CoreRows.open(home);
    }

    @AfterAll
    void close() {
        rows.close();
    }

    @BeforeEach
    void clear() {
        rows.clear();
    }

    private void table(String columns) {
        rows.execute("CREATE TABLE mart.t (n UInt8, " + columns + ") ENGINE = MergeTree ORDER BY n");
    }

    @Test
    void passesPlainTablesOfTheMergeTreeFamily() {
        table("month LowCardinality(String), grade Nullable(UInt8), is_x Bool, released_at DateTime64(3, 'UTC'),"
                + " kind Enum8('F' = 1), pupil_count String, absence_share Nullable(String)");
        rows.execute("CREATE TABLE mart.s (n UInt8) ENGINE = ReplacingMergeTree ORDER BY n");
        assertThat(MartSelfCheck.problems(rows.warehouse())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VIEW mart.v AS SELECT 1 AS n",
                "TABLE mart.v (n UInt8) ENGINE = Memory",
                "TABLE mart.v (n UInt8) ENGINE = Merge('core', '.*')",
                "MATERIALIZED VIEW mart.v (n UInt8) ENGINE = MergeTree ORDER BY n AS SELECT school_grade AS n"
                        + " FROM core.pupil_term WHERE school_grade IS NOT NULL"
            })
    void refusesWhatIsNoTable(String what) {
        rows.execute("CREATE " + what);
        assertThat(MartSelfCheck.problems(rows.warehouse()))
                .singleElement()
                .asString()
                .startsWith("mart.v: is no table of the MergeTree family");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x UUID",
                "x Nullable(UUID)",
                "x Array(UUID)",
                "x Tuple(a UUID)",
                "x FixedString(16)",
                "x UInt128",
                "x IPv6",
                "x AggregateFunction(uniqExact, UUID)",
                "person_pseudonym String",
                "source_key String"
            })
    void refusesColumnsThatMayHoldATokenOrAState(String column) {
        table(column);
        assertThat(MartSelfCheck.problems(rows.warehouse()))
                .singleElement()
                .asString()
                .contains("type or name of a token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pupil_count_raw String",
                "raw_pupils String",
                "pupil_count UInt64",
                "pupil_count Nullable(Float64)",
                "absence_share Float64",
                "absence_minutes UInt32"
            })
    void refusesRawFigures(String column) {
        table(column);
        assertThat(MartSelfCheck.problems(rows.warehouse()))
                .singleElement()
                .asString()
                .contains("a raw figure");
    }

    @Test
    void refusesTextsInTheShapeOfATokenAndColumnsThatAreComputedWhenRead() {
        table("label String");
        rows.execute("INSERT INTO mart.t VALUES (1, '" + CoreRows.token(1) + "')");
        assertThat(MartSelfCheck.problems(rows.warehouse()))
                .singleElement()
                .asString()
                .startsWith("mart.t.label: holds texts in the shape of a token")
                .doesNotContain(CoreRows.token(1));
        rows.execute("DROP TABLE mart.t SYNC");
        table("label String ALIAS toString(n)");
        assertThat(MartSelfCheck.problems(rows.warehouse()))
                .singleElement()
                .asString()
                .contains("is computed when read");
    }
}
