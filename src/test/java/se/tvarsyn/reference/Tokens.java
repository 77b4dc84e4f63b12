package se.tvarsyn.reference;

import java.util.UUID;

/** Tokens and draws that are a function of the seed: UUIDs of version 8, as the product makes them. */
final class Tokens {
    private Tokens() {}

    static UUID of(long seed, long which) {
        long high = mix(seed * 0x9E3779B97F4A7C15L + which);
        long low = mix(high + 0x632BE59BD9B4E019L);
        return new UUID(high & ~0xF000L | 0x8000L, low & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
    }

    /** Stafford's thirteenth variant of the 64-bit finalizer. */
    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
