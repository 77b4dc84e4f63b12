package se.tvarsyn.pseudonymization;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import se.tvarsyn.barring.BarredList;
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
import se.tvarsyn.consent.ConsentMemory;

/**
 * The step that turns persons into tokens (PRIVACY.md 1–3). Leaves out barred persons, whatever source bars them, and
 * counts them. Safe for parallel blocks: each call borrows a bench of its own.
 */
public final class Pseudonymize {
    private final TokenKeys keys;
    private final TokenKey markKey;
    private final BarredList barred;
    private final TokenKey caseMarkKey;
    private final ConsentMemory consents;
    /** As many benches as there were calls at one time; not thread-locals, which would keep numbers in idle threads. */
    private final ConcurrentLinkedDeque<TokenBench> idle = new ConcurrentLinkedDeque<>();

    /**
     * @param markKey of the marks that the barred list knows persons by
     * @param barred persons who are left out, whatever source names them
     * @param caseMarkKey of the marks that the memory of consents knows cases by
     * @param consents has seen the whole delivery before its first batch comes ({@link SeenCases})
     */
    public Pseudonymize(
            TokenKeys keys, TokenKey markKey, BarredList barred, TokenKey caseMarkKey, ConsentMemory consents) {
        this.keys = keys;
        this.markKey = markKey;
        this.barred = barred;
        this.caseMarkKey = caseMarkKey;
        this.consents = consents;
    }

    /**
     * @param batch whose rejected records the quarantine has taken: only where and why goes on from here
     * @throws WrongKey where the feed has no key
     */
    public PseudonymousBatch pseudonymize(IdentifiedBatch batch) {
        TokenBench bench = idle.pollFirst();
        if (bench == null) {
            bench = new TokenBench(keys, new PersonMarks(keys, markKey, barred), new CaseMarks(caseMarkKey, consents));
        }
        bench.prepareFor(batch.origin().ticket());
        PseudonymousBatch made = pseudonymize(batch, bench);
        // Before a row goes on that leaves somebody out: what was flagged is remembered though the process ends here.
        barred.save();
        // Not in a finally block: a bench whose call failed half-way is thrown away.
        idle.addFirst(bench);
        return made;
    }

    private static PseudonymousBatch pseudonymize(IdentifiedBatch batch, TokenBench bench) {
        String document = DocumentNames.safe(batch.origin().document());
        PersonMarks marks = bench.marks();
        // First those whom a record of this batch marks: others may name them without a mark.
        batch.protectedPersons().forEach(marks::flag);
        batch.withdrawals().stream()
                .filter(Withdrawal::isForProtection)
                .forEach(w -> marks.flag(Objects.requireNonNull(w.person())));
        List<PseudonymousRecord> records = new ArrayList<>(batch.records().size());
        long protectedCount = 0;
        for (IdentifiedRecord identified : batch.records()) {
            PersonReference person = identified.person();
            if (person != null && person.isProtected()) {
                marks.flag(person);
            }
            if (person != null && (person.isProtected() || marks.isBarred(person))) {
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
        List<Pseudonym> protectedPersons = marks.takeFlagged();
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
