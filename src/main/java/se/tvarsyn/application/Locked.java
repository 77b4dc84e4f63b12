package se.tvarsyn.application;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import se.tvarsyn.settings.Home;

/** A home in which one process takes deliveries: their order is given here. The lock is the operating system's. */
public record Locked(FileChannel channel) implements AutoCloseable {
    /**
     * For who changes no row; whoever does takes {@link Installation#lock}.
     *
     * @throws Installation.HomeBusy where another process has it
     */
    public static Locked of(Home home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.state().resolve("load.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new Locked(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process.
            channel.close();
            throw new Installation.HomeBusy(home.shown(home.directory()));
        }
        channel.close();
        throw new Installation.HomeBusy(home.shown(home.directory()));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
