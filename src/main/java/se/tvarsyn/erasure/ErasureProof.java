package se.tvarsyn.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * That deleted rows are gone from the disk too. ClickHouse keeps the parts that a mutation replaced, 8 minutes by default,
 * so that a power cut loses nothing; until they are removed, the bytes are there (PRIVACY.md 5).
 */
public final class ErasureProof {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PAUSE_MILLIS = 500;

    private final Statements statements;
    private final LongConsumer waiting;
    private final String again;

    /**
     * @param waiting told in how many tables replaced parts are still there, every half second
     * @param again what brings the proof about once more, for messages: "approve again"
     */
    public ErasureProof(Warehouse warehouse, LongConsumer waiting, String again) {
        this.statements = new Statements(
                warehouse,
                code -> new WarehouseUnreachable("The warehouse did not answer while an erasure was proven; " + again));
        this.waiting = waiting;
        this.again = again;
    }

    /**
     * Waits until no replaced part is left, then looks for the tokens in every file.
     *
     * @param storage the embedded engine's directory; null for a server, whose disk this process cannot see
     * @return what was looked at
     * @throws NotErased where replaced parts stay, or a token is found
     * @throws WarehouseUnreachable where the warehouse does not answer
     */
    public Evidence find(Collection<Pseudonym> persons, @Nullable Path storage) throws IOException, NotErased {
        List<FactTable> tables = new ArrayList<>();
        for (FactTable table : FactTable.values()) {
            if (table.hasPerson()) {
                tables.add(table);
            }
        }
        try {
            tables.forEach(
                    t -> statements.execute("ALTER TABLE " + t.tableName() + " MODIFY SETTING old_parts_lifetime = 1"));
            await(tables);
        } finally {
            tables.forEach(
                    t -> statements.execute("ALTER TABLE " + t.tableName() + " RESET SETTING old_parts_lifetime"));
        }
        if (storage == null) {
            return new Evidence(0, 0);
        }
        Scan scan = new Scan(persons);
        Files.walkFileTree(storage, scan);
        if (scan.isFound) {
            throw new NotErased("a file of the warehouse still holds a token of an erased or barred person: " + again
                    + "; if it stays, stop every other program that uses the warehouse first");
        }
        return new Evidence(scan.files, scan.bytes);
    }

    private void await(List<FactTable> tables) throws NotErased {
        long tries = PATIENCE.toMillis() / PAUSE_MILLIS;
        for (long i = 0; i < tries; i++) {
            List<FactTable> left = tables.stream().filter(t -> replaced(t) > 0).toList();
            if (left.isEmpty()) {
                return;
            }
            waiting.accept(left.size());
            // Of a partition that there is none of: ClickHouse cleans up after every DROP PARTITION, where its own
            // cleaning
            // sleeps for longer the less there is to do (measured: 0.4 s against 31 s).
            left.forEach(t -> statements.execute("ALTER TABLE " + t.tableName() + " DROP PARTITION ID 'none'"));
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NotErased("interrupted while replaced parts were waited for: " + again);
            }
        }
        throw new NotErased("replaced parts of the warehouse are still there after " + PATIENCE.toMinutes()
                + " minutes: end long queries, then " + again);
    }

    private long replaced(FactTable table) {
        return statements.number("SELECT count() FROM system.parts WHERE NOT active AND database || '.' || table = '"
                + table.tableName() + "'");
    }

    /**
     * What was looked through without finding anything.
     *
     * @param files 0 for a server
     */
    public record Evidence(long files, long bytes) {}

    /** What must be gone is still there. */
    public static final class NotErased extends Exception {
        private static final long serialVersionUID = 1L;

        NotErased(String message) {
            super(message);
        }
    }

    /**
     * Looks for tokens as ClickHouse stores them (two little-endian halves), as bytes in order, and as text with and
     * without hyphens. A token is random, so compression leaves it as it is; where it does not, the replaced parts being
     * gone is the proof.
     */
    private static final class Scan extends SimpleFileVisitor<Path> {
        private static final int KEY = 8;
        private static final int CHUNK = 1 << 16;
        private static final int LONGEST = 36;

        private final Map<Long, List<byte[]>> byBeginning = new HashMap<>();
        private long files;
        private long bytes;
        private boolean isFound;

        Scan(Collection<Pseudonym> persons) {
            for (Pseudonym person : persons) {
                ByteBuffer little = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
                add(little.putLong(person.high()).putLong(person.low()).array());
                ByteBuffer swapped = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
                add(swapped.putLong(person.low()).putLong(person.high()).array());
                add(ByteBuffer.allocate(16)
                        .putLong(person.high())
                        .putLong(person.low())
                        .array());
                String text = person.toString();
                for (String form : List.of(text, text.replace("-", ""))) {
                    add(form.getBytes(StandardCharsets.US_ASCII));
                    add(form.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
                }
            }
        }

        private void add(byte[] pattern) {
            byBeginning
                    .computeIfAbsent(ByteBuffer.wrap(pattern).getLong(), b -> new ArrayList<>())
                    .add(pattern);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                files++;
                look(file);
            }
            return isFound ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                // The engine removed it meanwhile.
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        private void look(Path file) throws IOException {
            byte[] window = new byte[CHUNK + LONGEST];
            int kept = 0;
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(window, 0, CHUNK); n >= 0 && !isFound; n = in.read(window, kept, CHUNK)) {
                    bytes += n;
                    int end = kept + n;
                    look(window, end);
                    kept = Math.min(end, LONGEST - 1);
                    System.arraycopy(window, end - kept, window, 0, kept);
                }
            } catch (NoSuchFileException e) {
                return;
            }
        }

        private void look(byte[] window, int end) {
            long beginning = 0;
            for (int i = 0; i < end; i++) {
                beginning = beginning << 8 | window[i] & 0xff;
                if (i < KEY - 1) {
                    continue;
                }
                List<byte[]> patterns = byBeginning.get(beginning);
                int start = i - KEY + 1;
                if (patterns != null) {
                    for (byte[] pattern : patterns) {
                        isFound |= start + pattern.length <= end
                                && java.util.Arrays.equals(
                                        window, start, start + pattern.length, pattern, 0, pattern.length);
                    }
                }
            }
        }
    }
}
