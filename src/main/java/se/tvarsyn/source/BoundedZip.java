package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a zip file, one after the other as they stand: nothing is unpacked to disk or held in memory.
 *
 * <p>Bounds against a file that is made to fill a machine: so many parts, so many bytes in all, and no more than 200
 * times its own size once it has become large (a sheet of numbers shrinks to a tenth or a thirtieth).
 */
final class BoundedZip implements AutoCloseable {
    static final int MOST_PARTS = 2_000;
    static final long MOST_BYTES = 4L << 30;
    static final long LARGE = 64L << 20;
    static final int MOST_TIMES = 200;

    /** The file is over a bound. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final CountedBytes packed;
    private final ZipInputStream zip;
    private long unpacked;
    private int parts;
    private boolean isOver;

    BoundedZip(InputStream in) {
        packed = new CountedBytes(in, Long.MAX_VALUE);
        zip = new ZipInputStream(packed);
    }

    /**
     * Goes to the next part, whether or not the one before was read.
     *
     * @return its name, null after the last one
     */
    @Nullable
    String next() throws IOException {
        if (parts > 0) {
            // Bytes that nobody wanted count too.
            byte[] dropped = new byte[8_192];
            InputStream rest = content();
            while (rest.read(dropped) >= 0) {
                continue;
            }
        }
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
            return null;
        }
        if (++parts > MOST_PARTS) {
            isOver = true;
            throw new TooLarge();
        }
        return entry.getName();
    }

    /** The part at hand; closing it leaves the zip open. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int read = zip.read(into, offset, length);
                unpacked += Math.max(0, read);
                if (unpacked > MOST_BYTES || (unpacked > LARGE && unpacked / MOST_TIMES > packed.count())) {
                    isOver = true;
                    throw new TooLarge();
                }
                return read;
            }
        };
    }

    /** Whether reading stopped at a bound, wherever the exception went since. */
    boolean isOver() {
        return isOver;
    }

    /** A disk or a network that failed is no fault of the file. */
    void throwReadFailure() throws IOException {
        packed.throwReadFailure();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            // It was only read: nothing can be lost.
        }
    }
}
