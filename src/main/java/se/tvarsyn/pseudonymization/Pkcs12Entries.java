package se.tvarsyn.pseudonymization;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key store's entries as they lie in PKCS#12. */
final class Pkcs12Entries {
    private static final String CIPHER = "PBEWithHmacSHA256AndAES_256";
    private static final int DRAWN_BYTES = 32;
    /**
     * Iterations make a password that people thought of slower to guess. Our own is 256 random bits, which nothing
     * guesses; each entry's iterations would only make every command slower.
     */
    private static final int OF_A_DRAWN_PASSWORD = 1;
    /** For a password that somebody else set: what the JDK itself takes. */
    private static final int OF_A_CHOSEN_PASSWORD = 10_000;

    private Pkcs12Entries() {}

    static byte[] write(SortedMap<String, byte[]> entries, char[] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int iterations = isDrawn(password) ? OF_A_DRAWN_PASSWORD : OF_A_CHOSEN_PASSWORD;
            SecureRandom random = new SecureRandom();
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                byte[] salt = new byte[16];
                random.nextBytes(salt);
                // "AES" is what PKCS#12 has a name for; the bytes are kept as they are, whatever their number.
                store.setEntry(
                        entry.getKey(),
                        new KeyStore.SecretKeyEntry(new SecretKeySpec(entry.getValue(), "AES")),
                        new KeyStore.PasswordProtection(password, CIPHER, new PBEParameterSpec(salt, iterations)));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot write a PKCS#12 key store", e);
        }
    }

    /** @throws WrongKey where the password does not open the file */
    static KeyEntries read(byte[] file, char[] password, ZoneId zone, Path shown) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password);
            Map<String, byte[]> entries = new HashMap<>();
            Map<String, LocalDate> days = new HashMap<>();
            for (String alias : Collections.list(store.aliases())) {
                byte[] entry = store.getKey(alias, password) instanceof SecretKey key ? key.getEncoded() : null;
                entries.put(alias, entry == null ? new byte[0] : entry);
                days.put(alias, LocalDate.ofInstant(store.getCreationDate(alias).toInstant(), zone));
            }
            return new KeyEntries(entries, days, 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new WrongKey(shown + ": does not open with the password beside it: restore tvarsyn.p12 and password "
                    + "from the same backup");
        }
    }

    /** A password as we draw it. */
    static byte[] drawnPassword(SecureRandom random) {
        byte[] bytes = new byte[DRAWN_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encode(bytes);
    }

    private static boolean isDrawn(char[] password) {
        return password.length == (DRAWN_BYTES + 2) / 3 * 4
                && new String(password).matches("[A-Za-z0-9+/]{43}=")
                && new String(password).chars().distinct().count() > 20;
    }
}
