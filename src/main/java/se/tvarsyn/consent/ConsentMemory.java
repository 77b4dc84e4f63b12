package se.tvarsyn.consent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.sealing.SealedFile;

/**
 * The cases of one home and their consents: an enciphered file, written before a row that follows from it goes anywhere.
 * A consent that was withdrawn stays withdrawn, whatever old file comes again, until a new one is given.
 *
 * <p>{@link #generation()} grows with every case that is unlinked; the warehouse keeps the one whose rows are done. So a
 * warehouse that was restored from a backup is seen to be older than this memory, and the other way round.
 */
public final class ConsentMemory {
    private static final String ID = "consents";

    private final @Nullable SealedFile file;
    private final Map<Pseudonym, CaseLine> lines = new HashMap<>();
    private long generation;

    private ConsentMemory(@Nullable SealedFile file) {
        this.file = file;
    }

    /** A memory of one run, which nothing keeps: for previews. */
    public static ConsentMemory ofOneRun() {
        return new ConsentMemory(null);
    }

    /** As {@link #open}, and nothing that is told to it is kept: for rows that may yet be thrown away. */
    public static ConsentMemory openForOneRun(Path path, SecretKey key) throws IOException {
        return read(new ConsentMemory(null), new SealedFile(path, key, ID));
    }

    /**
     * Opens the file; one that is not there is empty, and noticed by its generation if it was lost.
     *
     * @param key AES-256, the home's own for this file
     * @throws se.tvarsyn.canonical.HomeFileUnreadable where the file does not open: nothing may then be loaded
     */
    public static ConsentMemory open(Path path, SecretKey key) throws IOException {
        SealedFile file = new SealedFile(path, key, ID);
        return read(new ConsentMemory(file), file);
    }

    private static ConsentMemory read(ConsentMemory memory, SealedFile file) throws IOException {
        file.read(in -> {
            Long generation = ConsentBytes.read(in, memory.lines);
            memory.generation = generation == null ? 0 : generation;
            return generation != null;
        });
        return memory;
    }

    public synchronized long generation() {
        return generation;
    }

    /**
     * Takes over the cases of one person at one unit in one programme, as a delivery brings them.
     *
     * @param mark token of person, unit and programme under this memory's own key
     * @param steps at least one, in the order of the source
     * @param today the day of loading: a consent that is ended on it or before was withdrawn
     * @param tokens gives what a case is unlinked by, from the avslut that it follows; asked only where it must be
     */
    public synchronized void update(
            DeliveryTicket ticket,
            Pseudonym mark,
            List<CaseStep> steps,
            LocalDate today,
            Function<@Nullable LocalDate, UnlinkedCase> tokens) {
        CaseLine line = lines.computeIfAbsent(mark, none -> new CaseLine());
        for (LocalDate closed : line.update(steps, ticket.sequence(), today)) {
            UnlinkedCase by = tokens.apply(closed.equals(CaseLine.NEVER) ? null : closed);
            Objects.requireNonNull(line.cases.get(closed)).unlinked =
                    new KnownCase.Unlinked(by.caseKey(), by.person(), by.keyVersion());
            generation++;
        }
        line.cases.values().stream()
                .filter(c -> c.consent.isValidOn(c.judgedOn()))
                .forEach(c -> c.unlinked = null);
    }

    /** Whether a step is linked; where its case is not known, it is not. */
    public synchronized boolean isLinked(Pseudonym mark, LocalDate stepOn) {
        CaseLine line = lines.get(mark);
        KnownCase known = line == null ? null : line.caseOf(stepOn);
        return known != null && known.links(stepOn);
    }

    /** Day of the avslut that a step's case follows: tells the cases of one line apart. Null for the first. */
    public synchronized @Nullable LocalDate closedBefore(Pseudonym mark, LocalDate stepOn) {
        CaseLine line = lines.get(mark);
        return line == null ? null : line.closedBefore(stepOn);
    }

    /** Every case that was linked and may be no longer. */
    public synchronized List<UnlinkedCase> unlinked() {
        List<UnlinkedCase> cases = new ArrayList<>();
        for (CaseLine line : lines.values()) {
            for (KnownCase known : line.cases.values()) {
                if (known.unlinked != null) {
                    cases.add(new UnlinkedCase(
                            known.unlinked.caseKey(),
                            known.unlinked.person(),
                            known.unlinked.keyVersion(),
                            known.consent.renewedOn()));
                }
            }
        }
        return cases;
    }

    /** Writes the file; called before a row that follows from it goes anywhere. */
    public synchronized void save() {
        if (file != null) {
            file.write(out -> ConsentBytes.write(out, generation, lines));
        }
    }

    @Override
    public String toString() {
        return "ConsentMemory[generation " + generation() + "]";
    }
}
