package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import se.tvarsyn.noise.ShownNumber.Value;

/**
 * What someone learns of one person's minutes who knows everything else: the argument of docs/cell-keys.md, measured.
 * Groups of 20 and 21 persons, each with a schedule of 6,000 minutes; the 20 others are absent 2,000 each.
 */
class RateDifferencingTests {
    private static final CellKeyNoise NOISE = new CellKeyNoise(CellKeyProfile.STANDARD);
    private static final int SCHEDULE = 6_000;
    private static final int OTHERS = 20;
    private static final int ABSENT = 2_000;
    private static final int TRIALS = 10_000;

    /** Absent minutes of the group, in schedules, as the shown rate gives them to who knows the denominator. */
    private static double read(long key, int persons, int absent) {
        ShownNumber rate = NOISE.rate(
                BigDecimal.valueOf(absent),
                BigDecimal.valueOf((long) SCHEDULE * persons),
                persons,
                key,
                BigDecimal.valueOf(SCHEDULE),
                BigDecimal.valueOf(ABSENT + 100),
                BigDecimal.valueOf(SCHEDULE));
        return ((Value) rate).number().doubleValue() / 100 * persons;
    }

    /** How much better than by tossing a coin two alternatives are told apart: 0 not at all, 1 always. */
    private static double advantage(IntToDoubleFunction seen) {
        Map<Long, Integer> bins = new HashMap<>();
        for (int i = 0; i < TRIALS; i++) {
            // Bins of a quarter of a schedule.
            bins.merge((long) Math.floor(4 * seen.applyAsDouble(0)), 1, Integer::sum);
            bins.merge((long) Math.floor(4 * seen.applyAsDouble(1)), -1, Integer::sum);
        }
        return bins.values().stream().mapToInt(Math::abs).sum() / 2.0 / TRIALS;
    }

    /** Never absent or always: 7/16 for this triangle. Right in 72 of 100, where a coin is in 50. */
    @Test
    void whoKnowsAllOthersOftenCannotTellNeverFromAlways() {
        SplittableRandom random = new SplittableRandom(21);
        assertThat(advantage(always -> read(random.nextLong(), OTHERS + 1, OTHERS * ABSENT + always * SCHEDULE)))
                .isEqualTo(7 / 16.0, within(0.03));
    }

    /** Two groups that differ by one person, with a noise each. */
    @Test
    void theDifferenceOfTwoGroupsTellsLessThanThat() {
        SplittableRandom random = new SplittableRandom(22);
        assertThat(advantage(always -> {
                    long without = random.nextLong();
                    long with = without + random.nextLong();
                    return read(with, OTHERS + 1, OTHERS * ABSENT + always * SCHEDULE)
                            - read(without, OTHERS, OTHERS * ABSENT);
                }))
                .isEqualTo(0.324, within(0.03));
    }

    /** Noise of half a schedule to a whole one, up or down, is what the argument throws out. */
    @Test
    void noiseThatIsNeverSmallTellsNeverFromAlwaysEachTime() {
        SplittableRandom random = new SplittableRandom(23);
        DoubleSupplier never = () -> (random.nextBoolean() ? 1 : -1) * random.nextDouble(0.5, 1);
        assertThat(advantage(always -> always + never.getAsDouble())).isEqualTo(1);
        assertThat(advantage(always -> always + never.getAsDouble() - never.getAsDouble()))
                .isEqualTo(5 / 6.0, within(0.03));
    }

    /** The same class for ten months, with and without the person. Both halves of the noise are needed. */
    @Test
    void neitherChangesNorTheLevelComeOutOverTheMonths() {
        SplittableRandom random = new SplittableRandom(24);
        int months = 10;
        int classes = 500;
        double ofChanges = 0;
        double ofLevels = 0;
        for (int i = 0; i < classes; i++) {
            long without = random.nextLong();
            long with = without + random.nextLong();
            double level = 0;
            double before = 0;
            for (int month = 0; month < months; month++) {
                int others = OTHERS * ABSENT + 10 * month;
                int absent = random.nextInt(SCHEDULE + 1);
                double error = read(with, OTHERS + 1, others + absent)
                        - read(without, OTHERS, others)
                        - absent / (double) SCHEDULE;
                level += error / months;
                if (month > 0) {
                    ofChanges += (error - before) * (error - before) / (months - 1);
                }
                before = error;
            }
            ofLevels += level * level;
        }
        // In schedules of one month. Four fresh halves stand in a change, two lasting ones and some fresh in a level.
        assertThat(Math.sqrt(ofChanges / classes)).isEqualTo(Math.sqrt(4 / 3.0), within(0.1));
        assertThat(Math.sqrt(ofLevels / classes)).isEqualTo(Math.sqrt(2 / 3.0 + 2 / 30.0), within(0.1));
    }

    @Test
    void theSamePersonsWithTheSameMinutesTellTheSameEachTime() {
        double first = read(77, OTHERS, OTHERS * ABSENT);
        assertThat(read(77, OTHERS, OTHERS * ABSENT)).isEqualTo(first);
        // One minute, or one person, more is another noise.
        assertThat(read(77, OTHERS, OTHERS * ABSENT + 1)).isNotEqualTo(first);
        assertThat(read(78, OTHERS, OTHERS * ABSENT)).isNotEqualTo(first);
    }
}
