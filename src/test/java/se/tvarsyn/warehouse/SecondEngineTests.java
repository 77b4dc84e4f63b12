package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two storages and two processes: who reads releases never has a publisher's rights. */
class SecondEngineTests {
    private static final Path ACCESS = Path.of("warehouse/access");

    @TempDir
    private Path home;

    private static List<String> program() {
        List<String> command = new ArrayList<>(List.of(EngineProcess.java(), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "-Dtvarsyn.shipped=.", "se.tvarsyn.cli.Tvarsyn"));
        return command;
    }

    private Path storage() {
        return home.resolve("publication/data");
    }

    private SecondEngine analyst() throws Exception {
        return SecondEngine.ofAnalyst(program(), storage(), WarehouseTests.ENGINE, ACCESS);
    }

    @Test
    void anAnalystReadsWhatAPublisherWroteAndNeverGetsThePublishersEngine() throws Exception {
        try (SecondEngine publisher = SecondEngine.ofPublisher(program(), storage(), WarehouseTests.ENGINE)) {
            EngineProcess.execute(publisher.warehouse(), "CREATE DATABASE mart");
            EngineProcess.execute(
                    publisher.warehouse(), "CREATE TABLE mart.figure (shown String) ENGINE = MergeTree ORDER BY shown");
            EngineProcess.execute(publisher.warehouse(), "INSERT INTO mart.figure VALUES ('..')");

            assertThatThrownBy(this::analyst)
                    .isInstanceOf(WarehouseUnreachable.class)
                    .hasMessageContaining("another process may hold");
        }
        try (SecondEngine engine = analyst()) {
            ReadQuery query = ReadQuery.ofAnalyst(engine.warehouse());
            query.run("SELECT shown FROM mart.figure", "TabSeparated", OutputStream.nullOutputStream());
            assertThatThrownBy(() -> query.run(
                            "WITH 1 AS x SELECT * FROM system.users", "TabSeparated", OutputStream.nullOutputStream()))
                    .isInstanceOf(ReadQuery.Refused.class);
        }
    }

    @Test
    void theProcessEndsWithWhoStartedIt() throws Exception {
        try (SecondEngine publisher = SecondEngine.ofPublisher(program(), storage(), WarehouseTests.ENGINE)) {
            assertThat(publisher.warehouse().version()).isNotEmpty();
        }
        // The storage is free: a second one would not come up otherwise.
        SecondEngine.ofPublisher(program(), storage(), WarehouseTests.ENGINE).close();
    }
}
