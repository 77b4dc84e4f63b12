package se.tvarsyn.pseudonymization;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Keys in {@code keys/tvarsyn.tink}, by envelope: the entries are sealed with a Tink keyset (AES-256-GCM), the keyset with
 * a key that never leaves a key management service. Three lines: what the file is and of which purpose, the encrypted
 * keyset, the sealed entries. The first is associated data of both others, so that no file passes for that of another
 * purpose or format.
 *
 * <p>Every change draws a new keyset: an older copy of the file opens nothing but itself.
 */
public final class SealedKeys implements KeyProvider {
    private static final String FORMAT = "tvarsyn-keys 1 ";

    private final Path file;
    private final String purpose;
    private final Aead kms;

    /**
     * @param purpose as the configuration names it
     * @param kms the key-encryption key, as a Tink {@code KmsClient} gives it
     */
    public SealedKeys(Path home, String purpose, Aead kms) {
        this.file = home.resolve("keys").resolve("tvarsyn.tink");
        this.purpose = TokenDomain.ofPurpose(purpose);
        this.kms = kms;
    }

    @Override
    public String shown() {
        return file.toString();
    }

    @Override
    public String backedUp() {
        return "tvarsyn.tink";
    }

    @Override
    public boolean isThere() {
        return Files.exists(file);
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public @Nullable KeyEntries read() throws IOException {
        String[] lines;
        try {
            lines = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).split("\n", -1);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (lines.length != 4 || !lines[0].startsWith(FORMAT)) {
            throw broken("is no file of keys");
        }
        if (!lines[0].equals(FORMAT + purpose)) {
            throw new WrongKey(file + ": holds the keys of another purpose than '" + purpose
                    + "', which tvarsyn.yaml names: correct purpose, or use the home of that purpose");
        }
        try {
            byte[] bound = lines[0].getBytes(StandardCharsets.US_ASCII);
            Configuration tink = AeadConfig2026.get();
            KeysetHandle keyset = TinkProtoKeysetFormat.parseEncryptedKeyset(
                    Base64.getDecoder().decode(lines[1]), kms, bound, tink);
            byte[] sealed = Base64.getDecoder().decode(lines[2]);
            return new KeyEntries(entries(keyset.getPrimitive(tink, Aead.class).decrypt(sealed, bound)), Map.of(), 0);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without its cause: whose words those are is not known.
            throw broken("does not open with the key of the key management service");
        }
    }

    private WrongKey broken(String what) {
        return new WrongKey(file + ": " + what + ": restore tvarsyn.tink and check-values from the same backup, and see"
                + " that keys.mount and keys.key name the key that sealed it");
    }

    @Override
    public void replace(@Nullable KeyEntries before, SortedMap<String, byte[]> next) throws IOException {
        String head = FORMAT + purpose;
        byte[] bound = head.getBytes(StandardCharsets.US_ASCII);
        try {
            Configuration tink = AeadConfig2026.get();
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, tink);
            byte[] encrypted = TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, kms, bound, tink);
            byte[] sealed = keyset.getPrimitive(tink, Aead.class).encrypt(text(next), bound);
            Base64.Encoder base64 = Base64.getEncoder();
            String lines = head + "\n" + base64.encodeToString(encrypted) + "\n" + base64.encodeToString(sealed) + "\n";
            OwnerOnlyFiles.replace(file, lines.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new WrongKey(
                    file + ": was not written, for the key management service does not seal: make the key that"
                            + " keys.mount and keys.key name, of type aes256-gcm96");
        }
    }

    /** A line each: alias and bytes. An alias holds no space (TokenDomain). */
    private static byte[] text(SortedMap<String, byte[]> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((alias, bytes) -> text.append(alias)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(bytes))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, byte[]> entries(byte[] text) {
        Map<String, byte[]> entries = new HashMap<>();
        new String(text, StandardCharsets.US_ASCII).lines().forEach(line -> {
            int space = line.indexOf(' ');
            entries.put(line.substring(0, space), Base64.getDecoder().decode(line.substring(space + 1)));
        });
        return entries;
    }
}
