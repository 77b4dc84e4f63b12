package se.tvarsyn.zones;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.source.FileTarget;
import se.tvarsyn.source.SourceUnreachable;

/**
 * Batches that are made and not handed over yet: {@code .tvarsyn/outbox}. A batch is here before the ledger calls its
 * delivery done, and stays until the other end has it; so a line that is down loses nothing, and changes no order.
 */
public final class Outbox {
    /** Of a batch's file. */
    public static final String SUFFIX = ".tvb";

    private static final String PART = ".part";

    private final Path folder;
    private final Clock clock;

    private Outbox(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Opens the folder, and removes what a killed process began: nobody could open it. */
    public static Outbox open(Path folder, Clock clock) throws IOException {
        OwnerOnlyFiles.createFolder(folder);
        Outbox outbox = new Outbox(folder, clock);
        for (Path left : outbox.files(PART)) {
            Files.delete(left);
        }
        return outbox;
    }

    /**
     * The number of a new batch: larger than every one before, also where this folder was lost, for it follows the clock.
     */
    long nextNumber() throws IOException {
        Path file = folder.resolve("number");
        long last = Files.exists(file)
                ? Long.parseLong(
                        Files.readString(file, StandardCharsets.US_ASCII).strip())
                : 0;
        long next = Math.max(last + 1, clock.millis());
        OwnerOnlyFiles.replace(file, (next + "\n").getBytes(StandardCharsets.US_ASCII));
        return next;
    }

    /** A file that is no batch until it is {@link Begun#finished()}. */
    Begun begin(String sender, long number) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "%s-%016d%s", sender, number, SUFFIX));
        Path part = file.resolveSibling(file.getFileName() + PART);
        return new Begun(part, file, OwnerOnlyFiles.create(part));
    }

    /** Batches that wait, oldest first. */
    List<Path> waiting() throws IOException {
        return files(SUFFIX);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Hands every batch over, oldest first; stops at the first that cannot be, so that none overtakes another.
     *
     * @return how many were
     * @throws SourceUnreachable the rest stays, for the next time
     */
    public int handOver(FileTarget target) throws IOException, SourceUnreachable {
        int count = 0;
        for (Path batch : waiting()) {
            target.put(batch.getFileName().toString(), batch);
            Files.delete(batch);
            count++;
        }
        return count;
    }

    /** How many batches wait. */
    public int count() throws IOException {
        return waiting().size();
    }

    /** A batch that is being written. */
    record Begun(Path part, Path file, FileChannel channel) {
        OutputStream out() {
            return new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 2 * BlockCipher.BLOCK);
        }

        void finished() throws IOException {
            channel.force(true);
            channel.close();
            OwnerOnlyFiles.moveInto(part, file);
        }

        void abandoned() throws IOException {
            channel.close();
            Files.deleteIfExists(part);
        }
    }
}
