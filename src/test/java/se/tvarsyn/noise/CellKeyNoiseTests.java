package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Counts, shares and days of groups whose noise is chosen. */
class CellKeyNoiseTests {
    private static final PerturbationTable TABLE = PerturbationTable.of(NoiseShape.STANDARD);
    private static final CellKeyNoise NOISE = new CellKeyNoise(CellKeyProfile.STANDARD);

    private static String count(long persons, int noise, boolean isSensitive) {
        return NOISE.count(persons, CellKeys.giving(TABLE, persons, noise), isSensitive)
                .text();
    }

    private static String share(long of, int ofNoise, long among, int amongNoise, boolean isSensitive) {
        long ofKey = CellKeys.giving(TABLE, of, ofNoise);
        long amongKey = CellKeys.giving(TABLE, among, amongNoise);
        return NOISE.share(of, ofKey, among, amongKey, isSensitive).text();
    }

    private static String median(String days, long persons, int noise) {
        return NOISE.median(new BigDecimal(days), persons, CellKeys.giving(TABLE, persons, noise))
                .text();
    }

    private static String ninthDecile(String days, long persons, int noise) {
        return NOISE.ninthDecile(new BigDecimal(days), persons, CellKeys.giving(TABLE, persons, noise))
                .text();
    }

    @Test
    void aCountIsShownWithItsNoiseFromTheThresholdOn() {
        assertThat(count(100, -3, false)).isEqualTo("97");
        assertThat(count(100, 0, false)).isEqualTo("100");
        assertThat(count(7, 3, false)).isEqualTo("10");
        assertThat(count(7, 2, false)).isEqualTo("..");
        assertThat(count(14, -5, false)).isEqualTo("..");
        assertThat(count(14, -4, true)).isEqualTo("10");
    }

    @Test
    void aTrueNothingAndOneByNoiseLookTheSame() {
        assertThat(count(0, 0, false)).isEqualTo("0");
        assertThat(count(5, -5, false)).isEqualTo("0");
        assertThat(count(0, 0, true)).isEqualTo("..");
        assertThat(count(5, -5, true)).isEqualTo("..");
    }

    @Test
    void theGreatestCountGetsItsNoiseWithoutRunningOver() {
        assertThat(count(Long.MAX_VALUE, 5, false)).isEqualTo("9223372036854775812");
    }

    @Test
    void aShareIsOfThePerturbedCounts() {
        // 28 of 97, not 30 of 100.
        assertThat(share(30, -2, 100, -3, false)).isEqualTo("28.9");
        assertThat(share(30, -2, 100, -3, true)).isEqualTo("28.9");
        // 10 of 160 is 6.25.
        assertThat(share(10, 0, 160, 0, false)).isEqualTo("6.3");
    }

    @Test
    void aShareIsHiddenWithEitherOfItsCounts() {
        assertThat(share(10, -1, 100, 0, false)).isEqualTo("..");
        assertThat(share(5, 0, 10, -1, false)).isEqualTo("..");
        assertThat(share(0, 0, 10, -1, false)).isEqualTo("..");
    }

    @Test
    void noneIsSaidOnlyWhereItIsNotSensitive() {
        assertThat(share(0, 0, 100, 0, false)).isEqualTo("0.0");
        assertThat(share(3, -3, 100, 0, false)).isEqualTo("0.0");
        assertThat(share(0, 0, 100, 0, true)).isEqualTo("..");
        assertThat(share(3, -3, 100, 0, true)).isEqualTo("..");
    }

    @Test
    void allIsSaidOnlyWhereItIsNotSensitive() {
        assertThat(share(98, 2, 100, -1, false)).isEqualTo("100.0");
        assertThat(share(98, 2, 100, 0, true)).isEqualTo("..");
        assertThat(share(98, 2, 100, -1, true)).isEqualTo("..");
        assertThat(share(100, 0, 100, 0, false)).isEqualTo("100.0");
        assertThat(share(100, 0, 100, 0, true)).isEqualTo("..");
        // 3,999 of 4,000 rounds to all.
        assertThat(share(3_999, 0, 4_000, 0, true)).isEqualTo("..");
        // The same persons under two keys: the caller erred, and it stays hidden.
        assertThat(share(100, -5, 100, 5, true)).isEqualTo("..");
    }

    @Test
    void aShareOfNobodyIsMissingAndOfASensitiveNobodyHiddenLikeItsCount() {
        assertThat(share(0, 0, 0, 0, false)).isEqualTo(".");
        assertThat(share(0, 0, 3, -3, false)).isEqualTo(".");
        assertThat(share(0, 0, 0, 0, true)).isEqualTo("..");
    }

    @Test
    void aMedianTakesTheThresholdAndIsCoarseUnderTwiceIt() {
        assertThat(median("37", 12, -3)).isEqualTo("..");
        assertThat(median("37", 12, -2)).isEqualTo("35");
        assertThat(median("37.5", 12, 0)).isEqualTo("40");
        assertThat(median("37", 19, 0)).isEqualTo("35");
        assertThat(median("36.5", 20, 0)).isEqualTo("37");
        assertThat(median("0", 20, 0)).isEqualTo("0");
        assertThat(median("0", 0, 0)).isEqualTo("..");
    }

    @Test
    void aNinthDecileTakesFiveTimesAsMany() {
        assertThat(ninthDecile("118", 49, 0)).isEqualTo("..");
        assertThat(ninthDecile("118", 50, 0)).isEqualTo("120");
        assertThat(ninthDecile("118", 99, 0)).isEqualTo("120");
        assertThat(ninthDecile("118", 100, 0)).isEqualTo("118");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> NOISE.count(-1, 0, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NOISE.share(11, 0, 10, 0, false))
                .withMessage("a part has no more persons than the whole: count both over one group");
        assertThatIllegalArgumentException().isThrownBy(() -> NOISE.median(BigDecimal.valueOf(-1), 20, 0));
    }

    @Test
    void aProfileKnowsItsLimits() {
        assertThat(CellKeyProfile.STANDARD).isEqualTo(new CellKeyProfile(new NoiseShape(5, 3, 2), 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CellKeyProfile(NoiseShape.STANDARD, 4))
                .withMessage("the threshold is 5 persons at least");
    }
}
