package se.tvarsyn.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM over one payload: nonce of 96 random bits, ciphertext, tag of 128 bits. The record's id is authenticated
 * along, so that payloads cannot change places. For one thread at a time.
 */
public final class PayloadCipher {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();
    private final Cipher cipher;

    public PayloadCipher(SecretKey key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    public byte[] encrypt(String id, byte[] payload) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return encrypt(nonce, id.getBytes(StandardCharsets.US_ASCII), payload);
    }

    /** @return null where the bytes were not made with this key for this id, or have changed since */
    public byte @Nullable [] decrypt(String id, byte[] sealed) {
        return sealed.length < NONCE + TAG_BITS / 8
                ? null
                : decrypt(NONCE, id.getBytes(StandardCharsets.US_ASCII), sealed);
    }

    byte[] encrypt(byte[] nonce, byte[] authenticated, byte[] payload) {
        byte[] sealed = Arrays.copyOf(nonce, nonce.length + payload.length + TAG_BITS / 8);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(authenticated);
            cipher.doFinal(payload, 0, payload.length, sealed, nonce.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused a key of this home", e);
        }
    }

    byte @Nullable [] decrypt(int nonceLength, byte[] authenticated, byte[] sealed) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, nonceLength));
            cipher.updateAAD(authenticated);
            return cipher.doFinal(sealed, nonceLength, sealed.length - nonceLength);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused a key of this home", e);
        }
    }
}
