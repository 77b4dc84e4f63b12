package se.tvarsyn.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Public RSA key of an auditor, who can read whom an open case is about without any key of this home (PRIVACY.md 5). RSA-OAEP
 * with SHA-256 (RFC 8017, 7.1), one line a person, so that {@code openssl pkeyutl} opens it.
 */
public final class AuditorKey {
    private static final int FEWEST_BITS = 3072;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private final PublicKey key;

    private AuditorKey(PublicKey key) {
        this.key = key;
    }

    /**
     * Reads a PEM file with a public key ({@code openssl pkey -pubout}).
     *
     * @throws Unfit where it is none, or one that is too weak
     */
    public static AuditorKey read(Path file) throws Unfit {
        String pem;
        try {
            pem = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new Unfit("the file cannot be read: check the path and the rights");
        }
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new Unfit(
                    "the file holds no public key in PEM: write it with 'openssl pkey -pubout', and keep the private"
                            + " key off this machine");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
            if (((RSAPublicKey) key).getModulus().bitLength() < FEWEST_BITS) {
                throw new Unfit("the key is shorter than " + FEWEST_BITS + " bits: draw a longer one");
            }
            return new AuditorKey(key);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Unfit("the file holds no RSA key: draw one with 'openssl genrsa 4096'");
        }
    }

    /**
     * Writes the numbers, one enciphered line each, to a file of the owner alone.
     *
     * @return SHA-256 of the file, hex
     */
    public String seal(List<String> numbers, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            for (String number : numbers) {
                cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
                byte[] sealed = cipher.doFinal(number.getBytes(StandardCharsets.US_ASCII));
                lines.append(Base64.getEncoder().encodeToString(sealed)).append('\n');
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA-OAEP");
        }
        byte[] all = lines.toString().getBytes(StandardCharsets.US_ASCII);
        OwnerOnlyFiles.replace(file, all);
        return digest(all);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A file that holds no key to seal with; the message says why, and the mend. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }
}
