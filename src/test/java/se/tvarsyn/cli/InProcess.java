package se.tvarsyn.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.MigratedStorage;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** The program over one home, in this process or in another, with everything it says. */
final class InProcess implements AutoCloseable {
    /** After every sample's dates. */
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));

    private final Path home;
    private final StringBuilder everythingSaid = new StringBuilder();
    private @Nullable Warehouse engine;
    private Clock clock = CLOCK;

    InProcess(Path home) {
        this.home = home;
    }

    /** What one command said and gave. */
    record Said(int exit, String out, String err) {}

    static InProcess initialized(Path home) {
        InProcess program = new InProcess(home);
        Said said = program.run("init");
        if (said.exit() != 0) {
            throw new IllegalStateException("init failed: " + said.err());
        }
        return program;
    }

    /**
     * Holds the engine open until it is closed, so that each command finds it running. For tests of what commands do; not
     * where a command must find the storage as the one before it left it, and a process has one engine.
     */
    InProcess holdingTheEngine() {
        Home all = new Home(home, Path.of("."));
        MigratedStorage.into(all.warehouseStorage());
        engine = Warehouse.open(WarehouseSettings.embedded(all.warehouseStorage(), all.engine()));
        return this;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    Path home() {
        return home;
    }

    /** Commands from now on are run so much later. */
    void laterBy(Duration time) {
        clock = Clock.offset(clock, time);
    }

    Said run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Tvarsyn.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                clock,
                Path.of("."),
                all.toArray(String[]::new));
        Said said = new Said(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        everythingSaid.append(said.out()).append(said.err());
        return said;
    }

    Said load(String feed, Path input) {
        return run("load", feed, "--input", input.toString());
    }

    /**
     * Replaces the first version of a domain's key, which no delivery has used.
     *
     * @param scratch folder outside the home, for the file that holds the key meanwhile
     */
    void importKey(Path scratch, String domain, String hex) throws IOException {
        Path file = Files.writeString(scratch.resolve("key.hex"), hex);
        Said said = run("keys", "import", "--domain", domain, "--version", "1", "--hex-file", file.toString());
        Files.delete(file);
        if (said.exit() != 0) {
            throw new IllegalStateException("keys import failed: " + said.err());
        }
    }

    /** One line of tab-separated values a row. */
    String query(String sql) {
        Said said = run("query", sql, "--as", "steward");
        if (said.exit() != 0) {
            throw new IllegalStateException(sql + ": " + said.err());
        }
        return said.out().strip();
    }

    /** read, accepted, rejected, protected, skipped of the newest delivery, and its state. */
    String newestDelivery() {
        return query("SELECT status, read_count, accepted_count, rejected_count, protected_count, skipped_count"
                + " FROM ops.delivery ORDER BY sequence DESC LIMIT 1");
    }

    String everythingSaid() {
        return everythingSaid.toString();
    }

    /** Another process that runs one command. */
    Process start(File output, String heap, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap));
        // As the tests' own JVMs (pom.xml).
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Dtvarsyn.shipped=.",
                Tvarsyn.class.getName(),
                "--home",
                home.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    /** A copy of a shipped sample, to be changed. */
    static Path sample(String name, Path to) throws IOException {
        Path from = Path.of("sample-feeds").resolve(name);
        if (Files.isRegularFile(from)) {
            Files.createDirectories(to.toAbsolutePath().getParent());
            return Files.copy(from, to);
        }
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
        return to;
    }

    static void replace(Path file, String text, String by) throws IOException {
        String before = Files.readString(file);
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " has no such text");
        }
        Files.writeString(file, before.replace(text, by));
    }

    /** A lesson file with the right head. */
    static Path lessons(Path file, String... rows) throws IOException {
        return Files.writeString(
                file,
                "personnummer;skolenhetskod;arskurs;kon;datum;lektion_start;lektion_min;franvaro_min;orsak\n"
                        + String.join("\n", rows)
                        + "\n");
    }
}
