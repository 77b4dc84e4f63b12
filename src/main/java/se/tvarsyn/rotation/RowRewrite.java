package se.tvarsyn.rotation;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.pseudonymization.TokenLink;
import se.tvarsyn.pseudonymization.TokenLinks;

/**
 * Rows in ClickHouse's RowBinary format, copied byte by byte, with the next token in the place of each token and the next
 * version in the place of its key's. What is no token is never looked into. For one thread at a time.
 */
final class RowRewrite {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Pattern NULLABLE = Pattern.compile("Nullable\\((.+)\\)");
    private static final Pattern REPEATED = Pattern.compile("LowCardinality\\((.+)\\)");
    private static final Pattern FIXED_TEXT = Pattern.compile("FixedString\\((\\d+)\\)");
    private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), *\\d+\\)");
    private static final int TEXT = -1;

    private final CoreTable table;
    private final TokenLinks links;
    private final List<Cell> cells;
    private final Map<String, Feed> feeds = new HashMap<>();

    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int rows;

    /** How one column is read. */
    private record Cell(String column, int width, boolean isNullable, boolean isToken, boolean isPerson) {}

    /** The link of a feed, looked up once. */
    private record Feed(@Nullable TokenLink link) {}

    RowRewrite(CoreTable table, TokenLinks links) {
        this.table = table;
        this.links = links;
        this.cells = table.columns().stream()
                .map(c -> new Cell(
                        c.name(),
                        width(plain(c.type()), table, c.name()),
                        NULLABLE.matcher(c.type()).find(),
                        c.isToken(),
                        c.isPerson()))
                .toList();
    }

    int rows() {
        return rows;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    void clear() {
        length = 0;
        rows = 0;
    }

    /**
     * Takes one row over.
     *
     * @return false where there is none left
     * @throws EOFException where the rows end within one
     * @throws RotationStopped where the row is of a version that is neither the old one nor none
     */
    boolean next(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        room(1);
        bytes[length++] = (byte) first;
        int feedAt = length;
        text(in, first);
        TokenLink ofFeed = feed(new String(bytes, feedAt, length - feedAt, StandardCharsets.UTF_8));
        TokenLink ofPerson = ofFeed;
        // The feed is the first column, and read.
        for (Cell cell : cells.subList(1, cells.size())) {
            if (cell.isNullable) {
                copy(in, 1);
                if (bytes[length - 1] == 1) {
                    continue;
                }
            }
            int at = length;
            if (cell.width == TEXT) {
                copy(in, 1);
                text(in, bytes[length - 1] & 0xff);
            } else {
                copy(in, cell.width);
            }
            if (cell.isToken) {
                rewrite(at, cell.isPerson ? ofPerson : ofFeed);
            } else if (cell.column.equals("is_linkable") && bytes[at] != 0) {
                ofPerson = links.ofPurpose();
            } else if (cell.column.equals("key_version")) {
                version(at, ofPerson);
            }
        }
        rows++;
        return true;
    }

    private @Nullable TokenLink feed(String name) {
        return feeds.computeIfAbsent(name, n -> new Feed(links.ofFeed(n))).link;
    }

    /** The zero UUID of tombstones and of rows without a group stays: it names nobody. */
    private void rewrite(int at, @Nullable TokenLink link) {
        long high = (long) LONG.get(bytes, at);
        long low = (long) LONG.get(bytes, at + 8);
        if (link == null || (high == 0 && low == 0)) {
            return;
        }
        Pseudonym next = link.next(stored(high, low));
        LONG.set(bytes, at, next.high());
        LONG.set(bytes, at + 8, next.low());
    }

    private Pseudonym stored(long high, long low) {
        try {
            return new Pseudonym(high, low);
        } catch (IllegalArgumentException e) {
            throw new RotationStopped(
                    table.table().tableName() + ": holds a token that this program did not make (no UUID"
                            + " of version 8): find it with warehouse/tests/core_token_not_version_8.sql");
        }
    }

    /** A row that was taken back before it named anybody has version 0. */
    private void version(int at, @Nullable TokenLink link) {
        int version = bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
        if (link == null || version == 0) {
            return;
        }
        if (version != link.fromVersion()) {
            throw new RotationStopped(table.table().tableName() + ": holds rows of key version " + version + " beside "
                    + link.fromVersion()
                    + ": restore the warehouse and the folder 'keys' from backups of the same day");
        }
        bytes[at] = (byte) link.toVersion();
        bytes[at + 1] = (byte) (link.toVersion() >>> 8);
    }

    /** The rest of a text whose length begins with a byte that is copied already (LEB128). */
    private void text(InputStream in, int firstByte) throws IOException {
        int size = firstByte & 0x7f;
        int shift = 7;
        int last = firstByte;
        while ((last & 0x80) != 0) {
            copy(in, 1);
            last = bytes[length - 1];
            size |= (last & 0x7f) << shift;
            shift += 7;
        }
        copy(in, size);
    }

    private void copy(InputStream in, int count) throws IOException {
        room(count);
        if (in.readNBytes(bytes, length, count) < count) {
            throw new EOFException("the rows of " + table.table().tableName() + " end within one");
        }
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    private static String plain(String type) {
        String plain = type;
        for (Pattern wrapped : List.of(REPEATED, NULLABLE)) {
            Matcher matcher = wrapped.matcher(plain);
            plain = matcher.matches() ? matcher.group(1) : plain;
        }
        return plain;
    }

    private static int width(String type, CoreTable table, String column) {
        Matcher decimal = DECIMAL.matcher(type);
        Matcher fixed = FIXED_TEXT.matcher(type);
        if (decimal.matches()) {
            int digits = Integer.parseInt(decimal.group(1));
            return digits <= 9 ? 4 : digits <= 18 ? 8 : digits <= 38 ? 16 : 32;
        }
        if (fixed.matches()) {
            return Integer.parseInt(fixed.group(1));
        }
        return switch (type.replaceFirst("\\(.*", "")) {
            case "Bool", "UInt8", "Int8", "Enum8" -> 1;
            case "UInt16", "Int16", "Enum16", "Date" -> 2;
            case "UInt32", "Int32", "Float32", "Date32", "DateTime" -> 4;
            case "UInt64", "Int64", "Float64", "DateTime64" -> 8;
            case "UUID" -> 16;
            case "String" -> TEXT;
            default ->
                throw new RotationStopped(table.table().tableName() + "." + column + ": a rotation cannot copy type "
                        + type + ": change the column's type, or teach RowRewrite the type");
        };
    }
}
