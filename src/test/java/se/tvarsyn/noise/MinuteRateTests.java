package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import se.tvarsyn.noise.ShownNumber.Value;

/** Which rates of minutes are shown, and how far they are from the truth. */
class MinuteRateTests {
    private static final PerturbationTable TABLE = PerturbationTable.of(NoiseShape.STANDARD);
    private static final CellKeyNoise NOISE = new CellKeyNoise(CellKeyProfile.STANDARD);

    /** Absent minutes of persons who all have 6,000. */
    private static ShownNumber rate(long of, long persons, long key, long largest, long second) {
        return NOISE.rate(
                BigDecimal.valueOf(of),
                BigDecimal.valueOf(6_000 * persons),
                persons,
                key,
                BigDecimal.valueOf(largest),
                BigDecimal.valueOf(second),
                BigDecimal.valueOf(persons == 0 ? 0 : 6_000));
    }

    @Test
    void isHiddenWhereTheCountOfPersonsWouldBeAndWhereNobodyIs() {
        assertThat(rate(12_000, 12, CellKeys.giving(TABLE, 12, -3), 1_000, 1_000)
                        .text())
                .isEqualTo("..");
        assertThat(rate(36_000, 12, CellKeys.giving(TABLE, 12, -2), 3_000, 3_000))
                .isInstanceOf(Value.class);
        assertThat(rate(0, 0, 1, 0, 0).text()).isEqualTo("..");
    }

    @Test
    void isMissingWhereThereIsNothingToBeAbsentFrom() {
        ShownNumber shown =
                NOISE.rate(BigDecimal.ZERO, BigDecimal.ZERO, 100, 1, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
        assertThat(shown.text()).isEqualTo(".");
    }

    @Test
    void isAlwaysHiddenWhereOneOrTwoPersonsMakeItUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            long key = random.nextLong();
            // 81 percent of one; 91 of two; a single absent person; two of them.
            assertThat(rate(5_000, 100, key, 4_050, 100).text()).isEqualTo("..");
            assertThat(rate(5_000, 100, key, 2_300, 2_250).text()).isEqualTo("..");
            assertThat(rate(60, 100, key, 60, 0).text()).isEqualTo("..");
            assertThat(rate(120, 100, key, 60, 60).text()).isEqualTo("..");
        }
    }

    /** Or a hidden rate would prove that someone is absent, and who: the one whose group without them is shown. */
    @Test
    void isSometimesHiddenWhereFewMinutesAreMissedByManyOrNobodyMissesAny() {
        assertThat(shownOf(0, 0, 0)).isBetween(0.45, 0.55);
        assertThat(shownOf(3_000, 60, 60)).isBetween(0.5, 0.9);
        // Three schedules missed by many: no noise makes one person of it.
        assertThat(shownOf(18_000, 360, 360)).isEqualTo(1);
    }

    private static double shownOf(long of, long largest, long second) {
        SplittableRandom random = new SplittableRandom(2);
        int shown = 0;
        for (int i = 0; i < 2_000; i++) {
            shown += rate(of, 100, random.nextLong(), largest, second) instanceof Value ? 1 : 0;
        }
        return shown / 2_000.0;
    }

    @Test
    void isRightOnAverageAndWrongByAboutOnePersonsSchedule() {
        SplittableRandom random = new SplittableRandom(3);
        int groups = 20_000;
        double sum = 0;
        double squares = 0;
        double most = 0;
        for (int i = 0; i < groups; i++) {
            double error = shown(rate(120_000, 100, random.nextLong(), 2_000, 2_000)) - 20.0;
            sum += error;
            squares += error * error;
            most = Math.max(most, Math.abs(error));
        }
        // One schedule of a hundred is 1 point. The two halves of the noise have a variance of 1/3 each.
        assertThat(sum / groups).isEqualTo(0, within(4 * Math.sqrt(2 / 3.0 / groups)));
        assertThat(squares / groups).isEqualTo(2 / 3.0, within(0.03));
        assertThat(most).isBetween(1.8, 2.0);
    }

    @Test
    void doesNotLeaveThePercentages() {
        SplittableRandom random = new SplittableRandom(4);
        int none = 0;
        int all = 0;
        for (int i = 0; i < 500; i++) {
            long key = random.nextLong();
            none += rate(600, 100, key, 6, 6).text().equals("0.0") ? 1 : 0;
            ShownNumber high = rate(599_400, 100, key, 6_000, 6_000);
            all += high.text().equals("100.0") ? 1 : 0;
            assertThat(shown(high)).isBetween(97.0, 100.0);
        }
        assertThat(none).isPositive();
        assertThat(all).isPositive();
    }

    private static double shown(ShownNumber rate) {
        return ((Value) rate).number().doubleValue();
    }

    @Test
    void refusesPartsThatDoNotFitTheirSums() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rate(1_000, 100, 1, 2_000, 0))
                .withMessage("the two largest parts of the numerator do not fit it: take them per person");
        assertThatIllegalArgumentException().isThrownBy(() -> rate(1_000, 100, 1, 200, 300));
        // A hundred persons with at most 5 minutes have no 1,000.
        assertThatIllegalArgumentException().isThrownBy(() -> rate(1_000, 100, 1, 5, 5));
        // Noise as large as a lesson instead of a schedule would hide nothing.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NOISE.rate(
                        BigDecimal.valueOf(1_000),
                        BigDecimal.valueOf(600_000),
                        100,
                        1,
                        BigDecimal.valueOf(100),
                        BigDecimal.valueOf(100),
                        BigDecimal.valueOf(60)))
                .withMessage("the largest part of the denominator does not fit it: take it per person");
        assertThatIllegalArgumentException().isThrownBy(() -> rate(-1, 100, 1, 0, 0));
    }
}
