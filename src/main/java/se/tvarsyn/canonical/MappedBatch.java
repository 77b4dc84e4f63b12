package se.tvarsyn.canonical;

import java.util.List;
import java.util.Objects;

/**
 * A batch after mapping: what was understood and what was not.
 *
 * @param readCount fact records that the source gave
 * @param skippedCount records that a rule of the mapping leaves out: cancelled, not participating, absent participant
 */
public record MappedBatch(
        BatchOrigin origin,
        List<IdentifiedRecord> records,
        List<GroupClearing> clearings,
        List<RejectedRecord> rejected,
        long readCount,
        long skippedCount) {
    public MappedBatch {
        Objects.requireNonNull(origin);
    }

    @Override
    public String toString() {
        return "MappedBatch[" + origin + ", " + records.size() + " records]";
    }
}
