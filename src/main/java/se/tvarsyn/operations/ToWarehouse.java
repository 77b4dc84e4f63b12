package se.tvarsyn.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.LaterRemovals;
import se.tvarsyn.source.CompletenessClaim;

/** Rows go into this home's warehouse; claims are settled there when the last row is in. */
public final class ToWarehouse implements Destination {
    private final BlockSender sender;
    private final ClaimedKeys claimedKeys;
    private final ToIntFunction<String> largestRemovals;
    private final PendingErasures pendingErasures;
    private final LaterRemovals removals;
    private final WarehouseErasure erasure;
    private final Map<UUID, Map<FactTable, CompletenessClaim>> claims = new ConcurrentHashMap<>();

    /**
     * @param largestRemovals share of a feed's rows in percent that a claim may take back unasked
     * @param pendingErasures persons whose rows go, in every feed, when the delivery that says so is in
     * @param removals what later deliveries took back, for retries
     */
    public ToWarehouse(
            BlockSender sender,
            ClaimedKeys claimedKeys,
            ToIntFunction<String> largestRemovals,
            PendingErasures pendingErasures,
            LaterRemovals removals,
            WarehouseErasure erasure) {
        this.removals = removals;
        this.pendingErasures = pendingErasures;
        this.erasure = erasure;
        this.sender = sender;
        this.claimedKeys = claimedKeys;
        this.largestRemovals = largestRemovals;
    }

    @Override
    public void begin(Outset delivery) {
        claims.put(delivery.ticket().id(), delivery.claims());
        if (!delivery.claims().isEmpty()) {
            claimedKeys.begin(delivery.ticket(), delivery.claims().keySet());
        }
        if (delivery.isRetry()) {
            removals.begin(delivery.ticket());
        }
    }

    @Override
    public void await(DeliveryTicket ticket) {
        sender.await(ticket);
    }

    /** Only now, when every row is in, can be told what the source no longer has. */
    @Override
    public List<ClaimVerdict> finish(OpenDelivery delivery, boolean isHeld) {
        DeliveryTicket ticket = delivery.ticket();
        List<ClaimVerdict> verdicts = new ArrayList<>();
        Map<FactTable, CompletenessClaim> claimed = claims.remove(ticket.id());
        (claimed == null ? Map.<FactTable, CompletenessClaim>of() : claimed).forEach((table, scope) -> {
            ClaimVerdict verdict = ClaimVerdict.of(
                    claimedKeys.judge(ticket, table, scope.from(), scope.to()),
                    largestRemovals.applyAsInt(ticket.feed()),
                    delivery.unkeyedRejections(),
                    delivery.delivery().acceptance().removals());
            if (verdict.isSettled()) {
                claimedKeys.settle(ticket, verdict.claim());
            }
            verdicts.add(verdict);
        });
        claimedKeys.end(ticket);
        removals.end(ticket);
        erasure.erase(pendingErasures.take(ticket));
        return verdicts;
    }

    @Override
    public void abandon(DeliveryTicket ticket) {
        claims.remove(ticket.id());
        removals.end(ticket);
        try {
            sender.await(ticket);
        } catch (RuntimeException blockFailed) {
            // The cause is told already; what matters is that no block is on its way when the ledger says 'failed'.
        }
        try {
            // A mark acts at once, also in a delivery that fails.
            erasure.erase(pendingErasures.take(ticket));
        } catch (RuntimeException unreachable) {
            // The delivery comes again, and its marks with it.
        }
    }
}
