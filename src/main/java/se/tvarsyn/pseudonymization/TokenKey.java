package se.tvarsyn.pseudonymization;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One secret of one token domain and version. Whoever holds it can rebuild the map from persons to tokens. */
public final class TokenKey {
    /** Bytes that a secret must have at least: as many as the hash, or the key is the weaker part. */
    static final int SHORTEST = 32;

    private final String domain;
    private final int version;
    private final byte[] secret;

    /**
     * @param version from 1
     * @param secret copied
     * @throws WrongKey where the secret is shorter than 32 bytes or is one byte repeated
     */
    public TokenKey(String domain, int version, byte[] secret) {
        this.domain = TokenDomain.checked(domain);
        this.version = version;
        this.secret = secret.clone();
        if (version < 1) {
            throw new WrongKey(name() + ": versions count from 1");
        }
        String weakness = weakness(this.secret);
        if (weakness != null) {
            throw new WrongKey(name() + ": " + weakness + ": use 32 random bytes");
        }
    }

    /** A key of 32 random bytes. */
    static TokenKey drawn(String domain, int version, SecureRandom random) {
        byte[] secret = new byte[SHORTEST];
        random.nextBytes(secret);
        return new TokenKey(domain, version, secret);
    }

    /** What makes a secret useless, or null. */
    static @Nullable String weakness(byte[] secret) {
        if (secret.length < SHORTEST) {
            return "the key is shorter than " + SHORTEST + " bytes";
        }
        for (byte b : secret) {
            if (b != secret[0]) {
                return null;
            }
        }
        return "the key is one byte repeated";
    }

    public String domain() {
        return domain;
    }

    public int version() {
        return version;
    }

    /** First four bytes of {@code HMAC(K, "KCV")} as hex: tells keys apart, and gives nothing of the key away. */
    public String checkValue() {
        return checkValue(secret);
    }

    static String checkValue(byte[] secret) {
        byte[] hash = hmac(secret).doFinal(new byte[] {'K', 'C', 'V'});
        return HexFormat.of().formatHex(hash, 0, 4);
    }

    boolean hasSecretOf(byte[] other) {
        return MessageDigest.isEqual(secret, other);
    }

    /** A copy. */
    byte[] secret() {
        return Arrays.copyOf(secret, secret.length);
    }

    KeyedHash keyedHash() {
        return new KeyedHash(secret);
    }

    /** A new instance each time: the JDK's Mac is not safe to share. */
    static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            // Every JDK has HmacSHA256, and it takes any key.
            throw new IllegalStateException("HmacSHA256 is not to be had in this JDK", e);
        }
    }

    String name() {
        return "key of domain " + domain + " version " + version;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "TokenKey[" + domain + " v" + version + "]";
    }
}
