package se.tvarsyn.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.load.LoadReceipt;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.source.FieldsSeen;
import se.tvarsyn.source.SourceReading;
import se.tvarsyn.source.UnreadableDelivery;

/** The first and the last step of the chain: opens a delivery in the ledger, sums its receipts, and closes it. */
public final class Deliveries {
    /** Raised when a program change makes other rows of the same input, so that files known to the ledger load again. */
    private static final byte EDITION = 2;

    private final DeliveryLedger ledger;
    private final Map<String, Mapping> mappings;
    private final Function<String, String> keyVersions;
    private final Quarantine quarantine;
    private final Destination destination;
    private final Path scratch;
    private final Clock clock;
    private final DeliveryListener listener;
    private final FeedMemory memory;
    private final UnknownWords unknownWords;
    private final BarredRows barredRows;
    private final CaseConsents caseConsents;
    private final Renumberings renumberings;
    private final Map<UUID, OpenDelivery> open = new ConcurrentHashMap<>();
    private final PickedFiles picked = new PickedFiles();
    private final Retries retries;

    /**
     * @param keyVersions what names the keys that a feed's tokens are made with: part of the recipe
     * @param destination where the rows go
     * @param scratch folder for enciphered temporary files
     * @param memory cursors and layouts of the feeds
     * @param unknownWords words that no value table names
     * @param barredRows keeps the barred list with what deliveries say about persons
     * @param caseConsents unlinks the rows of cases whose consent a delivery takes back
     * @param renumberings gives the rows of persons who got a personnummer its token
     */
    public Deliveries(
            DeliveryLedger ledger,
            Map<String, Mapping> mappings,
            Function<String, String> keyVersions,
            Quarantine quarantine,
            Destination destination,
            Path scratch,
            Clock clock,
            DeliveryListener listener,
            FeedMemory memory,
            UnknownWords unknownWords,
            BarredRows barredRows,
            CaseConsents caseConsents,
            Renumberings renumberings) {
        this.ledger = ledger;
        this.mappings = Map.copyOf(mappings);
        this.keyVersions = keyVersions;
        this.quarantine = quarantine;
        this.destination = destination;
        this.scratch = scratch;
        this.clock = clock;
        this.listener = listener;
        this.memory = memory;
        this.unknownWords = unknownWords;
        this.barredRows = barredRows;
        this.caseConsents = caseConsents;
        this.renumberings = renumberings;
        this.retries = new Retries(quarantine, ledger);
    }

    /** Names the delivery, looks it up in the ledger, and begins to read it unless it is loaded already. */
    public OpenDelivery openDelivery(Delivery delivery) throws IOException {
        return picked.opened(opened(delivery), delivery.documents());
    }

    private OpenDelivery opened(Delivery delivery) throws IOException {
        Mapping mapping = mappings.get(delivery.feed());
        if (mapping == null) {
            throw new IllegalArgumentException("there is no mapping for feed " + delivery.feed());
        }
        if (delivery.retry() != null) {
            return retried(delivery, delivery.retry(), mapping);
        }
        String contentHash = DeliveryIds.contentHash(
                delivery.documents(), mapping.format().isDirectoryOneDelivery(mapping.settings()));
        String recipe = recipe(mapping);
        Optional<DeliveryRecord> before = ledger.find(DeliveryIds.of(delivery, contentHash, ""));
        String predecessor = "";
        if (delivery.isPull()) {
            // A source may go back to an earlier state: a pull is known only where it repeats the newest one.
            Optional<DeliveryRecord> latest = ledger.latestLoaded(delivery.feed(), delivery.scope());
            if (latest.isPresent() && latest.get().contentHash().equals(contentHash)) {
                before = latest;
            } else {
                predecessor = latest.map(l -> l.id().toString()).orElse("");
                before = ledger.find(DeliveryIds.of(delivery, contentHash, predecessor));
            }
        }
        if (before.isPresent()
                && !delivery.acceptance().again()
                && before.get().status() == DeliveryStatus.LOADED
                && before.get().recipe().equals(recipe)) {
            return OpenDelivery.known(delivery, before.get());
        }
        UUID id = before.map(DeliveryRecord::id).orElse(DeliveryIds.of(delivery, contentHash, predecessor));
        long sequence = before.map(DeliveryRecord::sequence).orElseGet(ledger::nextSequence);
        DeliveryRecord record = new DeliveryRecord(
                id,
                delivery.feed(),
                delivery.scope(),
                contentHash,
                recipe,
                sequence,
                DeliveryStatus.LOADING,
                DeliveryCounts.NONE,
                clock.instant(),
                null);
        ledger.begin(record, before);
        OpenDelivery opened;
        try {
            List<Drift> drifts = freezing(delivery, mapping);
            if (drifts.isEmpty() && mapping.hasCases()) {
                try (SourceReading reading = read(delivery, mapping)) {
                    caseConsents.look(new DeliveryTicket(id, delivery.feed(), sequence), reading);
                }
            }
            opened = drifts.isEmpty()
                    ? OpenDelivery.of(delivery, record, read(delivery, mapping))
                    : OpenDelivery.frozen(delivery, record, drifts);
        } catch (UnreadableDelivery e) {
            opened = OpenDelivery.unreadable(delivery, record, DocumentNames.safe(e.problem()));
        }
        if (opened.reading() != null) {
            destination.begin(new Outset(
                    opened.ticket(), delivery.scope(), contentHash, recipe, mapping.claimed(delivery.claims()), false));
        }
        quarantine.begin(opened.ticket());
        open.put(id, opened);
        return opened;
    }

