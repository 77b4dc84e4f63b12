package se.tvarsyn.quarantine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.BatchOrigin;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.OwnerOnlyFiles;
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

    private static final Pattern FEED = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern ID = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.(\\d+\\.\\d+)");

    private final Path folder;
    private final Function<UUID, SecretKey> keyOfDelivery;
    private final Clock clock;
    private final Map<UUID, OpenDelivery> open = new ConcurrentHashMap<>();

    /** @param keyOfDelivery an AES key of 256 bits for each delivery, the same whenever asked */
    public Quarantine(Path home, Function<UUID, SecretKey> keyOfDelivery, Clock clock) {
        this.folder = home.resolve(".tvarsyn").resolve("quarantine");
        this.keyOfDelivery = keyOfDelivery;
        this.clock = clock;
    }

    /** Opens a delivery; what an earlier attempt left unfinished is dropped. */
    public void begin(DeliveryTicket ticket) throws IOException {
        abort(ticket);
        Path file = file(ticket);
        OwnerOnlyFiles.createFolder(folder);
        OwnerOnlyFiles.createFolder(folder.resolve(ticket.feed()));
        PayloadCipher cipher = new PayloadCipher(keyOfDelivery.apply(ticket.id()));
        open.put(ticket.id(), new OpenDelivery(ticket.id(), file, cipher, discards(file), clock));
    }

    /**
     * Takes the rejected records of a batch. A batch that comes twice is taken once.
     *
     * @throws IllegalStateException where the delivery has not begun
     */
    public void put(BatchOrigin origin, List<RejectedRecord> rejected) throws IOException {
        OpenDelivery delivery = open.get(origin.ticket().id());
        if (delivery == null) {
            throw new IllegalStateException("delivery " + origin.ticket().id() + " of "
                    + origin.ticket().feed() + " has not begun");
        }
        delivery.put(origin.ordinal(), rejected);
    }

    /** The delivery's rejections take the place of those of its last time. */
    public void commit(DeliveryTicket ticket) throws IOException {
        OpenDelivery delivery = open.remove(ticket.id());
        if (delivery == null) {
            throw new IllegalStateException("delivery " + ticket.id() + " of " + ticket.feed() + " has not begun");
        }
        Path file = file(ticket);
        try (FileChannel lock = OwnerOnlyFiles.lock(folder.resolve("lock"))) {
            // Somebody may have discarded records of its last time since it began.
            Map<String, QuarantinedRecord.Discard> discards = discards(file);
            delivery.commit();
            if (!discards.equals(delivery.discardedBefore())) {
                rewriteHeld(file, line -> {
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
    }

    /** Shows every record to a reader, by feed and delivery; nothing is gathered in memory. */
    public void list(Consumer<QuarantinedRecord> reader) throws IOException {
        for (Stored stored : stored()) {
            read(stored.file, line -> reader.accept(stored.record(line)));
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

    /** Deciphers one payload: the record as it came, JSON. For a person with the right to see it, never for a log. */
    public String show(String id) throws IOException, NotInQuarantine {
        Place place = Place.of(id);
        Stored stored = find(place);
        QuarantineLine[] found = new QuarantineLine[1];
        read(stored.file, line -> {
            if (line.place().equals(place.inDelivery)) {
                found[0] = line;
            }
        });
        QuarantineLine line = found[0];
        if (line == null) {
            throw new NotInQuarantine(id + ": not in the quarantine: take an id that 'quarantine list' shows");
        }
        if (line.sealed() == null) {
            throw new NotInQuarantine(id + ": discarded: only where and why is kept");
        }
        byte[] payload = new PayloadCipher(keyOfDelivery.apply(stored.deliveryId))
                .decrypt(id, Base64.getDecoder().decode(line.sealed()));
        if (payload == null) {
            throw new NotInQuarantine(id
                    + ": does not open with the key of this home: restore the folder 'keys' it was " + "written with");
        }
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Destroys payloads and keeps the marks; does nothing about those discarded before. */
    public void discard(Collection<String> ids, String by) throws IOException, NotInQuarantine {
        Map<UUID, Set<String>> places = new TreeMap<>();
        for (String id : ids) {
            Place place = Place.of(id);
            places.computeIfAbsent(place.deliveryId, delivery -> new HashSet<>())
                    .add(place.inDelivery);
        }
        for (Map.Entry<UUID, Set<String>> entry : places.entrySet()) {
            Stored stored = find(new Place(entry.getKey(), ""));
            Set<String> left = new HashSet<>(entry.getValue());
            QuarantinedRecord.Discard discard = new QuarantinedRecord.Discard(by, clock.instant());
            rewrite(
                    stored.file,
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
        for (Stored stored : stored()) {
            List<String> ids = new ArrayList<>();
            read(stored.file, line -> {
                if (line.sealed() != null) {
                    ids.add(stored.deliveryId + "." + line.place());
                }
            });
            for (String id : ids) {
                if (isSought.test(show(id))) {
                    found.add(id);
                }
            }
        }
        discard(found, by);
        return found.size();
    }

    /**
     * Destroys payloads that have been here longer than the retention.
     *
     * @return how many
     */
    public long expire(Duration retention) throws IOException {
        Instant now = clock.instant();
        Instant oldest = now.minus(retention);
        QuarantinedRecord.Discard discard = new QuarantinedRecord.Discard("retention", now);
        long[] count = new long[1];
        for (Stored stored : stored()) {
            boolean[] hasOld = new boolean[1];
            read(stored.file, line -> hasOld[0] |= isOld(line, oldest));
            if (hasOld[0]) {
                rewrite(stored.file, line -> {
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
            read(file, line -> {
                QuarantinedRecord.Discard discard = line.discarded();
                if (discard != null && !discard.by().equals("retention")) {
                    discards.put(line.mark(), discard);
                }
            });
        }
        return discards;
    }

    private static void read(Path file, Consumer<QuarantineLine> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(QuarantineLine.parse(line));
            }
        }
    }

    private void rewrite(Path file, UnaryOperator<QuarantineLine> change) throws IOException {
        try (FileChannel lock = OwnerOnlyFiles.lock(folder.resolve("lock"))) {
            rewriteHeld(file, change);
        }
    }

    private static void rewriteHeld(Path file, UnaryOperator<QuarantineLine> change) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".rewrite");
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                FileChannel channel = OwnerOnlyFiles.create(part)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ByteBuffer bytes =
                        ByteBuffer.wrap(change.apply(QuarantineLine.parse(line)).toBytes());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
        OwnerOnlyFiles.moveInto(part, file);
    }

    private List<Stored> stored() throws IOException {
        List<Stored> all = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return all;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            files.filter(file -> file.getFileName().toString().endsWith(".q"))
                    .sorted()
                    .forEach(file -> {
                        Stored stored = Stored.of(file);
                        if (stored != null) {
                            all.add(stored);
                        }
                    });
        }
        return all;
    }

    private Stored find(Place place) throws IOException, NotInQuarantine {
        for (Stored stored : stored()) {
            if (stored.deliveryId.equals(place.deliveryId)) {
                return stored;
            }
        }
        throw new NotInQuarantine("delivery " + place.deliveryId
                + ": nothing of it is in the quarantine: take an id that 'quarantine list' shows");
    }

    private Path file(DeliveryTicket ticket) {
        if (!FEED.matcher(ticket.feed()).matches()) {
            throw new IllegalArgumentException("a feed is named with a-z, 0-9 and -");
        }
        return folder.resolve(ticket.feed()).resolve(ticket.id() + ".q");
    }

    private record Place(UUID deliveryId, String inDelivery) {
        static Place of(String id) throws NotInQuarantine {
            Matcher matcher = ID.matcher(id);
            if (!matcher.matches()) {
                // Without the text: it may be a number that somebody looks for.
                throw new NotInQuarantine("this is no id of the quarantine: take one that 'quarantine list' shows");
            }
            return new Place(UUID.fromString(matcher.group(1)), matcher.group(2));
        }
    }

    private record Stored(Path file, String feed, UUID deliveryId) {
        static @Nullable Stored of(Path file) {
            Path parent = file.getParent();
            String name = file.getFileName().toString();
            try {
                UUID id = UUID.fromString(name.substring(0, name.length() - 2));
                return parent == null
                        ? null
                        : new Stored(file, parent.getFileName().toString(), id);
            } catch (IllegalArgumentException e) {
                // Somebody else's file: left alone.
                return null;
            }
        }

        QuarantinedRecord record(QuarantineLine line) {
            return new QuarantinedRecord(
                    deliveryId + "." + line.place(), feed, deliveryId, line.rejection(), line.at(), line.discarded());
        }
    }
}
