package se.tvarsyn.noise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import se.tvarsyn.canonical.Hkdf;

/**
 * The record key of a person: 64 bits that nobody without the secret can tell from chance, the same for a token as long
 * as the secret lives. The cell key of a group is the sum of the record keys of its distinct persons, by plain addition
 * of longs, which is addition modulo 2<sup>64</sup>.
 *
 * <p>Not thread safe, as {@link Mac} is not: one instance a thread. Whoever holds the secret can take the noise off every
 * count, and whoever draws a new one lets old and new noise be averaged: guard and keep it like a key of tokens.
 */
public final class RecordKeys {
    private static final byte[] PURPOSE = "tvarsyn record-key".getBytes(StandardCharsets.US_ASCII);
    private static final int LEAST = 32;

    private final Mac mac;
    private final byte[] token = new byte[16];

    /** @param secret 32 bytes at least, not all the same; not kept, and left as it is */
    public RecordKeys(byte[] secret) {
        if (secret.length < LEAST) {
            throw new IllegalArgumentException("the secret of record keys has 32 bytes at least");
        }
        if (isOneByteRepeated(secret)) {
            throw new IllegalArgumentException("the secret of record keys is one byte repeated: draw another");
        }
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Hkdf.derive(secret, new byte[0], PURPOSE, 32), "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has HmacSHA256, and it takes any key", e);
        }
    }

    private static boolean isOneByteRepeated(byte[] secret) {
        for (byte one : secret) {
            if (one != secret[0]) {
                return false;
            }
        }
        return true;
    }

    /** The first eight bytes, big endian, of HMAC-SHA-256 over the 16 bytes of the token. */
    public long of(UUID token) {
        ByteBuffer.wrap(this.token).putLong(token.getMostSignificantBits()).putLong(token.getLeastSignificantBits());
        return ByteBuffer.wrap(mac.doFinal(this.token)).getLong();
    }

    @Override
    public String toString() {
        return "RecordKeys[]";
    }
}
