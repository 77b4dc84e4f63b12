package se.tvarsyn.load;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/** Rows in ClickHouse's RowBinary format, in one growing array. */
final class RowBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** Unit codes, categories and feeds repeat: their bytes are kept, up to this many. */
    private static final int REMEMBERED = 1_024;

    private final Map<String, byte[]> texts = new HashMap<>();
    private byte[] bytes;
    private int length;
    private int rows;

    RowBytes(int expectedRows) {
        this.bytes = new byte[Math.max(1_024, expectedRows * 128)];
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length + (bytes.length >> 1)));
        }
    }

    RowBytes uint8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    RowBytes bool(boolean value) {
        return uint8(value ? 1 : 0);
    }

    RowBytes uint16(int value) {
        room(2);
        SHORT.set(bytes, length, (short) value);
        length += 2;
        return this;
    }

    RowBytes uint32(int value) {
        room(4);
        INT.set(bytes, length, value);
        length += 4;
        return this;
    }

    RowBytes uint64(long value) {
        room(8);
        LONG.set(bytes, length, value);
        length += 8;
        return this;
    }

    /** ClickHouse keeps a UUID as two little-endian halves, the high one first. */
    RowBytes uuid(long high, long low) {
        return uint64(high).uint64(low);
    }

    RowBytes uuid(Pseudonym token) {
        return uuid(token.high(), token.low());
    }

    RowBytes nullableUuid(@Nullable Pseudonym token) {
        return token == null ? uint8(1) : uint8(0).uuid(token);
    }

    /** Type Date: days since 1970 in 16 bits. */
    RowBytes date(LocalDate day) {
        return uint16((int) day.toEpochDay());
    }

    RowBytes nullableDate(@Nullable LocalDate day) {
        return day == null ? uint8(1) : uint8(0).date(day);
    }

    RowBytes nullableUint8(@Nullable Integer value) {
        return value == null ? uint8(1) : uint8(0).uint8(value);
    }

    RowBytes nullableUint16(@Nullable Integer value) {
        return value == null ? uint8(1) : uint8(0).uint16(value);
    }

    RowBytes nullableUint32(@Nullable Integer value) {
        return value == null ? uint8(1) : uint8(0).uint32(value);
    }

    RowBytes nullableInt64(@Nullable Integer value) {
        return value == null ? uint8(1) : uint8(0).uint64(value);
    }

    /** Type Decimal(9, 2): hundredths in 32 bits. */
    RowBytes nullableHundredths(@Nullable BigDecimal value) {
        return value == null
                ? uint8(1)
                : uint8(0).uint32(value.setScale(2, RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .intValueExact());
    }

    RowBytes nullableBool(@Nullable Boolean value) {
        return value == null ? uint8(1) : uint8(0).bool(value);
    }

    RowBytes text(String value) {
        byte[] utf8 = texts.get(value);
        if (utf8 == null) {
            utf8 = value.getBytes(StandardCharsets.UTF_8);
            if (texts.size() < REMEMBERED) {
                texts.put(value, utf8);
            }
        }
        int left = utf8.length;
        while (left > 0x7f) {
            uint8(left & 0x7f | 0x80);
            left >>>= 7;
        }
        uint8(left);
        room(utf8.length);
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

    void addTo(MessageDigest digest) {
        digest.update(bytes, 0, length);
    }
}
