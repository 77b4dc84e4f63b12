package se.tvarsyn.operations;

/**
 * Counts of deliveries as they may be shown. Of what makes up {@code read} every part is rounded, or the parts that are
 * sensitive would be told by subtraction.
 *
 * @param read digits; of a retry rounded as well, for what it reads is what was rejected
 */
public record ShownCounts(
        String read,
        RoundedCount accepted,
        RoundedCount rejected,
        RoundedCount protectedPersons,
        RoundedCount skipped,
        RoundedCount unlinked,
        RoundedCount unmappedUnit) {
    /** @param isRetry whether they are of rejected records that were taken again */
    public static ShownCounts of(DeliveryCounts counts, boolean isRetry) {
        return new ShownCounts(
                isRetry ? RoundedCount.of(counts.read()).text() : Long.toString(counts.read()),
                RoundedCount.of(counts.accepted()),
                RoundedCount.of(counts.rejected()),
                RoundedCount.of(counts.protectedPersons()),
                RoundedCount.of(counts.skipped()),
                RoundedCount.of(counts.unlinked()),
                RoundedCount.of(counts.unmappedUnit()));
    }
}
