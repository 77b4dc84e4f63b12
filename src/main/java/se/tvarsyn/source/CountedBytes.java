package se.tvarsyn.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a document on their way into a parser: counted, bounded, and telling a read that failed from a document that is
 * broken, whatever the parser makes of the exception.
 */
final class CountedBytes extends FilterInputStream {
    private final long most;
    private long count;
    private boolean isOver;
    private @Nullable IOException failure;

    /** @param most bytes that one thing may have; it may be read past by one buffer of the parser */
    CountedBytes(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    /** Something new begins: its bytes are counted from 0. */
    void countAnew() {
        count = 0;
    }

    /** Bytes since the beginning, or since they were counted anew. */
    long count() {
        return count;
    }

    /** Whether reading stopped because one thing was too long. */
    boolean isOver() {
        return isOver;
    }

    /** A disk or a network that failed is no fault of the document. */
    void throwReadFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (count > most) {
            isOver = true;
            throw new IOException("too large");
        }
        try {
            int read = super.read(into, offset, length);
            count += Math.max(0, read);
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** By reading, so that what is skipped is counted too. */
    @Override
    public long skip(long bytes) throws IOException {
        return bytes <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(bytes, 8_192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException e) {
            // It was only read: nothing can be lost.
        }
    }
}
