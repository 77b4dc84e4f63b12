package se.tvarsyn.application;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.RecordKeys;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.publication.ReleaseInputs;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.SecondEngine;
import se.tvarsyn.warehouse.Warehouse;

/**
 * The warehouse that releases are read from. With the embedded engine it is a storage of its own in a process of its own; with
 * a server, database {@code mart} there, which roles keep from the rest (warehouse/access).
 */
public final class Publishing implements AutoCloseable {
    private static final String MAIN = "se.tvarsyn.cli.Tvarsyn";

    private final Warehouse warehouse;
    private final @Nullable SecondEngine engine;

    private Publishing(Warehouse warehouse, @Nullable SecondEngine engine) {
        this.warehouse = warehouse;
        this.engine = engine;
    }

    /** @param facts the home's warehouse */
    public static Publishing open(Configuration configuration, Warehouse facts) throws IOException {
        Home home = configuration.home();
        if (configuration.settings().warehouseUrl() != null) {
            return new Publishing(facts, null);
        }
        SecondEngine engine = SecondEngine.ofPublisher(program(), storage(home), home.engine());
        return new Publishing(engine.warehouse(), engine);
    }

    /** An embedded engine that reads releases, with an analyst's rights and no others. */
    public static SecondEngine forAnalyst(Home home) throws IOException {
        return SecondEngine.ofAnalyst(
                program(), storage(home), home.engine(), home.warehouse().resolve("access"));
    }

    /** The same for the pages, which give it up as soon as a publisher or another analyst wants it. */
    public static SecondEngine forPages(Home home) throws IOException {
        return SecondEngine.ofYieldingAnalyst(
                program(), storage(home), home.engine(), home.warehouse().resolve("access"));
    }

    private static Path storage(Home home) throws IOException {
        Home.privateDirectory(home.state());
        return home.publicationStorage();
    }

    /** The command line that runs this program again. */
    private static List<String> program() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        String classes = System.getProperty("java.class.path");
        command.addAll(isWholeProgram(classes) ? List.of("-jar", classes) : List.of("-cp", classes, MAIN));
        return command;
    }

    /** The jar that the launcher runs holds its libraries within. */
    private static boolean isWholeProgram(String classes) throws IOException {
        if (!classes.endsWith(".jar") || classes.contains(File.pathSeparator)) {
            return false;
        }
        try (JarFile jar = new JarFile(classes)) {
            Manifest manifest = jar.getManifest();
            return manifest != null && MAIN.equals(manifest.getMainAttributes().getValue("Start-Class"));
        }
    }

    /**
     * Releases of a home.
     *
     * @param recordKeys secret of the noise
     */
    public Releases releases(
            Configuration configuration,
            Figures figures,
            Warehouse facts,
            byte[] recordKeys,
            Clock clock,
            String version)
            throws IOException {
        Home home = configuration.home();
        TvarsynSettings settings = configuration.settings();
        LocalDate today = LocalDate.now(clock);
        LegalBasisRegister register = settings.register();
        return new Releases(
                facts,
                mart(home),
                new ReleaseInputs(
                        figures.catalogue(),
                        figures.cubes(),
                        figures.columns(),
                        CellKeyProfile.STANDARD,
                        new RecordKeys(recordKeys),
                        figures.labels(),
                        (feed, table) -> register.allows(feed, table, today),
                        home.warehouse(),
                        home.scratch(),
                        version),
                clock);
    }

    /** The tables of releases, made where they are not there. */
    public Mart mart(Home home) throws IOException {
        Mart mart = new Mart(warehouse);
        mart.prepare(home.warehouse().resolve("publication"));
        return mart;
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
