package se.tvarsyn.pseudonymization;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import se.tvarsyn.canonical.Hkdf;

/**
 * The keys of a home that make no token of the warehouse: each derived from one root for one use, so that what one gives
 * away says nothing about another (HKDF, RFC 5869). They outlive every rotation of token keys.
 */
public final class HomeKeys {
    private final byte[] root;

    HomeKeys(byte[] root) {
        this.root = root.clone();
    }

    /** Keys that nothing keeps: for previews. */
    public static HomeKeys ofOneRun() {
        byte[] root = new byte[32];
        new SecureRandom().nextBytes(root);
        return new HomeKeys(root);
    }

    /**
     * AES key of the quarantine of one delivery. One for each, so that random nonces of 96 bits never come near the
     * 2³² messages under one key that GCM allows with them (NIST SP 800-38D, 8.3).
     */
    public SecretKey quarantine(UUID deliveryId) {
        return aes("tvarsyn quarantine " + deliveryId);
    }

    /** AES key of one file of the archive. */
    public SecretKey archive(UUID fileId) {
        return aes("tvarsyn archive " + fileId);
    }

    /**
     * Secret of the record keys of a purpose, from which the noise of releases comes. It stays while the home lives; a person's
     * record key changes with the token, when keys are rotated.
     */
    public byte[] recordKeys(String purpose) {
        return derived("tvarsyn record keys " + purpose);
    }

    /** AES key of the barred list. */
    public SecretKey barredList() {
        return aes("tvarsyn barred list");
    }

    /** AES key of the memory of consents. */
    public SecretKey consents() {
        return aes("tvarsyn consents");
    }

    /** AES key of the memory of numbers. */
    public SecretKey numbers() {
        return aes("tvarsyn numbers");
    }

    /** Key of the marks that the memory of numbers knows sources' ids by: no token of the warehouse. */
    public TokenKey idMarks() {
        return new TokenKey("number", 1, derived("tvarsyn id marks"));
    }

    /** AES key of one case of erasure, while it is open. */
    public SecretKey erasure(String id) {
        return aes("tvarsyn erasure " + id);
    }

    /** Key of the audit's chain. */
    public SecretKey audit() {
        return new SecretKeySpec(derived("tvarsyn audit"), "HmacSHA256");
    }

    /** Key of the marks that the barred list knows persons by: no token of the warehouse. */
    public TokenKey barredMarks() {
        return new TokenKey("barred", 1, derived("tvarsyn barred marks"));
    }

    /** Key of the marks that the memory of consents knows cases by: no token of the warehouse. */
    public TokenKey consentMarks() {
        return new TokenKey("consent", 1, derived("tvarsyn consent marks"));
    }

    /** Key of the tokens that the audit names persons by: no token of the warehouse either. */
    TokenKey auditTokens() {
        return new TokenKey("audit", 1, derived("tvarsyn audit tokens"));
    }

    private SecretKey aes(String use) {
        return new SecretKeySpec(derived(use), "AES");
    }

    private byte[] derived(String use) {
        return Hkdf.derive(root, new byte[0], use.getBytes(StandardCharsets.US_ASCII), 32);
    }

    @Override
    public String toString() {
        return "HomeKeys[]";
    }
}
