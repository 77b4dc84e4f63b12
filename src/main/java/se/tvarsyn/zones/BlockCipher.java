package se.tvarsyn.zones;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import se.tvarsyn.canonical.Hkdf;

/**
 * AES-256-GCM over the numbered blocks of one batch. The key is the batch's own, so a counter is nonce enough. Number and
 * finality are part of the nonce: a block that is moved, left out, doubled, or made the last does not open.
 */
final class BlockCipher {
    /** Bytes of content in a block; every block but the last is full. */
    static final int BLOCK = 64 * 1024;

    static final int TAG = 16;
    /** What stands before a block: its length, and in the top bit whether it is the last. */
    static final int HEAD = 4;

    static final int LAST = 1 << 31;
    private static final int NONCE = 12;

    private final SecretKey key;
    private final Cipher cipher;
    private long number;

    private BlockCipher(SecretKey key) throws GeneralSecurityException {
        this.key = key;
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /**
     * @param secret what the two ends agreed upon; overwritten
     * @param header of the batch: another header is another key
     */
    static SecretKey key(byte[] secret, BatchHeader header, ZonePublicKey receiver) {
        byte[] purpose = "tvarsyn batch 1".getBytes(StandardCharsets.US_ASCII);
        byte[] head = header.bytes();
        byte[] info = Arrays.copyOf(purpose, purpose.length + head.length);
        System.arraycopy(head, 0, info, purpose.length, head.length);
        byte[] key = Hkdf.derive(secret, receiver.bytes(), info, 32);
        Arrays.fill(secret, (byte) 0);
        return new SecretKeySpec(key, "AES");
    }

    static BlockCipher of(SecretKey key) {
        try {
            return new BlockCipher(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Seals the next block: head, ciphertext and tag. */
    byte[] seal(byte[] content, int length, boolean isLast) {
        try {
            byte[] head = head(length, isLast);
            next(Cipher.ENCRYPT_MODE, head, isLast);
            byte[] block = Arrays.copyOf(head, HEAD + length + TAG);
            cipher.doFinal(content, 0, length, block, HEAD);
            return block;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot seal a block", e);
        }
    }

    /**
     * Opens the next block.
     *
     * @throws GeneralSecurityException where it is not the one that was sealed as this one
     */
    byte[] open(byte[] sealed, int length, boolean isLast) throws GeneralSecurityException {
        next(Cipher.DECRYPT_MODE, head(length, isLast), isLast);
        return cipher.doFinal(sealed, 0, length + TAG);
    }

    private void next(int mode, byte[] head, boolean isLast) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putLong(3, number++)
                .put(NONCE - 1, (byte) (isLast ? 1 : 0))
                .array();
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(head);
    }

    private static byte[] head(int length, boolean isLast) {
        return ByteBuffer.allocate(HEAD).putInt(isLast ? length | LAST : length).array();
    }
}
