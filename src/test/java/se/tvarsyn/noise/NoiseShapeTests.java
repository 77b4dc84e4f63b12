package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NoiseShapeTests {
    @Test
    void theStandardIsThatOfPrivacy7() {
        assertThat(NoiseShape.STANDARD).isEqualTo(new NoiseShape(5, 3, 2));
    }

    @Test
    void offersNoNoiseThatMakesACountNegativeOrOneThatNeverComesOut() {
        assertThat(NoiseShape.STANDARD.noises(1)).containsExactly(-1, 2, 3, 4, 5);
        assertThat(NoiseShape.STANDARD.noises(2)).containsExactly(-2, 1, 2, 3, 4, 5);
        assertThat(NoiseShape.STANDARD.noises(5)).containsExactly(-5, -2, -1, 0, 1, 2, 3, 4, 5);
        assertThat(NoiseShape.STANDARD.noises(6)).containsExactly(-3, -2, -1, 0, 1, 2, 3, 4, 5);
        assertThat(NoiseShape.STANDARD.noises(8)).containsExactly(-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5);
    }

    @Test
    void theLastRowIsTheFirstWithNothingRuledOut() {
        for (int largest = 1; largest <= 20; largest++) {
            for (int never = 0; never < Math.min(largest, 4); never++) {
                NoiseShape shape = new NoiseShape(largest, 1, never);
                assertThat(shape.noises(shape.lastRow())).hasSize(2 * largest + 1);
                assertThat(shape.noises(shape.lastRow() - 1)).hasSizeLessThan(2 * largest + 1);
            }
        }
    }

    @Test
    void refusesWhatIsNoShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseShape(0, 1, 0))
                .withMessage("the largest noise is 1 to 20 persons");
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseShape(21, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NoiseShape(5, 3, 4))
                .withMessage("the counts that never come out end at 0 to 3 persons, and below the largest noise");
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseShape(2, 3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new NoiseShape(5, 3, -1));
        for (double variance : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new NoiseShape(5, variance, 2))
                    .withMessage("the variance of the noise is a number above 0");
        }
    }
}
