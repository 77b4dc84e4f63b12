package se.tvarsyn.zones;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import se.tvarsyn.zones.ZonePublicKey.Role;

/**
 * Writes a batch: header, sealed blocks, signature. Holds one block, whatever the size. Only {@link #finish} makes the
 * file a batch; closing a stream that was not finished leaves something that nobody takes.
 */
final class SealedBlocks extends OutputStream {
    static final int SIGNATURE = 64;

    private final OutputStream out;
    private final ZoneKeys sender;
    private final BlockCipher cipher;
    private final MessageDigest everything = sha256();
    private final byte[] block = new byte[BlockCipher.BLOCK];
    private int filled;

    SealedBlocks(OutputStream out, ZoneKeys sender, ZonePublicKey receiver) throws IOException {
        this.out = out;
        this.sender = sender;
        ZoneKeys ephemeral = ZoneKeys.draw(Role.RECEIVER);
        BatchHeader header = new BatchHeader(sender.publicKey().id(), receiver.id(), ephemeral.publicKey());
        try {
            this.cipher = BlockCipher.of(BlockCipher.key(ephemeral.agree(receiver), header, receiver));
        } catch (GeneralSecurityException e) {
            throw new WrongZoneKey("zone.receiver-key is no key of a receiver; take the line that './tvarsyn zone keys'"
                    + " prints there");
        }
        put(header.bytes());
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == block.length) {
                // Not before there is more: the last block is known only at the end.
                put(cipher.seal(block, filled, false));
                filled = 0;
            }
            int some = Math.min(left, block.length - filled);
            System.arraycopy(bytes, from, block, filled, some);
            filled += some;
            from += some;
            left -= some;
        }
    }

    /** Writes the last block and the signature over everything. */
    void finish() throws IOException {
        put(cipher.seal(block, filled, true));
        out.write(sender.sign(signed(everything.digest())));
        out.flush();
    }

    private void put(byte[] bytes) throws IOException {
        everything.update(bytes);
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** What is signed: a word that no other signature of this key has, and the hash of every byte before it. */
    static byte[] signed(byte[] hash) {
        byte[] word = "tvarsyn batch signature 1".getBytes(StandardCharsets.US_ASCII);
        byte[] signed = java.util.Arrays.copyOf(word, word.length + hash.length);
        System.arraycopy(hash, 0, signed, word.length, hash.length);
        return signed;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
