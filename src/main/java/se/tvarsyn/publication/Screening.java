package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds, before the auditor is asked, which counts a reader cannot work out: where one person more of a kind, or one less, or
 * one exchanged for one of another kind, leaves everything that is shown as it is, no count that such a change moves is
 * determined. Who is in which count is asked anew for each kind: all of it at once would not fit into memory.
 */
final class Screening {
    /** Persons of a count whose every group is looked at; within a larger one there is always somebody to exchange for. */
    private static final long LARGEST_LOOKED_AT = 5_000;

    /** Groups of persons alike, beside those that are needed: enough to move persons among. */
    private static final int ATOMS_LOOKED_AT = 1_000;

    /** Open counts that the auditor is given at once, so that its memory does not grow with the municipality. */
    private static final int COUNTS_AT_ONCE = 40;

    /** As many parts as a number has bits; with more open counts the parts get larger. */
    private static final int MOST_PARTS = 64;

    private final Alike alike;
    private final List<CubeCells> cells;
    private final List<Count> counts;
    private final int[] order;
    private final int threshold;

    /**
     * @param counts every count that something is shown of
     * @param threshold persons under which a group is small
     */
    Screening(Alike alike, List<CubeCells> cells, List<Count> counts, int threshold) {
        this.threshold = threshold;
        this.alike = alike;
        this.cells = cells;
        this.counts = counts;
        // Kinds of one place after each other are in the same cells, which are then looked up once.
        this.order = IntStream.range(0, alike.size())
                .boxed()
                .sorted(Comparator.comparing(atom -> alike.rowsOf(atom).get(0).levels(), Arrays::compare))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Every count that a kind is in, each once. */
    static void each(Alike alike, List<CubeCells> cells, int atom, Consumer<Count> each) {
        for (PersonRow row : alike.rowsOf(atom)) {
            for (CubeCells cube : cells) {
                cube.counts(row, count -> {
                    if (count.isFirstOf(atom)) {
                        each.accept(count);
                    }
                });
            }
        }
    }

    private void ofEach(EachKind each) {
        List<Count> ofAtom = new ArrayList<>();
        for (int atom : order) {
            ofAtom.clear();
            each(alike, cells, atom, ofAtom::add);
            each.take(atom, ofAtom);
        }
        counts.forEach(Count::forget);
    }

    /** Takes the kinds of persons, one by one, with the counts that they are in. */
    @FunctionalInterface
    private interface EachKind {
        void take(int atom, List<Count> counts);
    }

    /** Settles what can be settled; afterwards the rest is open. */
    void run() {
        BitSet open = new BitSet();
        ofEach((atom, in) -> {
            if ((alike.personsOf(atom) > 0 && bear(in, -1)) || bear(in, 1)) {
                in.forEach(Count::settle);
            } else if (isSmall(atom)) {
                open.set(atom);
            }
        });
        if (isAnyOpen() || !open.isEmpty()) {
            exchange(open);
        }
        doubt(open);
    }

    /** A group that is no cell must not follow from cells that overlap. */
    private boolean isSmall(int atom) {
        return alike.personsOf(atom) > 0 && alike.personsOf(atom) < threshold;
    }

    /** The smallest count of a group that nothing was found to be exchanged for stands for it before the auditor. */
    private void doubt(BitSet groups) {
        groups.stream().forEach(atom -> {
            List<Count> in = new ArrayList<>();
            each(alike, cells, atom, in::add);
            in.stream().min(Comparator.comparingLong(Count::number)).ifPresent(Count::doubt);
        });
        counts.forEach(Count::forget);
    }

    private static boolean bear(List<Count> counts, int more) {
        for (Count count : counts) {
            if (!count.bears(more)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnyOpen() {
        return counts.stream().anyMatch(Count::isOpen);
    }

    /**
     * A kind of which one is taken away or added.
     *
     * @param atom the kind
     * @param more 1 where one is added, -1 where one is taken away
     * @param in the counts that it is in
     * @param held those of them that must stay as they are: whoever is exchanged has to be in all of them
     */
    private record Mover(int atom, int more, Count[] in, Count[] held) {
        static @Nullable Mover of(int atom, List<Count> in, int more) {
            Count[] held = in.stream().filter(count -> !count.bears(more)).toArray(Count[]::new);
            return held.length == 0 ? null : new Mover(atom, more, in.toArray(Count[]::new), held);
        }

        Count smallest() {
            return Arrays.stream(held)
                    .min(Comparator.comparingLong(Count::number))
                    .orElseThrow();
        }

        boolean isOpen(BitSet groups) {
            return groups.get(atom) || Arrays.stream(in).anyMatch(Count::isOpen);
        }
    }

    private void exchange(BitSet groups) {
        Map<Count, List<Mover>> movers = new HashMap<>();
        ofEach((atom, in) -> {
            if (groups.get(atom) || in.stream().anyMatch(Count::isOpen)) {
                for (int more : new int[] {-1, 1}) {
                    Mover mover = more < 0 && alike.personsOf(atom) == 0 ? null : Mover.of(atom, in, more);
                    if (mover != null) {
                        movers.computeIfAbsent(mover.smallest(), c -> new ArrayList<>())
                                .add(mover);
                    }
                }
            }
        });
        ofEach((atom, in) -> {
            for (Count shared : in) {
                List<Mover> known = movers.get(shared);
                if (known != null) {
                    known.removeIf(mover -> !mover.isOpen(groups) || isExchanged(mover, atom, in, groups));
                }
            }
        });
    }

    /** @return whether all is known of the mover that its exchange for one of this kind can tell */
    private boolean isExchanged(Mover mover, int atom, List<Count> in, BitSet groups) {
        if (mover.atom() == atom || (mover.more() > 0 && alike.personsOf(atom) == 0)) {
            return false;
        }
        for (Count held : mover.held()) {
            if (!held.isSeenBy(atom)) {
                return false;
            }
        }
        for (Count count : mover.in()) {
            count.mark(mover);
        }
        for (Count count : in) {
            if (!count.isMarkedBy(mover) && !count.bears(-mover.more())) {
                return false;
            }
        }
        // Everything that is shown stays as it is, and what only one of the two kinds is in moves.
        for (Count count : mover.in()) {
            if (!count.isSeenBy(atom)) {
                count.settle();
            }
        }
        for (Count count : in) {
            if (!count.isMarkedBy(mover)) {
                count.settle();
            }
        }
        groups.clear(mover.atom());
        groups.clear(atom);
        return !mover.isOpen(groups);
    }

    /**
     * What is left for the auditor, part by part.
     *
     * @param asked the open counts that the part is to judge
     * @param atoms the kinds that are looked at, ascending; everybody else is held where they are
     */
    record Part(List<Count> asked, int[] atoms) {}

    /** Who is in an open count can be moved only in exchange for others of every tight count that they are in. */
    List<Part> parts() {
        List<Count> open = counts.stream().filter(Count::isOpen).toList();
        if (open.isEmpty()) {
            return List.of();
        }
        int size = Math.max(COUNTS_AT_ONCE, (open.size() + MOST_PARTS - 1) / MOST_PARTS);
        Map<Count, Integer> partOf = new HashMap<>();
        for (int i = 0; i < open.size(); i++) {
            partOf.put(open.get(i), i / size);
        }
        ofEach((atom, in) -> {
            long parts = 0;
            for (Count count : in) {
                parts |= count.isOpen() ? 1L << partOf.getOrDefault(count, 0) : 0;
            }
            for (Count count : in) {
                if (parts != 0 && (count.isOpen() || (count.isTight() && count.number() <= LARGEST_LOOKED_AT))) {
                    count.need(parts);
                }
            }
        });
        int number = (open.size() + size - 1) / size;
        List<IntStream.Builder> taken =
                IntStream.range(0, number).mapToObj(i -> IntStream.builder()).toList();
        ofEach((atom, in) -> {
            long parts = atom < ATOMS_LOOKED_AT ? -1 : 0;
            for (Count count : in) {
                parts |= count.neededBy();
            }
            for (int i = 0; i < number; i++) {
                if ((parts >> i & 1) == 1) {
                    taken.get(i).add(atom);
                }
            }
        });
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            parts.add(new Part(
                    open.subList(i * size, Math.min(open.size(), (i + 1) * size)),
                    taken.get(i).build().sorted().toArray()));
        }
        return parts;
    }

    /** Has the counts take the kinds of a part. */
    void take(Part part) {
        counts.forEach(Count::letGo);
        for (int i = 0; i < part.atoms().length; i++) {
            int at = i;
            int atom = part.atoms()[i];
            each(alike, cells, atom, count -> count.take(at, alike.personsOf(atom)));
        }
        counts.forEach(Count::forget);
    }
}
