package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import se.tvarsyn.noise.PerturbationTable.Step;

class PerturbationTableTests {
    private static final PerturbationTable STANDARD = PerturbationTable.of(NoiseShape.STANDARD);

    /** Three noises leave no choice: p(-1) = p(1) = V/2. */
    @Test
    void findsTheOnlyTableWithThreeNoises() {
        PerturbationTable table = PerturbationTable.of(new NoiseShape(1, 0.5, 0));
        for (long count : new long[] {1, 2, Long.MAX_VALUE}) {
            assertThat(table.probability(count, -1)).isEqualTo(0.25, within(1e-12));
            assertThat(table.probability(count, 0)).isEqualTo(0.5, within(1e-12));
            assertThat(table.probability(count, 1)).isEqualTo(0.25, within(1e-12));
        }
    }

    /** Of x + y + z = 1, -x + y + 2z = 0, x + y + 4z = 1.05 follow z = 1/60, x = 61/120, y = 57/120. */
    @Test
    void findsTheOnlyRowWhereThreeNoisesAreNotSymmetric() {
        PerturbationTable table = PerturbationTable.of(new NoiseShape(2, 1.05, 1));
        assertThat(table.probability(1, -1)).isEqualTo(61 / 120.0, within(1e-12));
        assertThat(table.probability(1, 0)).isZero();
        assertThat(table.probability(1, 1)).isEqualTo(57 / 120.0, within(1e-12));
        assertThat(table.probability(1, 2)).isEqualTo(1 / 60.0, within(1e-12));
    }

    /**
     * The form e^(av + bv²) is that of greatest entropy: every second quotient of it is the same. In row 8 of the
     * standard a is 0.
     */
    @Test
    void theLastRowIsABellAroundZero() {
        double quotient = STANDARD.probability(8, 1) / STANDARD.probability(8, 0);
        for (int noise = 1; noise <= 5; noise++) {
            assertThat(STANDARD.probability(8, noise)).isEqualTo(STANDARD.probability(8, -noise), within(1e-12));
            assertThat(STANDARD.probability(8, noise) / STANDARD.probability(8, 0))
                    .isEqualTo(Math.pow(quotient, noise * noise), within(1e-11));
        }
    }

    @Test
    void everyRowHasMeanNothingAndTheVarianceAskedFor() {
        for (int largest = 1; largest <= 20; largest++) {
            for (int never = 0; never < Math.min(largest, 4); never++) {
                // By what is ruled out: enough for a count in the middle of it, not too much for count 1.
                double variance = List.of(0.4, 1.05, 2.6, 4.05).get(never);
                NoiseShape shape = new NoiseShape(largest, variance, never);
                if (largest < 2 * never) {
                    assertThatThrownBy(() -> PerturbationTable.of(shape)).isInstanceOf(NoSuchNoise.class);
                    continue;
                }
                PerturbationTable table = PerturbationTable.of(shape);
                for (int count = 1; count <= table.lastRow(); count++) {
                    assertInvariants(table, count, variance, never);
                }
            }
        }
    }

    private static void assertInvariants(PerturbationTable table, int count, double variance, int never) {
        double sum = 0;
        double mean = 0;
        double square = 0;
        for (int noise : table.noises(count)) {
            double p = table.probability(count, noise);
            assertThat(p).isBetween(0.0, 1.0);
            assertThat(count + noise == 0 || count + noise > never).isTrue();
            sum += p;
            mean += p * noise;
            square += p * noise * noise;
        }
        assertThat(sum).isEqualTo(1, within(1e-12));
        assertThat(mean).isEqualTo(0, within(1e-12));
        assertThat(square).isEqualTo(variance, within(1e-12 * Math.max(1, variance)));
    }

