package se.tvarsyn.operations;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.ReceivedStates;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.barring.StandingState.Unlinked;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.erasure.ErasureProof;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.erasure.WarehouseErasure;

/**
 * Keeps the warehouse of a receiving home as its senders say: no row of anybody whom one of them bars, and no linked row of
 * a case whose consent was withdrawn. What they say is written first, so whatever breaks in between is seen by its
 * generation, and made good before the next batch.
 */
public final class ReceivedStanding {
    private final ReceivedStates states;
    private final Path file;
    private final WarehouseErasure erasure;
    private final RetokenedRows rows;
    private final ErasureProof proof;
    private final Set<Pseudonym> unproven = new HashSet<>();
    private long doneGeneration;

    /** @param file where the states are, for messages */
    public ReceivedStanding(
            ReceivedStates states, Path file, WarehouseErasure erasure, RetokenedRows rows, ErasureProof proof) {
        this.states = states;
        this.file = file;
        this.erasure = erasure;
        this.rows = rows;
        this.proof = proof;
    }

    /**
     * Before the first batch: erases and unlinks anew where the warehouse is older than the states, by a crash or a
     * restored backup.
     *
     * @throws HomeFileUnreadable where the states are older than the warehouse
     */
    public void agree() {
        doneGeneration = erasure.receivedGeneration();
        if (doneGeneration > states.generation()) {
            throw new HomeFileUnreadable(
                    file,
                    "what senders said of barred persons and consents is lost or older than the warehouse, so somebody"
                            + " who was erased may be loaded: restore the newest backup of this file");
        }
        if (doneGeneration < states.generation()) {
            carryOut(states.barred(), states.unlinked().values());
        }
    }

    /** Takes over what a batch says of the whole of its sender; when it returns, the rows that are here follow it. */
    void adopt(ReceivedBatch batch) {
        StandingState since = states.adopt(batch.senderName(), batch.sender(), batch.number(), batch.standing());
        carryOut(since.barred(), since.unlinked());
    }

    private void carryOut(Collection<Pseudonym> barred, Collection<Unlinked> unlinked) {
        unproven.addAll(barred);
        erasure.erase(barred);
        rows.unlinkCases(unlinked.stream()
                .map(u -> new RetokenedRows.Change(u.caseKey(), u.person(), u.keyVersion(), u.before()))
                .toList());
    }

    /**
     * The rows of a batch that may be loaded. A record of a barred person is left out and counted, as where the sender
     * and this home are one; a step of an unlinked case gets the token that the case's rows have here.
     */
    PseudonymousBatch applied(PseudonymousBatch batch) {
        List<PseudonymousRecord> records = new ArrayList<>(batch.records().size());
        long protectedCount = batch.protectedCount();
        for (PseudonymousRecord record : batch.records()) {
            Pseudonym person = record.person();
            if (person != null && states.barred().contains(person)) {
                protectedCount += record.fact().table().isReference() ? 0 : 1;
            } else {
                records.add(unlinked(record));
            }
        }
        return new PseudonymousBatch(
                batch.origin(),
                records,
                batch.clearings(),
                batch.withdrawals(),
                batch.kept(),
                // The newest state says who is barred; what an older batch flagged may be lifted since.
                List.of(),
                batch.rejections(),
                batch.readCount(),
                batch.skippedCount(),
                protectedCount,
                batch.references());
    }

    private PseudonymousRecord unlinked(PseudonymousRecord record) {
        Pseudonym caseKey = record.group();
        if (!record.isLinkable() || caseKey == null || !(record.fact() instanceof SupportStep step)) {
            return record;
        }
        Unlinked by = states.unlinked().get(caseKey);
        return by == null || !by.covers(step.stepOn())
                ? record
                : new PseudonymousRecord(
                        record.line(),
                        by.person(),
                        by.keyVersion(),
                        false,
                        record.sourceKey(),
                        caseKey,
                        record.groupCode(),
                        record.modifiedMillis(),
                        record.isDeleted(),
                        step);
    }

    /**
     * After the last batch: waits until nothing of whoever was erased is left in any file, then says so in the warehouse.
     * Where this does not happen, the next {@link #agree} begins again.
     *
     * @param storage the embedded engine's directory; null for a server, whose disk this process cannot see
     * @throws ErasureProof.NotErased where something is left; the persons stay barred
     */
    public void settle(@Nullable Path storage) throws IOException, ErasureProof.NotErased {
        if (!unproven.isEmpty()) {
            proof.find(unproven, storage);
            unproven.clear();
        }
        if (doneGeneration < states.generation()) {
            erasure.writeReceivedGeneration(states.generation());
            doneGeneration = states.generation();
        }
    }
}
