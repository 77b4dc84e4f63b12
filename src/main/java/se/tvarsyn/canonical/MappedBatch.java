package se.tvarsyn.canonical;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A batch after mapping: what was understood and what was not.
 *
 * @param readCount fact records that the source gave
 * @param withdrawals rows that count no more: of protected persons, and of records that a rule leaves out
 * @param kept keys of rejected records, where they are known: an earlier row under them stays
 * @param protectedPersons whose rows of this feed are all taken back
 * @param skippedCount records that a rule leaves out: cancelled, not participating, absent participant, older than its
 *     retention
 * @param references rows made from reference entities (enrolments), by record type; not facts of the delivery
 * @param sourceFields canonical field to the source's name, so that a later rule can name what the user knows
 * @param sources of the records, for what a later rule rejects
 */
public record MappedBatch(
        BatchOrigin origin,
        List<IdentifiedRecord> records,
        List<GroupClearing> clearings,
        List<Withdrawal> withdrawals,
        List<Withdrawal> kept,
        List<PersonReference> protectedPersons,
        List<RejectedRecord> rejected,
        long readCount,
        long skippedCount,
        Map<String, Long> references,
        Map<String, String> sourceFields,
        RecordSources sources) {
    public MappedBatch {
        Objects.requireNonNull(origin);
        Objects.requireNonNull(sources);
    }

    /** This batch with some of its records left out, which count as skipped. */
    public MappedBatch keeping(List<IdentifiedRecord> some, long skippedToo) {
        return new MappedBatch(
                origin,
                some,
                clearings,
                withdrawals,
                kept,
                protectedPersons,
                rejected,
                readCount,
                skippedCount + skippedToo,
                references,
                sourceFields,
                sources);
    }

    @Override
    public String toString() {
        return "MappedBatch[" + origin + ", " + records.size() + " records]";
    }
}
