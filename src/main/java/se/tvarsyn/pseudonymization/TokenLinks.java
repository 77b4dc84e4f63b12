package se.tvarsyn.pseudonymization;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The links of one rotation, by domain. Domains that are not in it keep their tokens. For one thread at a time.
 *
 * @param purpose the domain of persons that join across agencies
 */
public record TokenLinks(String purpose, Map<String, TokenLink> byDomain) {
    public TokenLinks {
        byDomain = Map.copyOf(byDomain);
    }

    /** For persons that join across agencies; null where only feeds are rotated. */
    public @Nullable TokenLink ofPurpose() {
        return byDomain.get(purpose);
    }

    /** For a feed's row keys and the persons that only it knows; null where the feed is not rotated. */
    public @Nullable TokenLink ofFeed(String feed) {
        return byDomain.get(TokenDomain.ofFeed(purpose, feed));
    }
}
