package se.tvarsyn.barring;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.sealing.SealedFields;
import se.tvarsyn.sealing.SealedFile;

/**
 * The barred list of one home: an enciphered file, written whole before anything that relies on it.
 *
 * <p>A source that marks a person bars them at once, in every feed. The mark is lifted when a later whole delivery of the
 * same source names the person without it, and nobody else bars them. Who was erased stays barred until the erasure is
 * undone.
 *
 * <p>{@link #generation()} grows with every new entry; the warehouse keeps the one whose rows it has erased. So a warehouse
 * that was restored from a backup is seen to be older than the list, and a restored list to be older than the warehouse.
 */
public final class BarredList {
    private static final int EDITION = 1;
    private static final String ID = "barred list";
    private static final String MEND = "does not open with the keys of this home, so whom to leave out is unknown and"
            + " nothing is loaded: restore the newest backup of this file and of the folder 'keys'";

    private final @Nullable SealedFile file;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<UUID, Seen> seen = new HashMap<>();
    private final Set<UUID> liftingNothing = new HashSet<>();
    private Map<Pseudonym, List<Entry>> byMark = new HashMap<>();
    private long generation;
    private boolean isChanged;
    /** Grows whenever an answer of {@link #isBarred} may have changed. */
    private volatile long revision;

    private BarredList(@Nullable SealedFile file) {
        this.file = file;
    }

    /** A list of one run, which nothing keeps: for previews. */
    public static BarredList ofOneRun() {
        return new BarredList(null);
    }

    /**
     * @param key AES-256, the home's own for this list
     * @throws HomeFileUnreadable where the file does not open: nothing may then be loaded
     */
    public static BarredList open(Path path, SecretKey key) throws IOException {
        SealedFile file = new SealedFile(path, key, ID, MEND);
        return read(new BarredList(file), file);
    }

    /** The same list, but nothing keeps what a run changes in it: for rows that may never be read. */
    public static BarredList openForOneRun(Path path, SecretKey key) throws IOException {
        return read(new BarredList(null), new SealedFile(path, key, ID, MEND));
    }

    private static BarredList read(BarredList list, SealedFile file) throws IOException {
        // Where there is no file, nobody is barred yet. A list that was lost is noticed by its generation.
        file.read(list::read);
        return list;
    }

    public synchronized long generation() {
        return generation;
    }

    /** Changes whenever an answer may have changed: what was remembered of earlier answers is then void. */
    public long revision() {
        return revision;
    }

    /**
     * Whether a record about the person must be left out. Where only the record's own source bars the person, by an older
     * delivery, and says now that it does so no longer, the record is let through: the mark is lifted when the delivery
     * is whole, and if it is not, or marks the person elsewhere, the rows are erased again.
     *
     * @param saysNo whether the record has a place for the mark and does not set it
     */
    public synchronized boolean isBarred(DeliveryTicket ticket, Collection<Pseudonym> marks, boolean saysNo) {
        Set<Entry> entries = new HashSet<>();
        marks.forEach(m -> entries.addAll(byMark.getOrDefault(m, List.of())));
        if (entries.isEmpty()) {
            return false;
        }
        if (liftingNothing.contains(ticket.id())) {
            return true;
        }
        Seen of = seenBy(ticket);
        if (saysNo && entries.stream().anyMatch(e -> e.mayBeLiftedBy(ticket))) {
            of.clear.addAll(marks);
        }
        return !entries.stream().allMatch(e -> e.mayBeLiftedBy(ticket))
                || marks.stream().anyMatch(of.marked::contains)
                || marks.stream().noneMatch(of.clear::contains);
    }

