package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

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
                    .hasMessageContaining("does not come up (The storage ")
                    .hasMessageContaining(" is held by ");
        }
        try (SecondEngine engine = analyst()) {
            ReadQuery query = ReadQuery.ofAnalyst(engine.warehouse());
            query.run("SELECT shown FROM mart.figure", "TabSeparated", OutputStream.nullOutputStream());
            assertThatThrownBy(() -> query.run(
                            "WITH 1 AS x SELECT * FROM system.users", "TabSeparated", OutputStream.nullOutputStream()))
                    .isInstanceOf(ReadQuery.Refused.class);
        }
    }

    /** A process that ends at once, having said on its standard error what is given. */
    private String failure(String said) {
        List<String> dying = List.of("sh", "-c", "printf '%s\\n' \"$0\" >&2; exit 7", said);
        return String.valueOf(catchThrowable(() -> SecondEngine.ofPublisher(dying, storage(), WarehouseTests.ENGINE))
                .getMessage());
    }

    @Test
    void tellsWhyAnEngineDoesNotStartAndNoValue() {
        assertThat(failure("tvarsyn: The library is not there: run npm ci\n\tat se.tvarsyn.Frame"))
                .contains("does not come up (The library is not there: run npm ci); see to that");
        assertThat(failure("Code: 27. DB::Exception: Cannot parse input: expected , before 199001011234"))
                .contains("(ClickHouse error 27)")
                .doesNotContain("199001011234", "Cannot parse");
        assertThat(failure("tvarsyn: quoted 19900101-1234 by mistake"))
                .contains("(quoted … by mistake)")
                .doesNotContain("1234");
        assertThat(failure("a row of somebody, Anna")).contains("exit code 7").doesNotContain("Anna");
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
