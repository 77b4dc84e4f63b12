package se.tvarsyn.canonical;

import java.util.UUID;

/**
 * A token: the first 128 bits of a keyed hash, shown and stored as a UUID of version 8 (PRIVACY.md 2). Two longs rather
 * than a {@link UUID}, because a load makes two of them a row.
 *
 * @param high the first eight bytes, big endian, version bits set
 * @param low the last eight bytes, big endian, variant bits set
 */
public record Pseudonym(long high, long low) {
    public Pseudonym {
        if ((high >>> 12 & 0xf) != 8 || low >>> 62 != 2) {
            throw new IllegalArgumentException("a pseudonym is a UUID of version 8");
        }
    }

    public UUID toUuid() {
        return new UUID(high, low);
    }

    @Override
    public String toString() {
        return toUuid().toString();
    }
}
