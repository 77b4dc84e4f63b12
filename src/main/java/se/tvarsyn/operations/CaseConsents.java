package se.tvarsyn.operations;

import java.nio.file.Path;
import java.util.List;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.source.SourceReading;

/**
 * Keeps the warehouse as the memory of consents says: no row of a case that may not be linked has a linked token. The
 * memory is written first, so whatever breaks in between is seen by its generation, and made good before the next
 * delivery.
 */
public final class CaseConsents {
    private final ConsentMemory memory;
    private final Path file;
    private final RetokenedRows rows;
    private final FirstLook firstLook;
    private long doneGeneration;

    /** Looks a delivery through and tells the memory of its cases. */
    @FunctionalInterface
    public interface FirstLook {
        /** @param reading of the whole delivery; closed by the caller */
        void look(DeliveryTicket ticket, SourceReading reading);
    }

    /** @param file where the memory is, for messages */
    public CaseConsents(ConsentMemory memory, Path file, RetokenedRows rows, FirstLook firstLook) {
        this.memory = memory;
        this.file = file;
        this.rows = rows;
        this.firstLook = firstLook;
    }

    /**
     * Before the first delivery: unlinks anew where the warehouse is older than the memory, by a crash or a restored
     * backup.
     *
     * @throws HomeFileUnreadable where the memory is older than the warehouse
     */
    public void agree() {
        doneGeneration = rows.consentGeneration();
        if (doneGeneration > memory.generation()) {
            throw new HomeFileUnreadable(
                    file,
                    "the memory of consents is older than the warehouse, so a consent that was withdrawn may be taken"
                            + " for valid: restore the newest backup of this file");
        }
        settle();
    }

    /** A delivery of cases begins: each of its steps is judged by the whole case. */
    void look(DeliveryTicket ticket, SourceReading reading) {
        firstLook.look(ticket, reading);
    }

    /** A delivery is in, or broke off: the rows of cases whose consent it took back are unlinked all the same. */
    void settle() {
        long generation = memory.generation();
        if (doneGeneration < generation) {
            List<RetokenedRows.Change> changes = memory.unlinked().stream()
                    .map(c -> new RetokenedRows.Change(c.caseKey(), c.person(), c.keyVersion(), c.before()))
                    .toList();
            rows.unlinkCases(changes);
            rows.writeConsentGeneration(generation);
            doneGeneration = generation;
        }
    }
}
