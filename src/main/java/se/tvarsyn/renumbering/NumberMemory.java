package se.tvarsyn.renumbering;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.sealing.SealedFields;
import se.tvarsyn.sealing.SealedFile;

/**
 * The samordningsnummer of one home's persons that have an id of a source, and the personnummer that some of them got: an
 * enciphered file. Other numbers are not kept.
 *
 * <p>A person is renumbered when a whole delivery names an id with one personnummer, and with no samordningsnummer, that an
 * earlier delivery of the feed named with a samordningsnummer. From then on tokens are made of the personnummer, whichever
 * of the two a source sends. Keys of the feed's rows stay as they were, so a row that is sent again replaces itself.
 *
 * <p>{@link #generation()} grows with every renumbering; the warehouse keeps the one whose rows are done.
 */
public final class NumberMemory {
    private static final int EDITION = 1;
    private static final String ID = "numbers";

    private final @Nullable SealedFile file;
    /** By mark of feed and id. */
    private final Map<Pseudonym, Temporary> byId = new HashMap<>();
    /** By samordningsnummer. */
    private final Map<String, Successor> successors = new TreeMap<>();
    /** By feed and personnummer: what the feed called the person when its row keys were made. */
    private final Map<String, String> keyNumbers = new HashMap<>();

    private final Map<UUID, Map<Pseudonym, Set<Shown>>> seen = new HashMap<>();
    private long generation;
    private boolean isChanged;
    private volatile boolean isEmpty = true;

    private record Shown(String number, boolean isTemporary) {}

    /** @param sequence of the newest delivery that said so */
    private record Temporary(String number, long sequence) {}

    /** @param feeds that showed it */
    private record Successor(String number, Set<String> feeds) {}

    private NumberMemory(@Nullable SealedFile file) {
        this.file = file;
    }

    /** A memory of one run, which nothing keeps: for previews. */
    public static NumberMemory ofOneRun() {
        return new NumberMemory(null);
    }

    /**
     * @param key AES-256, the home's own for this file
     * @throws se.tvarsyn.canonical.HomeFileUnreadable where the file does not open: nothing may then be loaded
     */
    public static NumberMemory open(Path path, SecretKey key) throws IOException {
        SealedFile file = new SealedFile(path, key, ID);
        return read(new NumberMemory(file), file);
    }

    /** As {@link #open}, and nothing that is told to it is kept: for rows that may yet be thrown away. */
    public static NumberMemory openForOneRun(Path path, SecretKey key) throws IOException {
        return read(new NumberMemory(null), new SealedFile(path, key, ID));
    }

    private static NumberMemory read(NumberMemory memory, SealedFile file) throws IOException {
        file.read(memory::read);
        return memory;
    }

    public synchronized long generation() {
        return generation;
    }

    /** Whether no number is known here, so that nothing needs to be asked. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** A delivery names an id with a samordningsnummer. */
    public synchronized void seeTemporary(DeliveryTicket ticket, Pseudonym id, String number) {
        see(ticket, id, new Shown(number, true));
        isEmpty = false;
    }

    /**
     * A delivery names an id with a personnummer.
     *
     * @return the samordningsnummer by which the feed has known this id, of which its row keys are made; null where it has
     *     none
     */
    public synchronized @Nullable String seeFinal(DeliveryTicket ticket, Pseudonym id, String number) {
        Temporary before = byId.get(id);
        if (before != null) {
            see(ticket, id, new Shown(number, false));
            return before.number;
        }
        return keyNumbers.get(ticket.feed() + "|" + number);
    }

    private void see(DeliveryTicket ticket, Pseudonym id, Shown shown) {
        seen.computeIfAbsent(ticket.id(), d -> new HashMap<>())
                .computeIfAbsent(id, i -> new HashSet<>())
                .add(shown);
    }

    /** The number that a person's token is made of. */
    public synchronized String current(String number) {
        Successor successor = successors.get(number);
        return successor == null ? number : successor.number;
    }

