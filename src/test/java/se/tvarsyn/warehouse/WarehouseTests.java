package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official JDBC driver on the embedded engine. */
class WarehouseTests {
    static final Path ENGINE = Path.of("warehouse/engine");

    @TempDir
    Path home;

    private Warehouse warehouse;

    @BeforeEach
    void open() {
        warehouse = Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), ENGINE));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void servesTablesBatchesAndTypedErrorsOverJdbc() throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE core ENGINE = Atomic");
            statement.execute("CREATE TABLE core.t (id UInt32, name String, on Date) ENGINE = MergeTree ORDER BY id");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO core.t (id, name, on) VALUES (?, ?, ?)")) {
                for (int i = 0; i < 3; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "Å'\\n" + i);
                    insert.setObject(3, java.time.LocalDate.of(2026, 3, 1 + i));
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(3);
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT name, on FROM core.t WHERE id = ?")) {
                select.setInt(1, 2);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("Å'\\n2");
                    assertThat(row.getObject(2, java.time.LocalDate.class)).isEqualTo("2026-03-03");
                    assertThat(row.next()).isFalse();
                }
            }
            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    SQLException.class, () -> statement.executeQuery("SELECT * FROM core.nowhere"))
                            .getErrorCode())
                    .isEqualTo(60);
        }
        assertThat(warehouse.version()).startsWith("26.7");
        assertThat(warehouse.embedded()).isTrue();
    }
}
