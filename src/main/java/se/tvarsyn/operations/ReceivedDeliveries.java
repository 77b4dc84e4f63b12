package se.tvarsyn.operations;

import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.load.Load;
import se.tvarsyn.load.LoadReceipt;
import se.tvarsyn.operations.Delivery.Acceptance;
import se.tvarsyn.operations.ReceivedBatches.Begun;
import se.tvarsyn.warehouse.Warehouse;

/**
 * Loads what other zones have made, in one ledger with everything else. The same blocks go through the same {@link Load}
 * under the same ids, so the argument of docs/delivery.md holds from here on; what is added is the order among batches
 * (docs/zones.md).
 */
public final class ReceivedDeliveries {
    private final DeliveryLedger ledger;
    private final ReceivedBatches batches;
    private final Load load;
    private final Destination destination;
    private final FeedMemory memory;
    private final ReceivedStanding standing;
    private final DeliveryListener listener;
    private final Clock clock;

    /**
     * @param load must take its epochs from the ledger
     * @param standing agrees with the warehouse
     */
    public ReceivedDeliveries(
            Warehouse warehouse,
            DeliveryLedger ledger,
            Load load,
            Destination destination,
            FeedMemory memory,
            ReceivedStanding standing,
            DeliveryListener listener,
            Clock clock) {
        this.ledger = ledger;
        this.batches = new ReceivedBatches(warehouse, clock);
        this.load = load;
        this.destination = destination;
        this.memory = memory;
        this.standing = standing;
        this.listener = listener;
        this.clock = clock;
    }

    /** The rows of a batch that was proven whole. */
    public interface Rows {
        /** A new reading from the first block; whoever asked closes it. */
        Reading under(DeliveryTicket ticket) throws IOException;
    }

    /** Blocks in their order. */
    public interface Reading extends Iterator<PseudonymousBatch>, AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /**
     * Loads a batch, unless it is here already.
     *
     * @throws NotTakenHere before anything is written
     */
    public DeliveryReport take(ReceivedBatch batch, Acceptance acceptance, Rows rows) throws NotTakenHere, IOException {
        List<Begun> all = batches.all();
        Delivery delivery =
                new Delivery(batch.feed(), batch.scope(), List.of(), false, List.of(), null, acceptance, null);
        Optional<DeliveryRecord> before = ledger.find(batch.delivery());
        Optional<Begun> begun = all.stream()
                .filter(b -> b.sender().equals(batch.sender()) && b.number() == batch.number())
                .findFirst();
        if (begun.isPresent() && before.isPresent() && before.get().status() == DeliveryStatus.LOADED) {
            return told(OpenDelivery.known(delivery, before.get()), before.get(), null);
        }
        checkOrder(all, batch, begun.isPresent());
        Optional<KeyMark> other = ReceivedBatches.otherKey(all, batch.keys());
        if (other.isPresent()) {
            throw new NotTakenHere("its tokens were made with another key of domain "
                    + other.get().domain()
                    + " (version " + other.get().version()
                    + ") than those that are here, and would join nobody; let its sender restore or import the"
                    + " key that every sender has (./tvarsyn keys list shows versions and check values), and"
                    + " send again; where all have rotated, receive into a new home and send everything again");
        }
        standing.adopt(batch);
        long sequence = before.map(DeliveryRecord::sequence)
                .or(() -> begun.map(Begun::sequence))
                .orElseGet(() -> ReceivedBatches.place(all, batch, ledger.nextSequence() - 1));
        if (begun.isEmpty()) {
            batches.write(batch, before.isPresent() ? 0 : batch.senderSequence(), sequence);
        }
        DeliveryRecord record = new DeliveryRecord(
                batch.delivery(),
                batch.feed(),
                batch.scope(),
                batch.contentHash(),
                batch.recipe(),
                sequence,
                DeliveryStatus.LOADING,
                DeliveryCounts.NONE,
                clock.instant(),
                null);
        ledger.begin(record, before);
        ledger.readEpochs();
        OpenDelivery open = OpenDelivery.received(delivery, record);
        try (Reading reading = rows.under(open.ticket())) {
            return load(open, batch, reading);
        } catch (IOException | RuntimeException e) {
            return failed(open, e);
        }
    }

    /** An older batch would put back what a newer one has changed: nobody may choose which of them is the current one. */
    private static void checkOrder(List<Begun> all, ReceivedBatch batch, boolean isBegun) throws NotTakenHere {
        boolean isOlder = all.stream()
                .anyMatch(b -> b.sender().equals(batch.sender())
                        && b.feed().equals(batch.feed())
                        && b.number() > batch.number());
        if (isOlder && (!isBegun || !batch.claims().isEmpty())) {
            throw new NotTakenHere(
                    "is older than a batch of the same feed that was taken already; if its rows are missing"
                            + " here, let its sender send them again: './tvarsyn send " + batch.feed()
                            + " --again …' makes a new"
                            + " batch");
        }
    }

    private DeliveryReport load(OpenDelivery open, ReceivedBatch batch, Reading reading) {
        DeliveryTicket ticket = open.ticket();
        destination.begin(
                new Outset(ticket, batch.scope(), batch.contentHash(), batch.recipe(), batch.claims(), false));
        while (reading.hasNext()) {
            LoadReceipt receipt = load.load(standing.applied(reading.next()));
            open.add(receipt);
            listener.progressed(ticket.feed(), open.counts());
        }
        destination.await(ticket);
        open.claims().addAll(destination.finish(open, false));
        memory.writeClaims(ticket.id(), open.claims());
        ledger.writeEntities(ticket.id(), new LinkedHashMap<>(open.references()));
        ledger.writeReasons(ticket.id(), open.reasons());
        boolean isHeld = open.claims().stream().anyMatch(c -> !c.isSettled());
        DeliveryRecord closed = open.record()
                .with(isHeld ? DeliveryStatus.HELD : DeliveryStatus.LOADED, open.counts(), clock.instant());
        ledger.write(closed);
        return told(open, closed, null);
    }

    private DeliveryReport failed(OpenDelivery open, Exception cause) {
        destination.abandon(open.ticket());
        DeliveryRecord closed = ledger.writeFailed(open.record(), clock.instant());
        return told(open, closed, cause);
    }

    private DeliveryReport told(
            OpenDelivery open, DeliveryRecord closed, @org.jspecify.annotations.Nullable Exception failure) {
        DeliveryReport report = new DeliveryReport(
                closed,
                open.wasKnown(),
                open.told(),
                open.reasons(),
                open.references(),
                open.drifts(),
                open.claims(),
                failure);
        listener.closed(report);
        return report;
    }
}