    /**
     * A retry is never taken for known: where it broke off after the ledger said 'loaded', the quarantine does not say so
     * yet. Its rows have the versions that they would have had when they first came.
     */
    private OpenDelivery retried(Delivery delivery, Retry retry, Mapping mapping) throws IOException {
        DeliveryRecord original = retries.original(retry, mapping);
        String contentHash = retries.contentHash(retry, mapping, DeliveryIds.sha256());
        DeliveryRecord record = new DeliveryRecord(
                DeliveryIds.of(delivery, contentHash, ""),
                delivery.feed(),
                delivery.scope(),
                contentHash,
                recipe(mapping),
                original.sequence(),
                DeliveryStatus.LOADING,
                DeliveryCounts.NONE,
                clock.instant(),
                null);
        OpenDelivery opened = OpenDelivery.of(delivery, record, retries.read(retry, mapping));
        ledger.begin(record, ledger.find(record.id()));
        barredRows.liftNothingBy(opened.ticket());
        destination.begin(new Outset(opened.ticket(), delivery.scope(), contentHash, record.recipe(), Map.of(), true));
        retries.begin(opened, retry, mapping);
        open.put(record.id(), opened);
        return opened;
    }

    private SourceReading read(Delivery delivery, Mapping mapping) throws UnreadableDelivery {
        return mapping.format().open(delivery.documents(), mapping.settings(), scratch);
    }

    /**
     * The changes of the source that hold the delivery. Where the mapping freezes at changes of the layout, the whole
     * delivery is looked through before its first record is loaded.
     */
    private List<Drift> freezing(Delivery delivery, Mapping mapping) throws UnreadableDelivery {
        if (!mapping.contract().mayFreeze() || delivery.acceptance().drift()) {
            return List.of();
        }
        try (SourceReading reading = read(delivery, mapping)) {
            while (reading.hasNext()) {
                reading.next();
            }
            List<Drift> drifts =
                    Drift.between(memory.knownFields(delivery.feed()), reading.fieldsSeen(), mapping.contract());
            return drifts.stream().anyMatch(Drift::holds) ? drifts : List.of();
        }
    }

    /** The step {@code tally}: adds a batch's receipt to its delivery. */
    public LoadReceipt tally(LoadReceipt receipt) {
        OpenDelivery delivery = open.get(receipt.ticket().id());
        if (delivery == null) {
            throw new IllegalStateException("a receipt for a delivery that is not open");
        }
        delivery.add(receipt);
        listener.progressed(receipt.ticket().feed(), delivery.counts());
        return receipt;
    }

    /** Waits until every block is where it goes, then writes the counts: only now the delivery is loaded. */
    public DeliveryReport closeDelivery(OpenDelivery delivery) throws IOException {
        if (delivery.wasKnown()) {
            moveCursor(delivery, delivery.record().id());
            return report(delivery, delivery.record(), null);
        }
        boolean isRetry = delivery.delivery().retry() != null;
        destination.await(delivery.ticket());
        Map<String, Long> references = new LinkedHashMap<>(delivery.references());
        if (delivery.reading() != null) {
            references.putAll(delivery.reading().referenceCounts());
            if (isRetry) {
                // A few records say nothing of the source's layout; their words were told when they first came.
                unknownWords.take(delivery.ticket());
            } else {
                lookAtDrift(delivery, delivery.reading().fieldsSeen());
            }
            delivery.reading().close();
            delivery.claims().addAll(destination.finish(delivery, isHeldByDrift(delivery)));
            memory.writeClaims(delivery.ticket().id(), delivery.claims());
            barredRows.settle(delivery.ticket());
            caseConsents.settle();
            if (!isHeldByDrift(delivery)) {
                renumberings.settle(delivery.ticket());
            }
        }
        memory.writeDrift(delivery.ticket().feed(), delivery.ticket().id(), delivery.drifts());
        if (!isRetry) {
            quarantine.commit(delivery.ticket());
        }
        ledger.writeEntities(delivery.record().id(), references);
        ledger.writeReasons(delivery.record().id(), delivery.reasons());
        DeliveryStatus status = status(delivery);
        DeliveryRecord closed = delivery.record().with(status, delivery.counts(), clock.instant());
        ledger.write(closed);
        if (isRetry) {
            // Last: a record leaves the quarantine when its row is in and the ledger says so. A retry that broke off
            // before finds it open, and makes the same row once more.
            quarantine.commit(delivery.ticket());
        }
        open.remove(closed.id());
        if (status == DeliveryStatus.LOADED) {
            moveCursor(delivery, closed.id());
        }
        return report(delivery, closed, null);
    }

