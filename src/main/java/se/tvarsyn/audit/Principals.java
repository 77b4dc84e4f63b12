package se.tvarsyn.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Who may act under dual control, each with a secret of their own: {@code keys/principals}, a line each of name, salt and
 * PBKDF2 of the secret. A home without the file knows nobody: whoever says a name is then taken by it, and every trace of
 * it says "unauthenticated".
 */
public final class Principals {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}@._-]{1,100}");
    private static final int ITERATIONS = 210_000;
    private static final int BITS = 256;

    private final Path file;

    public Principals(Path file) {
        this.file = file;
    }

    /** @param home folder of the home */
    public static Principals of(Path home) {
        return new Principals(home.resolve("keys").resolve("principals"));
    }

    /** Whether this home knows anybody. */
    public boolean exist() {
        return Files.exists(file);
    }

    /**
     * Adds a principal, or gives a new secret to one.
     *
     * @return the secret, to be handed over and kept by them alone
     * @throws IllegalArgumentException where the name has other signs than letters, digits and {@code @._-}
     */
    public String add(String name) throws IOException {
        String plain = plain(name);
        if (!NAME.matcher(plain).matches()) {
            throw new IllegalArgumentException("a principal is named with letters, digits and @._- , at most 100");
        }
        byte[] secret = new byte[24];
        byte[] salt = new byte[16];
        SecureRandom random = new SecureRandom();
        random.nextBytes(secret);
        random.nextBytes(salt);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Map<String, String> lines = lines();
        lines.put(plain, base64(salt) + " " + base64(hash(text, salt)));
        StringBuilder all = new StringBuilder();
        lines.forEach((who, rest) -> all.append(who).append(' ').append(rest).append('\n'));
        OwnerOnlyFiles.replace(file, all.toString().getBytes(StandardCharsets.UTF_8));
        return text;
    }

    /**
     * Whether a principal is who they say.
     *
     * @param secret null where none was given
     */
    public boolean isProven(String name, @Nullable String secret) throws IOException {
        String line = lines().get(plain(name));
        if (line == null || secret == null) {
            return false;
        }
        String[] parts = line.split(" ", -1);
        byte[] kept = Base64.getDecoder().decode(parts[1]);
        return MessageDigest.isEqual(
                kept, hash(secret.strip(), Base64.getDecoder().decode(parts[0])));
    }

    private Map<String, String> lines() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    lines.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        } catch (NoSuchFileException e) {
            return lines;
        }
        return lines;
    }

    private static String plain(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] hash(String secret, byte[] salt) {
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        }
    }
}
