package se.tvarsyn.warehouse;

import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Another process with a warehouse, for tests of what happens between processes. */
final class EngineProcess {
    static final int BLOCKS = 60;
    static final int BLOCK_ROWS = 2_000;

    private EngineProcess() {}

    static Process start(String java, Path storage, String act, File errors) throws IOException {
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), EngineProcess.class.getName(), storage.toString(), act));
        return new ProcessBuilder(command).redirectError(errors).start();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public static void main(String[] args) throws Exception {
        WarehouseSettings settings = WarehouseSettings.embedded(Path.of(args[0]), WarehouseTests.ENGINE);
        try (Warehouse warehouse = Warehouse.open(settings)) {
            System.out.println("ready " + warehouse.version());
            switch (args[1]) {
                case "hold" -> System.in.read();
                case "write" -> execute(warehouse, "INSERT INTO default.t VALUES (7)");
                case "blocks" -> insertBlocks(warehouse);
                case "stumble" -> stumble(warehouse);
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
        System.out.println("closed");
    }

    static void execute(Warehouse warehouse, String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String value(Warehouse warehouse, String sql) throws SQLException {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    /** The same blocks with the same tokens, however often it is called. */
    static void insertBlocks(Warehouse warehouse) throws Exception {
        for (int block = 0; block < BLOCKS; block++) {
            insert(warehouse, "default.t", numbers(block * BLOCK_ROWS, BLOCK_ROWS), "block-" + block);
            System.out.println("block " + block);
        }
    }

    static byte[] numbers(int first, int count) {
        ByteBuffer rows = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            rows.putLong(first + i);
        }
        return rows.array();
    }

    static long insert(Warehouse warehouse, String table, byte[] rowBinary, String token) throws Exception {
        InsertSettings settings = new InsertSettings().setDeduplicationToken(token);
        try (InsertResponse response = warehouse
                .client()
                .insert(table, new ByteArrayInputStream(rowBinary), ClickHouseFormat.RowBinary, settings)
                .get()) {
            return response.getWrittenRows();
        }
    }

    /** Errors whose engine text holds the marker, in inserts and in queries. */
    private static void stumble(Warehouse warehouse) throws Exception {
        execute(warehouse, "CREATE TABLE default.s (a UInt64, d Date) ENGINE = MergeTree ORDER BY a");
        for (String sql : new String[] {
            "INSERT INTO default.s FORMAT CSV\n1,2026-01-01\nMARKER199001011234,x\n",
            "INSERT INTO default.s FORMAT JSONEachRow\n{\"a\": \"MARKER199001011234\"}\n",
            "INSERT INTO default.s VALUES ('MARKER199001011234', 1)",
            "SELECT toUInt64(x) FROM (SELECT 'MARKER199001011234' AS x)",
        }) {
            try {
                warehouse.client().execute(sql).get().close();
                System.out.println("no error");
            } catch (Exception e) {
                System.out.println("error " + e.getMessage());
            }
        }
    }
}
