package se.tvarsyn.pseudonymization;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 (RFC 2104) for many short messages under one key. The JDK's Mac hashes the padded key again for every
 * message; this copies the state after it, which saves two of four blocks (measured on JDK 17, two cores under load: 3.6
 * against 2.3 million tokens a second of processor time). For one thread at a time.
 */
final class KeyedHash {
    private static final int BLOCK = 64;

    private final MessageDigest inner;
    private final MessageDigest outer;

    KeyedHash(byte[] key) {
        try {
            byte[] padded = Arrays.copyOf(
                    key.length > BLOCK ? MessageDigest.getInstance("SHA-256").digest(key) : key, BLOCK);
            inner = afterPad(padded, 0x36);
            outer = afterPad(padded, 0x5c);
            Arrays.fill(padded, (byte) 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is not to be had in this JDK", e);
        }
    }

    private static MessageDigest afterPad(byte[] key, int pad) throws GeneralSecurityException {
        byte[] block = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            block[i] = (byte) (key[i] ^ pad);
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(block);
        Arrays.fill(block, (byte) 0);
        return digest;
    }

    /** Puts 32 bytes into {@code hash}. */
    void hash(byte[] message, int length, byte[] hash) {
        try {
            MessageDigest digest = (MessageDigest) inner.clone();
            digest.update(message, 0, length);
            digest.digest(hash, 0, hash.length);
            digest = (MessageDigest) outer.clone();
            digest.update(hash);
            digest.digest(hash, 0, hash.length);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 of this JDK cannot be copied", e);
        }
    }
}
