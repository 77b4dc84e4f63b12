package se.tvarsyn.consent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.sealing.PayloadCipher;

/**
 * The cases of one home and their consents: an enciphered file, written before a row that follows from it goes anywhere.
 * A consent that was withdrawn stays withdrawn, whatever old file comes again, until a new one is given.
 *
 * <p>{@link #generation()} grows with every case that is unlinked; the warehouse keeps the one whose rows are done. So a
 * warehouse that was restored from a backup is seen to be older than this memory, and the other way round.
 */
public final class ConsentMemory {
    private static final String ID = "consents";

    private final @Nullable Path file;
    private final @Nullable PayloadCipher cipher;
    private final Map<Pseudonym, CaseLine> lines = new HashMap<>();
    private long generation;

    private ConsentMemory(@Nullable Path file, @Nullable PayloadCipher cipher) {
        this.file = file;
        this.cipher = cipher;
    }

    /** A memory of one run, which nothing keeps: for previews. */
    public static ConsentMemory ofOneRun() {
        return new ConsentMemory(null, null);
    }

    /** As {@link #open}, and nothing that is told to it is kept: for rows that may yet be thrown away. */
    public static ConsentMemory openForOneRun(Path file, SecretKey key) throws IOException {
        return read(new ConsentMemory(null, null), file, new PayloadCipher(key));
    }

    /**
     * Opens the file; one that is not there is empty, and noticed by its generation if it was lost.
     *
     * @param key AES-256, the home's own for this file
     * @throws HomeFileUnreadable where the file does not open: nothing may then be loaded
     */
    public static ConsentMemory open(Path file, SecretKey key) throws IOException {
        PayloadCipher cipher = new PayloadCipher(key);
        return read(new ConsentMemory(file, cipher), file, cipher);
    }

    private static ConsentMemory read(ConsentMemory memory, Path file, PayloadCipher cipher) throws IOException {
        try {
            byte[] opened = cipher.decrypt(ID, Files.readAllBytes(file));
            if (opened == null) {
                throw unreadable(file);
            }
            memory.generation = ConsentBytes.read(opened, memory.lines);
        } catch (NoSuchFileException e) {
            memory.generation = 0;
        } catch (ConsentBytes.OtherEdition e) {
            throw unreadable(file);
        }
        return memory;
    }

    private static HomeFileUnreadable unreadable(Path file) {
        return new HomeFileUnreadable(
                file,
                "does not open with the keys of this home, so which consents are withdrawn is unknown and nothing is"
                        + " loaded: restore the newest backup of this file and of the folder 'keys'");
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
        if (file == null || cipher == null) {
            return;
        }
        try {
            OwnerOnlyFiles.createFolder(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            OwnerOnlyFiles.replace(file, cipher.encrypt(ID, ConsentBytes.write(generation, lines)));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(file + ": cannot be written: see to the disk and the rights; nothing was loaded"));
        }
    }

    @Override
    public String toString() {
        return "ConsentMemory[generation " + generation() + "]";
    }
}
