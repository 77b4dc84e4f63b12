package se.tvarsyn.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts of one feed while they are summed. */
final class Tally {
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> parts = new TreeMap<>();
    private long accepted;
    private long barred;
    private long skipped;
    private long unlinked;

    void skip(String part) {
        skipped++;
        parts.merge(part, 1L, Long::sum);
    }

    void reject(String part, String reason) {
        rejected.merge(reason, 1L, Long::sum);
        parts.merge(part, 1L, Long::sum);
    }

    /** @return whether the record becomes a fact */
    boolean take(String part, boolean isProtected, boolean isLinkable) {
        parts.merge(part, 1L, Long::sum);
        if (isProtected) {
            barred++;
            return false;
        }
        accepted++;
        unlinked += isLinkable ? 0 : 1;
        return true;
    }

    MunicipalityTruth.FeedCounts counts() {
        long rejections = rejected.values().stream().mapToLong(Long::longValue).sum();
        return new MunicipalityTruth.FeedCounts(
                accepted + rejections + barred + skipped, accepted, rejected, barred, skipped, unlinked, parts);
    }
}
