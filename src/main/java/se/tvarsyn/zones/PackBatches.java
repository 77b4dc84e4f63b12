package se.tvarsyn.zones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.load.LoadReceipt;
import se.tvarsyn.operations.ClaimVerdict;
import se.tvarsyn.operations.Destination;
import se.tvarsyn.operations.KeyMark;
import se.tvarsyn.operations.OpenDelivery;
import se.tvarsyn.operations.Outset;

/**
 * The step {@code load} of a sending home: each delivery becomes one batch in the outbox. Claims travel with it: only the
 * receiver has the rows that they are about.
 */
public final class PackBatches implements Destination {
    private final ZoneKeys sender;
    private final ZonePublicKey receiver;
    private final Outbox outbox;
    private final String purpose;
    private final Function<String, List<KeyMark>> keys;
    private final String ledger;
    private final Function<DeliveryTicket, StandingState> standing;
    private final Map<UUID, Packing> packing = new ConcurrentHashMap<>();

    /**
     * @param keys marks of the keys that make a feed's tokens, the purpose's first
     * @param ledger names this home's ledger
     * @param standing of this home, once a delivery that is whole is settled
     */
    public PackBatches(
            ZoneKeys sender,
            ZonePublicKey receiver,
            Outbox outbox,
            String purpose,
            Function<String, List<KeyMark>> keys,
            String ledger,
            Function<DeliveryTicket, StandingState> standing) {
        this.sender = sender;
        this.receiver = receiver;
        this.outbox = outbox;
        this.purpose = purpose;
        this.keys = keys;
        this.ledger = ledger;
        this.standing = standing;
    }

    @Override
    public void begin(Outset delivery) {
        DeliveryTicket ticket = delivery.ticket();
        if (delivery.isRetry()) {
            // What later deliveries took back is known where the tables are.
            throw new IllegalStateException("a sending home sends the delivery again; it retries no rejected records");
        }
        try {
            long number = outbox.nextNumber();
            BatchFacts facts = new BatchFacts(
                    number,
                    ledger,
                    ticket.sequence(),
                    uuid(sender.mark("delivery", ticket.id().toString())),
                    ticket.feed(),
                    delivery.scope(),
                    HexFormat.of().formatHex(sender.mark("content", delivery.contentHash())),
                    HexFormat.of().formatHex(sender.mark("recipe", delivery.recipe())),
                    purpose,
                    keys.apply(ticket.feed()),
                    delivery.claims().entrySet().stream()
                            .map(c -> new BatchFacts.Claim(
                                    c.getKey(),
                                    c.getValue().from(),
                                    c.getValue().to()))
                            .toList());
            Outbox.Begun file = outbox.begin(sender.publicKey().id(), number);
            DeliveryTicket outside = new DeliveryTicket(facts.delivery(), ticket.feed(), ticket.sequence());
            packing.put(
                    ticket.id(), new Packing(outside, file, new OutgoingBatch(file.out(), sender, receiver, facts)));
        } catch (IOException e) {
            throw notWritten(e);
        }
    }

    /** The step: adds a block of rows. Has written it when it returns. */
    public LoadReceipt load(PseudonymousBatch batch) {
        Packing open = packing.get(batch.origin().ticket().id());
        if (open == null) {
            throw new IllegalStateException("rows of a delivery that was not begun");
        }
        try {
            open.batch.add(batch.carriedUnder(open.ticket));
        } catch (IOException e) {
            throw notWritten(e);
        }
        return LoadReceipt.of(batch);
    }

    @Override
    public void await(DeliveryTicket ticket) {
        // Every block was written when its step returned.
    }

    @Override
    public List<ClaimVerdict> finish(OpenDelivery delivery, boolean isHeld) {
        DeliveryTicket ticket = delivery.ticket();
        Packing open = packing.get(ticket.id());
        if (open == null || isHeld) {
            abandon(ticket);
            return List.of();
        }
        try {
            open.batch.finish(standing.apply(ticket));
            open.file.finished();
            packing.remove(ticket.id());
        } catch (IOException e) {
            throw notWritten(e);
        }
        return List.of();
    }

    @Override
    public void abandon(DeliveryTicket ticket) {
        Packing open = packing.remove(ticket.id());
        try {
            if (open != null) {
                open.file.abandoned();
            }
        } catch (IOException e) {
            // What is left is no batch, and removed when the outbox is opened next.
        }
    }

    private static UncheckedIOException notWritten(IOException cause) {
        return new UncheckedIOException("a batch could not be written to the outbox", cause);
    }

    /** Version 8 of RFC 9562, like every id that is made from a hash. */
    private static UUID uuid(byte[] mark) {
        ByteBuffer bytes = ByteBuffer.wrap(mark);
        long high = bytes.getLong() & ~0xf000L | 0x8000L;
        long low = bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** @param ticket of the delivery as the other zone knows it */
    private record Packing(DeliveryTicket ticket, Outbox.Begun file, OutgoingBatch batch) {}
}
