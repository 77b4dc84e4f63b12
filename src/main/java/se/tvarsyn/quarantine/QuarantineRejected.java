package se.tvarsyn.quarantine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.RejectedRecord;

/** The step that stores rejected records; what goes on from here says where and why, and no longer what. */
public final class QuarantineRejected {
    private final Quarantine quarantine;

    public QuarantineRejected(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** @throws IllegalStateException where the ledger has not begun the delivery */
    public IdentifiedBatch quarantineRejected(IdentifiedBatch batch) throws IOException {
        if (batch.rejected().isEmpty()) {
            return batch;
        }
        quarantine.put(batch.origin(), batch.rejected());
        List<RejectedRecord> emptied = new ArrayList<>(batch.rejected().size());
        for (RejectedRecord rejected : batch.rejected()) {
            emptied.add(new RejectedRecord(DocumentNames.safe(rejected.rejection()), rejected.recordType(), ""));
        }
        return new IdentifiedBatch(
                batch.origin(),
                batch.records(),
                batch.clearings(),
                batch.withdrawals(),
                batch.kept(),
                batch.protectedPersons(),
                emptied,
                batch.readCount(),
                batch.skippedCount(),
                batch.references());
    }
}