    /** The number that a feed's row keys are made of. */
    public synchronized String keyNumber(String feed, String number) {
        return keyNumbers.getOrDefault(feed + "|" + number, number);
    }

    /** Every number of the person, this one among them. */
    public synchronized Set<String> allOf(String number) {
        String current = current(number);
        Set<String> all = new TreeSet<>(List.of(number, current));
        successors.forEach((before, successor) -> {
            if (successor.number.equals(current)) {
                all.add(before);
            }
        });
        return all;
    }

    /** A delivery is whole: what it showed is taken over and written. */
    public synchronized void settle(DeliveryTicket ticket) {
        Map<Pseudonym, Set<Shown>> shown = seen.remove(ticket.id());
        if (shown == null) {
            return;
        }
        shown.forEach((id, numbers) -> {
            Shown only = numbers.size() == 1 ? numbers.iterator().next() : null;
            Temporary known = byId.get(id);
            if (only == null || known != null && ticket.sequence() < known.sequence) {
                // Two persons under one id say nothing of either; and what an older delivery says is history.
                return;
            }
            if (only.isTemporary) {
                if (known == null || !known.number.equals(only.number)) {
                    byId.put(id, new Temporary(only.number, ticket.sequence()));
                    isChanged = true;
                }
            } else if (known != null) {
                renumber(ticket.feed(), known.number, only.number);
                byId.remove(id);
            }
        });
        save();
    }

    private void renumber(String feed, String before, String after) {
        Successor known = successors.get(before);
        if (known != null && !known.number.equals(after)) {
            // Another id of this samordningsnummer went to somebody else: the first holds.
            isChanged = true;
            return;
        }
        Set<String> feeds = new HashSet<>(known == null ? Set.of() : known.feeds);
        feeds.add(feed);
        successors.put(before, new Successor(after, Set.copyOf(feeds)));
        keyNumbers.putIfAbsent(feed + "|" + after, before);
        generation++;
        isChanged = true;
    }

    /** What a delivery that broke off showed is forgotten; it comes again. */
    public synchronized void abandon(DeliveryTicket ticket) {
        seen.remove(ticket.id());
    }

    /** Everybody who got another number. */
    public synchronized List<Renumbered> renumbered() {
        List<Renumbered> all = new ArrayList<>();
        successors.forEach((before, successor) -> all.add(new Renumbered(before, successor.number)));
        return all;
    }

    private void save() {
        if (!isChanged || file == null) {
            return;
        }
        file.write(out -> {
            out.writeInt(EDITION);
            out.writeLong(generation);
            out.writeInt(byId.size());
            for (Map.Entry<Pseudonym, Temporary> id : byId.entrySet()) {
                SealedFields.token(out, id.getKey());
                out.writeUTF(id.getValue().number);
                out.writeLong(id.getValue().sequence);
            }
            out.writeInt(successors.size());
            for (Map.Entry<String, Successor> one : successors.entrySet()) {
                out.writeUTF(one.getKey());
                out.writeUTF(one.getValue().number);
                out.writeInt(one.getValue().feeds.size());
                for (String feed : one.getValue().feeds) {
                    out.writeUTF(feed);
                }
            }
        });
        isChanged = false;
    }

    private boolean read(DataInputStream in) throws IOException {
        if (in.readInt() != EDITION) {
            return false;
        }
        generation = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            byId.put(SealedFields.token(in), new Temporary(in.readUTF(), in.readLong()));
        }
        for (int left = in.readInt(); left > 0; left--) {
            String before = in.readUTF();
            String after = in.readUTF();
            Set<String> feeds = new HashSet<>();
            for (int more = in.readInt(); more > 0; more--) {
                String feed = in.readUTF();
                feeds.add(feed);
                keyNumbers.putIfAbsent(feed + "|" + after, before);
            }
            successors.put(before, new Successor(after, Set.copyOf(feeds)));
        }
        isEmpty = byId.isEmpty() && successors.isEmpty();
        return true;
    }

    @Override
    public String toString() {
        return "NumberMemory[generation " + generation() + "]";
    }
}
