package se.tvarsyn.canonical;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A batch whose records passed every rule, with the persons still in it. A type of its own: {@code load} cannot take it.
 */
public record IdentifiedBatch(
        BatchOrigin origin,
        List<IdentifiedRecord> records,
        List<GroupClearing> clearings,
        List<Withdrawal> withdrawals,
        List<Withdrawal> kept,
        List<PersonReference> protectedPersons,
        List<RejectedRecord> rejected,
        long readCount,
        long skippedCount,
        Map<String, Long> references) {
    public IdentifiedBatch {
        Objects.requireNonNull(origin);
    }

    @Override
    public String toString() {
        return "IdentifiedBatch[" + origin + ", " + records.size() + " records]";
    }
}
