package se.tvarsyn.operations;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.load.LoadReceipt;
import se.tvarsyn.source.SourceBatch;
import se.tvarsyn.source.SourceReading;

/** A delivery on its way through the chain: gives its batches one by one, and sums what became of them. */
public final class OpenDelivery implements Iterator<SourceBatch> {
    /** So many rejections are told one by one; all of them are counted, and kept in the quarantine. */
    static final int TOLD = 20;

    private final Delivery delivery;
    private final DeliveryRecord record;
    private final @Nullable SourceReading reading;
    private final boolean wasKnown;
    private final List<Rejection> told = new ArrayList<>();
    private final Map<DeliveryLedger.Reason, Long> reasons = new LinkedHashMap<>();
    private final Map<String, Long> references = new LinkedHashMap<>();
    private DeliveryCounts counts = DeliveryCounts.NONE;
    private final List<Drift> drifts = new ArrayList<>();
    private final List<ClaimVerdict> claims = new ArrayList<>();
    private long unkeyedRejections;
    private int ordinal;

    private OpenDelivery(Delivery delivery, DeliveryRecord record, @Nullable SourceReading reading, boolean wasKnown) {
        this.delivery = delivery;
        this.record = record;
        this.reading = reading;
        this.wasKnown = wasKnown;
    }

    static OpenDelivery of(Delivery delivery, DeliveryRecord record, SourceReading reading) {
        return new OpenDelivery(delivery, record, reading, false);
    }

    /** A delivery that is in the warehouse already, with this mapping and these keys: nothing is read. */
    static OpenDelivery known(Delivery delivery, DeliveryRecord record) {
        return new OpenDelivery(delivery, record, null, true);
    }

    /** A delivery of which nothing could be read. */
    static OpenDelivery unreadable(Delivery delivery, DeliveryRecord record, Rejection problem) {
        OpenDelivery open = new OpenDelivery(delivery, record, null, false);
        open.told.add(problem);
        open.reasons.put(DeliveryLedger.Reason.of(problem), 1L);
        return open;
    }

    /** A delivery whose rows another zone has made: nothing is read here. */
    static OpenDelivery received(Delivery delivery, DeliveryRecord record) {
        return new OpenDelivery(delivery, record, null, false);
    }

    /** A delivery that is not begun because its source has changed, and the mapping orders to wait for somebody. */
    static OpenDelivery frozen(Delivery delivery, DeliveryRecord record, List<Drift> drifts) {
        OpenDelivery open = new OpenDelivery(delivery, record, null, false);
        open.drifts.addAll(drifts);
        return open;
    }

    public DeliveryTicket ticket() {
        return new DeliveryTicket(record.id(), record.feed(), record.sequence());
    }

    Delivery delivery() {
        return delivery;
    }

    DeliveryRecord record() {
        return record;
    }

    boolean wasKnown() {
        return wasKnown;
    }

    @Nullable
    SourceReading reading() {
        return reading;
    }

    @Override
    public boolean hasNext() {
        return reading != null && reading.hasNext();
    }

    @Override
    public SourceBatch next() {
        if (reading == null) {
            throw new NoSuchElementException();
        }
        var block = reading.next();
        // A rejected record that comes again keeps the place that it first had.
        int place = reading instanceof RetriedReading retried ? retried.ordinal() : ordinal++;
        return new SourceBatch(new BatchOrigin(ticket(), block.document(), place), block);
    }

    void add(LoadReceipt receipt) {
        counts = counts.plus(receipt);
        unkeyedRejections += receipt.unkeyedCount();
        receipt.references().forEach((entity, count) -> references.merge(entity, count, Long::sum));
        for (Rejection rejection : receipt.rejections()) {
            if (told.size() < TOLD) {
                told.add(rejection);
            }
            reasons.merge(DeliveryLedger.Reason.of(rejection), 1L, Long::sum);
        }
    }

    /** Rejected records whose key is unknown: their earlier rows would be taken for gone. */
    long unkeyedRejections() {
        return unkeyedRejections;
    }

    /** Changes of the source; filled when the delivery is closed, or when it is frozen. */
    List<Drift> drifts() {
        return drifts;
    }

    List<ClaimVerdict> claims() {
        return claims;
    }

    DeliveryCounts counts() {
        return counts;
    }

    List<Rejection> told() {
        return told;
    }

    Map<DeliveryLedger.Reason, Long> reasons() {
        return reasons;
    }

    Map<String, Long> references() {
        return references;
    }
}
