package se.tvarsyn.barring;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Pseudonym;

/**
 * What one sender says at one moment of whom other zones may hold no row of, and which cases they may not link. Always the
 * whole of it: the newest replaces every earlier one. Names nobody.
 *
 * @param barred every token that a row of a barred person may carry
 * @param unlinked every case that was linked and may be no longer
 */
public record StandingState(List<Pseudonym> barred, List<Unlinked> unlinked) {
    /** Of either kind; a file that names more is wrong, and must not fill the memory (about 40 MB at the receiver). */
    public static final int MOST = 500_000;

    /** Nobody is barred, and no case is unlinked. */
    public static final StandingState NONE = new StandingState(List.of(), List.of());

    public StandingState {
        barred = List.copyOf(barred);
        unlinked = List.copyOf(unlinked);
        if (barred.size() > MOST || unlinked.size() > MOST) {
            throw new IllegalArgumentException("more barred persons or withdrawn consents than a batch may carry");
        }
    }

    /** In the order of the tokens: the same state has the same bytes, and its order says nothing of when who was added. */
    public static StandingState of(Collection<Pseudonym> barred, Collection<Unlinked> unlinked) {
        Comparator<Pseudonym> byBytes =
                Comparator.comparingLong(Pseudonym::high).thenComparingLong(Pseudonym::low);
        return new StandingState(
                barred.stream().sorted(byBytes).toList(),
                unlinked.stream()
                        .sorted(Comparator.comparing(Unlinked::caseKey, byBytes))
                        .toList());
    }

    /** Counts only. */
    @Override
    public String toString() {
        return "StandingState[" + barred.size() + " tokens, " + unlinked.size() + " cases]";
    }

    /**
     * A case that was linked and may be no longer.
     *
     * @param caseKey token that all its rows carry
     * @param person token that its rows get in place of the person's: of the feed alone
     * @param keyVersion version of the key that made it
     * @param before steps from this day on are linked by a new consent; null where there is none
     */
    public record Unlinked(
            Pseudonym caseKey,
            Pseudonym person,
            int keyVersion,
            @Nullable LocalDate before) {
        public Unlinked {
            Objects.requireNonNull(caseKey);
            Objects.requireNonNull(person);
        }

        /** Whether a step of the case may not be linked. */
        public boolean covers(LocalDate stepOn) {
            return before == null || stepOn.isBefore(before);
        }

        @Override
        public String toString() {
            return "Unlinked[]";
        }
    }
}
