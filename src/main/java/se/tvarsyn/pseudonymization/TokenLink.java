package se.tvarsyn.pseudonymization;

import se.tvarsyn.canonical.Pseudonym;

/**
 * One link of a chain: what a rotation does to the stored tokens of one domain. For one thread at a time.
 */
public final class TokenLink {
    private final int fromVersion;
    private final int toVersion;
    private final String checkValue;
    private final TokenMaker next;

    TokenLink(int fromVersion, TokenKey next) {
        this.fromVersion = fromVersion;
        this.toVersion = next.version();
        this.checkValue = next.checkValue();
        this.next = new TokenMaker(next, "chain");
    }

    /** Version of the rows that are there. */
    public int fromVersion() {
        return fromVersion;
    }

    /** Version that they get. */
    public int toVersion() {
        return toVersion;
    }

    /** Check value of the key that they get. */
    public String checkValue() {
        return checkValue;
    }

    /** The token that takes a stored token's place. */
    public Pseudonym next(Pseudonym stored) {
        return next.chained(stored);
    }
}
