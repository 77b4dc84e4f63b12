package se.tvarsyn.warehouse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a storage. The operating system drops the lock when its process ends, however it ends. Never open the lock
 * file in a process that holds it: on POSIX closing any descriptor of a file drops all of the process's locks on it.
 */
final class StorageLock implements AutoCloseable {
    private final FileChannel channel;

    private StorageLock(FileChannel channel) {
        this.channel = channel;
    }

    private static Path file(Path storage) {
        return storage.resolveSibling("engine.lock");
    }

    /** Makes the directories, for their owner only. The path that comes back has no links: one storage, one name. */
    static Path prepare(Path storage) throws IOException {
        Files.createDirectories(
                storage, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(storage, PosixFilePermissions.fromString("rwx------"));
        return storage.toRealPath();
    }

    /** Null while another process holds it. */
    static @Nullable StorageLock take(Path storage) throws IOException {
        FileChannel channel = FileChannel.open(
                file(storage), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                return null;
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            taken = true;
            return new StorageLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    /** The process that took the lock last. */
    static String holder(Path storage) {
        try {
            String pid =
                    Files.readString(file(storage), StandardCharsets.US_ASCII).strip();
            return pid.matches("\\d{1,10}") ? "process " + pid : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
