package se.tvarsyn.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How processes take turns with one storage. Who needs it lays a file {@code mart.wanted.<pid>...} beside the storage's lock
 * and lets it lie while they hold the storage; who can do without it for a while (the pages) looks for such files, and
 * neither takes the storage nor keeps it while there is one.
 */
public final class StorageTurns {
    private static final String WANTED = "mart.wanted.";

    private final Path storage;
    private final Path folder;

    /** @param storage need not be there yet */
    public StorageTurns(Path storage) {
        this.storage = storage.toAbsolutePath();
        this.folder = Objects.requireNonNull(this.storage.getParent());
    }

    /** Whether there is such a storage at all. */
    public boolean exists() {
        return Files.isDirectory(storage);
    }

    /** Says that the storage is wanted, until it is closed. */
    Wish want() throws IOException {
        Path file = Files.createTempFile(
                folder, WANTED, "." + ProcessHandle.current().pid());
        return new Wish(file);
    }

    /** Whether a living process wants the storage. */
    public boolean isWanted() {
        try (DirectoryStream<Path> wishes = Files.newDirectoryStream(folder, WANTED + "*")) {
            for (Path wish : wishes) {
                String name = wish.getFileName().toString();
                long pid = Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
                if (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                    return true;
                }
                // Its process was killed.
                Files.deleteIfExists(wish);
            }
            return false;
        } catch (NoSuchFileException | NumberFormatException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A mark that changes whenever anybody takes the storage: while it stands, nothing in the storage has changed. Reads no
     * byte of the lock file, which must not be opened by who may hold it.
     */
    public String lastTaken() {
        try {
            return Files.getLastModifiedTime(folder.resolve("engine.lock")).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "turns at " + storage;
    }

    /** The wish of this process for a storage. */
    record Wish(Path file) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
