package se.tvarsyn.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/**
 * The key does not hold the day, and the partition does: a correction may move a row to another läsår
 * (docs/decisions/0003). What is wrong here becomes a lesson that counts twice, or in the wrong year. Pinned against the
 * engine that the tests run on (26.7.2).
 */
class PartitionMoveTests {
    private static final String ROW = """
            INSERT INTO core.attendance (person_pseudonym, is_linkable, key_version, school_unit_code, sex, attended_on,
                offered_minutes, is_reported, feed, delivery_id, source_key, version, is_deleted)
            SETTINGS async_insert = 0, insert_deduplicate = 0
            SELECT toUUID('00000000-0000-8000-8000-000000000001'), 1, 1, '12345678', 'U', toDate('%s'), 60, 1,
                'school-ss12000', generateUUIDv4(), toUUID('00000000-0000-8000-8000-00000000000a'), %d, %d
            """;

    @TempDir
    Path home;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        MigratedStorage.into(home.resolve("warehouse/data"));
        warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), Path.of("warehouse/engine")));
        Migrations.apply(warehouse, Path.of("warehouse/migrations"));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void leavesOneCurrentRowWhereACorrectionMovesTheDayToAnotherTerm() throws SQLException {
        insert("2026-06-12", 1, false);
        insert("2026-08-20", 2, false);
        assertThat(read("SELECT DISTINCT partition FROM system.parts WHERE database = 'core' AND table = 'attendance'"
                        + " AND active ORDER BY partition"))
                .containsExactly("20260", "20261");
        assertThat(days("")).containsExactly("2026-08-20");
        insert("2026-01-15", 3, false);
        assertThat(days("")).containsExactly("2026-01-15");
        execute("OPTIMIZE TABLE core.attendance FINAL");
        assertThat(days("")).containsExactly("2026-01-15");
        // What merges do not do, and FINAL must: a merge never looks into another partition.
        assertThat(read("SELECT count() FROM core.attendance")).containsExactly("2");
    }

    @Test
    void takesBackARowWhoseTombstoneLiesInAnotherTerm() throws SQLException {
        insert("2026-06-12", 1, false);
        insert("2026-08-20", 2, true);
        assertThat(days("")).isEmpty();
        execute("OPTIMIZE TABLE core.attendance FINAL");
        assertThat(days("")).isEmpty();
    }

    @Test
    void doesNotLetAConditionOnTheDayBringTheOldRowBack() throws SQLException {
        insert("2026-06-12", 1, false);
        insert("2026-08-20", 2, false);
        assertThat(days("WHERE attended_on < '2026-07-01'")).isEmpty();
        assertThat(days("WHERE toYear(attended_on) - (toMonth(attended_on) < 7) = 2025"))
                .isEmpty();
        assertThat(read("SELECT count() FROM core.attendance WHERE attended_on < '2026-07-01' SETTINGS final = 1"))
                .containsExactly("0");
    }

    @Test
    void dependsOnSettingsThatThisEngineHasByDefault() throws SQLException {
        assertThat(read("SELECT concat(name, '=', value) FROM system.settings WHERE name IN ("
                        + "'do_not_merge_across_partitions_select_final',"
                        + "'enable_automatic_decision_for_merging_across_partitions_for_final',"
                        + "'defer_partition_pruning_after_final', 'apply_prewhere_after_final',"
                        + "'optimize_move_to_prewhere_if_final') ORDER BY name"))
                .containsExactly(
                        "apply_prewhere_after_final=0",
                        "defer_partition_pruning_after_final=1",
                        "do_not_merge_across_partitions_select_final=0",
                        "enable_automatic_decision_for_merging_across_partitions_for_final=1",
                        "optimize_move_to_prewhere_if_final=0");
        insert("2026-06-12", 1, false);
        insert("2026-08-20", 2, false);
        // Decides for itself whether partitions are apart, and rightly says no: the day is not in the key.
        for (int automatic : List.of(0, 1)) {
            assertThat(days("SETTINGS enable_automatic_decision_for_merging_across_partitions_for_final = "
                            + automatic))
                    .containsExactly("2026-08-20");
        }
    }

    /** Who reads core must not do any of these; each shows a row that was corrected away. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SETTINGS do_not_merge_across_partitions_select_final = 1",
                "WHERE attended_on < '2026-07-01' SETTINGS defer_partition_pruning_after_final = 0",
                "PREWHERE attended_on < '2026-07-01'",
                "WHERE _partition_id = '20260'"
            })
    void showsACorrectedRowToAQueryThatLooksIntoOnePartition(String wrong) throws SQLException {
        insert("2026-06-12", 1, false);
        insert("2026-08-20", 2, false);
        assertThat(days(wrong)).contains("2026-06-12");
    }

    @Test
    void showsACorrectedRowAgainWherePartitionOfItsCorrectionIsDropped() throws SQLException {
        insert("2026-08-20", 1, false);
        insert("2026-06-12", 2, false);
        // Why retention may not simply drop the oldest term: rows that moved into it come back in the next.
        execute("ALTER TABLE core.attendance DROP PARTITION 20260");
        assertThat(days("")).containsExactly("2026-08-20");
    }

    /** A delivery that is loaded again under another mapping keeps its versions. */
    @Test
    void takesTheRowThatCameLastWhereVersionsAreEqualWithinATerm() throws SQLException {
        insert("2026-08-21", 1, false);
        insert("2026-08-20", 1, false);
        assertThat(days("")).containsExactly("2026-08-20");
        execute("OPTIMIZE TABLE core.attendance FINAL");
        assertThat(days("")).containsExactly("2026-08-20");
    }

    /** And why such a mapping must not change the day: the later term wins then, not the later row. */
    @Test
    void takesTheLaterTermWhereVersionsAreEqualAcrossTerms() throws SQLException {
        insert("2026-08-20", 1, false);
        insert("2026-06-12", 1, false);
        assertThat(days("")).containsExactly("2026-08-20");
    }

    private List<String> days(String rest) throws SQLException {
        return read("SELECT toString(attended_on) FROM core.attendance FINAL " + rest);
    }

    private void insert(String day, long version, boolean isDeleted) throws SQLException {
        execute(ROW.formatted(day, version, isDeleted ? 1 : 0));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> read(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
