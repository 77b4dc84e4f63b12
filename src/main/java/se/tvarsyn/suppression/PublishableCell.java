package se.tvarsyn.suppression;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** A cell that might be shown: the groups of persons that it counts, and what the rules look at. */
public final class PublishableCell {
    private final String id;
    private final int[] atoms;
    private final long number;
    private final long[] contributions;
    private final int units;
    private final Optional<String> group;
    private final boolean sensitive;

    private PublishableCell(
            String id,
            int[] atoms,
            long number,
            long[] contributions,
            int units,
            Optional<String> group,
            boolean sensitive) {
        this.id = Objects.requireNonNull(id);
        this.atoms = atoms;
        this.number = number;
        this.contributions = contributions;
        this.units = units;
        this.group = group;
        this.sensitive = sensitive;
    }

    /**
     * @param id names the cell, once in a release
     * @param atoms groups of persons that the cell counts, ascending
     * @param number true number of persons; of a magnitude its value, in the smallest unit that is shown
     */
    public static PublishableCell of(String id, int[] atoms, long number) {
        return new PublishableCell(id, atoms.clone(), number, new long[0], Integer.MAX_VALUE, Optional.empty(), false);
    }

    /** Of a magnitude: what each contributor adds to it. Taken up for dominance, p% and few contributors. */
    public PublishableCell contributedBy(long... parts) {
        long[] sorted = parts.clone();
        Arrays.sort(sorted);
        return new PublishableCell(id, atoms, number, sorted, units, group, sensitive);
    }

    /** How many units (schools, say) the persons of the cell come from. */
    public PublishableCell fromUnits(int count) {
        return new PublishableCell(id, atoms, number, contributions, count, group, sensitive);
    }

    /** The cell that this one is a share of: the group whose attribute it tells. */
    public PublishableCell within(String groupId) {
        return new PublishableCell(id, atoms, number, contributions, units, Optional.of(groupId), sensitive);
    }

    /** Tells something that must not be known of a whole group either: social services, protected characteristics. */
    public PublishableCell asSensitive() {
        return new PublishableCell(id, atoms, number, contributions, units, group, true);
    }

    public String id() {
        return id;
    }

    public int[] atoms() {
        return atoms.clone();
    }

    public long number() {
        return number;
    }

    /** Ascending. */
    long[] contributions() {
        return contributions;
    }

    int units() {
        return units;
    }

    Optional<String> group() {
        return group;
    }

    boolean sensitive() {
        return sensitive;
    }

    @Override
    public String toString() {
        return "PublishableCell[" + id + "]";
    }
}
