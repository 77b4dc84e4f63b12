package se.tvarsyn.quarantine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * A retry under way: what it rejects once more is noted beside the delivery's file, without payload, and the file is
 * rewritten when the retry is in. Holds one batch.
 */
final class RetriedDelivery {
    private final UUID retry;
    private final QuarantineFolder.Stored stored;
    private final Path notes;
    private final FileChannel channel;
    private final Predicate<QuarantinedRecord> isMeant;
    private final Clock clock;
    private final BitSet batches = new BitSet();

    /** @param isMeant the same as the one by which the records were read */
    RetriedDelivery(UUID retry, QuarantineFolder.Stored stored, Predicate<QuarantinedRecord> isMeant, Clock clock)
            throws IOException {
        this.retry = retry;
        this.stored = stored;
        this.isMeant = isMeant;
        this.clock = clock;
        this.notes = stored.file().resolveSibling(stored.file().getFileName() + ".retry");
        this.channel = OwnerOnlyFiles.create(notes);
    }

    /** Takes a batch once; a batch that comes again after a failure further on is here already. */
    synchronized void put(int batch, List<RejectedRecord> rejected) throws IOException {
        if (rejected.isEmpty() || batches.get(batch)) {
            return;
        }
        Instant now = clock.instant();
        for (RejectedRecord record : rejected) {
            Rejection safe = DocumentNames.safe(record.rejection());
            writeFully(
                    channel,
                    new QuarantineLine(batch + ".0", record.recordType(), safe, now, null, null, null).toBytes());
        }
        batches.set(batch);
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** To be called under the quarantine's lock: somebody may have discarded records since the retry began. */
    synchronized void commit() throws IOException {
        channel.close();
        Path part = stored.file().resolveSibling(stored.file().getFileName() + ".rewrite");
        try (Lines kept = new Lines(stored.file());
                Lines noted = new Lines(notes);
                FileChannel rewritten = OwnerOnlyFiles.create(part)) {
            QuarantinedRecord.Taken taken = new QuarantinedRecord.Taken(retry, clock.instant());
            for (List<QuarantineLine> batch = kept.batch(null); !batch.isEmpty(); batch = kept.batch(null)) {
                for (QuarantineLine line :
                        settled(batch, noted.batch(batch.get(0).batch()), taken)) {
                    writeFully(rewritten, line.toBytes());
                }
            }
            rewritten.force(true);
        }
        OwnerOnlyFiles.moveInto(part, stored.file());
        Files.deleteIfExists(notes);
    }

    /** A record leaves when nothing of it was rejected again; else its lines tell the new reasons. */
    private List<QuarantineLine> settled(
            List<QuarantineLine> batch, List<QuarantineLine> rejectedAgain, QuarantinedRecord.Taken taken) {
        Set<String> retried = new HashSet<>();
        for (QuarantineLine line : batch) {
            if (line.isRetryable() && isMeant.test(stored.record(line))) {
                retried.add(line.unit());
            }
        }
        Map<String, Deque<Rejection>> reasons = new HashMap<>();
        rejectedAgain.forEach(line ->
                reasons.computeIfAbsent(line.unit(), none -> new ArrayDeque<>()).add(line.rejection()));
        List<QuarantineLine> settled = new ArrayList<>(batch.size());
        for (QuarantineLine line : batch) {
            Deque<Rejection> left = reasons.get(line.unit());
            if (!line.isRetryable() || !retried.contains(line.unit())) {
                settled.add(line);
            } else if (left == null || left.isEmpty()) {
                settled.add(line.takenBy(taken));
            } else {
                settled.add(line.rejectedAgain(left.removeFirst()));
            }
        }
        return settled;
    }

    synchronized void abort() {
        try {
            channel.close();
            Files.deleteIfExists(notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of a file, batch by batch. */
    private static final class Lines implements AutoCloseable {
        private final BufferedReader reader;
        private @Nullable QuarantineLine ahead;

        Lines(Path file) throws IOException {
            this.reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            this.ahead = line();
        }

        private @Nullable QuarantineLine line() throws IOException {
            String line = reader.readLine();
            return line == null ? null : QuarantineLine.parse(line);
        }

        /**
         * @param only the batch that is wanted if it comes next; null for whichever comes
         * @return empty where the file has ended, or another batch comes next
         */
        List<QuarantineLine> batch(@Nullable Integer only) throws IOException {
            List<QuarantineLine> lines = new ArrayList<>();
            if (ahead == null || only != null && ahead.batch() != only) {
                return lines;
            }
            int batch = ahead.batch();
            for (; ahead != null && ahead.batch() == batch; ahead = line()) {
                lines.add(ahead);
            }
            return lines;
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
