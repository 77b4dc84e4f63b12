package se.tvarsyn.warehouse;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ClickHouse engine inside this process, with one storage. Hands out a connection per statement, so many at once;
 * who comes when all are out waits in order.
 */
final class EmbeddedEngine implements AutoCloseable {
    /** The library keeps one storage per process, so this is process-wide as well. */
    private static final AtomicReference<@Nullable Path> OPEN = new AtomicReference<>();

    private static final int PATIENCE_IN_QUEUE_MINUTES = 5;
    private static final int PATIENCE_AT_CLOSE_SECONDS = 30;

    private final Path storage;
    private final int statements;
    private final Semaphore free;
    private final Memory argv;
    private final List<Memory> arguments;
    private final Pointer keeper;
    private volatile boolean closed;

    private EmbeddedEngine(Path storage, int statements, Memory argv, List<Memory> arguments, Pointer keeper) {
        this.storage = storage;
        this.statements = statements;
        this.free = new Semaphore(statements, true);
        this.argv = argv;
        this.arguments = arguments;
        this.keeper = keeper;
    }

    /** The storage that this process has open, if any. */
    static @Nullable Path openHere() {
        return OPEN.get();
    }

    static EmbeddedEngine open(WarehouseSettings settings) {
        Path storage = settings.storage();
        Path library = EngineLibrary.in(settings.engine());
        if (!OPEN.compareAndSet(null, storage)) {
            throw new WarehouseUnreachable("This process already has the storage " + OPEN.get()
                    + " open, and a process can hold one: open " + storage + " in another process");
        }
        boolean opened = false;
        try {
            Chdb.load(library);
            Path config = settings.engineConfig() == null ? writeConfig(settings) : settings.engineConfig();
            List<Memory> arguments = List.of(
                    argument("clickhouse"),
                    argument("--path=" + storage),
                    // Without a configuration of its own the engine reads ./config.xml or one in $HOME.
                    argument("--config-file=" + config),
                    argument("--max_threads=" + settings.maxThreads()),
                    // 1 is the default of ClickHouse 26: row counts and parse errors would come late.
                    argument("--async_insert=0"),
                    // The library's own defaults, unlike a server's: SELEKT 1 would be read as a column's name.
                    argument("--implicit_select=0"),
                    argument("--allow_introspection_functions=0"));
            Memory argv = new Memory(8L * arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                argv.setPointer(8L * i, arguments.get(i));
            }
            Pointer keeper = Chdb.chdb_connect(arguments.size(), argv);
            if (keeper == null) {
                throw new WarehouseUnreachable("The engine cannot open " + storage
                        + ": another program holds it, or it cannot be read and written; end that program or see to"
                        + " the rights of the directory");
            }
            opened = true;
            return new EmbeddedEngine(storage, settings.statements(), argv, arguments, keeper);
        } catch (UnsatisfiedLinkError e) {
            throw new EngineMissing(library + " does not load on this system");
        } catch (IOException e) {
            throw new WarehouseUnreachable("Cannot write the engine's configuration beside " + storage, e);
        } finally {
            if (!opened) {
                OPEN.set(null);
            }
        }
    }

    /** No logs: the engine's would quote rows. */
    private static Path writeConfig(WarehouseSettings settings) throws IOException {
        Path config = settings.storage().resolveSibling("engine.xml");
        Files.writeString(config, """
                <clickhouse>
                  <logger><level>none</level><console>false</console></logger>
                  <max_server_memory_usage>%d</max_server_memory_usage>
                  <os_threads_nice_value_merge_mutate>19</os_threads_nice_value_merge_mutate>
                </clickhouse>
                """.formatted(settings.maxMemoryBytes()));
        return config;
    }

    private static Memory argument(String text) {
        byte[] bytes = EngineConnection.utf8(text);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    /** A connection for one statement. Waits while all are out. */
    EngineConnection connect() throws StatementFailed {
        try {
            // Eight readers that each wait for a ninth statement would wait for ever.
            if (!free.tryAcquire(PATIENCE_IN_QUEUE_MINUTES, TimeUnit.MINUTES)) {
                throw new StatementFailed(
                        202,
                        "TOO_MANY_SIMULTANEOUS_QUERIES",
                        "No statement of " + statements + " ended in " + PATIENCE_IN_QUEUE_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StatementFailed(394, "QUERY_WAS_CANCELLED", "Interrupted in the queue");
        }
        Pointer handle = null;
        try {
            handle = closed ? null : Chdb.chdb_connect(arguments.size(), argv);
        } finally {
            if (handle == null) {
                free.release();
            }
        }
        if (handle == null) {
            throw new StatementFailed(210, "NETWORK_ERROR", "The embedded engine is closed");
        }
        return new EngineConnection(handle, free::release);
    }

    /** Statements that still run are told to end. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean quiet = allBack(1);
        if (!quiet) {
            try {
                new EngineConnection(keeper, () -> {}).execute("KILL QUERY WHERE 1 ASYNC");
            } catch (StatementFailed ignored) {
                // Then they end by themselves, or the wait below runs out.
            }
            quiet = allBack(PATIENCE_AT_CLOSE_SECONDS);
        }
        // A statement that would not end keeps its connection, and the engine stays until the process ends:
        // closing under it would crash the JVM.
        if (quiet) {
            Chdb.chdb_close_conn(keeper);
            OPEN.set(null);
        }
    }

    private boolean allBack(int seconds) {
        try {
            return free.tryAcquire(statements, seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public String toString() {
        return "embedded engine on " + storage;
    }
}
