package se.tvarsyn.noise;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Makes of the exact figures of a group what may be shown of them (PRIVACY.md 7, docs/cell-keys.md). The same group with
 * the same figures always gets the same answer. Thread safe.
 *
 * <p>What every method takes: {@code persons} are the distinct persons of the group, and {@code cellKey} is the sum of
 * their record keys ({@link RecordKeys}). All refuse impossible numbers with {@link IllegalArgumentException}.
 */
public final class CellKeyNoise {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal NOTHING = BigDecimal.valueOf(0, 1);
    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final int HALF = 2;
    private static final int TENTH = 10;

    private final PerturbationTable table;
    private final BigDecimal threshold;

    /** @throws NoSuchNoise where the profile's noise is impossible */
    public CellKeyNoise(CellKeyProfile profile) {
        table = PerturbationTable.of(profile.shape());
        threshold = BigDecimal.valueOf(profile.threshold());
    }

    /**
     * A number of persons: perturbed, and hidden where it then is under the threshold and not 0.
     *
     * @param isSensitive hides a 0 as well: "nobody" is news about everybody
     */
    public ShownNumber count(long persons, long cellKey, boolean isSensitive) {
        return shown(perturbed(persons, cellKey), isSensitive);
    }

    /**
     * Persons as a percentage of others, with one decimal, from what {@link #count} makes of both, so that it tells
     * nothing the two counts do not. Hidden where either is, except that 0 of a shown number is 0.0. Missing where the
     * whole comes out as 0, truly or by noise.
     *
     * @param of the part: persons who are all among the others
     * @param isSensitive hides none, all, what rounds to all, and a whole of 0, which count hides too
     */
    public ShownNumber share(long of, long ofKey, long among, long amongKey, boolean isSensitive) {
        if (of > among) {
            throw new IllegalArgumentException("a part has no more persons than the whole: count both over one group");
        }
        BigDecimal part = perturbed(of, ofKey);
        BigDecimal whole = perturbed(among, amongKey);
        if (whole.signum() == 0) {
            return isSensitive ? new ShownNumber.Hidden() : new ShownNumber.Missing();
        }
        if (isHidden(whole, isSensitive) || isHidden(part, isSensitive)) {
            return new ShownNumber.Hidden();
        }
        BigDecimal percent = part.multiply(HUNDRED)
                .divide(whole, 1, RoundingMode.HALF_UP)
                .min(HUNDRED.setScale(1))
                .max(NOTHING);
        // Equal persons have equal keys, so that the second is true with the first, unless a key is wrong.
        boolean isAll = percent.compareTo(HUNDRED) == 0 || of == among;
        return isAll && isSensitive ? new ShownNumber.Hidden() : new ShownNumber.Value(percent);
    }

    /**
     * A sum of minutes as a percentage of another over the same persons, with one decimal: absent of scheduled. Hidden
     * under the threshold, and where one person has more than 80 percent of the numerator or two have more than 90;
     * otherwise with noise as large as one person's whole schedule. Missing where there are no minutes to be among.
     *
     * <p>Ask for the rarer side and show the other as 100 minus it: dominance is looked for in the numerator alone.
     *
     * @param of minutes, exact
     * @param among minutes, exact
     * @param persons those whose minutes make up {@code among}
     * @param largestOf the most minutes of one person in {@code of}
     * @param secondLargestOf the next most, of another person; 0 where there is none
     * @param largestAmong the most minutes of one person in {@code among}
     */
    public ShownNumber rate(
            BigDecimal of,
            BigDecimal among,
            long persons,
            long cellKey,
            BigDecimal largestOf,
            BigDecimal secondLargestOf,
            BigDecimal largestAmong) {
        MinuteRate rate = new MinuteRate(of, among, persons, largestOf, secondLargestOf, largestAmong);
        // A 0 too: without a word on whether the group is sensitive, "nobody" is not said.
        if (isUnder(perturbed(persons, cellKey))) {
            return new ShownNumber.Hidden();
        }
        if (among.signum() == 0) {
            return new ShownNumber.Missing();
        }
        return rate.isDominated(cellKey) ? new ShownNumber.Hidden() : new ShownNumber.Value(rate.noisyPercent(cellKey));
    }

    /**
     * The middle one of the days of a group: whole days, but multiples of five where fewer than the threshold of persons
     * lie on either side, and hidden where fewer than half of it do.
     *
     * @param days exact; anything that is not negative where the group is empty
     */
    public ShownNumber median(BigDecimal days, long persons, long cellKey) {
        return quantile(days, perturbed(persons, cellKey), HALF);
    }

    /** As {@link #median}; only a tenth of the persons lie above, so it takes five times as many to show it. */
    public ShownNumber ninthDecile(BigDecimal days, long persons, long cellKey) {
        return quantile(days, perturbed(persons, cellKey), TENTH);
    }

    /** @param beyond one person in so many lies on the thinner side */
    private ShownNumber quantile(BigDecimal days, BigDecimal persons, int beyond) {
        if (days.signum() < 0) {
            throw new IllegalArgumentException("days are not negative");
        }
        BigDecimal enough = threshold.multiply(BigDecimal.valueOf(beyond));
        if (persons.add(persons).compareTo(enough) < 0) {
            return new ShownNumber.Hidden();
        }
        BigDecimal step = persons.compareTo(enough) < 0 ? FIVE : BigDecimal.ONE;
        return new ShownNumber.Value(days.divide(step, 0, RoundingMode.HALF_UP).multiply(step));
    }

    /** In BigDecimal, because the noise would carry the greatest long over its end. */
    private BigDecimal perturbed(long persons, long cellKey) {
        return BigDecimal.valueOf(persons).add(BigDecimal.valueOf(table.noise(persons, cellKey)));
    }

    private ShownNumber shown(BigDecimal perturbed, boolean isSensitive) {
        return isHidden(perturbed, isSensitive) ? new ShownNumber.Hidden() : new ShownNumber.Value(perturbed);
    }

    private boolean isHidden(BigDecimal perturbed, boolean isSensitive) {
        return isUnder(perturbed) && (perturbed.signum() != 0 || isSensitive);
    }

    private boolean isUnder(BigDecimal perturbed) {
        return perturbed.compareTo(threshold) < 0;
    }
}
