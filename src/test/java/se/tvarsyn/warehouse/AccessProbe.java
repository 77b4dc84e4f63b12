package se.tvarsyn.warehouse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.FigureRefresh;
import se.tvarsyn.models.Model;
import se.tvarsyn.models.ModelInputs;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.settings.FollowUpSettings;

/** A process of its own whose engine has somebody's rights: a process can open one engine, with one configuration. */
final class AccessProbe {
    /** By the engine's own call, without a driver. */
    static final String ENGINE = "engine";
    /** By the official JDBC driver on database mart, which DBeaver uses. */
    static final String JDBC = "jdbc";
    /** Migrations, models and figures, and then each statement. */
    static final String FEEDER = "feeder";

    /** A read by JDBC after {@code setMaxRows}: DBeaver's first page. */
    static final String FIRST_PAGE = "FIRST PAGE ";

    private AccessProbe() {}

    /** @param code of ClickHouse's error; 0 where there was none */
    record Answer(int code, String text) {}

    static List<Answer> ask(Path storage, Path config, String way, File errors, List<String> statements)
            throws Exception {
        Path asked = Files.write(config.resolveSibling("statements.txt"), statements);
        List<String> command = new ArrayList<>(List.of(EngineProcess.java(), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                AccessProbe.class.getName(),
                storage.toString(),
                config.toString(),
                asked.toString(),
                way));
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        List<Answer> answers = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] parts = line.split("\t", 2);
                answers.add(new Answer(Integer.parseInt(parts[0]), parts[1]));
            }
        }
        if (process.waitFor() != 0 || answers.size() != statements.size()) {
            throw new IllegalStateException("the probe broke off: " + Files.readString(errors.toPath()));
        }
        return answers;
    }

    public static void main(String[] args) throws Exception {
        WarehouseSettings settings = WarehouseSettings.embedded(Path.of(args[0]), WarehouseTests.ENGINE)
                .withLimits(2, 4L << 30, 4)
                .withEngineConfig(Path.of(args[1]));
        List<String> statements = Files.readAllLines(Path.of(args[2]));
        if (args[3].equals(ENGINE)) {
            try (EmbeddedEngine engine = EmbeddedEngine.open(settings)) {
                for (String sql : statements) {
                    say(ofEngine(engine, sql));
                }
            }
            return;
        }
        try (Warehouse warehouse = Warehouse.open(settings)) {
            if (args[3].equals(FEEDER)) {
                feed(warehouse);
            }
            Endpoint endpoint =
                    Objects.requireNonNull(Endpoint.read(Path.of(args[0]).toRealPath()));
            for (String sql : statements) {
                say(ofDriver(endpoint, args[3].equals(FEEDER) ? "default" : "mart", sql));
            }
        }
    }

    private static void say(Answer answer) {
        System.out.println(answer.code() + "\t" + answer.text().strip().replaceAll("\\s+", " "));
    }

    private static Answer ofEngine(EmbeddedEngine engine, String sql) {
        try (EngineConnection connection = engine.connect();
                EngineConnection.Result result = connection.run(EngineConnection.utf8(sql), "TabSeparated", Map.of())) {
            return new Answer(0, StandardCharsets.UTF_8.decode(result.bytes()).toString());
        } catch (StatementFailed e) {
            return new Answer(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private static Answer ofDriver(Endpoint endpoint, String database, String sql) {
        Properties properties = new Properties();
        properties.setProperty("user", LoopbackGateway.USER);
        properties.setProperty("password", endpoint.secret());
        properties.setProperty("compress", "false");
        try (Connection connection = Objects.requireNonNull(new com.clickhouse.jdbc.Driver()
                        .connect("jdbc:clickhouse:" + endpoint.url() + "/" + database, properties));
                Statement statement = connection.createStatement()) {
            boolean isFirstPage = sql.startsWith(FIRST_PAGE);
            if (isFirstPage) {
                statement.setMaxRows(2);
            }
            List<String> rows = new ArrayList<>();
            if (statement.execute(isFirstPage ? sql.substring(FIRST_PAGE.length()) : sql)) {
                try (ResultSet row = statement.getResultSet()) {
                    while (row.next()) {
                        rows.add(String.valueOf(row.getString(1)));
                    }
                }
            }
            return new Answer(0, String.join(" ", rows));
        } catch (SQLException e) {
            return new Answer(e.getErrorCode() == 0 ? -1 : e.getErrorCode(), String.valueOf(e.getMessage()));
        }
    }

    /** What the product does in an empty warehouse, apart from loading. */
    private static void feed(Warehouse warehouse) throws IOException {
        Path root = Path.of("warehouse");
        Migrations.apply(warehouse, root.resolve("migrations"));
        new ModelRefresh(warehouse, root, Clock.systemUTC())
                .run(
                        new ModelInputs(LocalDate.of(2026, 6, 30), FollowUpSettings.defaults(), List.of()),
                        (feed, table) -> true,
                        model -> {});
        Map<String, Set<String>> columns = new HashMap<>();
        Model.all(root).forEach(model -> columns.put(model.name(), model.columns()));
        try (Stream<Path> files = Files.list(root.resolve("metrics"))) {
            new FigureRefresh(warehouse)
                    .run(
                            Catalogue.read(files.sorted().toList(), Path::toString, columns, new ArrayList<>()),
                            model -> {});
        }
    }
}
