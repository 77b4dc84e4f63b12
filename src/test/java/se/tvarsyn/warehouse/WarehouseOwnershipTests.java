package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One storage, several processes; and processes that end as they should not. */
class WarehouseOwnershipTests {
    @TempDir
    Path home;

    private Path storage;
    private File errors;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void name() throws IOException {
        storage = home.toRealPath().resolve("warehouse/data");
        errors = home.resolve("errors").toFile();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Process child : children) {
            child.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    private Process start(String act) throws IOException {
        Process child = EngineProcess.start(EngineProcess.java(), storage, act, errors);
        children.add(child);
        return child;
    }

    private WarehouseSettings settings() {
        return WarehouseSettings.embedded(storage, WarehouseTests.ENGINE);
    }

    @Test
    void attachesToTheProcessThatHoldsTheStorage() throws Exception {
        Process child = start("hold");
        BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).startsWith("ready 26.");
        try (Warehouse attached = Warehouse.open(settings())) {
            assertThat(attached.embedded()).isTrue();
            assertThat(EmbeddedEngine.openHere()).isNull();
            EngineProcess.execute(attached, "CREATE TABLE default.t (n UInt64) ENGINE = MergeTree ORDER BY n");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Endpoint.file(storage))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(storage)))
                .isEqualTo("rwx------");
        child.getOutputStream().close();
        assertThat(lines.readLine()).isEqualTo("closed");
        assertThat(child.waitFor()).isZero();
        assertThat(Endpoint.file(storage)).doesNotExist();
        try (Warehouse own = Warehouse.open(settings())) {
            assertThat(EngineProcess.value(own, "SELECT count() FROM default.t"))
                    .isEqualTo("0");
        }
    }

    @Test
    void letsAnotherProcessIntoTheOneThatIsOpenHere() throws Exception {
        try (Warehouse own = Warehouse.open(settings())) {
            EngineProcess.execute(own, "CREATE TABLE default.t (n UInt64) ENGINE = MergeTree ORDER BY n");
            Process child = start("write");
            assertThat(child.waitFor()).isZero();
            assertThat(EngineProcess.value(own, "SELECT n FROM default.t")).isEqualTo("7");
            try (Warehouse second = Warehouse.open(settings())) {
                assertThat(second.endpoint()).isEqualTo(own.endpoint());
            }
            Path link = Files.createSymbolicLink(home.resolve("link"), home.resolve("warehouse"));
            try (Warehouse third =
                    Warehouse.open(WarehouseSettings.embedded(link.resolve("data"), WarehouseTests.ENGINE))) {
                assertThat(third.endpoint()).isEqualTo(own.endpoint());
            }
            assertThat(own.version()).isNotEmpty();
        }
    }

    @Test
    void losesAndDoublesNoRowWhenAKilledLoadIsRunAgain() throws Exception {
        try (Warehouse own = Warehouse.open(settings())) {
            EngineProcess.execute(
                    own,
                    "CREATE TABLE default.t (n UInt64) ENGINE = MergeTree ORDER BY n"
                            + " SETTINGS non_replicated_deduplication_window = 1000");
        }
        for (int killAt : new int[] {3, 17, 40}) {
            Process child = start("blocks");
            BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
            String line;
            while ((line = lines.readLine()) != null && !line.equals("block " + killAt)) {
                // Goes on.
            }
            assertThat(line).as(Files.readString(errors.toPath())).isNotNull();
            child.destroyForcibly().waitFor();
        }
        try (Warehouse own = Warehouse.open(settings())) {
            EngineProcess.insertBlocks(own);
            assertThat(EngineProcess.value(own, "SELECT count() || ' ' || uniqExact(n) FROM default.t"))
                    .isEqualTo(EngineProcess.BLOCKS * EngineProcess.BLOCK_ROWS + " "
                            + EngineProcess.BLOCKS * EngineProcess.BLOCK_ROWS);
        }
    }

    @Test
    void saysNothingOfRowsOnAnyStream() throws Exception {
        Process child = start("stumble");
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).isZero();
        assertThat(output).contains("error").doesNotContain("no error");
        assertThat(output + Files.readString(errors.toPath()))
                .doesNotContain("MARKER")
                .doesNotContain("1990");
    }

    @Test
    void saysWhoHoldsAStorageThatDoesNotAnswer() throws Exception {
        Process child = start("hold");
        assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("ready");
        Files.delete(Endpoint.file(storage));
        assertThatThrownBy(() -> Warehouse.open(settings(), Clock.systemUTC(), Duration.ofMillis(300)))
                .isInstanceOf(WarehouseUnreachable.class)
                .hasMessageContaining("process " + child.pid())
                .hasMessageContaining("end that process");
    }

    @Test
    void takesOverAfterAnOwnerThatWasKilled() throws Exception {
        Process child = start("hold");
        assertThat(child.inputReader(StandardCharsets.UTF_8).readLine()).startsWith("ready");
        child.destroyForcibly().waitFor();
        assertThat(Endpoint.file(storage)).exists();
        try (Warehouse own = Warehouse.open(settings())) {
            assertThat(EmbeddedEngine.openHere()).isEqualTo(storage);
            assertThat(own.version()).isNotEmpty();
        }
    }

    @Test
    void refusesASecondStorageInOneProcessOrOneDirectory() {
        try (Warehouse own = Warehouse.open(settings())) {
            assertThatThrownBy(() -> Warehouse.open(
                            WarehouseSettings.embedded(home.resolve("mart/data"), WarehouseTests.ENGINE)))
                    .isInstanceOf(WarehouseUnreachable.class)
                    .hasMessageContaining("another process");
            assertThatThrownBy(() -> Warehouse.open(
                            WarehouseSettings.embedded(home.resolve("warehouse/other"), WarehouseTests.ENGINE)))
                    .isInstanceOf(WarehouseUnreachable.class)
                    .hasMessageContaining("directory of its own");
            assertThat(own.version()).isNotEmpty();
        }
    }

    @Test
    void namesTheWayOutInOneLineWhenTheLibraryIsMissing() throws IOException {
        Path empty = Files.createDirectory(home.resolve("engine"));
        assertThatThrownBy(() -> Warehouse.open(WarehouseSettings.embedded(storage, empty)))
                .isInstanceOf(EngineMissing.class)
                .message()
                .contains("install npm", "warehouse.url")
                .hasLineCount(1);
        assertThat(storage).doesNotExist();
    }
}
