package se.tvarsyn.zones;

import java.io.IOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.operations.Delivery.Acceptance;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.NotTakenHere;
import se.tvarsyn.operations.ReceivedBatch;
import se.tvarsyn.operations.ReceivedDeliveries;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.PickedFile;
import se.tvarsyn.source.SourceDocument;

/** Takes files of other zones: proves each whole, sees whether it may be loaded here, and loads it. */
public final class ReceiveBatches {
    private final ZoneKeys receiver;
    private final Map<String, KnownSender> senders;
    private final String purpose;
    private final UnaryOperator<@Nullable String> refusalOfFeed;
    private final ReceivedDeliveries deliveries;

    /**
     * @param purpose of this home: tokens of another purpose join nobody
     * @param refusalOfFeed why a feed may not be loaded today and the mend; null where it may
     */
    public ReceiveBatches(
            ZoneKeys receiver,
            List<KnownSender> senders,
            String purpose,
            UnaryOperator<@Nullable String> refusalOfFeed,
            ReceivedDeliveries deliveries) {
        this.receiver = receiver;
        this.senders = senders.stream()
                .collect(Collectors.toUnmodifiableMap(s -> s.key().id(), Function.identity()));
        this.purpose = purpose;
        this.refusalOfFeed = refusalOfFeed;
        this.deliveries = deliveries;
    }

    /**
     * Loads one file; puts it away where it was picked up and is loaded now, or was before.
     *
     * @throws BatchRefused with the file's name; nothing of it is loaded
     */
    public DeliveryReport receive(SourceDocument file, Acceptance acceptance) throws BatchRefused, IOException {
        boolean isLoaded = false;
        try {
            DeliveryReport report = taken(file, acceptance);
            isLoaded = report.delivery().status() == DeliveryStatus.LOADED;
            return report;
        } catch (NotTakenHere | BatchRefused e) {
            String whatAndMend = String.valueOf(e.getMessage());
            int mend = whatAndMend.indexOf("; ");
            throw new BatchRefused(
                    DocumentNames.safe(file.name()) + ": " + whatAndMend.substring(0, mend),
                    whatAndMend.substring(mend + 2));
        } finally {
            if (file instanceof PickedFile picked) {
                if (isLoaded) {
                    picked.taken();
                } else {
                    picked.left();
                }
            }
        }
    }

    private DeliveryReport taken(SourceDocument file, Acceptance acceptance)
            throws BatchRefused, NotTakenHere, IOException {
        ProvenBatch proven = ProvenBatch.of(file, receiver, senders);
        BatchFacts facts = proven.facts();
        if (!proven.sender().feeds().contains(facts.feed())) {
            throw new BatchRefused(
                    "holds feed '" + facts.feed() + "', which sender '"
                            + proven.sender().name() + "' may not send",
                    "if it may, add the feed to that sender under zone.senders");
        }
        if (!facts.purpose().equals(purpose)) {
            throw new BatchRefused(
                    "was made for purpose '" + facts.purpose() + "', and this home is for '" + purpose + "'",
                    "one home is one purpose: receive it in the home of its own");
        }
        String refusal = refusalOfFeed.apply(facts.feed());
        if (refusal != null) {
            int mend = refusal.indexOf("; ");
            throw new BatchRefused(refusal.substring(0, mend), refusal.substring(mend + 2));
        }
        return deliveries.take(received(proven), acceptance, proven::rows);
    }

    private static ReceivedBatch received(ProvenBatch proven) {
        BatchFacts facts = proven.facts();
        Map<FactTable, CompletenessClaim> claims = new EnumMap<>(FactTable.class);
        for (BatchFacts.Claim claim : facts.claims()) {
            LocalDate from = claim.from();
            LocalDate to = claim.to();
            claims.put(claim.table(), new CompletenessClaim("*", from, to));
        }
        return new ReceivedBatch(
                proven.sender().key().id(),
                proven.sender().name(),
                facts.number(),
                facts.ledger(),
                facts.sequence(),
                facts.delivery(),
                facts.feed(),
                facts.scope(),
                facts.contentHash(),
                facts.recipe(),
                facts.keys(),
                claims,
                proven.standing());
    }
}
