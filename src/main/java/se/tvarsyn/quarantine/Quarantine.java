package se.tvarsyn.quarantine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.sealing.PayloadCipher;

/**
 * Rejected records on disk: one file for each delivery, {@code .tvarsyn/quarantine/<feed>/<delivery>.q}, one line for
 * each record, the reason in clear and the payload enciphered. A delivery that comes again replaces its file when it is
 * whole ({@link #begin}, {@link #put}, {@link #commit}); payloads that were discarded stay discarded.
 */
public final class Quarantine {
    /** How long payloads are kept where the configuration says nothing (PRIVACY.md 4). */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    private final QuarantineFolder files;
    private final Function<UUID, SecretKey> keyOfDelivery;
    private final Clock clock;
    private final Map<UUID, OpenDelivery> open = new ConcurrentHashMap<>();
    private final Map<UUID, RetriedDelivery> retried = new ConcurrentHashMap<>();

    /** @param keyOfDelivery an AES key of 256 bits for each delivery, the same whenever asked */
    public Quarantine(Path home, Function<UUID, SecretKey> keyOfDelivery, Clock clock) {
        this.files = new QuarantineFolder(home.resolve(".tvarsyn").resolve("quarantine"));
        this.keyOfDelivery = keyOfDelivery;
        this.clock = clock;
    }

    /** Opens a delivery; what an earlier attempt left unfinished is dropped. */
    public void begin(DeliveryTicket ticket) throws IOException {
        abort(ticket);
        Path file = files.prepared(ticket);
        PayloadCipher cipher = new PayloadCipher(keyOfDelivery.apply(ticket.id()));
        open.put(ticket.id(), new OpenDelivery(ticket.id(), file, cipher, discards(file), clock));
    }

    /**
     * Opens a retry: its rejections go back to where their records came from.
     *
     * @param of the delivery whose records are retried
     * @param isMeant which of them, as {@link #kept} was asked
     * @throws NotInQuarantine where nothing of the delivery is here
     */
    public void beginRetry(DeliveryTicket ticket, UUID of, Predicate<QuarantinedRecord> isMeant)
            throws IOException, NotInQuarantine {
        abort(ticket);
        retried.put(ticket.id(), new RetriedDelivery(ticket.id(), files.find(of), isMeant, clock));
    }

    /**
     * The records of a delivery that a retry can take, deciphered; to be closed.
     *
     * @throws NotInQuarantine where nothing of the delivery is here
     */
    public KeptBatches kept(UUID of, Predicate<QuarantinedRecord> isMeant) throws IOException, NotInQuarantine {
        return new KeptBatches(files.find(of), keyOfDelivery.apply(of), isMeant);
    }

    /**
     * Takes the rejected records of a batch. A batch that comes twice is taken once.
     *
     * @throws IllegalStateException where the delivery has not begun
     */
    public void put(BatchOrigin origin, List<RejectedRecord> rejected) throws IOException {
        RetriedDelivery retry = retried.get(origin.ticket().id());
        if (retry != null) {
            retry.put(origin.ordinal(), rejected);
            return;
        }
        OpenDelivery delivery = open.get(origin.ticket().id());
        if (delivery == null) {
            throw new IllegalStateException("delivery " + origin.ticket().id() + " of "
                    + origin.ticket().feed() + " has not begun");
        }
        delivery.put(origin.ordinal(), rejected);
    }

    /** The delivery's rejections take the place of those of its last time; what a retry accepted leaves the quarantine. */
    public void commit(DeliveryTicket ticket) throws IOException {
        RetriedDelivery retry = retried.remove(ticket.id());
        if (retry != null) {
            try (FileChannel lock = files.lock()) {
                retry.commit();
            }
            return;
        }
        OpenDelivery delivery = open.remove(ticket.id());
        if (delivery == null) {
            throw new IllegalStateException("delivery " + ticket.id() + " of " + ticket.feed() + " has not begun");
        }
        Path file = files.of(ticket);
        try (FileChannel lock = files.lock()) {
            // Somebody may have discarded records of its last time since it began.
            Map<String, QuarantinedRecord.Discard> discards = discards(file);
            delivery.commit();
            if (!discards.equals(delivery.discardedBefore())) {
                QuarantineFolder.rewriteHeld(file, line -> {
                    QuarantinedRecord.Discard discard = discards.get(line.mark());
                    return discard == null || line.sealed() == null ? line : line.withoutPayload(discard);
                });
            }
        }
    }

