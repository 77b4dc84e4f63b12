package se.tvarsyn.quarantine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.sealing.PayloadCipher;

/** The quarantine file of a delivery while it is being written, beside the one it will replace. */
final class OpenDelivery {
    /** Bytes gathered before they are written: a batch of rejections may be far larger than memory wants. */
    private static final int CHUNK = 1 << 16;

    private final UUID id;
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final PayloadCipher cipher;
    private final Clock clock;
    private final Map<String, QuarantinedRecord.Discard> discardedBefore;
    private final BitSet batches = new BitSet();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private boolean isEmpty = true;

    OpenDelivery(
            UUID id,
            Path file,
            PayloadCipher cipher,
            Map<String, QuarantinedRecord.Discard> discardedBefore,
            Clock clock)
            throws IOException {
        this.id = id;
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.cipher = cipher;
        this.discardedBefore = discardedBefore;
        this.clock = clock;
        this.channel = OwnerOnlyFiles.create(part);
    }

    /** What was discarded when the delivery began. */
    Map<String, QuarantinedRecord.Discard> discardedBefore() {
        return discardedBefore;
    }

    /** Takes a batch once; a batch that comes again after a failure further on is here already. */
    synchronized void put(int batch, List<RejectedRecord> rejected) throws IOException {
        if (rejected.isEmpty() || batches.get(batch)) {
            return;
        }
        long start = channel.position();
        try {
            Instant now = clock.instant();
            for (int i = 0; i < rejected.size(); i++) {
                write(line(batch + "." + i, rejected.get(i), now).toBytes());
            }
            flush();
        } catch (IOException | RuntimeException e) {
            // Half a batch must not stay: it would be there twice when the batch comes again.
            chunk.clear();
            channel.truncate(start);
            throw e;
        }
        batches.set(batch);
        isEmpty = false;
    }

    private QuarantineLine line(String place, RejectedRecord rejected, Instant now) {
        Rejection safe = DocumentNames.safe(rejected.rejection());
        QuarantineLine bare = new QuarantineLine(place, rejected.recordType(), safe, now, null, null, null);
        QuarantinedRecord.Discard discard = discardedBefore.isEmpty() ? null : discardedBefore.get(bare.mark());
        if (discard != null) {
            return bare.withoutPayload(discard);
        }
        byte[] sealed = cipher.encrypt(id + "." + place, rejected.payload().getBytes(StandardCharsets.UTF_8));
        return new QuarantineLine(
                place, rejected.recordType(), safe, now, Base64.getEncoder().encodeToString(sealed), null, null);
    }

    private void write(byte[] bytes) throws IOException {
        if (bytes.length > chunk.remaining()) {
            flush();
        }
        if (bytes.length > chunk.capacity()) {
            writeFully(ByteBuffer.wrap(bytes));
        } else {
            chunk.put(bytes);
        }
    }

    private void flush() throws IOException {
        writeFully(chunk.flip());
        chunk.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The file takes its place; a delivery without rejections leaves none, and takes an earlier one away. */
    synchronized void commit() throws IOException {
        if (isEmpty) {
            abort();
            Files.deleteIfExists(file);
            return;
        }
        channel.force(true);
        channel.close();
        OwnerOnlyFiles.moveInto(part, file);
    }

    synchronized void abort() {
        try {
            channel.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
