package se.tvarsyn.cli;

import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.simulation.LessonBench;
import se.tvarsyn.source.FileDocument;
import se.tvarsyn.warehouse.Warehouse;

/**
 * {@code bench}: the load path on made-up lessons, through the whole chain into the contract's table. Figures are rows a
 * second, and ratios to ClickHouse taking the same file without pseudonyms in the same run: a ratio stays comparable
 * where machines differ.
 */
@Command(
        name = "bench",
        description = "Measures the load path; figures as JSON on stdout.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final String FEED = "school-lesson-csv";
    private static final String PLAIN = """
            CREATE TABLE default.bench_plain (personnummer String, skolenhetskod LowCardinality(String), arskurs UInt8,
                kon LowCardinality(String), datum Date, lektion_start LowCardinality(String), lektion_min UInt16,
                franvaro_min UInt16, orsak LowCardinality(String))
            ENGINE = MergeTree ORDER BY (skolenhetskod, datum)""";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of the large run (default: ${DEFAULT-VALUE}).")
    private long rows = 5_000_000;

    @Override
    public Integer call() throws Exception {
        Home home =
                new Home(program.home().state().resolve("bench"), program.home().shipped());
        delete(home.directory());
        Home.privateDirectory(home.directory());
        ObjectNode figures = new ObjectMapper().createObjectNode();
        try {
            Configuration shipped = program.configuration(home);
            Configuration configuration =
                    new Configuration(home, TvarsynSettings.none(), shipped.mappings(), List.of());
            KeyStoreFile.create(
                    home.directory(), TvarsynSettings.DEFAULT_PURPOSE, List.of(FEED), true, program.clock());
            DemoHome.mark(home);
            Path file = home.scratch().resolveSibling("bench.csv");
            machine(figures);
            try (Intake intake = Intake.open(program, configuration, true)) {
                ObjectNode small = figures.putObject("small");
                load(intake, file, Math.max(1, rows / 5), small);
                ObjectNode large = figures.putObject("large");
                load(intake, file, rows, large);
                Warehouse warehouse = intake.installation().warehouse();
                double plain = plain(warehouse, file);
                figures.put("clickhouse_csv_rows_per_second", Math.round(plain));
                figures.put(
                        "ratio_to_clickhouse_csv", large.path("rows_per_second").asDouble() / plain);
                figures.put(
                        "heap_ratio_large_to_small",
                        large.path("peak_heap_mib").asDouble()
                                / small.path("peak_heap_mib").asDouble());
            }
            program.out().println(figures.toPrettyString());
        } finally {
            delete(home.directory());
        }
        return ExitCodes.DONE;
    }

    private void load(Intake intake, Path file, long count, ObjectNode figures) throws Exception {
        program.err().println("writing " + count + " lessons");
        LessonBench.write(file, count);
        long bytes = Files.size(file);
        System.gc();
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(p -> p.getType() == MemoryType.HEAP)
                .toList();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        program.err().println("loading them");
        long start = System.nanoTime();
        intake.send("intake", Delivery.ofFile(FEED, List.of(new FileDocument(file))));
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = pools.stream().mapToLong(p -> p.getPeakUsage().getUsed()).sum();
        var report = intake.reports().get(intake.reports().size() - 1);
        figures.put("rows", count);
        figures.put("accepted", report.delivery().counts().accepted());
        figures.put(
                "current_rows_in_core_attendance",
                currentRows(
                        intake.installation().warehouse(),
                        report.delivery().id().toString()));
        figures.put("csv_mib", bytes >> 20);
        figures.put("seconds", seconds);
        figures.put("rows_per_second", Math.round(count / seconds));
        figures.put("peak_heap_mib", peak >> 20);
    }

    private static long currentRows(Warehouse warehouse, String delivery) throws Exception {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count() FROM core.attendance FINAL WHERE delivery_id = toUUID('" + delivery + "')")) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** The same file into a plain table by ClickHouse alone: no mapping, no pseudonyms, no ledger. */
    private double plain(Warehouse warehouse, Path file) throws Exception {
        try (Connection connection = warehouse.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(PLAIN);
        }
        InsertSettings settings = new InsertSettings();
        settings.serverSetting("format_csv_delimiter", ";").serverSetting("async_insert", "0");
        program.err().println("loading them without pseudonyms, by ClickHouse alone");
        long start = System.nanoTime();
        try (InputStream body = new BufferedInputStream(Files.newInputStream(file), 1 << 18);
                var response = warehouse
                        .client()
                        .insert("default.bench_plain", body, ClickHouseFormat.CSVWithNames, settings)
                        .get()) {
            return rows / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void machine(ObjectNode figures) {
        var runtime = Runtime.getRuntime();
        figures.put("processors", runtime.availableProcessors());
        figures.put("max_heap_mib", runtime.maxMemory() >> 20);
        figures.put("java", System.getProperty("java.version"));
        figures.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
