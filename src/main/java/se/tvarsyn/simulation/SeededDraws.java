package se.tvarsyn.simulation;

/**
 * Draws for one entity, seeded by what the entity is. SplitMix64, written out here: the JDK may change how its own
 * generators bound their numbers, and then every pinned figure would move with the JDK.
 */
final class SeededDraws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private long state;

    private SeededDraws(long state) {
        this.state = state;
    }

    static SeededDraws of(long seed, long kind, long a, long b) {
        return new SeededDraws(mix(mix(mix(mix(seed + GOLDEN) ^ kind) + a * GOLDEN) ^ (b * 0xD1342543DE82EF95L)));
    }

    static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** In [0, 1). */
    double share() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return share() < probability;
    }

    /** In [0, bound). The bias of the remainder is far below what a made-up figure can show. */
    int below(int bound) {
        return (int) ((next() >>> 1) % bound);
    }

    /** In [low, high], both ends included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    <T> T pick(java.util.List<T> from) {
        return from.get(below(from.size()));
    }

    /** An id in the shape of a random UUID (version 4). */
    java.util.UUID uuid() {
        long high = (next() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (next() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new java.util.UUID(high, low);
    }

    <T> void shuffle(java.util.List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            java.util.Collections.swap(list, i, below(i + 1));
        }
    }
}
