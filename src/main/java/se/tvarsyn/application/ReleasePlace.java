package se.tvarsyn.application;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.publication.ReleaseRefused;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.PublicationSettings;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.ReaderRights;
import se.tvarsyn.warehouse.SecondEngine;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Where releases lie, and who may do what there: an embedded engine of their own, or the server of {@code publication.url}.
 * Who writes and who reads are two logins in both.
 */
public final class ReleasePlace {
    private static final String MAIN = "se.tvarsyn.cli.Tvarsyn";

    private final Home home;
    private final @Nullable PublicationSettings server;
    private final boolean isNowhere;

    private ReleasePlace(Home home, @Nullable PublicationSettings server, boolean isNowhere) {
        this.home = home;
        this.server = server;
        this.isNowhere = isNowhere;
    }

    public static ReleasePlace of(Home home, TvarsynSettings settings) {
        return new ReleasePlace(
                home, settings.publication(), settings.warehouseUrl() != null && settings.publication() == null);
    }

    /** Facts are on a server, and no address of releases is set: there are none. */
    public boolean isNowhere() {
        return isNowhere;
    }

    public boolean isOnServer() {
        return server != null;
    }

    /** The publisher's rights, or the reader's, for as long as it is open. */
    public static final class Login implements AutoCloseable {
        private final Warehouse warehouse;
        private final @Nullable SecondEngine engine;

        private Login(Warehouse warehouse, @Nullable SecondEngine engine) {
            this.warehouse = warehouse;
            this.engine = engine;
        }

        private Login(SecondEngine engine) {
            this(engine.warehouse(), engine);
        }

        public Warehouse warehouse() {
            return warehouse;
        }

        @Override
        public void close() {
            if (engine == null) {
                warehouse.close();
            } else {
                engine.close();
            }
        }
    }

    /** @throws ReleaseRefused where no place is set, with the mend */
    Login publisher() throws IOException {
        refuseNowhere();
        PublicationSettings at = server;
        return at == null
                ? new Login(SecondEngine.ofPublisher(program(), storage(), home.engine()))
                : new Login(Warehouse.server(at.url(), at.user(), at.passwordFile(), "default"), null);
    }

    /**
     * Reads releases with an analyst's rights and no others; of a server that is seen before anything is read.
     *
     * @throws ReleaseRefused where no place is set
     * @throws se.tvarsyn.warehouse.RightsTooWide where the reader's login may more than an analyst
     * @throws se.tvarsyn.warehouse.WarehouseUnreachable where the server does not answer, or refuses the login
     */
    public Login reader() throws IOException {
        refuseNowhere();
        PublicationSettings at = server;
        if (at == null) {
            return new Login(SecondEngine.ofAnalyst(program(), storage(), home.engine(), access()));
        }
        Login login = new Login(Warehouse.server(at.url(), at.reader(), at.readerPasswordFile(), "mart"), null);
        try {
            new ReaderRights(login.warehouse(), access()).refuseTooWide();
            return login;
        } catch (IOException | RuntimeException e) {
            login.close();
            throw e;
        }
    }

    /** An embedded engine for the pages, which give it up as soon as a publisher or another analyst wants it. */
    public SecondEngine forPages() throws IOException {
        return SecondEngine.ofYieldingAnalyst(program(), storage(), home.engine(), access());
    }

    /** Of an embedded engine; whoever reads it takes turns there. */
    public Path embeddedStorage() {
        return home.publicationStorage();
    }

    private void refuseNowhere() {
        if (isNowhere) {
            throw new ReleaseRefused(ReleaseRefused.Reason.NO_PLACE, NOWHERE);
        }
    }

    /** What stands in the way, and the mend. */
    public static final String NOWHERE = "warehouse.url is set, and publication.url is not: releases are shown with"
            + " logins of their own; set publication.url, user and reader in tvarsyn.yaml (docs/releases.md, On a server)";

    private Path access() {
        return home.warehouse().resolve("access");
    }

    private Path storage() throws IOException {
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
}
