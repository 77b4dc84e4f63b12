package se.tvarsyn.pseudonymization;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Hkdf;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * The keys of one home: {@code keys/tvarsyn.p12}, its password in {@code keys/password}, and the check values that the
 * configuration names in {@code keys/check-values} (lines of {@code domain version value}), which stop a load with the
 * keys of another home or another backup.
 *
 * <p>A key store is made for a demo or for operation, once and for all, and opens as nothing else.
 */
public final class KeyStoreFile {
    /** Name of the quarantine's key beside the token domains. */
    static final String QUARANTINE = "quarantine";

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final Pattern TOKEN_ALIAS = Pattern.compile("psn\\.(.+)\\.v(\\d{1,9})");
    private static final Pattern CHECK_LINE = Pattern.compile("(\\S+) (\\d{1,9}) ([0-9a-f]{8})");
    private static final String QUARANTINE_ALIAS = "quarantine.v1";
    /** An alias, so that the mark cannot be lost between two files; its entry's bytes mean nothing. */
    private static final String MADE_FOR_DEMO = "made-for.demo";

    private static final String MADE_FOR_OPERATION = "made-for.operation";
    private static final String CREATED = ".created";
    /**
     * Of each entry's key. The password is 256 random bits, which no iterations make harder to guess; at the JDK's 10,000
     * every command would spend a second on them.
     */
    private static final int ITERATIONS = 1_000;

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private Contents contents;

    private KeyStoreFile(Path folder, Clock clock, Contents contents) {
        this.folder = folder;
        this.clock = clock;
        this.contents = contents;
    }

    public static boolean exists(Path home) {
        return Files.exists(home.resolve("keys").resolve("tvarsyn.p12"));
    }

    /**
     * Draws keys for the purpose, every feed and the quarantine.
     *
     * @throws WrongKey where the home has keys already: they are never written over
     */
    public static KeyStoreFile create(Path home, String purpose, Collection<String> feeds, boolean isDemo, Clock clock)
            throws IOException {
        Path folder = home.resolve("keys");
        OwnerOnlyFiles.createFolder(folder);
        try (FileChannel lock = lock(folder)) {
            if (exists(home) || Files.exists(folder.resolve("check-values"))) {
                throw new WrongKey(folder + ": there are keys here already: use them, or name another home");
            }
            SecureRandom random = new SecureRandom();
            Contents drawn = new Contents(isDemo, TokenDomain.ofPurpose(purpose));
            drawn.put(TokenKey.drawn(purpose, 1, random), today(clock));
            for (String feed : feeds) {
                drawn.put(TokenKey.drawn(TokenDomain.ofFeed(purpose, feed), 1, random), today(clock));
            }
            random.nextBytes(drawn.quarantine);
            byte[] password = new byte[32];
            random.nextBytes(password);
            OwnerOnlyFiles.replace(
                    folder.resolve("password"), Base64.getEncoder().encode(password));
            KeyStoreFile made = new KeyStoreFile(folder, clock, drawn);
            made.store(drawn, drawn.checkValues());
            return made;
        }
    }

    /**
     * @param isDemo whether the home is the demo's: keys made for one kind of home are refused in the other
     * @throws WrongKey where a file is missing or does not fit the others; the message names the domain and the mend
     */
    public static KeyStoreFile open(Path home, boolean isDemo, Clock clock) throws IOException {
        Path folder = home.resolve("keys");
        return new KeyStoreFile(folder, clock, read(folder, isDemo));
    }

    public synchronized boolean isDemo() {
        return contents.isDemo;
    }

    public synchronized String purpose() {
        return contents.purpose;
    }

    /** Draws the keys of a feed; does nothing where the feed has one. */
    public synchronized void addFeed(String feed) throws IOException {
        String domain = TokenDomain.ofFeed(contents.purpose, feed);
        try (FileChannel lock = lock(folder)) {
            Contents next = read(folder, contents.isDemo);
            if (next.newest(domain) == null) {
                next.put(TokenKey.drawn(domain, 1, random), today(clock));
                store(next, next.checkValues());
            }
            contents = next;
        }
    }

