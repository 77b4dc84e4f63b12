package se.tvarsyn.pseudonymization;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The keys that tokens of new rows are made with: a chain for the purpose, one for each feed. Where they come from
 * (a key store, a vault, a draw for one preview) is not known here.
 *
 * @param purpose the purpose of follow-up, which is the domain of persons
 * @param byDomain the current chain of every domain
 */
public record TokenKeys(String purpose, Map<String, KeyChain> byDomain) {
    public TokenKeys {
        Objects.requireNonNull(purpose);
        byDomain = Map.copyOf(byDomain);
    }

    /** Keys drawn for one run: tokens agree within it and mean nothing outside it. */
    public static TokenKeys drawn(String purpose, Collection<String> feeds) {
        SecureRandom random = new SecureRandom();
        Map<String, KeyChain> keys = new HashMap<>();
        keys.put(purpose, KeyChain.of(TokenKey.drawn(TokenDomain.ofPurpose(purpose), 1, random)));
        for (String feed : feeds) {
            String domain = TokenDomain.ofFeed(purpose, feed);
            keys.put(domain, KeyChain.of(TokenKey.drawn(domain, 1, random)));
        }
        return new TokenKeys(purpose, keys);
    }

    /** Keys of persons that join across agencies. */
    public KeyChain ofPurpose() {
        return of(purpose);
    }

    /** Keys of a feed's rows and of the persons that only this feed knows. */
    public KeyChain ofFeed(String feed) {
        return of(TokenDomain.ofFeed(purpose, feed));
    }

    private KeyChain of(String domain) {
        KeyChain key = byDomain.get(domain);
        if (key == null) {
            throw new WrongKey("key of domain " + domain + ": there is none: add the feed to the key store with init");
        }
        return key;
    }
}
