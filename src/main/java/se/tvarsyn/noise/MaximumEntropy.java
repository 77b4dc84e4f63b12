package se.tvarsyn.noise;

/**
 * Of all distributions over the noises of one count that have mean 0 and the variance asked for, the one of greatest
 * entropy: it tells least about the count beyond what it must (Giessing, Computational Issues in the Design of
 * Transition Probabilities, Privacy in Statistical Databases 2016). It has the form p(v) ~ exp(a v + b v²), and (a, b) is
 * where the convex function log sum exp(a v + b v²) - b V is least; Newton's method with halved steps finds it from
 * anywhere.
 *
 * <p>All arithmetic is that of {@link StrictMath}, so that each machine draws the same noise for the same persons.
 */
final class MaximumEntropy {
    private static final double CLOSE = 1e-13;
    private static final int MOST_STEPS = 500;

    private final int[] noises;
    private final double variance;
    private final double close;

    private MaximumEntropy(int[] noises, double variance) {
        this.noises = noises;
        this.variance = variance;
        // Sums of squares round off in proportion to their size.
        this.close = CLOSE * Math.max(1, variance);
    }

    /**
     * @param count named in the message where there is no such distribution
     * @param noises ascending, three at least, below and above 0
     * @return a probability for each noise; mean and variance are met to 1e-12
     */
    static double[] probabilities(int count, int[] noises, double variance) {
        double least = leastVariance(noises);
        if (variance <= least) {
            throw new NoSuchNoise("count " + count + ": the counts that never come out force a variance above " + least
                    + ": raise the variance, or rule out fewer counts");
        }
        double[] flat = new MaximumEntropy(noises, variance).solve(count, false);
        double most = moment(flat, noises, 2);
        if (variance > most + CLOSE) {
            // There may be such distributions, but their far ends are likelier than what lies between: each shown
            // count would then be far from the truth or exact, which is no noise to hide in.
            throw new NoSuchNoise(
                    "count " + count + ": noise of mean 0 that does not grow likelier towards its ends has"
                            + " a variance of " + Math.floor(most * 1000) / 1000
                            + " at most: lower the variance, or rule out more counts");
        }
        return new MaximumEntropy(noises, variance).solve(count, true);
    }

    /** Only the two noises next to 0, in the proportion that makes the mean 0. */
    private static double leastVariance(int[] noises) {
        int below = Integer.MIN_VALUE;
        int above = Integer.MAX_VALUE;
        for (int noise : noises) {
            if (noise == 0) {
                return 0;
            }
            below = noise < 0 ? Math.max(below, noise) : below;
            above = noise > 0 ? Math.min(above, noise) : above;
        }
        return -below * (double) above;
    }

    /** @param withVariance false leaves b at 0: the flattest that has mean 0, whatever its variance */
    private double[] solve(int count, boolean withVariance) {
        double a = 0;
        double b = 0;
        boolean isClose = false;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] p = distribution(a, b);
            double mean = moment(p, noises, 1);
            double square = moment(p, noises, 2);
            double excess = withVariance ? square - variance : 0;
            if (isClose) {
                // One step more than asked for: near the end each step doubles the digits.
                return p;
            }
            isClose = Math.abs(mean) <= close && Math.abs(excess) <= close;
            double aa = square - mean * mean;
            double ab = withVariance ? moment(p, noises, 3) - mean * square : 0;
            double bb = withVariance ? moment(p, noises, 4) - square * square : 1;
            double determinant = aa * bb - ab * ab;
            double stepA = -(bb * mean - ab * excess) / determinant;
            double stepB = -(aa * excess - ab * mean) / determinant;
            double slope = mean * stepA + excess * stepB;
            double height = height(a, b, withVariance);
            double part = 1;
            // The allowance is for round-off, without which the last steps would be halved for ever.
            while (part > 1e-9
                    && !(height(a + part * stepA, b + part * stepB, withVariance)
                            <= height + 1e-4 * part * slope + 1e-14)) {
                part /= 2;
            }
            a += part * stepA;
            b += part * stepB;
        }
        throw new NoSuchNoise("count " + count
                + ": the variance is too near the least that the counts that never come out allow: raise it a little");
    }

    private double[] distribution(double a, double b) {
        double top = top(a, b);
        double[] p = new double[noises.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = StrictMath.exp(exponent(a, b, noises[i]) - top);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    private double height(double a, double b, boolean withVariance) {
        double top = top(a, b);
        double sum = 0;
        for (int noise : noises) {
            sum += StrictMath.exp(exponent(a, b, noise) - top);
        }
        return top + StrictMath.log(sum) - (withVariance ? b * variance : 0);
    }

    /** The greatest exponent, taken out of all of them so that none overflows. */
    private double top(double a, double b) {
        double top = Double.NEGATIVE_INFINITY;
        for (int noise : noises) {
            top = Math.max(top, exponent(a, b, noise));
        }
        return top;
    }

    private static double exponent(double a, double b, int noise) {
        return a * noise + b * noise * noise;
    }

    private static double moment(double[] p, int[] noises, int power) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double term = p[i];
            for (int k = 0; k < power; k++) {
                term *= noises[i];
            }
            sum += term;
        }
        return sum;
    }
}
