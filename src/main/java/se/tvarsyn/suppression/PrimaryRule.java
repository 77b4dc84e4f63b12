package se.tvarsyn.suppression;

import java.util.OptionalLong;
import java.util.Set;

/** A rule that hides a cell for what it is, whatever else is shown (PRIVACY.md 7). */
public sealed interface PrimaryRule {
    /**
     * Whether the rule hides the cell.
     *
     * @param groupNumber number of the cell's group; empty where it has none
     */
    boolean hides(PublishableCell cell, OptionalLong groupNumber);

    /**
     * Hides numbers from 1 to {@code most}, and 0 too where asked for.
     *
     * @param most the largest number that is hidden
     */
    record Threshold(long most, boolean zeroHidden) implements PrimaryRule {
        public Threshold {
            check(most >= 0);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return cell.number() == 0 ? zeroHidden : cell.number() <= most;
        }
    }

    /** Hides a magnitude of which the {@code largest} contributors make more than {@code percent} per cent. */
    record Dominance(int largest, double percent) implements PrimaryRule {
        public Dominance {
            check(largest >= 1 && percent > 0 && percent <= 100);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            long[] parts = cell.contributions();
            long top = 0;
            long sum = 0;
            for (int i = parts.length - 1; i >= 0; i--) {
                top += parts.length - i <= largest ? parts[i] : 0;
                sum += parts[i];
            }
            return sum > 0 && 100.0 * top > percent * sum;
        }
    }

    /** Hides a magnitude from which the second largest contributor could know the largest within {@code percent}. */
    record PPercent(double percent) implements PrimaryRule {
        public PPercent {
            check(percent > 0);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            long[] parts = cell.contributions();
            if (parts.length == 0) {
                return false;
            }
            long largest = parts[parts.length - 1];
            long rest = 0;
            for (int i = 0; i < parts.length - 2; i++) {
                rest += parts[i];
            }
            return largest > 0 && 100.0 * rest < percent * largest;
        }
    }

    /** Hides a magnitude of 1 to {@code most} contributors. */
    record FewContributors(int most) implements PrimaryRule {
        public FewContributors {
            check(most >= 1);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return cell.contributions().length >= 1 && cell.contributions().length <= most;
        }
    }

    /** Hides a cell whose persons come from 1 to {@code most} units. */
    record FewUnits(int most) implements PrimaryRule {
        public FewUnits {
            check(most >= 1);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return cell.number() > 0 && cell.units() >= 1 && cell.units() <= most;
        }
    }

    /** Hides a sensitive attribute that all or none of a group have: who is in the group has it, or has it not. */
    record Homogeneity() implements PrimaryRule {
        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return cell.sensitive()
                    && (cell.number() == 0 || (groupNumber.isPresent() && groupNumber.getAsLong() == cell.number()));
        }
    }

    /**
     * Hides cells by what they are called: an attack with what was shown before has found them.
     *
     * @param labels ends of ids, after "cube: "
     */
    record Named(Set<String> labels) implements PrimaryRule {
        public Named {
            labels = Set.copyOf(labels);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return labels.contains(
                    cell.id().substring(cell.id().indexOf(": ") + 1).strip());
        }
    }

    /**
     * k-disclosure: {@code coalition} persons of a group who know their own attribute must not learn that all the others
     * share another. Hides no cell by itself, but protects the difference between the group and each cell that all but so
     * few of it are in.
     */
    record Disclosure(int coalition) implements PrimaryRule {
        public Disclosure {
            check(coalition >= 0);
        }

        @Override
        public boolean hides(PublishableCell cell, OptionalLong groupNumber) {
            return false;
        }

        boolean discloses(PublishableCell cell, OptionalLong groupNumber) {
            return groupNumber.isPresent() && cell.number() > 0 && groupNumber.getAsLong() - cell.number() <= coalition;
        }
    }

    private static void check(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("rule of suppression out of range: see its parameters");
        }
    }
}