    /**
     * A source marks a person as protected.
     *
     * @return whether the source did not bar this person, as it is known here, before: then rows may have to go
     */
    public synchronized boolean flag(DeliveryTicket ticket, BarredPerson person) {
        Seen of = seenBy(ticket);
        boolean wasLetThrough = person.marks().stream().anyMatch(of.clear::contains);
        if (of.marked.addAll(person.marks())) {
            revision++;
        }
        List<Entry> own = entriesOf(person.marks(), ticket.feed());
        if (own.isEmpty()) {
            add(new Entry(Reason.PROTECTED, ticket.feed(), ticket.sequence(), person));
            return true;
        }
        Entry entry = own.get(0);
        isChanged |= entry.sequence < ticket.sequence();
        entry.sequence = Math.max(entry.sequence, ticket.sequence());
        boolean isNew = entry.marks.addAll(person.marks()) | entry.rows.addAll(person.rows());
        if (isNew || wasLetThrough) {
            // Known by another number or id since, or rows were let through: they have to go.
            index();
            grow();
        }
        return isNew || wasLetThrough;
    }

    /** A delivery of some records of an earlier one is never whole: nobody who is barred is let through by it. */
    public synchronized void liftNothingBy(DeliveryTicket ticket) {
        liftingNothing.add(ticket.id());
        revision++;
    }

    /** Writes what was flagged; called before a row that follows from it goes anywhere. */
    public synchronized void save() {
        if (isChanged) {
            write();
        }
    }

    /**
     * Lifts the marks that a delivery, now whole, no longer sets. A delivery that is older than the mark lifts nothing.
     *
     * @return whether somebody may be loaded again
     */
    public synchronized boolean settle(DeliveryTicket ticket) {
        Seen of = seen.remove(ticket.id());
        boolean mayLift = !liftingNothing.remove(ticket.id());
        boolean isLifted = of != null && mayLift && entries.removeIf(e -> e.isLiftedBy(ticket, of));
        if (isLifted) {
            index();
            isChanged = true;
        }
        save();
        return isLifted;
    }

    /**
     * Forgets what a delivery that broke off would have lifted; what it flagged stays.
     *
     * @return tokens of rows that were let through and must go again
     */
    public synchronized Set<Pseudonym> abandon(DeliveryTicket ticket) {
        Seen of = seen.remove(ticket.id());
        liftingNothing.remove(ticket.id());
        Set<Pseudonym> rows = new HashSet<>();
        if (of != null) {
            entriesOf(of.clear, ticket.feed()).forEach(e -> rows.addAll(e.rows));
        }
        save();
        return rows;
    }

    /** Whether no delivery is under way whose flags may not be erased in the warehouse yet. */
    public synchronized boolean isSettled() {
        return seen.values().stream().allMatch(s -> s.marked.isEmpty());
    }

    /** Bars erased persons. Doing it twice changes nothing. */
    public synchronized void bar(String erasure, Collection<BarredPerson> persons) {
        for (BarredPerson person : persons) {
            boolean isKnown = entriesOf(person.marks(), erasure).stream()
                    .anyMatch(e -> e.marks.containsAll(person.marks()) && e.rows.containsAll(person.rows()));
            if (!isKnown) {
                add(new Entry(Reason.ERASED, erasure, 0, person));
            }
        }
        save();
    }

    /** @return how many persons an erasure bars; 0 where there is none of that name */
    public synchronized long count(String erasure) {
        return entries.stream()
                .filter(e -> e.reason == Reason.ERASED && e.source.equals(erasure))
                .count();
    }

    /** Lifts what an erasure bars. */
    public synchronized void unbar(String erasure) {
        isChanged |= entries.removeIf(e -> e.reason == Reason.ERASED && e.source.equals(erasure));
        index();
        save();
    }

    /** By what the barred are recognised: equal as long as the same persons are barred. */
    public synchronized Set<Pseudonym> marks() {
        return Set.copyOf(byMark.keySet());
    }

    /** Every token whose rows must not be there. */
    public synchronized Set<Pseudonym> rows() {
        Set<Pseudonym> rows = new HashSet<>();
        entries.forEach(e -> rows.addAll(e.rows));
        return rows;
    }

    /** What {@link #rows()} will be once the delivery, now whole, is settled; lifts nothing yet. */
    public synchronized Set<Pseudonym> rowsOnceSettled(DeliveryTicket ticket) {
        Seen of = seen.get(ticket.id());
        Set<Pseudonym> rows = new HashSet<>();
        entries.stream().filter(e -> of == null || !e.isLiftedBy(ticket, of)).forEach(e -> rows.addAll(e.rows));
        return rows;
    }

