package se.tvarsyn.zones;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The public half of a zone's key pair: what the two ends tell each other, by another way than the batches go.
 *
 * @param role whose it is, which is what it is for
 * @param encoded the 32 bytes of RFC 8032 or RFC 7748, in Base64url without padding
 */
public record ZonePublicKey(Role role, String encoded) {
    static final int LENGTH = 32;
    /** Of a key's id, in bytes. */
    static final int ID_LENGTH = 8;

    public ZonePublicKey {
        Objects.requireNonNull(role);
        if (bytes(encoded).length != LENGTH) {
            throw new IllegalArgumentException("a zone's public key is 32 bytes");
        }
    }

    static ZonePublicKey of(Role role, PublicKey key) {
        byte[] x509 = key.getEncoded();
        byte[] last = Arrays.copyOfRange(x509, x509.length - LENGTH, x509.length);
        return new ZonePublicKey(role, Base64.getUrlEncoder().withoutPadding().encodeToString(last));
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws IllegalArgumentException where it is no key of this role; the message quotes nothing
     */
    public static ZonePublicKey parse(Role role, String text) {
        if (!text.startsWith(role.prefix())) {
            throw new IllegalArgumentException("the public key must begin with " + role.prefix()
                    + "; take the line that './tvarsyn zone keys' prints at the other end");
        }
        try {
            return new ZonePublicKey(role, text.substring(role.prefix().length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the public key is not whole; take the line that './tvarsyn zone keys' prints at the other end");
        }
    }

    /** The line to tell the other end. */
    public String text() {
        return role.prefix() + encoded;
    }

    /** First 8 bytes of SHA-256 of role and key, hex: names the key in files and messages, and proves nothing. */
    public String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(role.prefix().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes()), 0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] bytes() {
        return bytes(encoded);
    }

    PublicKey key() throws GeneralSecurityException {
        byte[] prefix = HexFormat.of().parseHex(role.x509Prefix);
        byte[] x509 = Arrays.copyOf(prefix, prefix.length + LENGTH);
        System.arraycopy(bytes(), 0, x509, prefix.length, LENGTH);
        return KeyFactory.getInstance(role.algorithm).generatePublic(new X509EncodedKeySpec(x509));
    }

    private static byte[] bytes(String encoded) {
        return Base64.getUrlDecoder().decode(encoded);
    }

    /** Which end of the way a key belongs to. */
    public enum Role {
        /** Signs batches: Ed25519. */
        SENDER("Ed25519", "302a300506032b6570032100"),
        /** Opens batches: X25519. */
        RECEIVER("X25519", "302a300506032b656e032100");

        private final String algorithm;
        /** What stands before the key's 32 bytes in an X.509 SubjectPublicKeyInfo (RFC 8410). */
        private final String x509Prefix;

        Role(String algorithm, String x509Prefix) {
            this.algorithm = algorithm;
            this.x509Prefix = x509Prefix;
        }

        String algorithm() {
            return algorithm;
        }

        /** Also the name of the key's file under {@code keys/}, with {@code zone-} before it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String prefix() {
            return "tvarsyn-" + word() + ":";
        }
    }
}
