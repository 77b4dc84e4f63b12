package se.tvarsyn.sealing;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that is sealed block by block; every block but the last is full. Holds one block, whatever the size. */
public abstract class SealingStream extends OutputStream {
    private final byte[] block;
    private int filled;

    /** @param size bytes in a block */
    protected SealingStream(int size) {
        this.block = new byte[size];
    }

    /**
     * Seals a block and writes it.
     *
     * @param content belongs to this stream, which overwrites it
     * @param length bytes of it that are the block; 0 only where the stream is empty
     */
    protected abstract void seal(byte[] content, int length, boolean isLast) throws IOException;

    /** Seals what is left, as the last block. To be called once. */
    protected final void sealLast() throws IOException {
        seal(block, filled, true);
    }

    @Override
    public final void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public final void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == block.length) {
                // Not before there is more: the last block is known only at the end.
                seal(block, filled, false);
                filled = 0;
            }
            int some = Math.min(left, block.length - filled);
            System.arraycopy(source, from, block, filled, some);
            filled += some;
            from += some;
            left -= some;
        }
    }
}