    /** Drops what was put since {@link #begin}; the delivery's last time stays. */
    public void abort(DeliveryTicket ticket) {
        OpenDelivery delivery = open.remove(ticket.id());
        if (delivery != null) {
            delivery.abort();
        }
        RetriedDelivery retry = retried.remove(ticket.id());
        if (retry != null) {
            retry.abort();
        }
    }

    /** Shows every record to a reader, by feed and delivery; nothing is gathered in memory. */
    public void list(Consumer<QuarantinedRecord> reader) throws IOException {
        for (QuarantineFolder.Stored stored : files.stored()) {
            QuarantineFolder.read(stored.file(), line -> reader.accept(stored.record(line)));
        }
    }

    /** The first records of {@link #list(Consumer)}. */
    public List<QuarantinedRecord> list(int limit) throws IOException {
        List<QuarantinedRecord> first = new ArrayList<>();
        list(entry -> {
            if (first.size() < limit) {
                first.add(entry);
            }
        });
        return first;
    }

    /** What is here of the records that somebody means, by feed, delivery and broken rule, in this order. */
    public List<QuarantineSummary> summaries(QuarantineChoice choice) throws IOException {
        Map<List<String>, QuarantineSummary> sums = new LinkedHashMap<>();
        list(record -> {
            if (choice.isMeant(record)) {
                QuarantineSummary.add(record, sums);
            }
        });
        return List.copyOf(sums.values());
    }

    /** @throws NotInQuarantine where there is none of that id */
    public QuarantinedRecord find(String id) throws IOException, NotInQuarantine {
        QuarantineFolder.Place place = QuarantineFolder.Place.of(id);
        QuarantineFolder.Stored stored = files.find(place.deliveryId());
        return stored.record(line(stored, place, id));
    }

    /** Deciphers one payload: the record as it came, JSON. For a person with the right to see it, never for a log. */
    public String show(String id) throws IOException, NotInQuarantine {
        QuarantineFolder.Place place = QuarantineFolder.Place.of(id);
        QuarantineFolder.Stored stored = files.find(place.deliveryId());
        QuarantineLine line = line(stored, place, id);
        if (line.sealed() == null) {
            throw new NotInQuarantine(id + ": discarded, expired or taken by a retry: only where and why is kept");
        }
        return opened(id, line.sealed(), new PayloadCipher(keyOfDelivery.apply(stored.deliveryId())));
    }

    private static QuarantineLine line(QuarantineFolder.Stored stored, QuarantineFolder.Place place, String id)
            throws IOException, NotInQuarantine {
        QuarantineLine[] found = new QuarantineLine[1];
        QuarantineFolder.read(stored.file(), line -> {
            if (line.place().equals(place.inDelivery())) {
                found[0] = line;
            }
        });
        if (found[0] == null) {
            throw new NotInQuarantine(id + ": not in the quarantine: take an id that 'quarantine list' shows");
        }
        return found[0];
    }

