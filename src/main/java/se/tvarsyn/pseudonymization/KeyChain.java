package se.tvarsyn.pseudonymization;

import java.util.List;

/**
 * The keys that one domain's tokens go through, in order: the first makes a token of a value, each later one makes the
 * next token of the token before it (PRIVACY.md 2, chain). A domain that was never rotated by chain has one.
 *
 * @param keys innermost first; versions rise, and all are of one domain
 */
public record KeyChain(List<TokenKey> keys) {
    public KeyChain {
        keys = List.copyOf(keys);
        for (int i = 1; i < keys.size(); i++) {
            if (!keys.get(i).domain().equals(keys.get(0).domain())
                    || keys.get(i).version() <= keys.get(i - 1).version()) {
                throw new IllegalArgumentException("a chain is of one domain, and its versions rise");
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a chain has a key");
        }
    }

    static KeyChain of(TokenKey key) {
        return new KeyChain(List.of(key));
    }

    TokenKey newest() {
        return keys.get(keys.size() - 1);
    }

    TokenKey innermost() {
        return keys.get(0);
    }

    public String domain() {
        return newest().domain();
    }

    /** The version that rows carry. */
    public int version() {
        return newest().version();
    }

    /** Of the newest key. */
    public String checkValue() {
        return newest().checkValue();
    }

    /**
     * What a delivery's recipe names: the innermost key's check value. A rotation by chain turns the rows of every loaded
     * delivery into exactly the rows that it would give under the longer chain; so a loaded delivery stays known, and an
     * old file that comes again cannot take back what a newer one brought.
     */
    public String recipe() {
        return innermost().checkValue();
    }
}
