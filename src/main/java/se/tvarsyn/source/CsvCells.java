package se.tvarsyn.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Text of one column's cells. A cell that was seen lately gives the same String again: dates, units and lessons repeat
 * for a whole class, and a String that exists already costs neither memory nor, in what follows, a second look.
 *
 * <p>A short cell is known by its bytes, taken as two numbers: that is half of the reader's time saved against hashing
 * and comparing byte by byte (5 M lesson rows, measured November 2026).
 */
final class CsvCells {
    /** Bytes that may be read behind the last cell of the buffer. */
    static final int OVERHANG = 16;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int REMEMBERED_BITS = 13;
    private static final char UNDECODABLE = '\uFFFD';

    private final Charset charset;
    private final long[] firstEight = new long[1 << REMEMBERED_BITS];
    private final long[] nextEight = new long[1 << REMEMBERED_BITS];
    private final @Nullable String[] remembered = new String[1 << REMEMBERED_BITS];
    private final byte[] lengths = new byte[1 << REMEMBERED_BITS];

    CsvCells(Charset charset) {
        this.charset = charset;
    }

    /**
     * @param bytes with at least {@link #OVERHANG} bytes behind {@code to}
     * @return null where the bytes are no text in this encoding
     */
    @Nullable
    String text(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > 16) {
            return decode(bytes, from, length);
        }
        long first = (long) EIGHT_BYTES.get(bytes, from);
        long next = 0;
        if (length < 8) {
            first &= -1L >>> (64 - 8 * length);
        } else if (length > 8) {
            next = (long) EIGHT_BYTES.get(bytes, from + 8) & (-1L >>> (128 - 8 * length));
        }
        // Fibonacci hashing; any odd numbers of good spread do.
        int slot = (int) (((first * 0x9E3779B97F4A7C15L) ^ (next * 0xC2B2AE3D27D4EB4FL)) >>> (64 - REMEMBERED_BITS));
        if (firstEight[slot] == first && nextEight[slot] == next && lengths[slot] == length) {
            return remembered[slot];
        }
        String text = decode(bytes, from, length);
        firstEight[slot] = first;
        nextEight[slot] = next;
        lengths[slot] = (byte) length;
        remembered[slot] = text;
        return text;
    }

    private @Nullable String decode(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, charset);
        return isUndecodable(text) ? null : text;
    }

    /** Whether the decoder met bytes that are no text, and put its mark in their place. */
    static boolean isUndecodable(String text) {
        return text.indexOf(UNDECODABLE) >= 0;
    }
}
