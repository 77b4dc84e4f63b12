package se.tvarsyn.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Predicate;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.quarantine.KeptBatch;
import se.tvarsyn.quarantine.KeptBatches;
import se.tvarsyn.quarantine.NotInQuarantine;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantinedRecord;
import se.tvarsyn.source.SourceLayout;

/** The rejected records of one delivery, found again for a retry (docs/quarantine.md). */
final class Retries {
    private final Quarantine quarantine;
    private final DeliveryLedger ledger;

    Retries(Quarantine quarantine, DeliveryLedger ledger) {
        this.quarantine = quarantine;
        this.ledger = ledger;
    }

    /**
     * The delivery whose records are retried.
     *
     * @throws RetryRefused where its records cannot be judged by themselves
     */
    DeliveryRecord original(Retry retry, Mapping mapping) {
        DeliveryRecord original = ledger.find(retry.of())
                .orElseThrow(() -> new RetryRefused("delivery " + retry.of() + ": the ledger does not know it, so what"
                        + " came after it is not known: load its file again, or pull its source"));
        boolean isIn = original.status() == DeliveryStatus.LOADED || original.status() == DeliveryStatus.HELD;
        if (!isIn) {
            throw new RetryRefused("delivery " + retry.of() + " is "
                    + original.status().code() + ": take it whole first: load its file again, or pull its source");
        }
        if (mapping.hasCases()) {
            throw new RetryRefused("delivery " + retry.of() + ": whether a step of " + mapping.feed()
                    + " may be linked is told by its whole case: load the whole file again");
        }
        if (ledger.keysChangedSince(original.startedAt())) {
            throw new RetryRefused("delivery " + retry.of() + ": keys were rotated since, so what later deliveries took"
                    + " back cannot be told: load its file again, or pull its source");
        }
        return original;
    }

    /** The records that are meant and that the feed's format knows. */
    private static Predicate<QuarantinedRecord> meant(Retry retry, Map<String, SourceLayout> layouts) {
        return record -> retry.choice().isMeant(record) && layouts.containsKey(record.recordType());
    }

    private static Map<String, SourceLayout> layouts(Mapping mapping) {
        Map<String, SourceLayout> layouts = new HashMap<>();
        mapping.format().layouts(mapping.settings()).forEach(l -> layouts.put(l.recordType(), l));
        return layouts;
    }

    RetriedReading read(Retry retry, Mapping mapping) throws IOException {
        Map<String, SourceLayout> layouts = layouts(mapping);
        return new RetriedReading(kept(retry, layouts), layouts);
    }

    private KeptBatches kept(Retry retry, Map<String, SourceLayout> layouts) throws IOException {
        try {
            return quarantine.kept(retry.of(), meant(retry, layouts));
        } catch (NotInQuarantine e) {
            throw new RetryRefused(String.valueOf(e.getMessage()));
        }
    }

    void begin(OpenDelivery opened, Retry retry, Mapping mapping) throws IOException {
        try {
            quarantine.beginRetry(opened.ticket(), retry.of(), meant(retry, layouts(mapping)));
        } catch (NotInQuarantine e) {
            throw new RetryRefused(String.valueOf(e.getMessage()));
        }
    }

    /** The same records under the same reasons are the same retry. */
    String contentHash(Retry retry, Mapping mapping, MessageDigest digest) throws IOException {
        try (KeptBatches kept = kept(retry, layouts(mapping))) {
            if (!kept.hasNext()) {
                throw new RetryRefused("delivery " + retry.of() + ": nothing of it can be retried any more: its records"
                        + " were taken, discarded or expired meanwhile");
            }
            while (kept.hasNext()) {
                KeptBatch batch = kept.next();
                for (KeptBatch.KeptRecord record : batch.records()) {
                    String place = batch.ordinal() + "\n" + record.line() + "\n" + record.recordType() + "\n"
                            + record.payload().length() + "\n";
                    digest.update(place.getBytes(StandardCharsets.UTF_8));
                    digest.update(record.payload().getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
