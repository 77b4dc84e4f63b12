package se.tvarsyn.attack;

import java.util.Objects;

/**
 * How the noise of the cell-key profile is drawn; a reader is taken to know it.
 *
 * @param threshold numbers under noise below it are hidden, and true numbers below it need protection
 * @param bound greatest noise either way
 * @param zeroHidden whether 0 is hidden too
 * @param table probability of each noise for each true number
 */
public record NoiseModel(int threshold, int bound, boolean zeroHidden, Probability table) {
    public NoiseModel {
        Objects.requireNonNull(table);
        if (threshold < 1 || bound < 0) {
            throw new IllegalArgumentException("noise model out of range: threshold >= 1, bound >= 0");
        }
    }

    /** The p-table. */
    @FunctionalInterface
    public interface Probability {
        /** Probability that {@code noise} is added to {@code count}; 0 where it never is. */
        double probability(long count, int noise);
    }

    /** Probability of what was shown, if this were the true number. */
    double likelihood(long count, Showing showing) {
        if (showing.shown().isPresent()) {
            long noise = showing.shown().getAsLong() - count;
            return Math.abs(noise) > bound ? 0 : table.probability(count, (int) noise);
        }
        double sum = 0;
        for (int noise = -bound; noise <= bound; noise++) {
            long perturbed = count + noise;
            if (perturbed < threshold && perturbed >= (zeroHidden ? 0 : 1)) {
                sum += table.probability(count, noise);
            }
        }
        return sum;
    }
}
