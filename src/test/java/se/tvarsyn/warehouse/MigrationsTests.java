package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTests {
    @TempDir
    Path home;

    private Path files;
    private Warehouse warehouse;

    @BeforeEach
    void open() throws IOException {
        files = Files.createDirectory(home.resolve("migrations"));
        warehouse = Warehouse.open(WarehouseSettings.embedded(home.resolve("warehouse/data"), WarehouseTests.ENGINE));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    private Path write(String name, String sql) throws IOException {
        return Files.writeString(files.resolve(name), sql);
    }

    @Test
    void appliesEachFileOnceInOrder() throws IOException, SQLException {
        write("0002_b.sql", "INSERT INTO core.a SELECT 2;\n");
        write(
                "0001_a.sql",
                "-- a; b\nCREATE TABLE IF NOT EXISTS core.a (n UInt8 COMMENT 'x;\n') ENGINE = MergeTree ORDER BY n;\n");
        assertThat(Migrations.apply(warehouse, files)).isEqualTo(2);
        assertThat(Migrations.apply(warehouse, files)).isZero();
        write("0003_c.sql", "INSERT INTO core.a SELECT 3; -- why\nINSERT INTO core.a SELECT 4");
        assertThat(Migrations.apply(warehouse, files)).isEqualTo(1);
        assertThat(EngineProcess.value(
                        warehouse, "SELECT arrayStringConcat(arraySort(groupArray(toString(n)))) FROM core.a"))
                .isEqualTo("234");
        assertThat(EngineProcess.value(warehouse, "SELECT count() FROM ops.migration"))
                .isEqualTo("3");
    }

    @Test
    void goesOnWhereARunBrokeOff() throws IOException, SQLException {
        Path file = write(
                "0001_a.sql",
                "CREATE TABLE IF NOT EXISTS core.a (n UInt8) ENGINE = MergeTree ORDER BY n;\n\nCREATE NONSENSE;\n");
        assertThatThrownBy(() -> Migrations.apply(warehouse, files))
                .isInstanceOf(MigrationRefused.class)
                .hasMessageContaining(file + ":3")
                .hasMessageContaining("SYNTAX_ERROR");
        write("0001_a.sql", Files.readString(file).replace("CREATE NONSENSE", "INSERT INTO core.a SELECT 1"));
        assertThat(Migrations.apply(warehouse, files)).isEqualTo(1);
        assertThat(EngineProcess.value(warehouse, "SELECT count() FROM core.a")).isEqualTo("1");
    }

    @Test
    void refusesAFileThatChangedWentAwayOrCameLate() throws IOException {
        Path first = write("0001_a.sql", "SELECT 1;\n");
        write("0003_c.sql", "SELECT 1;\n");
        Migrations.apply(warehouse, files);
        write("0001_a.sql", "SELECT 2;\n");
        assertThatThrownBy(() -> Migrations.apply(warehouse, files)).hasMessageContaining(first + ": changed");
        Files.delete(first);
        assertThatThrownBy(() -> Migrations.apply(warehouse, files)).hasMessageContaining("0001");
        write("0001_a.sql", "SELECT 1;\n");
        Path late = write("0002_b.sql", "SELECT 1;\n");
        assertThatThrownBy(() -> Migrations.apply(warehouse, files)).hasMessageContaining(late.toString());
    }

    @Test
    void letsOneOfManyStartersApplyAFile() throws Exception {
        write(
                "0001_a.sql",
                "CREATE TABLE core.a (n UInt64) ENGINE = MergeTree ORDER BY n;\n"
                        + "INSERT INTO core.a SELECT number + sleepEachRow(0.3) FROM numbers(3);\n");
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> starts = Collections.nCopies(4, () -> Migrations.apply(warehouse, files));
            int applied = 0;
            for (Future<Integer> start : starters.invokeAll(starts)) {
                applied += start.get();
            }
            assertThat(applied).isEqualTo(1);
        } finally {
            starters.shutdown();
        }
        assertThat(EngineProcess.value(warehouse, "SELECT count() FROM core.a")).isEqualTo("3");
        assertThat(locks()).isEqualTo("0");
    }

    @Test
    void overtakesAStarterThatWasKilledButNoneThatLives() throws Exception {
        write("0001_a.sql", "CREATE TABLE IF NOT EXISTS core.a (n UInt64) ENGINE = MergeTree ORDER BY n;\n");
        Migrations.apply(warehouse, files);
        write("0002_b.sql", "INSERT INTO core.a SELECT 1;\n");
        Duration silence = Duration.ofSeconds(2);
        CompletableFuture<Integer> waiting;
        try (MigrationLock living = MigrationLock.take(warehouse, silence)) {
            waiting = CompletableFuture.supplyAsync(() -> Migrations.apply(warehouse, files, silence));
            Thread.sleep(silence.toMillis() * 2);
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        write("0003_c.sql", "INSERT INTO core.a SELECT 2;\n");
        try (Connection connection = warehouse.connect();
                Statement killed = connection.createStatement()) {
            killed.execute("CREATE TABLE ops.migrating_1 (nothing UInt8) ENGINE = MergeTree ORDER BY nothing");
        }
        assertThat(Migrations.apply(warehouse, files, silence)).isEqualTo(1);
        assertThat(locks()).isEqualTo("0");
    }

    private String locks() throws SQLException {
        return EngineProcess.value(
                warehouse, "SELECT count() FROM system.tables WHERE database = 'ops' AND name LIKE 'migrating%'");
    }

    @Test
    void cutsAtSemicolonsThatEndALine() {
        assertThat(Migrations.split("a ';\n' b; c;\n/* x;\n */ -- y;\n\nd `;\n`;  \n-- only a comment;\n"))
                .containsExactly(
                        new Migrations.Part(1, "a ';\n' b; c"), new Migrations.Part(6, "/* x;\n */ -- y;\n\nd `;\n`"));
    }
}