    private static String opened(String id, String sealed, PayloadCipher cipher) throws NotInQuarantine {
        byte[] payload = cipher.decrypt(id, Base64.getDecoder().decode(sealed));
        if (payload == null) {
            throw new NotInQuarantine(
                    id + ": does not open with the key of this home: restore the folder 'keys' it was written with");
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Destroys payloads and keeps the marks; does nothing about those discarded before. */
    public void discard(Collection<String> ids, String by) throws IOException, NotInQuarantine {
        Map<UUID, Set<String>> places = new TreeMap<>();
        for (String id : ids) {
            QuarantineFolder.Place place = QuarantineFolder.Place.of(id);
            places.computeIfAbsent(place.deliveryId(), delivery -> new HashSet<>())
                    .add(place.inDelivery());
        }
        for (Map.Entry<UUID, Set<String>> entry : places.entrySet()) {
            QuarantineFolder.Stored stored = files.find(entry.getKey());
            Set<String> left = new HashSet<>(entry.getValue());
            QuarantinedRecord.Discard discard = new QuarantinedRecord.Discard(by, clock.instant());
            files.rewrite(
                    stored.file(),
                    line -> left.remove(line.place()) && line.sealed() != null ? line.withoutPayload(discard) : line);
            if (!left.isEmpty()) {
                throw new NotInQuarantine(entry.getKey() + "." + left.iterator().next()
                        + ": not in the quarantine: take an id that 'quarantine list' shows");
            }
        }
    }

    public void discard(String id, String by) throws IOException, NotInQuarantine {
        discard(List.of(id), by);
    }

    /**
     * Destroys the payloads that a search finds.
     *
     * @return how many
     * @throws NotInQuarantine where a payload does not open: what it holds cannot be told
     */
    public long discardWhere(Predicate<String> isSought, String by) throws IOException, NotInQuarantine {
        List<String> found = new ArrayList<>();
        for (QuarantineFolder.Stored stored : files.stored()) {
            PayloadCipher cipher = new PayloadCipher(keyOfDelivery.apply(stored.deliveryId()));
            List<NotInQuarantine> unopened = new ArrayList<>();
            QuarantineFolder.read(stored.file(), line -> {
                String id = stored.deliveryId() + "." + line.place();
                try {
                    if (line.sealed() != null && isSought.test(opened(id, line.sealed(), cipher))) {
                        found.add(id);
                    }
                } catch (NotInQuarantine e) {
                    unopened.add(e);
                }
            });
            if (!unopened.isEmpty()) {
                throw unopened.get(0);
            }
        }
        discard(found, by);
        return found.size();
    }

    /**
     * Destroys the payloads of the records that somebody means, and keeps the marks.
     *
     * @return how many
     */
    public long discard(QuarantineChoice choice, String by) throws IOException {
        QuarantinedRecord.Discard discard = new QuarantinedRecord.Discard(by, clock.instant());
        long[] count = new long[1];
        for (QuarantineFolder.Stored stored : files.stored()) {
            files.rewrite(stored.file(), line -> {
                if (line.sealed() == null || !choice.isMeant(stored.record(line))) {
                    return line;
                }
                count[0]++;
                return line.withoutPayload(discard);
            });
        }
        return count[0];
    }

    /**
     * Destroys payloads that have been here longer than the retention.
     *
     * @return how many
     */
    public long expire(Duration retention) throws IOException {
        Instant now = clock.instant();
        Instant oldest = now.minus(retention);
        QuarantinedRecord.Discard discard = new QuarantinedRecord.Discard(QuarantinedRecord.Discard.RETENTION, now);
        long[] count = new long[1];
        for (QuarantineFolder.Stored stored : files.stored()) {
            boolean[] hasOld = new boolean[1];
            QuarantineFolder.read(stored.file(), line -> hasOld[0] |= isOld(line, oldest));
            if (hasOld[0]) {
                files.rewrite(stored.file(), line -> {
                    if (!isOld(line, oldest)) {
                        return line;
                    }
                    count[0]++;
                    return line.withoutPayload(discard);
                });
            }
        }
        return count[0];
    }

    private static boolean isOld(QuarantineLine line, Instant oldest) {
        return line.sealed() != null && line.at().isBefore(oldest);
    }

    /** What people have discarded of a delivery. What expired comes back when the sender sends it again. */
    private static Map<String, QuarantinedRecord.Discard> discards(Path file) throws IOException {
        Map<String, QuarantinedRecord.Discard> discards = new HashMap<>();
        if (Files.exists(file)) {
            QuarantineFolder.read(file, line -> {
                QuarantinedRecord.Discard discard = line.discarded();
                if (discard != null && !discard.by().equals(QuarantinedRecord.Discard.RETENTION)) {
                    discards.put(line.mark(), discard);
                }
            });
        }
        return discards;
    }
}
