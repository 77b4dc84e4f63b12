package se.tvarsyn.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Storages of the embedded engine with every migration applied and no row, for tests that are not of migrations: made once
 * in a JVM and copied. A copy is of a closed storage, so it is whole; links would let one test write into another's files.
 */
public final class MigratedStorage {
    private static @Nullable Path made;

    private MigratedStorage() {}

    /**
     * Fills a storage that is not there yet. Leaves it to the first who opens it where this process has another storage open:
     * it can make no template meanwhile.
     *
     * @param storage the engine's directory, which nobody has open
     * @throws UncheckedIOException where it cannot be written
     */
    public static synchronized void into(Path storage) {
        if (Files.exists(storage) || (made == null && EmbeddedEngine.openHere() != null)) {
            return;
        }
        try {
            if (made == null) {
                made = make();
            }
            copy(made, storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() throws IOException {
        Path folder = Files.createTempDirectory("migrated");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
        Path storage = folder.resolve("warehouse/data");
        try (Warehouse warehouse = Warehouse.open(
                WarehouseSettings.embedded(storage, Path.of("warehouse/engine")).withLimits(2, 4L << 30, 4))) {
            Migrations.apply(warehouse, Path.of("warehouse/migrations"));
        }
        return storage;
    }

    /** The engine's own links are relative: they are copied as they are. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.toList();
            for (int i = all.size() - 1; i >= 0; i--) {
                Files.deleteIfExists(all.get(i));
            }
        } catch (IOException e) {
            // The system clears its folder of temporary files.
        }
    }
}