    /** Replaces the tokens of rows, when the keys they were made with are rotated; marks stay as they are. */
    public synchronized void rotateRows(UnaryOperator<Set<Pseudonym>> rotation) {
        for (Entry entry : entries) {
            Set<Pseudonym> rotated = rotation.apply(Set.copyOf(entry.rows));
            entry.rows.clear();
            entry.rows.addAll(rotated);
        }
        isChanged = true;
        save();
    }

    private void add(Entry entry) {
        entries.add(entry);
        entry.marks.forEach(
                m -> byMark.computeIfAbsent(m, none -> new ArrayList<>()).add(entry));
        grow();
    }

    private void grow() {
        generation++;
        isChanged = true;
        revision++;
    }

    private void index() {
        Map<Pseudonym, List<Entry>> fresh = new HashMap<>();
        for (Entry entry : entries) {
            entry.marks.forEach(
                    m -> fresh.computeIfAbsent(m, none -> new ArrayList<>()).add(entry));
        }
        byMark = fresh;
        revision++;
    }

    private List<Entry> entriesOf(Collection<Pseudonym> marks, String source) {
        List<Entry> found = new ArrayList<>();
        for (Pseudonym mark : marks) {
            for (Entry entry : byMark.getOrDefault(mark, List.of())) {
                if (entry.source.equals(source) && !found.contains(entry)) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private Seen seenBy(DeliveryTicket ticket) {
        return seen.computeIfAbsent(ticket.id(), id -> new Seen(new HashSet<>(), new HashSet<>()));
    }

    private boolean read(DataInputStream in) throws IOException {
        if (in.readInt() != EDITION) {
            return false;
        }
        generation = in.readLong();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            Reason reason = Reason.valueOf(in.readUTF());
            String source = in.readUTF();
            long sequence = in.readLong();
            entries.add(new Entry(reason, source, sequence, new BarredPerson(tokens(in), tokens(in))));
        }
        index();
        return true;
    }

    private static Set<Pseudonym> tokens(DataInputStream in) throws IOException {
        Set<Pseudonym> tokens = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            tokens.add(SealedFields.token(in));
        }
        return tokens;
    }

    private void write() {
        if (file == null) {
            return;
        }
        file.write(out -> {
            out.writeInt(EDITION);
            out.writeLong(generation);
            out.writeInt(entries.size());
            for (Entry entry : entries) {
                out.writeUTF(entry.reason.name());
                out.writeUTF(entry.source);
                out.writeLong(entry.sequence);
                write(out, entry.marks);
                write(out, entry.rows);
            }
        });
        isChanged = false;
    }

    private static void write(DataOutputStream out, Set<Pseudonym> tokens) throws IOException {
        out.writeInt(tokens.size());
        for (Pseudonym token : tokens) {
            SealedFields.token(out, token);
        }
    }

    @Override
    public String toString() {
        return "BarredList[generation " + generation() + "]";
    }

    /** Why a person is barred. */
    private enum Reason {
        PROTECTED,
        ERASED
    }

    /** What one delivery said about persons: those it marked, and those it named without a mark. */
    private record Seen(Set<Pseudonym> marked, Set<Pseudonym> clear) {}

    private static final class Entry {
        private final Reason reason;
        private final String source;
        private long sequence;
        private final Set<Pseudonym> marks;
        private final Set<Pseudonym> rows;

        Entry(Reason reason, String source, long sequence, BarredPerson person) {
            this.reason = reason;
            this.source = source;
            this.sequence = sequence;
            this.marks = new HashSet<>(person.marks());
            this.rows = new HashSet<>(person.rows());
        }

        /** A source takes back its own mark; what an older delivery of it says is history. */
        boolean mayBeLiftedBy(DeliveryTicket ticket) {
            return reason == Reason.PROTECTED && source.equals(ticket.feed()) && sequence < ticket.sequence();
        }

        /** @param of what the delivery said, all of it */
        boolean isLiftedBy(DeliveryTicket ticket, Seen of) {
            return mayBeLiftedBy(ticket)
                    && marks.stream().anyMatch(of.clear::contains)
                    && marks.stream().noneMatch(of.marked::contains);
        }
    }
}
