package se.tvarsyn.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** The step {@code validateRecords} of the chain. */
public final class ValidateRecords {
    /** Keeps what passes every rule; what breaks one becomes a rejection. */
    public IdentifiedBatch validateRecords(MappedBatch batch) {
        List<IdentifiedRecord> passed = new ArrayList<>(batch.records().size());
        List<RejectedRecord> rejected = new ArrayList<>(batch.rejected());
        for (IdentifiedRecord record : batch.records()) {
            RuleBreach breach = RecordRules.breachOf(record);
            if (breach == null) {
                passed.add(record);
            } else {
                rejected.add(rejection(batch, record, breach));
            }
        }
        return new IdentifiedBatch(
                batch.origin(),
                passed,
                batch.clearings(),
                rejected,
                batch.readCount(),
                batch.skippedCount(),
                batch.references());
    }

    private static RejectedRecord rejection(MappedBatch batch, IdentifiedRecord record, RuleBreach breach) {
        @Nullable
        String field =
                breach.field() == null ? null : batch.sourceFields().getOrDefault(breach.field(), breach.field());
        return new RejectedRecord(
                new Rejection(batch.origin().document(), record.line(), field, breach.reason(), breach.mend()),
                RecordText.of(record));
    }
}