    private void moveCursor(OpenDelivery delivery, UUID id) {
        if (delivery.delivery().cursor() != null) {
            memory.moveCursor(delivery.ticket().feed(), delivery.delivery().cursor(), id);
        }
    }

    private Mapping mappingOf(OpenDelivery delivery) {
        return Objects.requireNonNull(mappings.get(delivery.ticket().feed()));
    }

    private void lookAtDrift(OpenDelivery delivery, FieldsSeen seen) {
        String feed = delivery.ticket().feed();
        Mapping mapping = mappingOf(delivery);
        Map<String, Map<String, String>> known = memory.knownFields(feed);
        delivery.drifts().addAll(Drift.between(known, seen, mapping.contract()));
        delivery.drifts().addAll(Drift.ofWords(unknownWords.take(delivery.ticket()), mapping.contract()));
        memory.remember(feed, delivery.ticket().id(), known, seen);
    }

    /** Marks a delivery as failed and lets go of what it held. What was sent stays, and is not doubled when it comes again. */
    public DeliveryReport failDelivery(OpenDelivery failed, Exception cause) {
        OpenDelivery delivery = failed;
        open.remove(failed.ticket().id());
        unknownWords.take(failed.ticket());
        if (delivery.reading() != null) {
            delivery.reading().close();
        }
        try {
            renumberings.abandon(delivery.ticket());
            barredRows.abandon(delivery.ticket());
            caseConsents.settle();
        } catch (RuntimeException unreachable) {
            // The list and the memory know whose rows these are; they are done before the next delivery.
        }
        destination.abandon(delivery.ticket());
        quarantine.abort(delivery.ticket());
        DeliveryRecord closed = ledger.writeFailed(delivery.record(), clock.instant());
        return report(delivery, closed, cause);
    }

    private static DeliveryStatus status(OpenDelivery delivery) {
        if (delivery.reading() == null && delivery.drifts().isEmpty()) {
            return unreadableStatus(delivery);
        }
        boolean isHeld = delivery.claims().stream().anyMatch(c -> !c.isSettled()) || isHeldByDrift(delivery);
        return isHeld ? DeliveryStatus.HELD : DeliveryStatus.LOADED;
    }

    private static boolean isHeldByDrift(OpenDelivery delivery) {
        return !delivery.delivery().acceptance().drift()
                && delivery.drifts().stream().anyMatch(Drift::holds);
    }

    private static DeliveryStatus unreadableStatus(OpenDelivery delivery) {
        boolean isEmpty = delivery.reasons().keySet().stream()
                .anyMatch(r -> r.reason().equals("empty-file") || r.reason().equals("no-records"));
        return isEmpty ? DeliveryStatus.HELD : DeliveryStatus.FAILED;
    }

    private DeliveryReport report(OpenDelivery delivery, DeliveryRecord closed, @Nullable Exception failure) {
        DeliveryReport report = new DeliveryReport(
                closed,
                delivery.wasKnown(),
                delivery.told(),
                delivery.reasons(),
                delivery.references(),
                delivery.drifts(),
                delivery.claims(),
                failure);
        listener.closed(report);
        picked.closed(delivery, closed.status());
        return report;
    }

    private String recipe(Mapping mapping) {
        MessageDigest digest = DeliveryIds.sha256();
        digest.update(EDITION);
        digest.update(mapping.fingerprint().getBytes(StandardCharsets.UTF_8));
        digest.update(keyVersions.apply(mapping.feed()).getBytes(StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(8).putLong(0, ledger.readEpochs()).array());
        return HexFormat.of().formatHex(digest.digest());
    }
}
