package se.tvarsyn.zones;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.sealing.OpenedStream;

/**
 * Reads the content of a batch, block by block; ends after the last one. Each block is proven before a byte of it is
 * given. An {@link UnprovenBlock} is what it throws where one is not.
 */
final class OpenedBlocks extends OpenedStream {
    private final DataInputStream in;
    private final BlockCipher cipher;
    private boolean wasLast;

    /** @param in begins with the header */
    OpenedBlocks(InputStream in, SecretKey key) throws IOException {
        this.in = new DataInputStream(in);
        this.cipher = BlockCipher.of(key);
        this.in.skipNBytes(BatchHeader.LENGTH);
    }

    @Override
    protected byte @Nullable [] nextBlock() throws IOException {
        if (wasLast) {
            return null;
        }
        try {
            int head = in.readInt();
            boolean isLast = (head & BlockCipher.LAST) != 0;
            int length = head & ~BlockCipher.LAST;
            if (length > BlockCipher.BLOCK || (!isLast && length < BlockCipher.BLOCK)) {
                throw new UnprovenBlock();
            }
            byte[] sealed = new byte[length + BlockCipher.TAG];
            in.readFully(sealed);
            byte[] block = cipher.open(sealed, length, isLast);
            wasLast = isLast;
            return block;
        } catch (EOFException | GeneralSecurityException e) {
            throw new UnprovenBlock();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** A block is not the one that was sealed there, or the file ends before the last one. */
    static final class UnprovenBlock extends IOException {
        private static final long serialVersionUID = 1L;

        UnprovenBlock() {
            super("a block of the batch is changed, moved or missing");
        }
    }
}
