package se.tvarsyn.pseudonymization;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.canonical.Withdrawal;

/**
 * The step that turns persons into tokens (PRIVACY.md 1–3). Leaves out persons with a protected identity and counts
 * them. Safe for parallel blocks: each call borrows a bench of its own.
 */
public final class Pseudonymize {
    private final TokenKeys keys;
    /** As many benches as there were calls at one time; not thread-locals, which would keep numbers in idle threads. */
    private final ConcurrentLinkedDeque<TokenBench> idle = new ConcurrentLinkedDeque<>();

    public Pseudonymize(TokenKeys keys) {
        this.keys = keys;
    }

    /**
     * @param batch whose rejected records the quarantine has taken: only where and why goes on from here
     * @throws WrongKey where the feed has no key
     */
    public PseudonymousBatch pseudonymize(IdentifiedBatch batch) {
        TokenBench bench = idle.pollFirst();
        if (bench == null) {
            bench = new TokenBench(keys);
        }
        bench.prepareFor(batch.origin().ticket());
        PseudonymousBatch made = pseudonymize(batch, bench);
        // Not in a finally block: a bench whose call failed half-way is thrown away.
        idle.addFirst(bench);
        return made;
    }

    private static PseudonymousBatch pseudonymize(IdentifiedBatch batch, TokenBench bench) {
        String document = DocumentNames.safe(batch.origin().document());
        List<PseudonymousRecord> records = new ArrayList<>(batch.records().size());
        long protectedCount = 0;
        for (IdentifiedRecord identified : batch.records()) {
            if (identified.person() != null && identified.person().isProtected()) {
                protectedCount += identified.fact().table().isReference() ? 0 : 1;
            } else {
                records.add(bench.pseudonymize(identified, document));
            }
        }
        List<PseudonymousBatch.WithdrawnRow> withdrawals =
                new ArrayList<>(batch.withdrawals().size());
        for (Withdrawal withdrawal : batch.withdrawals()) {
            protectedCount +=
                    withdrawal.isForProtection() && !withdrawal.table().isReference() ? 1 : 0;
            PseudonymousBatch.WithdrawnRow withdrawn = bench.pseudonymize(withdrawal);
            if (withdrawn != null) {
                withdrawals.add(withdrawn);
            }
        }
        List<PseudonymousBatch.KeptRow> kept = new ArrayList<>();
        for (Withdrawal rejected : batch.kept()) {
            PseudonymousBatch.WithdrawnRow row = bench.pseudonymize(rejected);
            if (row != null) {
                kept.add(new PseudonymousBatch.KeptRow(row.table(), row.sourceKey()));
            }
        }
        List<Pseudonym> protectedPersons = new ArrayList<>();
        for (PersonReference person : batch.protectedPersons()) {
            protectedPersons.addAll(bench.tokensOf(person));
        }
        List<PseudonymousBatch.ClearedGroup> clearings =
                new ArrayList<>(batch.clearings().size());
        for (GroupClearing clearing : batch.clearings()) {
            clearings.add(bench.pseudonymize(clearing));
        }
        List<Rejection> rejections = new ArrayList<>(batch.rejected().size());
        for (RejectedRecord rejected : batch.rejected()) {
            rejections.add(DocumentNames.safe(rejected.rejection()));
        }
        return new PseudonymousBatch(
                new BatchOrigin(
                        batch.origin().ticket(), document, batch.origin().ordinal()),
                records,
                clearings,
                withdrawals,
                kept,
                protectedPersons,
                rejections,
                batch.readCount(),
                batch.skippedCount(),
                protectedCount,
                batch.references());
    }
}
