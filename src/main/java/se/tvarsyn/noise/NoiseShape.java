package se.tvarsyn.noise;

import java.util.stream.IntStream;

/**
 * What the noise on a count of persons is like; PRIVACY.md 7 calls the three D, V and js. Bounds that depend on all
 * three together are found when a {@link PerturbationTable} is made of them.
 *
 * @param largest the most a count is moved, in persons, up or down: 1 to 20
 * @param variance mean of the squared noise, in squared persons, the same for every count: above 0
 * @param never no perturbed count is 1 to this number: 0 (nothing is ruled out) to 3, and below largest
 */
public record NoiseShape(int largest, double variance, int never) {
    /** Measured in PRIVACY.md 7: no small cell is found again, and a shown count is wrong by 1.3 persons on average. */
    public static final NoiseShape STANDARD = new NoiseShape(5, 3, 2);

    /** Four times what statistical offices use; beyond it e^(b v²) underflows for the small variances they use. */
    private static final int MOST = 20;

    /** Ruling more out forces more variance on a middle count than count 1 can have: 4 works from largest 18 on, 5 never. */
    private static final int MOST_RULED_OUT = 3;

    public NoiseShape {
        if (largest < 1 || largest > MOST) {
            throw new IllegalArgumentException("the largest noise is 1 to " + MOST + " persons");
        }
        if (never < 0 || never > MOST_RULED_OUT || never >= largest) {
            // With never = largest the count after it could go nowhere but up.
            throw new IllegalArgumentException("the counts that never come out end at 0 to " + MOST_RULED_OUT
                    + " persons, and below the largest noise");
        }
        if (!(variance > 0) || Double.isInfinite(variance)) {
            throw new IllegalArgumentException("the variance of the noise is a number above 0");
        }
    }

    /** From this count on, nothing that is ruled out is within reach, and one row stands for all greater counts. */
    int lastRow() {
        return never == 0 ? largest : largest + never + 1;
    }

    /** The noises a count above 0 may get, ascending: none makes it negative or 1 to {@link #never}. */
    int[] noises(int count) {
        return IntStream.rangeClosed(-largest, largest)
                .filter(noise -> count + noise == 0 || count + noise > never)
                .toArray();
    }
}
