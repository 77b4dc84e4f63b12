package se.tvarsyn.operations;

/**
 * Counts of deliveries as they may be shown. Of what makes up {@code read} every part is rounded, or the parts that are
 * sensitive would be told by subtraction.
 */
public record ShownCounts(
        long read,
        RoundedCount accepted,
        RoundedCount rejected,
        RoundedCount protectedPersons,
        RoundedCount skipped,
        RoundedCount unlinked,
        RoundedCount unmappedUnit) {
    public static ShownCounts of(DeliveryCounts counts) {
        return new ShownCounts(
                counts.read(),
                RoundedCount.of(counts.accepted()),
                RoundedCount.of(counts.rejected()),
                RoundedCount.of(counts.protectedPersons()),
                RoundedCount.of(counts.skipped()),
                RoundedCount.of(counts.unlinked()),
                RoundedCount.of(counts.unmappedUnit()));
    }
}
