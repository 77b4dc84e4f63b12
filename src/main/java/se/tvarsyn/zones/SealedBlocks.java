package se.tvarsyn.zones;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import se.tvarsyn.sealing.SealingStream;
import se.tvarsyn.zones.ZonePublicKey.Role;

/**
 * Writes a batch: header, sealed blocks, signature. Only {@link #finish} makes the file a batch; closing a stream that was
 * not finished leaves something that nobody takes.
 */
final class SealedBlocks extends SealingStream {
    static final int SIGNATURE = 64;

    private final OutputStream out;
    private final ZoneKeys sender;
    private final BlockCipher cipher;
    private final MessageDigest everything = sha256();

    SealedBlocks(OutputStream out, ZoneKeys sender, ZonePublicKey receiver) throws IOException {
        super(BlockCipher.BLOCK);
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
    protected void seal(byte[] content, int length, boolean isLast) throws IOException {
        put(cipher.seal(content, length, isLast));
    }

    /** Writes the last block and the signature over everything. */
    void finish() throws IOException {
        sealLast();
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