    /** Every key of a token domain, by domain and version. */
    public synchronized List<KeptKey> list(KeyUse use) {
        List<KeptKey> list = new ArrayList<>();
        for (Kept kept : contents.keys.values()) {
            TokenKey key = kept.key;
            list.add(new KeptKey(
                    key.domain(),
                    key.version(),
                    kept.createdOn,
                    key.checkValue(),
                    use.isUsed(key.domain(), key.version())));
        }
        return list;
    }

    /**
     * Replaces a version that no delivery has used yet, and its check value.
     *
     * @param hexFile one line of 64 hexadecimal digits or more
     * @throws WrongKey where the version is in use or is not there, or where the new key is weak or used elsewhere
     */
    public synchronized void importKey(String domain, int version, Path hexFile, KeyUse use) throws IOException {
        String name = "key of domain " + TokenDomain.checked(domain) + " version " + version;
        byte[] secret = readHex(hexFile);
        String weakness = TokenKey.weakness(secret);
        if (weakness != null) {
            throw new WrongKey(
                    hexFile + ":1: " + name + ": " + weakness + ": use 64 random hexadecimal digits or more");
        }
        try (FileChannel lock = lock(folder)) {
            Contents next = read(folder, contents.isDemo);
            String alias = Contents.alias(domain, version);
            if (!next.keys.containsKey(alias)) {
                throw new WrongKey(name + ": there is none to replace: import into a version that 'keys list' shows");
            }
            if (use.isUsed(domain, version)) {
                throw new WrongKey(name + ": deliveries have used it, and their tokens would fit no longer: "
                        + "rotate the domain instead");
            }
            next.keys.remove(alias);
            next.put(new TokenKey(domain, version, secret), today(clock));
            next.refuseSharedKeys();
            // Both check values hold until the key store is written, so that a crash leaves a home that opens.
            Set<String> both = new LinkedHashSet<>(contents.checkValues());
            both.addAll(next.checkValues());
            store(next, both);
            contents = next;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * The newest key of every domain. That none is missing was seen when the file was opened: an older one would give
     * the same person two tokens.
     */
    public synchronized TokenKeys tokenKeys() {
        Map<String, TokenKey> newest = new HashMap<>();
        for (Kept kept : contents.keys.values()) {
            newest.merge(kept.key.domain(), kept.key, (a, b) -> a.version() > b.version() ? a : b);
        }
        return new TokenKeys(contents.purpose, newest);
    }

    /** The keys of this home that make no token of the warehouse. */
    public synchronized HomeKeys homeKeys() {
        return new HomeKeys(contents.quarantine);
    }

    @Override
    public String toString() {
        return "KeyStoreFile[" + folder + "]";
    }

    /** Writes check values first, the key store then, and at last the check values of this key store only. */
    private void store(Contents next, Set<String> transitional) throws IOException {
        char[] password = password(folder);
        byte[] bytes = next.toPkcs12(password);
        OwnerOnlyFiles.replace(folder.resolve("check-values"), lines(transitional));
        OwnerOnlyFiles.replace(folder.resolve("tvarsyn.p12"), bytes);
        if (!transitional.equals(next.checkValues())) {
            OwnerOnlyFiles.replace(folder.resolve("check-values"), lines(next.checkValues()));
        }
        Arrays.fill(password, ' ');
    }

    private static byte[] lines(Set<String> checkValues) {
        return (String.join("\n", checkValues) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Contents read(Path folder, boolean isDemo) throws IOException {
        byte[] bytes;
        List<String> lines;
        try {
            bytes = Files.readAllBytes(folder.resolve("tvarsyn.p12"));
            lines = Files.readAllLines(folder.resolve("check-values"), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new WrongKey(
                    folder + ": a file is missing: run init in a new home, or restore the folder 'keys' whole "
                            + "(tvarsyn.p12, password, check-values)");
        } catch (CharacterCodingException e) {
            throw new WrongKey(folder.resolve("check-values") + ": no text: restore it from the backup of the keys");
        }
        char[] password = password(folder);
        Contents contents = Contents.fromPkcs12(bytes, password, folder);
        Arrays.fill(password, ' ');
        if (contents.isDemo != isDemo) {
            throw new WrongKey(folder + ": "
                    + (isDemo
                            ? "these keys are no demo keys: the demo needs a home of its own"
                            : "these keys were made for the demo: make keys for this home with init"));
        }
        contents.compareWith(lines, folder.resolve("check-values"));
        contents.refuseSharedKeys();
        return contents;
    }

    private static char[] password(Path folder) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve("password"));
        } catch (NoSuchFileException e) {
            throw new WrongKey(folder.resolve("password") + ": missing: restore it from the backup of the keys");
        }
        int end = bytes.length;
        while (end > 0 && Character.isWhitespace(bytes[end - 1])) {
            end--;
        }
        char[] password = new char[end];
        for (int i = 0; i < end; i++) {
            password[i] = (char) (bytes[i] & 0xff);
        }
        Arrays.fill(bytes, (byte) 0);
        return password;
    }

    private static byte[] readHex(Path file) throws IOException {
        String mend = ":1: not hexadecimal digits: write the key as one line of 64 hexadecimal digits or more";
        try {
            return HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            throw new WrongKey(file + ": there is no such file: name the file that holds the key");
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Without its cause: that quotes from the key.
            throw new WrongKey(file + mend);
        }
    }

    private static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), SWEDEN);
    }

    /** One writer at a time, also among processes; released with the channel. */
    private static FileChannel lock(Path folder) throws IOException {
        return OwnerOnlyFiles.lock(folder.resolve("lock"));
    }

    private record Kept(TokenKey key, LocalDate createdOn) {}

    /** What the key store holds. */
    private static final class Contents {
        private final boolean isDemo;
        private final String purpose;
        private final byte[] quarantine = new byte[32];
        private final SortedMap<String, Kept> keys = new TreeMap<>();

        Contents(boolean isDemo, String purpose) {
            this.isDemo = isDemo;
            this.purpose = purpose;
        }

        static String alias(String domain, int version) {
            return "psn." + domain + ".v" + version;
        }

        void put(TokenKey key, LocalDate createdOn) {
            keys.put(alias(key.domain(), key.version()), new Kept(key, createdOn));
        }

        @Nullable
        TokenKey newest(String domain) {
            TokenKey newest = null;
            for (Kept kept : keys.values()) {
                if (kept.key.domain().equals(domain) && (newest == null || newest.version() < kept.key.version())) {
                    newest = kept.key;
                }
            }
            return newest;
        }

        Set<String> checkValues() {
            Set<String> lines = new LinkedHashSet<>();
            for (Kept kept : keys.values()) {
                lines.add(kept.key.domain() + " " + kept.key.version() + " " + kept.key.checkValue());
            }
            lines.add(QUARANTINE + " 1 " + TokenKey.checkValue(quarantine));
            return lines;
        }

        void compareWith(List<String> lines, Path file) {
            Set<String> open = new LinkedHashSet<>(checkValues());
            Map<String, Integer> absent = new HashMap<>();
            Set<String> present = new LinkedHashSet<>();
            for (String line : open) {
                present.add(line.substring(0, line.lastIndexOf(' ')));
            }
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                Matcher matcher = CHECK_LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new WrongKey(
                            file + ":" + (i + 1) + ": no check value: write 'domain version value', or restore "
                                    + "the file from the backup of the keys");
                }
                open.remove(line);
                if (!present.contains(matcher.group(1) + " " + matcher.group(2))) {
                    absent.put(matcher.group(1) + " version " + matcher.group(2), i + 1);
                }
            }
            for (String line : open) {
                String[] parts = line.split(" ", -1);
                throw new WrongKey("key of domain " + parts[0] + " version " + parts[1] + " is not the one that " + file
                        + " names: restore tvarsyn.p12, password and check-values from the same backup");
            }
            absent.forEach((name, line) -> {
                throw new WrongKey("key of domain " + name + " is missing, but " + file + ":" + line
                        + " names it: restore tvarsyn.p12 from the backup; if the key was destroyed, remove the line");
            });
        }

        void refuseSharedKeys() {
            List<Kept> all = new ArrayList<>(keys.values());
            for (int i = 0; i < all.size(); i++) {
                TokenKey key = all.get(i).key;
                byte[] secret = key.secret();
                for (int j = i + 1; j < all.size(); j++) {
                    if (all.get(j).key.hasSecretOf(secret)) {
                        throw new WrongKey(
                                key.name() + " is also the " + all.get(j).key.name()
                                        + ": persons would join across them: use a key of its own for each");
                    }
                }
                if (key.hasSecretOf(quarantine)) {
                    throw new WrongKey(
                            key.name() + " is also the key of the quarantine: use a key of its own for each");
                }
                Arrays.fill(secret, (byte) 0);
            }
        }

        byte[] toPkcs12(char[] password) throws IOException {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (Map.Entry<String, Kept> entry : keys.entrySet()) {
                    Kept kept = entry.getValue();
                    put(store, entry.getKey(), kept.key.secret(), password);
                    // The JDK's own dates of entries are the system clock's; this one is the home's.
                    byte[] created = kept.createdOn.toString().getBytes(StandardCharsets.US_ASCII);
                    put(store, entry.getKey() + CREATED, created, password);
                }
                put(store, QUARANTINE_ALIAS, quarantine, password);
                put(store, isDemo ? MADE_FOR_DEMO : MADE_FOR_OPERATION, new byte[] {1}, password);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                store.store(bytes, password);
                return bytes.toByteArray();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK cannot write a PKCS#12 key store", e);
            }
        }

        private static void put(KeyStore store, String alias, byte[] bytes, char[] password)
                throws GeneralSecurityException {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            // "AES" is what PKCS#12 has a name for; the bytes are kept as they are, whatever their number.
            store.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")),
                    new KeyStore.PasswordProtection(
                            password, "PBEWithHmacSHA256AndAES_256", new PBEParameterSpec(salt, ITERATIONS)));
        }

        static Contents fromPkcs12(byte[] bytes, char[] password, Path folder) throws IOException {
            Path file = folder.resolve("tvarsyn.p12");
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(new ByteArrayInputStream(bytes), password);
                return fromPkcs12(store, password, file);
            } catch (GeneralSecurityException | IOException e) {
                throw new WrongKey(
                        file + ": does not open with the password beside it: restore tvarsyn.p12 and password "
                                + "from the same backup");
            }
        }

        private static Contents fromPkcs12(KeyStore store, char[] password, Path file) throws GeneralSecurityException {
            SortedMap<String, Kept> keys = new TreeMap<>();
            String purpose = null;
            for (String alias : Collections.list(store.aliases())) {
                Matcher matcher = TOKEN_ALIAS.matcher(alias);
                if (matcher.matches()) {
                    String domain = TokenDomain.checked(matcher.group(1));
                    TokenKey key =
                            new TokenKey(domain, Integer.parseInt(matcher.group(2)), bytes(store, alias, password));
                    keys.put(alias, new Kept(key, createdOn(store, alias, password)));
                    if (!domain.contains("/")) {
                        if (purpose != null && !purpose.equals(domain)) {
                            throw new WrongKey(file + ": holds the keys of two purposes: one home is one purpose");
                        }
                        purpose = domain;
                    }
                }
            }
            boolean isDemo = store.containsAlias(MADE_FOR_DEMO);
            if (purpose == null
                    || !store.containsAlias(QUARANTINE_ALIAS)
                    || isDemo == store.containsAlias(MADE_FOR_OPERATION)) {
                throw new WrongKey(
                        file + ": was not made by init: make keys with init, then import your own into them");
            }
            Contents contents = new Contents(isDemo, purpose);
            contents.keys.putAll(keys);
            byte[] quarantine = bytes(store, QUARANTINE_ALIAS, password);
            System.arraycopy(quarantine, 0, contents.quarantine, 0, Math.min(quarantine.length, 32));
            return contents;
        }

        private static byte[] bytes(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
            byte[] bytes = store.getKey(alias, password) instanceof SecretKey key ? key.getEncoded() : null;
            return bytes == null ? new byte[0] : bytes;
        }

        /** Keys that other tools put in have no day of their own: the file's entry date stands in. */
        private static LocalDate createdOn(KeyStore store, String alias, char[] password)
                throws GeneralSecurityException {
            String text = store.containsAlias(alias + CREATED)
                    ? new String(bytes(store, alias + CREATED, password), StandardCharsets.US_ASCII)
                    : "";
            return text.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? LocalDate.parse(text)
                    : LocalDate.ofInstant(store.getCreationDate(alias).toInstant(), SWEDEN);
        }
    }
}
