package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/** Keys in {@code keys/tvarsyn.p12}, which the password in {@code keys/password} opens. */
public final class Pkcs12Keys implements KeyProvider {
    private final Path file;
    private final Path password;

    public Pkcs12Keys(Path home) {
        Path folder = home.resolve("keys");
        this.file = folder.resolve("tvarsyn.p12");
        this.password = folder.resolve("password");
    }

    @Override
    public String shown() {
        return file.toString();
    }

    @Override
    public String backedUp() {
        return "tvarsyn.p12, password";
    }

    @Override
    public boolean isThere() {
        return Files.exists(file);
    }

    @Override
    public @Nullable KeyEntries read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        char[] opening = password();
        KeyEntries entries = Pkcs12Entries.read(bytes, opening, KeyStoreContents.SWEDEN, file);
        Arrays.fill(opening, ' ');
        return entries;
    }

    @Override
    public void replace(@Nullable KeyEntries before, SortedMap<String, byte[]> next) throws IOException {
        if (before == null) {
            OwnerOnlyFiles.replace(password, Pkcs12Entries.drawnPassword(new SecureRandom()));
        }
        char[] opening = password();
        byte[] bytes = Pkcs12Entries.write(next, opening);
        Arrays.fill(opening, ' ');
        OwnerOnlyFiles.replace(file, bytes);
    }

    @Override
    public List<Path> files() {
        return List.of(file, password);
    }

    private char[] password() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(password);
        } catch (NoSuchFileException e) {
            throw new WrongKey(password + ": missing: restore it from the backup of the keys");
        }
        int end = bytes.length;
        while (end > 0 && Character.isWhitespace(bytes[end - 1])) {
            end--;
        }
        char[] text = new char[end];
        for (int i = 0; i < end; i++) {
            text[i] = (char) (bytes[i] & 0xff);
        }
        Arrays.fill(bytes, (byte) 0);
        return text;
    }
}
