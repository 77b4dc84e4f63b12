package se.tvarsyn.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import se.tvarsyn.noise.ShownNumber.Value;

/** What holds for every group, whatever its cell key. */
class CellKeyNoisePropertiesTests {
    private static final PerturbationTable TABLE = PerturbationTable.of(NoiseShape.STANDARD);
    private static final CellKeyNoise NOISE = new CellKeyNoise(CellKeyProfile.STANDARD);

    @Property
    void aShownCountIsNothingOrTheThresholdAtLeastAndNearTheTruth(
            @ForAll @LongRange(min = 0, max = 40) long persons, @ForAll long key, @ForAll boolean isSensitive) {
        if (NOISE.count(persons, key, isSensitive) instanceof Value shown) {
            long number = shown.number().longValueExact();
            assertThat(number == 0 || number >= 10).isTrue();
            assertThat(Math.abs(number - persons)).isLessThanOrEqualTo(5);
            assertThat(number == 0 && isSensitive).isFalse();
        }
    }

    @Property
    void aPerturbedCountIsNeverOneThatIsRuledOutNorNegative(
            @ForAll @LongRange(min = 0, max = 40) long persons, @ForAll long key) {
        long perturbed = persons + TABLE.noise(persons, key);
        assertThat(perturbed == 0 || perturbed > 2).isTrue();
    }

    @Property
    void noCountIsTooGreat(@ForAll @LongRange(min = 0) long persons, @ForAll long key) {
        assertThat(NOISE.count(persons, key, false))
                .isEqualTo(NOISE.count(persons, key, false))
                .isNotInstanceOf(ShownNumber.Missing.class);
    }

    @Property
    void aShareIsAPercentageThatTheTwoShownCountsGive(
            @ForAll @LongRange(min = 0, max = 60) long of,
            @ForAll @LongRange(min = 0, max = 60) long more,
            @ForAll long ofKey,
            @ForAll long amongKey,
            @ForAll boolean isSensitive) {
        ShownNumber share = NOISE.share(of, ofKey, of + more, amongKey, isSensitive);
        if (share instanceof Value shown) {
            // Nothing but what is shown of the counts goes in.
            Value part = (Value) NOISE.count(of, ofKey, isSensitive);
            Value whole = (Value) NOISE.count(of + more, amongKey, isSensitive);
            double percent = 100 * part.number().doubleValue() / whole.number().doubleValue();
            assertThat(Math.abs(shown.number().doubleValue() - Math.min(percent, 100)))
                    .isLessThan(0.051);
            assertThat(shown.number().scale()).isEqualTo(1);
            assertThat(isSensitive
                            && (shown.number().signum() == 0 || shown.number().intValue() == 100))
                    .isFalse();
        }
    }

    @Property
    void aRateIsAPercentageWithOneDecimalAndTheSameForTheSameGroup(
            @ForAll @IntRange(min = 0, max = 60) int persons,
            @ForAll @IntRange(min = 0, max = 6_000) int absent,
            @ForAll long key) {
        BigDecimal one = BigDecimal.valueOf(absent);
        BigDecimal all = BigDecimal.valueOf(6_000);
        BigDecimal count = BigDecimal.valueOf(persons);
        BigDecimal largest = persons == 0 ? BigDecimal.ZERO : one;
        BigDecimal second = persons < 2 ? BigDecimal.ZERO : one;
        BigDecimal most = persons == 0 ? BigDecimal.ZERO : all;
        ShownNumber rate = NOISE.rate(one.multiply(count), all.multiply(count), persons, key, largest, second, most);
        ShownNumber again = NOISE.rate(
                one.multiply(count).setScale(2), all.multiply(count).setScale(3), persons, key, largest, second, most);
        assertThat(again).isEqualTo(rate);
        assertThat(rate).isNotInstanceOf(ShownNumber.Missing.class);
        if (rate instanceof Value shown) {
            assertThat(shown.number()).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(100));
            assertThat(shown.number().scale()).isEqualTo(1);
            assertThat(persons + TABLE.noise(persons, key)).isGreaterThanOrEqualTo(10);
        }
    }
}
