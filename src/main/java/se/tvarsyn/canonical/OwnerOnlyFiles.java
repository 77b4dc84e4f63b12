package se.tvarsyn.canonical;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only the account that runs Tvärsyn may read, written so that a crash leaves the old one or the new one. */
public final class OwnerOnlyFiles {
    private OwnerOnlyFiles() {}

    /** Creates a folder of mode 700, its parents too; tightens one that is there. */
    public static void createFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectories(folder, mode("rwx------"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** An open, empty file of mode 600; what was there before is gone. */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return isPosix(file) ? FileChannel.open(file, options, mode("rw-------")) : FileChannel.open(file, options);
    }

    /** The file, created empty with mode 600 where it is not there. */
    public static Path ensureFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                if (isPosix(file)) {
                    Files.createFile(file, mode("rw-------"));
                } else {
                    Files.createFile(file);
                }
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker; the file is there.
                return file;
            }
        }
        return file;
    }

    /** Writes a whole file of mode 600 in the place of the old one. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = create(part)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        moveInto(part, file);
    }

    /** Puts a finished file in the place of another, and sees to it that the move itself survives a crash. */
    public static void moveInto(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Waits until nobody else, in this process or another, holds the file; holds it until the channel is closed. */
    public static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(ensureFile(file), StandardOpenOption.WRITE);
        try {
            while (!isLocked(channel)) {
                Thread.sleep(10);
            }
            return channel;
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.lock() != null;
        } catch (OverlappingFileLockException e) {
            // The JDK lets threads of one process fail where it lets processes wait.
            return false;
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?> mode(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
