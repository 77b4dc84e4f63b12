package se.tvarsyn.operations;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.WarehouseErasure;

/**
 * Keeps the warehouse as the barred list says: no row of anybody on it. The list is written first, so whatever breaks in
 * between is seen by its generation, and made good before the next delivery.
 */
public final class BarredRows {
    private final BarredList list;
    private final Path file;
    private final WarehouseErasure erasure;
    private final PendingErasures pending;
    private long erasedGeneration;

    /** @param file where the list is, for messages */
    public BarredRows(BarredList list, Path file, WarehouseErasure erasure, PendingErasures pending) {
        this.list = list;
        this.file = file;
        this.erasure = erasure;
        this.pending = pending;
    }

    /**
     * Before the first delivery: erases anew where the warehouse is older than the list, by a crash or a restored backup.
     *
     * @throws HomeFileUnreadable where the list is older than the warehouse
     */
    public void agree() {
        long erased = erasure.barredGeneration();
        if (erased > list.generation()) {
            throw new HomeFileUnreadable(
                    file,
                    "the barred list is older than the warehouse, so somebody whom it no longer names may be loaded:"
                            + " restore the newest backup of this file");
        }
        erasedGeneration = list.generation();
        if (erased < erasedGeneration) {
            erasure.erase(list.rows());
            erasure.writeBarredGeneration(erasedGeneration);
        }
    }

    /** A retry begins: it may mark persons, and frees nobody. */
    void liftNothingBy(DeliveryTicket ticket) {
        list.liftNothingBy(ticket);
    }

    /** A delivery is in, and what it flagged is erased: what it no longer flags may come again. */
    void settle(DeliveryTicket ticket) {
        boolean isLifted = list.settle(ticket);
        // While another delivery is under way its flags may wait: the warehouse is then older than the list.
        if (erasedGeneration < list.generation() && list.isSettled()) {
            erasedGeneration = list.generation();
            erasure.writeBarredGeneration(erasedGeneration);
        }
        if (isLifted) {
            mayComeAgain();
        }
    }

    /** A delivery broke off, and its rows are about to be abandoned: those that it let through go with those it flagged. */
    void abandon(DeliveryTicket ticket) {
        pending.add(ticket, list.abandon(ticket));
    }

    /** Erases the rows of persons who are on the list now. Doing it twice changes nothing. */
    public void erase(Collection<Pseudonym> persons) {
        erasure.erase(persons);
        erasedGeneration = list.generation();
        erasure.writeBarredGeneration(erasedGeneration);
    }

    /** Files that the ledger knows are read again when they come again, and their rows are new to the warehouse. */
    public void mayComeAgain() {
        erasure.forgetInputs(
                Arrays.stream(FactTable.values()).filter(FactTable::hasPerson).toList());
    }
}
