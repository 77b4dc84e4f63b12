package se.tvarsyn.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Entries in a keyed hash chain, one JSON object a line (PRIVACY.md 5):
 *
 * <pre>
 * mac of entry n = HMAC-SHA-256(key, mac of entry n−1 | bytes of the line up to its mac); before entry 1: 32 zero bytes
 * </pre>
 *
 * Who lacks the key cannot change, remove or reorder an entry unseen. That the newest entries are cut off shows only
 * against a head that was noted elsewhere: so every head is printed, to be kept with the case.
 */
public final class AuditLog {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String MAC = ",\"mac\":\"";
    private static final int MAC_DIGITS = 64;
    private static final int LONGEST_LINE = 1 << 20;

    private final Path file;
    private final SecretKey key;
    private final Clock clock;

    /**
     * @param folder made where it is not there
     * @param key of the chain
     */
    public AuditLog(Path folder, SecretKey key, Clock clock) {
        this.file = folder.resolve("audit.log");
        this.key = key;
        this.clock = clock;
    }

    /**
     * Adds an entry; it is on the disk when this returns.
     *
     * @param actor the principal or the account of the operating system
     * @param action a word of the product: {@code erase-approve}
     * @param facts must hold no value of a record
     * @return the head: the entry's mac, hex
     * @throws IOException where the file cannot be written
     * @throws HomeFileUnreadable where its last entry was damaged
     */
    public String append(String actor, String action, Map<String, String> facts) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        OwnerOnlyFiles.createFolder(folder);
        try (FileChannel lock = OwnerOnlyFiles.lock(folder.resolve("lock"));
                FileChannel channel = FileChannel.open(
                        OwnerOnlyFiles.ensureFile(file), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Last last = last(channel);
            byte[] entry = entry(last.number + 1, actor, action, facts);
            byte[] mac = mac(last.mac, entry);
            String line = new String(entry, StandardCharsets.UTF_8) + MAC + hex(mac) + "\"}\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            channel.truncate(last.end);
            channel.position(last.end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            return hex(mac);
        }
    }

    private byte[] entry(long number, String actor, String action, Map<String, String> facts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("entry", number);
            json.writeStringField("at", clock.instant().toString());
            json.writeStringField("actor", actor);
            json.writeStringField("action", action);
            json.writeObjectFieldStart("facts");
            for (Map.Entry<String, String> fact : new TreeMap<>(facts).entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        byte[] whole = bytes.toByteArray();
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /**
     * The last whole entry. Bytes after it are an entry whose writing was cut off: it was never answered for, and gives
     * way to the next.
     */
    private Last last(FileChannel channel) throws IOException {
        long size = channel.size();
        int tail = (int) Math.min(size, LONGEST_LINE);
        ByteBuffer buffer = ByteBuffer.allocate(tail);
        while (buffer.hasRemaining() && channel.read(buffer, size - tail + buffer.position()) >= 0) {
            continue;
        }
        String text = new String(buffer.array(), StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        if (end == 0) {
            if (size > tail) {
                throw new HomeFileUnreadable(file, "its last entry cannot be read: restore the audit from its backup");
            }
            return new Last(0, new byte[MAC_DIGITS / 2], 0);
        }
        int start = end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1;
        byte[] line = text.substring(start, end - 1).getBytes(StandardCharsets.ISO_8859_1);
        Parts parts = Parts.of(line);
        long number = parts == null ? -1 : parts.number();
        if (parts == null || number < 1) {
            throw new HomeFileUnreadable(
                    file, "its last entry cannot be read: run 'audit verify', and restore the audit from its backup");
        }
        return new Last(number, parts.mac, size - tail + end);
    }

    /**
     * Walks the whole chain.
     *
     * @param noted a head that somebody noted; null = none. Found at any entry: later entries may have followed
     * @throws IOException where the file cannot be read
     */
    public AuditVerdict verify(@Nullable String noted) throws IOException {
        byte[] before = new byte[MAC_DIGITS / 2];
        long number = 0;
        boolean isNotedSeen = noted == null;
        if (!Files.exists(file)) {
            return noted == null
                    ? AuditVerdict.good(0, hex(before))
                    : AuditVerdict.broken(0, "there is no audit, but a head was noted: entries were removed");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] line = line(in); line != null; line = line(in)) {
                number++;
                Parts parts = Parts.of(line);
                if (parts == null) {
                    return AuditVerdict.broken(number, "is no whole entry: it was changed or cut");
                }
                byte[] mac = mac(before, parts.entry);
                if (!MessageDigest.isEqual(mac, parts.mac)) {
                    return AuditVerdict.broken(
                            number, "does not follow from the one before: it was changed, moved, or one was removed");
                }
                if (parts.number() != number) {
                    return AuditVerdict.broken(number, "does not have its number");
                }
                before = mac;
                isNotedSeen |= hex(mac).equalsIgnoreCase(noted);
            }
        }
        return isNotedSeen
                ? AuditVerdict.good(number, hex(before))
                : AuditVerdict.broken(
                        number + 1, "is missing: no entry has the noted head, so the newest entries were removed");
    }

    private static byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n' && line.size() < LONGEST_LINE) {
            line.write(b);
            b = in.read();
        }
        // Without its line feed the last entry was cut off.
        return b == '\n' ? line.toByteArray() : new byte[0];
    }

    private byte[] mac(byte[] before, byte[] entry) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(before);
            return mac.doFinal(entry);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private record Last(long number, byte[] mac, long end) {}

    private record Parts(byte[] entry, byte[] mac) {
        private static final byte[] FIRST = "{\"entry\":".getBytes(StandardCharsets.US_ASCII);

        static @Nullable Parts of(byte[] line) {
            int at = line.length - MAC_DIGITS - MAC.length() - 2;
            if (at < FIRST.length
                    || !Arrays.equals(line, 0, FIRST.length, FIRST, 0, FIRST.length)
                    || !ascii(line, at, at + MAC.length()).equals(MAC)
                    || !ascii(line, line.length - 2, line.length).equals("\"}")) {
                return null;
            }
            String mac = ascii(line, at + MAC.length(), line.length - 2);
            return mac.matches("[0-9a-f]{64}")
                    ? new Parts(Arrays.copyOf(line, at), HexFormat.of().parseHex(mac))
                    : null;
        }

        private static String ascii(byte[] line, int from, int to) {
            return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
        }

        /** -1 where there is none. */
        long number() {
            int end = FIRST.length;
            while (end < entry.length && entry[end] >= '0' && entry[end] <= '9' && end < FIRST.length + 18) {
                end++;
            }
            return end == FIRST.length ? -1 : Long.parseLong(ascii(entry, FIRST.length, end));
        }
    }
}
