package se.tvarsyn.reference;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in ClickHouse's RowBinary format. Written anew here, and not taken from the product: it is what is tested. */
final class RowBinary {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Map<String, byte[]> texts = new HashMap<>();
    private byte[] bytes = new byte[1 << 12];
    private int length;
    private int rows;

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    RowBinary int64(long value) {
        room(8);
        LONG.set(bytes, length, value);
        length += 8;
        return this;
    }

    /** The lowest bytes of a number, least first. */
    private RowBinary lowest(long value, int count) {
        room(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> 8 * i);
        }
        return this;
    }

    RowBinary int8(int value) {
        return lowest(value, 1);
    }

    RowBinary bool(boolean value) {
        return int8(value ? 1 : 0);
    }

    RowBinary int16(int value) {
        return lowest(value, 2);
    }

    RowBinary int32(int value) {
        return lowest(value, 4);
    }

    RowBinary uuid(UUID value) {
        return int64(value.getMostSignificantBits()).int64(value.getLeastSignificantBits());
    }

    RowBinary date(LocalDate day) {
        return int16((int) day.toEpochDay());
    }

    private boolean isThere(@Nullable Object value) {
        bool(value == null);
        return value != null;
    }

    RowBinary nullableInt8(@Nullable Integer value) {
        return isThere(value) && value != null ? int8(value) : this;
    }

    RowBinary nullableInt16(@Nullable Integer value) {
        return isThere(value) && value != null ? int16(value) : this;
    }

    RowBinary nullableInt32(@Nullable Integer value) {
        return isThere(value) && value != null ? int32(value) : this;
    }

    RowBinary nullableInt64(@Nullable Integer value) {
        return isThere(value) && value != null ? int64(value) : this;
    }

    RowBinary nullableBool(@Nullable Boolean value) {
        return isThere(value) && value != null ? bool(value) : this;
    }

    RowBinary nullableDate(@Nullable LocalDate value) {
        return isThere(value) && value != null ? date(value) : this;
    }

    RowBinary millis(Instant value) {
        return int64(value.toEpochMilli());
    }

    RowBinary nullableMillis(@Nullable Instant value) {
        return isThere(value) && value != null ? millis(value) : this;
    }

    RowBinary micros(Instant value) {
        return int64(value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000);
    }

    RowBinary text(String value) {
        byte[] utf8 = texts.get(value);
        if (utf8 == null) {
            utf8 = value.getBytes(StandardCharsets.UTF_8);
            texts.put(value, utf8);
        }
        if (utf8.length > 127) {
            throw new IllegalArgumentException("the texts of the municipality are short");
        }
        room(1 + utf8.length);
        bytes[length++] = (byte) utf8.length;
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    void endRow() {
        rows++;
    }

    int rows() {
        return rows;
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes, 0, length);
    }
}
