package se.tvarsyn.barring;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.StandingState.Unlinked;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.sealing.SealedFields;
import se.tvarsyn.sealing.SealedFile;

/**
 * The newest {@link StandingState} of every sender, in one enciphered file of a receiving home: written whole before any row
 * that follows. A person is barred while any sender says so.
 *
 * <p>{@link #generation()} grows with everybody who is barred and every case that is unlinked; the warehouse keeps the one
 * that is carried out there. So each is seen where it is older than the other, as with {@link BarredList}.
 */
public final class ReceivedStates {
    private static final int EDITION = 1;
    private static final String ID = "received states";
    private static final String MEND =
            "does not open with keys/zone-receiver, so whom to leave out is unknown and nothing"
                    + " is loaded: restore the newest backup of both; where the key was drawn anew, put the one before it beside"
                    + " it as zone-receiver.old";

    private final SealedFile file;
    private final Map<String, Known> bySender = new TreeMap<>();
    private Set<Pseudonym> barred = Set.of();
    private Map<Pseudonym, Unlinked> unlinked = Map.of();
    private long generation;

    private ReceivedStates(SealedFile file) {
        this.file = file;
    }

    /**
     * Opens the file; one that is not there is empty, and noticed by its generation if it was lost.
     *
     * @param key AES-256, the home's own for this file
     * @param replaced the key before it, under which the file may still be; it is then written anew. Null for none
     * @throws HomeFileUnreadable where the file does not open: nothing may then be loaded
     */
    public static ReceivedStates open(Path path, SecretKey key, @Nullable SecretKey replaced) throws IOException {
        SealedFile file = new SealedFile(path, key, ID, MEND);
        ReceivedStates states = new ReceivedStates(file);
        try {
            // Where there is no file, no sender has said anything yet.
            file.read(states::read);
        } catch (HomeFileUnreadable e) {
            if (replaced == null) {
                throw e;
            }
            new SealedFile(path, replaced, ID, MEND).read(states::read);
            states.write();
        }
        states.unite();
        return states;
    }

    public long generation() {
        return generation;
    }

    /** Every token that no row may carry. */
    public Set<Pseudonym> barred() {
        return barred;
    }

    /** Every case that may not be linked, by its key. */
    public Map<Pseudonym, Unlinked> unlinked() {
        return unlinked;
    }

    /**
     * Takes over what a sender says, unless it has said something newer. Has written it when it returns.
     *
     * @param sender as this home calls it
     * @param key id of its key: a sender that drew a new one begins anew
     * @param number of the batch that says it
     * @return what is barred and unlinked since; has to be carried out in the warehouse
     */
    public StandingState adopt(String sender, String key, long number, StandingState state) {
        Known known = bySender.get(sender);
        if (known != null && known.key.equals(key) && known.number >= number) {
            return StandingState.NONE;
        }
        bySender.put(sender, new Known(key, number, state));
        Set<Pseudonym> barredBefore = barred;
        Map<Pseudonym, Unlinked> unlinkedBefore = unlinked;
        unite();
        StandingState since = StandingState.of(
                barred.stream().filter(b -> !barredBefore.contains(b)).toList(),
                unlinked.values().stream()
                        .filter(u -> !u.equals(unlinkedBefore.get(u.caseKey())))
                        .toList());
        if (!since.barred().isEmpty() || !since.unlinked().isEmpty()) {
            generation++;
        }
        write();
        return since;
    }

    private void unite() {
        Set<Pseudonym> tokens = new HashSet<>();
        Map<Pseudonym, Unlinked> cases = new HashMap<>();
        for (Known known : bySender.values()) {
            tokens.addAll(known.state.barred());
            known.state.unlinked().forEach(u -> cases.put(u.caseKey(), u));
        }
        barred = tokens;
        unlinked = cases;
    }

    private boolean read(DataInputStream in) throws IOException {
        if (in.readInt() != EDITION) {
            return false;
        }
        generation = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            bySender.put(in.readUTF(), new Known(in.readUTF(), in.readLong(), state(in)));
        }
        return true;
    }

    private static StandingState state(DataInputStream in) throws IOException {
        List<Pseudonym> tokens = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tokens.add(SealedFields.token(in));
        }
        List<Unlinked> cases = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            cases.add(new Unlinked(SealedFields.token(in), SealedFields.token(in), in.readInt(), SealedFields.day(in)));
        }
        return new StandingState(tokens, cases);
    }

    private void write() {
        file.write(out -> {
            out.writeInt(EDITION);
            out.writeLong(generation);
            out.writeInt(bySender.size());
            for (Map.Entry<String, Known> known : bySender.entrySet()) {
                out.writeUTF(known.getKey());
                out.writeUTF(known.getValue().key);
                out.writeLong(known.getValue().number);
                write(out, known.getValue().state);
            }
        });
    }

    private static void write(DataOutputStream out, StandingState state) throws IOException {
        out.writeInt(state.barred().size());
        for (Pseudonym token : state.barred()) {
            SealedFields.token(out, token);
        }
        out.writeInt(state.unlinked().size());
        for (Unlinked one : state.unlinked()) {
            SealedFields.token(out, one.caseKey());
            SealedFields.token(out, one.person());
            out.writeInt(one.keyVersion());
            SealedFields.day(out, one.before());
        }
    }

    @Override
    public String toString() {
        return "ReceivedStates[generation " + generation + "]";
    }

    /** What one sender said last. */
    private record Known(String key, long number, StandingState state) {}
}
