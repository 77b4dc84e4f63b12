package se.tvarsyn.pseudonymization;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * The keys of one home: entries that lie where a {@link KeyProvider} keeps them, and the check values that the
 * configuration names in {@code keys/check-values} (lines of {@code domain version value}), which stop a load with the
 * keys of another home or another backup. These are a file of the home wherever the keys lie: what they guard against is
 * that somebody else changes the keys.
 *
 * <p>A key store is made for a demo or for operation, once and for all, and opens as nothing else.
 */
public final class KeyStoreFile {
    /** Name of the quarantine's key beside the token domains. */
    static final String QUARANTINE = KeyStoreContents.QUARANTINE;

    private static final ZoneId SWEDEN = KeyStoreContents.SWEDEN;

    private final Path folder;
    private final KeyProvider provider;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private KeyStoreContents contents;

    private KeyStoreFile(Path folder, KeyProvider provider, Clock clock, KeyStoreContents contents) {
        this.folder = folder;
        this.provider = provider;
        this.clock = clock;
        this.contents = contents;
    }

    /** Whether a home has keys, or names some that are missing. Asks the place of the keys only where it names none. */
    public static boolean exists(Path home, KeyProvider provider) throws IOException {
        List<String> lines = checkLines(home.resolve("keys"));
        return (lines != null && !CheckValues.areOfNoneYet(lines)) || provider.isThere();
    }

    /** As {@link #exists(Path, KeyProvider)}, of keys in PKCS#12. */
    public static boolean exists(Path home) throws IOException {
        return exists(home, new Pkcs12Keys(home));
    }

    /** As {@link #create(Path, KeyProvider, String, Collection, boolean, Clock)}, in PKCS#12. */
    public static KeyStoreFile create(Path home, String purpose, Collection<String> feeds, boolean isDemo, Clock clock)
            throws IOException {
        return create(home, new Pkcs12Keys(home), purpose, feeds, isDemo, clock);
    }

    /** As {@link #open(Path, KeyProvider, boolean, Clock)}, of keys in PKCS#12. */
    public static KeyStoreFile open(Path home, boolean isDemo, Clock clock) throws IOException {
        return open(home, new Pkcs12Keys(home), isDemo, clock);
    }

    /**
     * Draws keys for the purpose, every feed and the quarantine.
     *
     * @throws WrongKey where the home has keys already: they are never written over
     */
    public static KeyStoreFile create(
            Path home, KeyProvider provider, String purpose, Collection<String> feeds, boolean isDemo, Clock clock)
            throws IOException {
        Path folder = home.resolve("keys");
        OwnerOnlyFiles.createFolder(folder);
        try (FileChannel lock = lock(folder)) {
            if (exists(home, provider)) {
                throw new WrongKey(folder + ": there are keys here already: use them, or name another home");
            }
            SecureRandom random = new SecureRandom();
            KeyStoreContents drawn = new KeyStoreContents(isDemo, TokenDomain.ofPurpose(purpose));
            drawn.put(TokenKey.drawn(purpose, 1, random), today(clock));
            for (String feed : feeds) {
                drawn.put(TokenKey.drawn(TokenDomain.ofFeed(purpose, feed), 1, random), today(clock));
            }
            random.nextBytes(drawn.quarantine());
            KeyStoreFile made = new KeyStoreFile(folder, provider, clock, drawn);
            made.store(null, CheckValues.of(Set.of()), drawn);
            return made;
        }
    }

    /**
     * @param isDemo whether the home is the demo's: keys made for one kind of home are refused in the other
     * @throws WrongKey where a file is missing or does not fit the others; the message names the domain and the mend
     */
    public static KeyStoreFile open(Path home, KeyProvider provider, boolean isDemo, Clock clock) throws IOException {
        Path folder = home.resolve("keys");
        return new KeyStoreFile(
                folder, provider, clock, readSettled(folder, provider, isDemo).contents());
    }

    /** Keys and check values lie apart, and another process may change both in between: what does not fit is read again. */
    private static Opened readSettled(Path folder, KeyProvider provider, boolean isDemo) throws IOException {
        try {
            return read(folder, provider, isDemo);
        } catch (WrongKey e) {
            if (!Files.isWritable(folder)) {
                throw e;
            }
            try (FileChannel lock = lock(folder)) {
                return read(folder, provider, isDemo);
            }
        }
    }

    public synchronized boolean isDemo() {
        return contents.isDemo();
    }

    public synchronized String purpose() {
        return contents.purpose();
    }

    /** Draws the keys of a feed; does nothing where the feed has one. */
    public void addFeed(String feed) throws IOException {
        change(next -> {
            String domain = TokenDomain.ofFeed(next.purpose(), feed);
            if (next.current(domain) == null && next.pending(domain) == null) {
                next.put(drawn(domain, next.nextVersion(domain)), today(clock));
            }
        });
    }

    TokenKey drawn(String domain, int version) {
        return TokenKey.drawn(domain, version, random);
    }

    LocalDate today() {
        return today(clock);
    }

    /** Every key of a token domain, by domain and version. */
    public synchronized List<KeptKey> list(KeyUse use) {
        return contents.list(use);
    }