    @Test
    void refusesAShapeThatNoNoiseHasAndNamesTheMend() {
        // Of the noises -1 to 7 those of mean 0 would have to reach a variance of 3 by making 7 likelier than 3.
        assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(7, 3, 0)))
                .isInstanceOf(NoSuchNoise.class)
                .hasMessageStartingWith("count 1: noise of mean 0 that does not grow likelier towards its ends has a"
                        + " variance of 1.884 at most")
                .hasMessageEndingWith("lower the variance, or rule out more counts");
        // -1 and 2 alone have mean 0 and variance 2; every other choice has more.
        assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(5, 2, 2)))
                .isInstanceOf(NoSuchNoise.class)
                .hasMessageStartingWith("count 1: the counts that never come out force a variance above 2.0")
                .hasMessageEndingWith("raise the variance, or rule out fewer counts");
        // All noises alike is the widest: 1/3 * (1 + 0 + 1).
        assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(1, 0.67, 0)))
                .isInstanceOf(NoSuchNoise.class)
                .hasMessageContaining("0.666 at most");
        assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(20, 1e300, 0)))
                .isInstanceOf(NoSuchNoise.class);
    }

    /** The table of docs/cell-keys.md: what may be ruled out, from which largest noise on, and the variances that leaves. */
    @Test
    void findsATableForWhatTheDocumentPromisesAndNotBeyond() {
        double[][] limits = {{0, 1, 0.01, 2.0}, {1, 2, 1.001, 2.6}, {2, 4, 2.001, 3.7}, {3, 6, 4.001, 4.8}};
        for (double[] limit : limits) {
            int never = (int) limit[0];
            int largest = (int) limit[1];
            PerturbationTable.of(new NoiseShape(largest, limit[2], never));
            PerturbationTable.of(new NoiseShape(20, limit[2], never));
            PerturbationTable.of(new NoiseShape(20, limit[3] - 0.001, never));
            assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(20, limit[3] + 0.1, never)))
                    .isInstanceOf(NoSuchNoise.class);
            if (largest - 1 > never) {
                assertThatThrownBy(() -> PerturbationTable.of(new NoiseShape(largest - 1, limit[2], never)))
                        .isInstanceOf(NoSuchNoise.class);
            }
        }
        PerturbationTable.of(new NoiseShape(5, 3.08, 2));
    }

    @Test
    void findsTheTableCloseToBothLimits() {
        PerturbationTable narrow = PerturbationTable.of(new NoiseShape(5, 2.0001, 2));
        assertInvariants(narrow, 1, 2.0001, 2);
        PerturbationTable flat = PerturbationTable.of(new NoiseShape(1, 0.666666, 0));
        assertInvariants(flat, 1, 0.666666, 0);
        PerturbationTable faint = PerturbationTable.of(new NoiseShape(20, 0.01, 0));
        assertInvariants(faint, 20, 0.01, 0);
    }

    @Test
    void looksEveryUnsignedKeyUpExactly() {
        PerturbationTable table = PerturbationTable.ofRows(List.of(List.of(
                new Step(-1, new BigDecimal("0.25")),
                new Step(0, new BigDecimal("0.75")),
                new Step(1, BigDecimal.ONE))));
        assertThat(table.noise(1, 0)).isEqualTo(-1);
        assertThat(table.noise(1, 0x4000000000000000L)).isEqualTo(-1);
        assertThat(table.noise(1, 0x4000000000000001L)).isZero();
        assertThat(table.noise(1, Long.MAX_VALUE)).isZero();
        assertThat(table.noise(1, Long.MIN_VALUE)).isZero();
        assertThat(table.noise(1, 0xC000000000000000L)).isZero();
        assertThat(table.noise(1, 0xC000000000000001L)).isEqualTo(1);
        assertThat(table.noise(1, -1)).isEqualTo(1);
        assertThat(table.probability(1, -1)).isEqualTo(0.25);
        assertThat(table.probability(1, 0)).isEqualTo(0.5);
        assertThat(table.probability(1, 1)).isEqualTo(0.25);
        assertThat(table.probability(1, 2)).isZero();
    }

    @Test
    void takesABoundThatIsNoWholeKeyDownToOne() {
        // A third of 2^64 is 0x5555555555555555 and a third.
        PerturbationTable table = PerturbationTable.ofRows(List.of(List.of(
                new Step(0, BigDecimal.ONE.divide(BigDecimal.valueOf(3), java.math.MathContext.DECIMAL128)),
                new Step(1, BigDecimal.ONE))));
        assertThat(table.noise(1, 0x5555555555555555L)).isZero();
        assertThat(table.noise(1, 0x5555555555555556L)).isEqualTo(1);
    }

    @Test
    void oneRowStandsForAllGreaterCountsUpToTheGreatestLong() {
        assertThat(STANDARD.lastRow()).isEqualTo(8);
        assertThat(STANDARD.largest()).isEqualTo(5);
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 1_000; i++) {
            long key = random.nextLong();
            assertThat(STANDARD.noise(Long.MAX_VALUE, key)).isEqualTo(STANDARD.noise(8, key));
            assertThat(STANDARD.noise(9, key)).isEqualTo(STANDARD.noise(8, key));
        }
        assertThat(STANDARD.probability(Long.MAX_VALUE, 5)).isEqualTo(STANDARD.probability(8, 5));
    }

    @Test
    void givesTheLeastKeyTheLeastNoiseAndTheGreatestTheMost() {
        assertThat(STANDARD.noise(3, 0)).isEqualTo(-3);
        assertThat(STANDARD.noise(3, -1)).isEqualTo(5);
        assertThat(STANDARD.noise(100, 0)).isEqualTo(-5);
        assertThat(STANDARD.noise(100, -1)).isEqualTo(5);
    }

    @Test
    void leavesNothingNothing() {
        for (long key : new long[] {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
            assertThat(STANDARD.noise(0, key)).isZero();
        }
        assertThat(STANDARD.probability(0, 0)).isEqualTo(1);
        assertThat(STANDARD.probability(0, 1)).isZero();
    }

    @Test
    void refusesACountBelowNothingAndARowThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STANDARD.noise(-1, 0))
                .withMessage("a count of persons is not negative");
        Step half = new Step(0, new BigDecimal("0.5"));
        assertThatIllegalArgumentException().isThrownBy(() -> PerturbationTable.ofRows(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerturbationTable.ofRows(List.of(List.of(half))))
                .withMessage("the last bound of a row is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PerturbationTable.ofRows(List.of(List.of(half, new Step(0, BigDecimal.ONE)))))
                .withMessage("the noises of a row and their bounds ascend");
    }

    @Test
    void theNoiseOfRandomKeysHasMeanNothingAndItsVariance() {
        int keys = 100_000;
        SplittableRandom random = new SplittableRandom(20260203);
        for (long count : new long[] {1, 2, 4, 8, 1_000}) {
            long sum = 0;
            long squares = 0;
            for (int i = 0; i < keys; i++) {
                int noise = STANDARD.noise(count, random.nextLong());
                sum += noise;
                squares += (long) noise * noise;
            }
            assertThat(sum / (double) keys).isEqualTo(0, within(4 * Math.sqrt(3.0 / keys)));
            // No fourth moment here is above 60, so this is four standard errors at most.
            assertThat(squares / (double) keys).isEqualTo(3, within(4 * Math.sqrt(60.0 / keys)));
        }
    }
}
