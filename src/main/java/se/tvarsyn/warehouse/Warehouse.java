package se.tvarsyn.warehouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse that is used: a server, the engine in this process, or the engine of the process that was first.
 * All three speak HTTP, so what stands above knows no difference.
 */
public final class Warehouse implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The engine is one per process, and so is the right to open and close it. */
    private static final Object OWNING = new Object();

    private final URI endpoint;
    private final String user;
    private final String secret;
    private final boolean embedded;
    private final String database;
    private final Client client;
    private final IdleConnections connections = new IdleConnections(this::newConnection);
    private final @Nullable Owned owned;
    private boolean closed;

    private Warehouse(URI endpoint, String user, String secret, boolean embedded, @Nullable Owned owned) {
        this(endpoint, user, secret, embedded, owned, "default");
    }

    private Warehouse(
            URI endpoint, String user, String secret, boolean embedded, @Nullable Owned owned, String database) {
        this.endpoint = endpoint;
        this.user = user;
        this.secret = secret;
        this.embedded = embedded;
        this.owned = owned;
        this.database = database;
        this.client = new Client.Builder()
                .addEndpoint(endpoint.toString())
                .setUsername(user)
                .setPassword(secret)
                .setDefaultDatabase(database)
                .compressServerResponse(isPacked(endpoint, embedded))
                .compressClientRequest(false)
                // A stream that was sent in part cannot be sent again from its beginning: retries are the loader's.
                .setMaxRetries(0)
                .retryOnFailures(ClientFaultCause.None)
                .setConnectTimeout(10, ChronoUnit.SECONDS)
                .setSocketTimeout(30, ChronoUnit.MINUTES)
                .setMaxConnections(32)
                .build();
    }

    /** On this machine packing costs more than sending; the embedded engine's endpoint does not pack at all. */
    private static boolean isPacked(URI endpoint, boolean embedded) {
        String host = String.valueOf(endpoint.getHost());
        return !embedded && !host.equals("localhost") && !host.equals("[::1]") && !host.startsWith("127.");
    }

    /**
     * A login of a server, for one task. Nothing is sent before the first statement.
     *
     * @param database that the login may name; a driver names one in every request
     * @param passwordFile null = no password
     * @throws WarehouseUnreachable where that file cannot be read
     */
    public static Warehouse server(URI url, String user, @Nullable Path passwordFile, String database) {
        return new Warehouse(url, user, password(passwordFile), false, null, database);
    }

    public static Warehouse open(WarehouseSettings settings) {
        return open(settings, Clock.systemUTC(), PATIENCE);
    }

    /**
     * Opens an embedded engine with its own configuration, or nothing: the engine of a process that was first may have other
     * rights.
     *
     * @throws WarehouseUnreachable where another process holds the storage, and goes on holding it
     */
    public static Warehouse openAlone(WarehouseSettings settings) {
        return open(settings, Clock.systemUTC(), PATIENCE, true);
    }

    /** The engine of another process, which answers. */
    static Warehouse at(Endpoint endpoint) {
        return new Warehouse(endpoint.url(), LoopbackGateway.USER, endpoint.secret(), true, null);
    }

    /** The same, of whoever may name no other database. */
    static Warehouse at(Endpoint endpoint, String database) {
        return new Warehouse(endpoint.url(), LoopbackGateway.USER, endpoint.secret(), true, null, database);
    }

    static Warehouse open(WarehouseSettings settings, Clock clock, Duration patience) {
        return open(settings, clock, patience, false);
    }

    private static Warehouse open(WarehouseSettings settings, Clock clock, Duration patience, boolean isAlone) {
        URI url = settings.url();
        if (url != null) {
            return new Warehouse(url, settings.user(), password(settings.passwordFile()), false, null);
        }
        EngineLibrary.in(settings.engine());
        Path storage;
        try {
            storage = StorageLock.prepare(settings.storage());
        } catch (IOException e) {
            throw new WarehouseUnreachable(
                    "Cannot make " + settings.storage() + ": see to the rights of the directory", e);
        }
        Instant deadline = Instant.now(clock).plus(patience);
        while (true) {
            Warehouse own = own(settings.withStorage(storage), clock);
            if (own != null) {
                return own;
            }
            Endpoint endpoint = Endpoint.read(storage);
            if (endpoint != null && !endpoint.storage().equals(storage)) {
                throw new WarehouseUnreachable("The directory " + storage.getParent() + " already serves "
                        + endpoint.storage() + ": give each storage a directory of its own");
            }
            if (!isAlone && endpoint != null && endpoint.answers()) {
                return at(endpoint);
            }
            // The holder may be opening or closing just now.
            if (Instant.now(clock).isAfter(deadline)) {
                throw new WarehouseUnreachable("The storage " + storage + " is held by " + StorageLock.holder(storage)
                        + (isAlone ? "" : ", which does not answer")
                        + ": end that process, or wait until it has ended");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WarehouseUnreachable("Interrupted while waiting for the warehouse");
        }
    }

    /** What the process that holds the storage has to give back, last first. */
    private record Owned(StorageLock lock, EmbeddedEngine engine, LoopbackGateway gateway, Endpoint endpoint) {
        void close() throws IOException {
            try (lock;
                    engine;
                    gateway) {
                endpoint.remove();
            }
        }
    }

    /**
     * Null while another, or this process, holds the storage. One thread at a time: the lock file of a storage that
     * this process holds must not be touched (see StorageLock).
     */
    private static @Nullable Warehouse own(WarehouseSettings settings, Clock clock) {
        synchronized (OWNING) {
            Path here = EmbeddedEngine.openHere();
            if (here != null
                    && Objects.equals(here.getParent(), settings.storage().getParent())) {
                return null;
            }
            try {
                StorageLock lock = StorageLock.take(settings.storage());
                return lock == null ? null : own(settings, lock, clock);
            } catch (IOException e) {
                throw new WarehouseUnreachable(
                        "Cannot lock " + settings.storage() + ": see to the rights of the directory", e);
            }
        }
    }

    private static Warehouse own(WarehouseSettings settings, StorageLock lock, Clock clock) throws IOException {
        EmbeddedEngine engine = null;
        LoopbackGateway gateway = null;
        try {
            engine = EmbeddedEngine.open(settings);
            gateway = LoopbackGateway.open(engine);
            Endpoint endpoint = new Endpoint(
                    gateway.endpoint(),
                    gateway.secret(),
                    ProcessHandle.current().pid(),
                    Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString(),
                    settings.storage());
            endpoint.write();
            return new Warehouse(
                    endpoint.url(),
                    LoopbackGateway.USER,
                    endpoint.secret(),
                    true,
                    new Owned(lock, engine, gateway, endpoint));
        } catch (IOException | RuntimeException | StatementFailed e) {
            if (gateway != null) {
                gateway.close();
            }
            if (engine != null) {
                engine.close();
            }
            lock.close();
            if (e instanceof RuntimeException told) {
                throw told;
            }
            throw new WarehouseUnreachable("The engine on " + settings.storage() + " does not come up", e);
        }
    }

    private static String password(@Nullable Path file) {
        if (file == null) {
            return "";
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new WarehouseUnreachable(
                    "Cannot read the password file " + file + "; see that it is there, and to its rights", e);
        }
    }

    /** A JDBC connection: for DDL and queries. Rows in number go through {@link #client}. */
    public Connection connect() throws SQLException {
        return connections.take();
    }

    private Connection newConnection() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", secret);
        properties.setProperty("compress", Boolean.toString(isPacked(endpoint, embedded)));
        properties.setProperty("retry", "0");
        String address = database.equals("default")
                ? endpoint.toString()
                : endpoint.toString().replaceAll("/+$", "") + "/" + database;
        Connection connection = new com.clickhouse.jdbc.Driver().connect("jdbc:clickhouse:" + address, properties);
        if (connection == null) {
            throw new SQLException("warehouse.url must be http:// or https://");
        }
        return connection;
    }

    /**
     * The vendor's streaming client, shared by all who load. Give it rows that are already serialized: a writer that
     * throws in the middle of a request ends the request as if it were whole, and no server can tell.
     */
    public Client client() {
        return client;
    }

    /** Whether this is the embedded engine, here or in the process that was first. */
    public boolean embedded() {
        return embedded;
    }

    public URI endpoint() {
        return endpoint;
    }

    /** The ClickHouse version that answers. */
    public String version() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT version()")) {
            return result.next() ? result.getString(1) : "";
        } catch (SQLException e) {
            throw new WarehouseUnreachable("The warehouse at " + endpoint + " does not answer: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        client.close();
        try {
            connections.close();
        } catch (SQLException e) {
            // Nothing is sent over them any more.
        }
        if (owned != null) {
            try {
                synchronized (OWNING) {
                    owned.close();
                }
            } catch (IOException e) {
                throw new WarehouseUnreachable(
                        "The embedded engine was closed, but "
                                + Endpoint.file(owned.endpoint().storage()) + " could not be removed",
                        e);
            }
        }
    }

    @Override
    public String toString() {
        return (embedded ? "embedded ClickHouse at " : "ClickHouse at ") + endpoint;
    }
}
