package se.tvarsyn.operations;

import se.tvarsyn.load.LoadReceipt;

/** Counts of a delivery: {@code read = accepted + rejected + protected + skipped}; the last two are within accepted. */
public record DeliveryCounts(
        long read,
        long accepted,
        long rejected,
        long protectedPersons,
        long skipped,
        long unlinked,
        long unmappedUnit) {
    public static final DeliveryCounts NONE = new DeliveryCounts(0, 0, 0, 0, 0, 0, 0);

    DeliveryCounts plus(LoadReceipt receipt) {
        return new DeliveryCounts(
                read + receipt.readCount(),
                accepted + receipt.acceptedCount(),
                rejected + receipt.rejectedCount(),
                protectedPersons + receipt.protectedCount(),
                skipped + receipt.skippedCount(),
                unlinked + receipt.unlinkedCount(),
                unmappedUnit + receipt.unmappedUnitCount());
    }

    /** Adds two deliveries, for a sum over a feed. */
    public DeliveryCounts plus(DeliveryCounts other) {
        return new DeliveryCounts(
                read + other.read,
                accepted + other.accepted,
                rejected + other.rejected,
                protectedPersons + other.protectedPersons,
                skipped + other.skipped,
                unlinked + other.unlinked,
                unmappedUnit + other.unmappedUnit);
    }
}
