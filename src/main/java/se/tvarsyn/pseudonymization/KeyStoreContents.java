package se.tvarsyn.pseudonymization;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a key store holds, and under which names. Beside a key {@code psn.<domain>.v<n>} lie marks: the day it was
 * made, that it is chained to the version before it, that a rotation has drawn it and is not finished.
 */
final class KeyStoreContents {
    static final String QUARANTINE = "quarantine";
    static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private static final Pattern TOKEN_ALIAS = Pattern.compile("psn\\.(.+)\\.v(\\d{1,9})");
    private static final Pattern RETIRED_ALIAS = Pattern.compile("retired\\.(.+)");
    private static final String QUARANTINE_ALIAS = "quarantine.v1";
    /** An alias, so that the mark cannot be lost between two files; its entry's bytes mean nothing. */
    private static final String MADE_FOR_DEMO = "made-for.demo";

    private static final String MADE_FOR_OPERATION = "made-for.operation";
    /** Names the purpose where its keys were destroyed. */
    private static final String PURPOSE = "purpose";
    /** Beside each key: its day, and marks. */
    private static final String CREATED = ".created";

    private static final String CHAINED = " chained";
    private static final String PENDING = " pending";
    private static final byte[] MARK = {1};

    private final boolean isDemo;
    private final String purpose;
    private final byte[] quarantine = new byte[32];
    private final SortedMap<String, Kept> keys = new TreeMap<>();
    /** Highest destroyed version by domain: its number is never given again. */
    private final SortedMap<String, Integer> retired = new TreeMap<>();

    private record Kept(TokenKey key, LocalDate createdOn, boolean isChained, boolean isPending) {}

    KeyStoreContents(boolean isDemo, String purpose) {
        this.isDemo = isDemo;
        this.purpose = purpose;
    }

    KeyStoreContents copy() {
        KeyStoreContents copy = new KeyStoreContents(isDemo, purpose);
        System.arraycopy(quarantine, 0, copy.quarantine, 0, quarantine.length);
        copy.keys.putAll(keys);
        copy.retired.putAll(retired);
        return copy;
    }

    /** Whether nothing was changed in a copy. */
    boolean isSameAs(KeyStoreContents other) {
        return keys.equals(other.keys) && retired.equals(other.retired);
    }

    boolean isDemo() {
        return isDemo;
    }

    String purpose() {
        return purpose;
    }

    /** Not a copy: who makes a key store draws it in place. */
    byte[] quarantine() {
        return quarantine;
    }

    static String alias(String domain, int version) {
        return "psn." + domain + ".v" + version;
    }

    boolean has(String domain, int version) {
        return keys.containsKey(alias(domain, version));
    }

    String checkValue(String domain, int version) {
        return Objects.requireNonNull(keys.get(alias(domain, version))).key.checkValue();
    }

    /** A key that makes tokens of values, and is current. */
    void put(TokenKey key, LocalDate createdOn) {
        put(key, createdOn, false, false);
    }

    void put(TokenKey key, LocalDate createdOn, boolean isChained, boolean isPending) {
        keys.put(alias(key.domain(), key.version()), new Kept(key, createdOn, isChained, isPending));
    }

    /** Another secret under the same version. */
    void replace(TokenKey key, LocalDate createdOn) {
        Kept old = Objects.requireNonNull(keys.get(alias(key.domain(), key.version())));
        put(key, createdOn, old.isChained, old.isPending);
    }

    void settlePending(String domain) {
        Kept kept = pendingKept(domain);
        if (kept != null) {
            put(kept.key, kept.createdOn, kept.isChained, false);
        }
    }

    void remove(String domain, int version) {
        keys.remove(alias(domain, version));
    }

    /** Destroys a version for good: its number is not given again. */
    void retire(String domain, int version) {
        remove(domain, version);
        retired.merge(domain, version, Math::max);
    }

    int nextVersion(String domain) {
        int last = retired.getOrDefault(domain, 0);
        for (int version : versions(domain)) {
            last = Math.max(last, version);
        }
        return last + 1;
    }

    Set<String> domains() {
        Set<String> domains = new TreeSet<>();
        keys.values().forEach(kept -> domains.add(kept.key.domain()));
        return domains;
    }

    /** Rising. */
    List<Integer> versions(String domain) {
        return keys.values().stream()
                .filter(kept -> kept.key.domain().equals(domain))
                .map(kept -> kept.key.version())
                .sorted()
                .toList();
    }

    private @Nullable Kept pendingKept(String domain) {
        for (Kept kept : keys.values()) {
            if (kept.key.domain().equals(domain) && kept.isPending) {
                return kept;
            }
        }
        return null;
    }

    /** What a rotation has drawn and not finished. */
    @Nullable
    TokenKey pending(String domain) {
        Kept kept = pendingKept(domain);
        return kept == null ? null : kept.key;
    }

    /** The newest version that is no rotation's in progress; null where there is none. */
    @Nullable
    TokenKey current(String domain) {
        TokenKey newest = null;
        for (Kept kept : keys.values()) {
            if (kept.key.domain().equals(domain)
                    && !kept.isPending
                    && (newest == null || newest.version() < kept.key.version())) {
                newest = kept.key;
            }
        }
        return newest;
    }

    /** The current version, and those that it is chained to; empty where the domain has no key. */
    List<TokenKey> chain(String domain) {
        List<TokenKey> chain = new ArrayList<>();
        TokenKey current = current(domain);
        for (int version = current == null ? 0 : current.version(); version > 0; version--) {
            Kept kept = keys.get(alias(domain, version));
            if (kept == null) {
                throw new WrongKey(
                        "key of domain " + domain + " version " + version + " is missing, and a later version"
                                + " is chained to it: restore the folder 'keys' whole from its backup");
            }
            chain.add(0, kept.key);
            if (!kept.isChained) {
                return chain;
            }
        }
        if (!chain.isEmpty()) {
            throw new WrongKey("key of domain " + domain + " version 1 is chained to nothing: restore the folder 'keys'"
                    + " whole from its backup");
        }
        return chain;
    }

