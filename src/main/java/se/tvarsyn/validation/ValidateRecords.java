package se.tvarsyn.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Withdrawal;

/** The step {@code validateRecords} of the chain. */
public final class ValidateRecords {
    /** Keeps what passes every rule; what breaks one becomes a rejection. */
    public IdentifiedBatch validateRecords(MappedBatch batch) {
        List<IdentifiedRecord> passed = new ArrayList<>(batch.records().size());
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        List<Withdrawal> kept = new ArrayList<>(batch.kept());
        for (IdentifiedRecord record : batch.records()) {
            RuleBreach breach = RecordRules.breachOf(record);
            if (breach == null) {
                passed.add(record);
            } else {
                rejected.add(rejection(batch, record, breach));
                kept.add(keyOf(record));
            }
        }
        return new IdentifiedBatch(
                batch.origin(),
                passed,
                batch.clearings(),
                withdrawable(batch, rejected),
                kept.stream().filter(k -> RecordRules.breachOf(k) == null).toList(),
                batch.protectedPersons(),
                rejected,
                batch.readCount(),
                batch.skippedCount(),
                batch.references());
    }

    /** A record that breaks a rule leaves the row that an earlier one made. */
    private static Withdrawal keyOf(IdentifiedRecord record) {
        return new Withdrawal(
                record.line(),
                record.fact().table(),
                record.person(),
                record.naturalKey(),
                record.isKeyedByPerson(),
                record.groups(),
                record.modifiedMillis(),
                false);
    }

    /** A key that no row can have has nothing to withdraw; a protected person's record is then rejected, to be counted. */
    private static List<Withdrawal> withdrawable(MappedBatch batch, List<RejectedRecord> rejected) {
        List<Withdrawal> usable = new ArrayList<>(batch.withdrawals().size());
        for (Withdrawal withdrawal : batch.withdrawals()) {
            RuleBreach breach = RecordRules.breachOf(withdrawal);
            if (breach == null) {
                usable.add(withdrawal);
            } else if (withdrawal.isForProtection()) {
                rejected.add(new RejectedRecord(
                        new Rejection(
                                batch.origin().document(),
                                withdrawal.line(),
                                breach.field(),
                                breach.reason(),
                                breach.mend()),
                        RecordText.of(withdrawal)));
            }
        }
        return usable;
    }

    private static RejectedRecord rejection(MappedBatch batch, IdentifiedRecord record, RuleBreach breach) {
        @Nullable
        String field =
                breach.field() == null ? null : batch.sourceFields().getOrDefault(breach.field(), breach.field());
        return batch.sources()
                .rejected(
                        record,
                        new Rejection(batch.origin().document(), record.line(), field, breach.reason(), breach.mend()));
    }
}