    /**
     * Replaces a version that no delivery has used yet, and its check value.
     *
     * @param hexFile one line of 64 hexadecimal digits or more
     * @throws WrongKey where the version is in use or is not there, or where the new key is weak or used elsewhere
     */
    public void importKey(String domain, int version, Path hexFile, KeyUse use) throws IOException {
        String name = "key of domain " + TokenDomain.checked(domain) + " version " + version;
        byte[] secret = readHex(hexFile);
        try {
            String weakness = TokenKey.weakness(secret);
            if (weakness != null) {
                throw new WrongKey(
                        hexFile + ":1: " + name + ": " + weakness + ": use 64 random hexadecimal digits or more");
            }
            change(next -> {
                if (!next.has(domain, version)) {
                    throw new WrongKey(
                            name + ": there is none to replace: import into a version that 'keys list' shows");
                }
                if (next.state(domain, version) == KeyState.PENDING) {
                    throw new WrongKey(
                            name + ": a rotation has drawn it and is not finished: finish the rotation first");
                }
                if (use.isUsed(domain, version)) {
                    throw new WrongKey(name + ": deliveries have used it, and their tokens would fit no longer: "
                            + "rotate the domain instead");
                }
                next.replace(new TokenKey(domain, version, secret), today(clock));
            });
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * The current keys of every domain. That none is missing was seen when the file was opened: an older one would give
     * the same person two tokens.
     */
    public synchronized TokenKeys tokenKeys() {
        return contents.tokenKeys();
    }

    /** What a change of the keys does to them. */
    interface KeyChange {
        void make(KeyStoreContents next);
    }

    /** Reads the keys anew, changes them, refuses what is wrong, and writes; a crash leaves the old or the new keys. */
    synchronized void change(KeyChange change) throws IOException {
        try (FileChannel lock = lock(folder)) {
            Opened before = read(folder, provider, contents.isDemo());
            KeyStoreContents next = before.contents().copy();
            change.make(next);
            next.refuseSharedKeys();
            if (!next.isSameAs(before.contents())) {
                store(before.entries(), before.contents().checkValues(), next);
            } else if (!before.isSettled()) {
                // A change was broken off after the keys were written.
                OwnerOnlyFiles.replace(
                        folder.resolve("check-values"), next.checkValues().lines());
            }
            contents = next;
        }
    }

    /**
     * Copies the keys to another place, where they are read again and held against the check values. Done twice, it finds
     * them there.
     *
     * @throws WrongKey where other keys are there already
     */
    public synchronized void copyTo(KeyProvider other) throws IOException {
        try (FileChannel lock = lock(folder)) {
            SortedMap<String, byte[]> own =
                    read(folder, provider, contents.isDemo()).contents().entries();
            if (!other.isThere()) {
                other.replace(null, own);
            }
            SortedMap<String, byte[]> there =
                    read(folder, other, contents.isDemo()).contents().entries();
            if (!own.keySet().equals(there.keySet())
                    || own.entrySet().stream().anyMatch(e -> !Arrays.equals(e.getValue(), there.get(e.getKey())))) {
                throw new WrongKey(other.shown() + ": holds other keys already: name a place of this home's own");
            }
        }
    }

    synchronized KeyStoreContents contents() {
        return contents;
    }

    /** The keys of this home that make no token of the warehouse. */
    public synchronized HomeKeys homeKeys() {
        return new HomeKeys(contents.quarantine());
    }

    @Override
    public String toString() {
        return "KeyStoreFile[" + folder + "]";
    }

    /**
     * Writes check values that fit both the old and the new keys first, the keys then, and at last the check values of
     * these keys only: whatever a crash leaves opens.
     */
    private void store(@Nullable KeyEntries before, CheckValues old, KeyStoreContents next) throws IOException {
        CheckValues after = next.checkValues();
        OwnerOnlyFiles.replace(
                folder.resolve("check-values"), old.changingTo(after).lines());
        provider.replace(before, next.entries());
        OwnerOnlyFiles.replace(folder.resolve("check-values"), after.lines());
    }

    /**
     * Keys as they were read, and what they mean.
     *
     * @param isSettled whether the check values are of these keys only
     */
    private record Opened(KeyEntries entries, KeyStoreContents contents, boolean isSettled) {}

    private static Opened read(Path folder, KeyProvider provider, boolean isDemo) throws IOException {
        List<String> lines = checkLines(folder);
        KeyEntries entries = lines == null ? null : provider.read();
        if (lines == null || entries == null) {
            throw new WrongKey((lines == null
                            ? folder.resolve("check-values") + " is missing"
                            : provider.shown() + ": no keys there")
                    + ": run init in a new home, 'keys move' after a change of keys.provider, or restore what belongs"
                    + " together from one backup ("
                    + provider.backedUp() + ", check-values)");
        }
        KeyStoreContents contents = KeyStoreContents.of(entries.bytes(), entries.days(), provider.shown());
        if (contents.isDemo() != isDemo) {
            throw new WrongKey(provider.shown() + ": "
                    + (isDemo
                            ? "these keys are no demo keys: the demo needs a home of its own"
                            : "these keys were made for the demo: make keys for this home with init"));
        }
        contents.checkValues().compareWith(lines, folder.resolve("check-values"), provider.backedUp());
        contents.refuseSharedKeys();
        contents.refuseBrokenChains();
        return new Opened(entries, contents, CheckValues.areSettled(lines));
    }

    private static @Nullable List<String> checkLines(Path folder) throws IOException {
        Path file = folder.resolve("check-values");
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            throw new WrongKey(file + ": no text: restore it from the backup of the keys");
        }
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
}
