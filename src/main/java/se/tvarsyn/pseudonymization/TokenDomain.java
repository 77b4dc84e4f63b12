package se.tvarsyn.pseudonymization;

import java.util.regex.Pattern;

/** The names that token domains may have: {@code <purpose>} and {@code <purpose>/src:<feed>} (MODEL.md, Person). */
final class TokenDomain {
    /**
     * Lower case only. The JDK lower-cases the aliases of a PKCS#12 store, so {@code Skola} and {@code skola} would
     * silently share a key.
     */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final Pattern DOMAIN = Pattern.compile(NAME + "(/src:" + NAME + ")?");

    private TokenDomain() {}

    static String ofPurpose(String purpose) {
        if (!NAME.matcher(purpose).matches() || purpose.equals(KeyStoreFile.QUARANTINE)) {
            throw new WrongKey(
                    "purpose: not a name for a token domain: use a-z, 0-9 and -, beginning with a letter or digit, "
                            + "at most 64, and not '" + KeyStoreFile.QUARANTINE + "'");
        }
        return purpose;
    }

    static String ofFeed(String purpose, String feed) {
        if (!NAME.matcher(feed).matches()) {
            throw new WrongKey(
                    "feed: not a name for a token domain: use a-z, 0-9 and -, beginning with a letter or digit, "
                            + "at most 64");
        }
        return ofPurpose(purpose) + "/src:" + feed;
    }

    static String checked(String domain) {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new WrongKey("domain: not a token domain: use <purpose> or <purpose>/src:<feed> of a-z, 0-9 and -");
        }
        return domain;
    }
}
