package se.tvarsyn.canonical;

/**
 * Finds the source record of a mapped one, so that a record which a later rule rejects waits in the quarantine as it came,
 * and can be taken through the chain again.
 */
@FunctionalInterface
public interface RecordSources {
    /** @param record one of the batch, the same object */
    RejectedRecord rejected(IdentifiedRecord record, Rejection why);
}
