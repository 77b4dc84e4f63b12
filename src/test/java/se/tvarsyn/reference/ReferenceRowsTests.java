package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.reference.CoreRow.Lesson;
import se.tvarsyn.reference.CoreRow.OfPerson;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** That the rows lie in a real engine as they were made: all versions, and of each key one that is current. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferenceRowsTests {
    private static final Path WAREHOUSE = Path.of("warehouse");

    private final ReferencePopulation town = new ReferencePopulation(3, 120);
    private final Map<CoreTable, Long> made = new EnumMap<>(CoreTable.class);
    private final Map<CoreTable, Long> current = new EnumMap<>(CoreTable.class);
    private final long[] minutes = new long[6];
    private long put;
    private Warehouse warehouse;

    @BeforeAll
    void put(@TempDir Path home) {
        MigratedStorage.into(home.resolve("warehouse/data"));
        warehouse =
                Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), WAREHOUSE.resolve("engine"))
                        .withLimits(2, 4L << 30, 4));
        Migrations.apply(warehouse, WAREHOUSE.resolve("migrations"));
        CurrentRows currentRows = new CurrentRows(ReferencePopulation.loaded(town.deliveries()));
        put = ReferenceRows.put(warehouse, "three", town, rows -> count(rows, currentRows));
        town.resources().forEach(row -> made.merge(CoreTable.of(row), 1L, Long::sum));
        currentRows.of(town.resources()).forEach(row -> current.merge(CoreTable.of(row), 1L, Long::sum));
    }

    private void count(List<OfPerson> rows, CurrentRows currentRows) {
        rows.forEach(row -> made.merge(CoreTable.of(row), 1L, Long::sum));
        for (OfPerson row : currentRows.of(rows)) {
            current.merge(CoreTable.of(row), 1L, Long::sum);
            if (row instanceof Lesson lesson) {
                minutes[0] += lesson.offered();
                minutes[1] += lesson.valid();
                minutes[2] += lesson.invalid();
                minutes[3] += lesson.unspecified();
                minutes[4] += lesson.isReported() ? 1 : 0;
                minutes[5] += lesson.day().toEpochDay();
            }
        }
    }

    @AfterAll
    void close() {
        warehouse.close();
    }

    private String text(String sql) {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Test
    void everyVersionIsThere() {
        for (CoreTable table : CoreTable.values()) {
            assertThat(text("SELECT toString(count()) FROM " + table.table))
                    .as(table.table)
                    .isEqualTo(String.valueOf(made.get(table)));
        }
        assertThat(made.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(put);
    }

    @Test
    void oneRowOfAKeyIsCurrentWhereItsDeliveryIsLoaded() {
        for (CoreTable table : CoreTable.values()) {
            assertThat(text("SELECT toString(count()) FROM " + table.table + " FINAL WHERE delivery_id IN"
                            + " (SELECT delivery_id FROM ops.delivery FINAL WHERE status = 'loaded')"))
                    .as(table.table)
                    .isEqualTo(String.valueOf(current.get(table)));
        }
    }

    @Test
    void minutesAndDaysAreThoseThatWereMade() {
        assertThat(text("SELECT concatWithSeparator(' ', sum(offered_minutes), sum(valid_absence_minutes),"
                        + " sum(invalid_absence_minutes), sum(unspecified_absence_minutes), sum(is_reported),"
                        + " sum(toUInt32(attended_on))) FROM core.attendance FINAL WHERE delivery_id IN"
                        + " (SELECT delivery_id FROM ops.delivery FINAL WHERE status = 'loaded')"))
                .isEqualTo(String.format(
                        "%d %d %d %d %d %d", minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5]));
    }

    @Test
    void aPersonHasTheTokenThatTheTruthKnows() {
        UUID[] first = new UUID[1];
        town.persons(rows ->
                first[0] = first[0] == null ? rows.get(rows.size() - 1).person().token() : first[0]);
        assertThat(text("SELECT toString(count() > 100) FROM core.attendance WHERE person_pseudonym = '" + first[0]
                        + "'"))
                .isEqualTo("1");
    }

    @Test
    void theLedgerHoldsEveryStateAndTellsTheCurrentOne() {
        long loaded = ReferencePopulation.loaded(town.deliveries()).size();
        assertThat(text("SELECT toString(count()) FROM ops.delivery"))
                .isEqualTo(String.valueOf(town.deliveries().size()));
        assertThat(text("SELECT toString(countIf(status = 'loaded')) FROM ops.delivery FINAL"))
                .isEqualTo(String.valueOf(loaded));
    }
}
