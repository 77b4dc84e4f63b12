package se.tvarsyn.noise;

/**
 * How figures are protected: noise, then hiding what is small.
 *
 * @param threshold the least perturbed count of persons that is shown, apart from 0, in persons: 5 at least
 */
public record CellKeyProfile(NoiseShape shape, int threshold) {
    /** PRIVACY.md 7: perturbed 1 to 9 are hidden. */
    public static final CellKeyProfile STANDARD = new CellKeyProfile(NoiseShape.STANDARD, 10);

    /** The smallest that PRIVACY.md 7 has measured. */
    private static final int LEAST_THRESHOLD = 5;

    public CellKeyProfile {
        if (threshold < LEAST_THRESHOLD) {
            throw new IllegalArgumentException("the threshold is " + LEAST_THRESHOLD + " persons at least");
        }
    }
}
