package se.tvarsyn.sealing;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What was sealed block by block, as one stream. Holds one block; gives no byte of it before the whole block is proven. */
public abstract class OpenedStream extends InputStream {
    private byte[] block = new byte[0];
    private int at;
    private boolean isEnded;

    /**
     * @return the next block, opened; null after the last one
     * @throws IOException where it is not the block that was sealed there, or the file ends before the last one
     */
    protected abstract byte @Nullable [] nextBlock() throws IOException;

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == block.length) {
            byte[] next = isEnded ? null : nextBlock();
            if (next == null) {
                isEnded = true;
                return -1;
            }
            block = next;
            at = 0;
        }
        int some = Math.min(length, block.length - at);
        System.arraycopy(block, at, target, offset, some);
        at += some;
        return some;
    }
}
