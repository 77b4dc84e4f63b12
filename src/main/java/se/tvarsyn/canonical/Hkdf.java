package se.tvarsyn.canonical;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys from a key: HKDF with SHA-256 (RFC 5869). The JDK has its own only from version 25 on. */
public final class Hkdf {
    private static final int HASH = 32;

    private Hkdf() {}

    /** @param salt may be empty; @param length bytes wanted, 1 to 8,160 */
    public static byte[] derive(byte[] secret, byte[] salt, byte[] purpose, int length) {
        return expand(extract(secret, salt), purpose, length);
    }

    static byte[] extract(byte[] secret, byte[] salt) {
        // RFC 5869 2.2: no salt is a salt of zeros. HMAC pads a short key with zeros, but the JDK refuses an empty one.
        return hmac(salt.length == 0 ? new byte[HASH] : salt).doFinal(secret);
    }

    static byte[] expand(byte[] extracted, byte[] purpose, int length) {
        if (length < 1 || length > 255 * HASH) {
            throw new IllegalArgumentException("HKDF with SHA-256 gives 1 to 8,160 bytes");
        }
        Mac mac = hmac(extracted);
        byte[] keys = new byte[(length + HASH - 1) / HASH * HASH];
        byte[] block = new byte[0];
        for (int i = 0; i * HASH < length; i++) {
            mac.update(block);
            mac.update(purpose);
            mac.update((byte) (i + 1));
            block = mac.doFinal();
            System.arraycopy(block, 0, keys, i * HASH, HASH);
        }
        return Arrays.copyOf(keys, length);
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256, and it takes any key", e);
        }
    }
}
