package se.tvarsyn.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Chain;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.source.SourceDocument;
import se.tvarsyn.warehouse.MigratedStorage;

/** The real chain over one home with all shipped feeds, opened once for many checks and emptied between them. */
final class BatteryHome implements AutoCloseable {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));

    private final Path folder;
    private final Configuration configuration;
    private final Installation installation;
    private final Chain chain;
    private final List<DeliveryReport> reports = new ArrayList<>();
    private int inputs;
    private int epoch;

    private BatteryHome(Path folder, Map<String, Map<String, String>> sources) throws IOException {
        this.folder = folder;
        Home home = new Home(folder.resolve("home"), Path.of("."));
        Files.createDirectories(home.directory());
        nameSchools(home);
        Configuration shipped = Configuration.read(home, null, CLOCK);
        if (!shipped.problems().isEmpty()) {
            throw new IllegalStateException(shipped.problems().toString());
        }
        TvarsynSettings settings =
                new TvarsynSettings(TvarsynSettings.DEFAULT_PURPOSE, null, "default", null, sources, List.of());
        this.configuration = new Configuration(home, settings, shipped.mappings(), List.of());
        KeyStoreFile.create(
                home.directory(),
                settings.purpose(),
                new TreeSet<>(shipped.mappings().keySet()),
                false,
                CLOCK);
        MigratedStorage.into(home.warehouseStorage());
        this.installation = Installation.open(configuration, CLOCK);
        KeyStoreFile keys = KeyStoreFile.open(home.directory(), false, CLOCK);
        DeliveryListener listener = new DeliveryListener() {
            @Override
            public void progressed(String feed, DeliveryCounts counts) {
                // nobody watches
            }

            @Override
            public void closed(DeliveryReport report) {
                reports.add(report);
            }
        };
        this.chain = installation.chain(keys, listener, (endpoint, pages, records) -> {});
    }

    /** Meitner names schools by name: the municipality's table is part of what moves a lesson to another unit. */
    private static void nameSchools(Home home) throws IOException {
        Path own = Files.createDirectories(home.directory().resolve("mappings"));
        String shipped = Files.readString(home.mapping("school-meitner"));
        String named = shipped.replace("units: {}", "units: {Norra skolan: \"48392017\", Södra skolan: \"71203945\"}");
        if (named.equals(shipped)) {
            throw new IllegalStateException("the shipped mapping of Meitner has no empty table of units");
        }
        Files.writeString(own.resolve("school-meitner.yaml"), named);
    }

    /** @param sources settings of each feed's source system */
    static BatteryHome open(Path folder, Map<String, Map<String, String>> sources) throws IOException {
        return new BatteryHome(folder, sources);
    }

    Path directory() {
        return configuration.home().directory();
    }

    Configuration configuration() {
        return configuration;
    }

    /** Takes documents as {@code load} does: one delivery, or one a file. Gives the first report with a problem, else the last. */
    DeliveryReport load(String feed, Map<String, byte[]> documents, boolean isComplete) throws IOException {
        Mapping mapping = configuration.mappings().get(feed);
        if (mapping == null) {
            throw new IllegalStateException("no mapping for " + feed);
        }
        Path input = Files.createDirectories(folder.resolve("input-" + ++inputs));
        List<SourceDocument> files = new ArrayList<>();
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            Files.write(input.resolve(document.getKey()), document.getValue());
        }
        files.addAll(FileDocument.in(input));
        List<CompletenessClaim> claims = isComplete ? List.of(CompletenessClaim.all("*")) : List.of();
        int before = reports.size();
        if (mapping.format().isDirectoryOneDelivery(mapping.settings())) {
            chain.send("intake", Delivery.ofFile(feed, files).claiming(claims));
        } else {
            for (SourceDocument file : files) {
                chain.send("intake", Delivery.ofFile(feed, List.of(file)).claiming(claims));
            }
        }
        return reports.subList(before, reports.size()).stream()
                .filter(r -> r.exitCode() != 0)
                .findFirst()
                .orElseGet(() -> reports.get(reports.size() - 1));
    }

    /** Pulls as {@code run} does; null where the source could not be reached. */
    @Nullable
    RuntimeException pull(String feed) {
        try {
            chain.send(feed, PullRequest.of(feed));
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** One line a row. */
    List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = installation.warehouse().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    line.append(i == 1 ? "" : "\t").append(row.getString(i));
                }
                rows.add(line.toString());
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    /** An empty warehouse. The epoch moves: a token that was used before must not make the engine drop rows. */
    void empty() {
        epoch++;
        try (Connection connection = installation.warehouse().connect();
                Statement statement = connection.createStatement()) {
            for (String table : List.of(
                    "ops.delivery",
                    "ops.feed_cursor",
                    "ops.source_field",
                    "ops.delivery_reason",
                    "ops.delivery_claim")) {
                statement.execute("TRUNCATE TABLE " + table + " SYNC");
            }
            for (FactTable table : FactTable.values()) {
                // Most checks fill one table.
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + table.tableName() + " LIMIT 1")) {
                    if (!row.next()) {
                        continue;
                    }
                }
                statement.execute("TRUNCATE TABLE " + table.tableName() + " SYNC");
            }
            statement.execute("INSERT INTO ops.table_epoch VALUES "
                    + Arrays.stream(FactTable.values())
                            .map(t -> "('" + t.tableName() + "', " + epoch + ", now64(6))")
                            .collect(Collectors.joining(", ")));
        } catch (SQLException e) {
            throw new AssertionError("the warehouse could not be emptied", e);
        }
    }

    /** Forgets that anything was loaded, so that the same input is sent again. */
    void forgetDeliveries() {
        try (Connection connection = installation.warehouse().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE ops.delivery SYNC");
        } catch (SQLException e) {
            throw new AssertionError("the ledger could not be emptied", e);
        }
    }

    @Override
    public void close() {
        installation.close();
    }
}
