package se.tvarsyn.operations;

import java.util.List;
import se.tvarsyn.canonical.DeliveryTicket;

/** Where the rows of deliveries go: this home's warehouse, or a batch for another zone. */
public interface Destination {
    /** A delivery begins; what an earlier try of it left is forgotten. */
    void begin(Outset delivery);

    /**
     * Waits until every row that was handed over is where it goes.
     *
     * @throws RuntimeException what a block failed with
     */
    void await(DeliveryTicket ticket);

    /**
     * Everything of the delivery was read and handed over. When this returns, the ledger may say so.
     *
     * @param isHeld whether the source has changed in a way that somebody must look at first
     * @return what became of the delivery's claims, as far as that can be told here
     */
    List<ClaimVerdict> finish(OpenDelivery delivery, boolean isHeld);

    /** The delivery failed: nothing of it is on its way any more when this returns. Throws nothing. */
    void abandon(DeliveryTicket ticket);
}
