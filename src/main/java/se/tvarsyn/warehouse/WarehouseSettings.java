package se.tvarsyn.warehouse;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which ClickHouse to use, and how.
 *
 * @param url a ClickHouse server's HTTP address; null means the embedded engine
 * @param user the server's user; the embedded engine has one user of its own
 * @param passwordFile the file whose first line is the server's password; a secret never stands in a URL or a record
 * @param storage the embedded engine's storage. Its parent holds the lock and {@code endpoint.json}, so two
 *     storages need two parents
 * @param engine the directory with the engine's {@code package.json} ({@code warehouse/engine})
 * @param engineConfig a ClickHouse configuration for the embedded engine in place of the built-in one, e.g. one
 *     whose users.xml holds an analyst's rights; read only by the process that opens the storage
 * @param maxThreads threads per statement
 * @param maxMemoryBytes what the engine may use in all, beside the Java heap
 * @param statements how many statements the embedded engine runs at once; the others wait in order
 */
public record WarehouseSettings(
        @Nullable URI url,
        String user,
        @Nullable Path passwordFile,
        Path storage,
        Path engine,
        @Nullable Path engineConfig,
        int maxThreads,
        long maxMemoryBytes,
        int statements) {

    public WarehouseSettings {
        storage = storage.toAbsolutePath().normalize();
        engine = engine.toAbsolutePath().normalize();
        if (storage.getParent() == null) {
            throw new IllegalArgumentException("warehouse.storage must not be the root directory");
        }
        if (url != null && url.getUserInfo() != null) {
            throw new IllegalArgumentException("warehouse.url must not hold a password: use warehouse.password-file");
        }
        if (maxThreads < 1 || maxMemoryBytes < 1 || statements < 1) {
            throw new IllegalArgumentException("threads, memory and statements of the warehouse must be at least 1");
        }
    }

    /** The embedded engine with its defaults: all processors, half the machine's memory, eight statements at once. */
    public static WarehouseSettings embedded(Path storage, Path engine) {
        return new WarehouseSettings(
                null,
                "default",
                null,
                storage,
                engine,
                null,
                Runtime.getRuntime().availableProcessors(),
                Math.max(1L << 30, physicalMemory() / 2),
                8);
    }

    public WarehouseSettings withServer(URI server, String serverUser, @Nullable Path serverPasswordFile) {
        return new WarehouseSettings(
                server,
                serverUser,
                serverPasswordFile,
                storage,
                engine,
                engineConfig,
                maxThreads,
                maxMemoryBytes,
                statements);
    }

    public WarehouseSettings withLimits(int threads, long memoryBytes, int atOnce) {
        return new WarehouseSettings(
                url, user, passwordFile, storage, engine, engineConfig, threads, memoryBytes, atOnce);
    }

    public WarehouseSettings withEngineConfig(Path config) {
        return new WarehouseSettings(
                url, user, passwordFile, storage, engine, config, maxThreads, maxMemoryBytes, statements);
    }

    WarehouseSettings withStorage(Path where) {
        return new WarehouseSettings(
                url, user, passwordFile, where, engine, engineConfig, maxThreads, maxMemoryBytes, statements);
    }

    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : 4L << 30;
    }
}
