package se.tvarsyn.zones;

import java.util.Objects;
import java.util.Set;

/**
 * A sender that the receiver's {@code tvarsyn.yaml} names.
 *
 * @param name as this home calls it
 * @param feeds that it may send; no other sender may send them
 */
public record KnownSender(String name, ZonePublicKey key, Set<String> feeds) {
    public KnownSender {
        Objects.requireNonNull(name);
        Objects.requireNonNull(key);
        feeds = Set.copyOf(feeds);
    }
}