    KeyState state(String domain, int version) {
        Kept kept = Objects.requireNonNull(keys.get(alias(domain, version)));
        if (kept.isPending) {
            return KeyState.PENDING;
        }
        List<TokenKey> chain = chain(domain);
        int place = chain.indexOf(kept.key);
        return place < 0 ? KeyState.UNUSED : place == chain.size() - 1 ? KeyState.CURRENT : KeyState.INNER;
    }

    List<KeptKey> list(KeyUse use) {
        List<KeptKey> list = new ArrayList<>();
        for (Kept kept : keys.values()) {
            TokenKey key = kept.key;
            KeyState state = state(key.domain(), key.version());
            list.add(new KeptKey(
                    key.domain(),
                    key.version(),
                    kept.createdOn,
                    key.checkValue(),
                    state != KeyState.PENDING && use.isUsed(key.domain(), key.version()),
                    state));
        }
        return list;
    }

    TokenKeys tokenKeys() {
        Map<String, KeyChain> chains = new HashMap<>();
        for (String domain : domains()) {
            List<TokenKey> chain = chain(domain);
            if (!chain.isEmpty()) {
                chains.put(domain, new KeyChain(chain));
            }
        }
        return new TokenKeys(purpose, chains);
    }

    CheckValues checkValues() {
        Set<String> lines = new LinkedHashSet<>();
        for (Kept kept : keys.values()) {
            lines.add(kept.key.domain() + " " + kept.key.version() + " " + kept.key.checkValue());
        }
        lines.add(QUARANTINE + " 1 " + TokenKey.checkValue(quarantine));
        return CheckValues.of(lines);
    }

    void refuseBrokenChains() {
        domains().forEach(this::chain);
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
                throw new WrongKey(key.name() + " is also the key of the quarantine: use a key of its own for each");
            }
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Bytes by alias, as {@link #of} reads them. */
    SortedMap<String, byte[]> entries() {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        keys.forEach((alias, kept) -> {
            entries.put(alias, kept.key.secret());
            // The JDK's own dates of entries are the system clock's; this one is the home's.
            String marks = kept.createdOn + (kept.isChained ? CHAINED : "") + (kept.isPending ? PENDING : "");
            entries.put(alias + CREATED, ascii(marks));
        });
        retired.forEach((domain, version) -> entries.put("retired." + domain, ascii(version.toString())));
        entries.put(PURPOSE, ascii(purpose));
        entries.put(QUARANTINE_ALIAS, quarantine.clone());
        entries.put(isDemo ? MADE_FOR_DEMO : MADE_FOR_OPERATION, MARK.clone());
        return entries;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * @param entries bytes by alias, as they lie in PKCS#12 and in every other place that keys are read from
     * @param days day of an entry without a day of its own: keys that other tools put in have none
     * @param shown where they were read from
     */
    static KeyStoreContents of(Map<String, byte[]> entries, Map<String, LocalDate> days, String shown) {
        SortedMap<String, Kept> keys = new TreeMap<>();
        SortedMap<String, Integer> retired = new TreeMap<>();
        String purpose = entries.containsKey(PURPOSE) ? text(entries, PURPOSE) : null;
        for (String alias : entries.keySet()) {
            Matcher matcher = TOKEN_ALIAS.matcher(alias);
            Matcher gone = RETIRED_ALIAS.matcher(alias);
            if (matcher.matches()) {
                String domain = TokenDomain.checked(matcher.group(1));
                TokenKey key = new TokenKey(
                        domain, Integer.parseInt(matcher.group(2)), Objects.requireNonNull(entries.get(alias)));
                String marks = text(entries, alias + CREATED);
                keys.put(
                        alias,
                        new Kept(
                                key,
                                createdOn(marks, days.get(alias)),
                                marks.contains(CHAINED),
                                marks.contains(PENDING)));
                if (!domain.contains("/")) {
                    if (purpose != null && !purpose.equals(domain)) {
                        throw new WrongKey(shown + ": holds the keys of two purposes: one home is one purpose");
                    }
                    purpose = domain;
                }
            } else if (gone.matches() && text(entries, alias).matches("\\d{1,9}")) {
                retired.put(TokenDomain.checked(gone.group(1)), Integer.parseInt(text(entries, alias)));
            }
        }
        boolean isDemo = entries.containsKey(MADE_FOR_DEMO);
        byte[] quarantine = entries.get(QUARANTINE_ALIAS);
        if (purpose == null || quarantine == null || isDemo == entries.containsKey(MADE_FOR_OPERATION)) {
            throw new WrongKey(shown + ": was not made by init: make keys with init, then import your own into them");
        }
        KeyStoreContents contents = new KeyStoreContents(isDemo, purpose);
        contents.keys.putAll(keys);
        contents.retired.putAll(retired);
        System.arraycopy(quarantine, 0, contents.quarantine, 0, Math.min(quarantine.length, 32));
        return contents;
    }

    private static String text(Map<String, byte[]> entries, String alias) {
        return new String(entries.getOrDefault(alias, new byte[0]), StandardCharsets.US_ASCII);
    }

    private static LocalDate createdOn(String marks, @Nullable LocalDate entry) {
        String day = marks.split(" ", 2)[0];
        return day.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(day) : entry == null ? LocalDate.EPOCH : entry;
    }
}
