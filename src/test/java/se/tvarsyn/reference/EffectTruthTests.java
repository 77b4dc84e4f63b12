package se.tvarsyn.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Own change less the mean change of others, worked out by hand. */
class EffectTruthTests {
    private final TinyTown town = new TinyTown();

    /** Of 100 minutes each: so many absent on 1 October, and on 2 December 2025, around 1 November. */
    private void pupil(int number, int before, int after) {
        town.lesson(number, "2025-10-01", before, 0).lesson(number, "2025-12-02", after, 0);
    }

    private TrueValue value(String metric) {
        return Objects.requireNonNull(town.value(metric, "2025-HT", "", "", ""));
    }

    @Test
    void theChangeOfOneCaseIsHeldAgainstTheMeanOfItsOthers() {
        pupil(1, 22, 12);
        pupil(2, 25, 21);
        pupil(3, 21, 19);
        // Another band, and one with a case of their own, are no others.
        pupil(4, 35, 90);
        pupil(5, 22, 90);
        town.step(1, 1, "inskrivning", "2025-11-01").step(5, 5, "aktualisering", "2025-11-01");
        TrueValue value = value("support-effect-start");
        // −10 − (−4 − 2) / 2
        assertThat(value.mean()).isCloseTo(-7, within(1e-9));
        assertThat(value.n()).isEqualTo(1);
        assertThat(value.halfWidth()).isNaN();
        assertThat(town.value("support-effect-start", "2025/26", "programme", "SST", ""))
                .isNotNull();
    }

    @Test
    void theIntervalIsOfTwoCasesAndMore() {
        pupil(1, 22, 12);
        pupil(2, 22, 16);
        pupil(3, 22, 22);
        town.step(1, 1, "inskrivning", "2025-11-01").step(2, 2, "inskrivning", "2025-11-01");
        TrueValue value = value("support-effect-start");
        assertThat(value.mean()).isCloseTo(-8, within(1e-9));
        // Values −10 and −6: standard deviation √8, standard error 2.
        assertThat(value.halfWidth()).isCloseTo(1.96 * 2, within(1e-9));
        assertThat(value.contributors()).isEqualTo(2);
    }

    @Test
    void theDayOfAvslutBelongsToAfterAndTheNinetiethDayToNeither() {
        town.lesson(1, "2025-08-03", 50, 0)
                .lesson(1, "2025-10-31", 10, 0)
                .lesson(1, "2025-11-01", 0, 0)
                .lesson(1, "2026-01-29", 20, 0)
                .lesson(1, "2026-01-30", 100, 0);
        // Before: 3 August and 31 October, 60 of 200. After: 1 November and 29 January, 20 of 200.
        pupil(2, 30, 30);
        town.step(1, 1, "avslut", "2025-11-01");
        assertThat(value("support-effect-end").mean()).isCloseTo(-20, within(1e-9));
        assertThat(town.value("support-effect-start", "2025-HT", "", "", "")).isNull();
    }

    @Test
    void aCaseWithoutOthersIsLeftOut() {
        pupil(1, 22, 12);
        pupil(2, 2, 12);
        town.step(1, 1, "inskrivning", "2025-11-01");
        assertThat(town.value("support-effect-start", "2025-HT", "", "", "")).isNull();
    }

    @Test
    void theSecondWindowHasToHaveEnded() {
        assertThat(around("2026-01-29")).isNull();
        assertThat(around("2026-01-30")).isNotNull();
    }

    private static @org.jspecify.annotations.Nullable TrueValue around(String today) {
        EffectTruthTests one = new EffectTruthTests();
        one.town.today(today);
        one.pupil(1, 22, 12);
        one.pupil(2, 22, 12);
        one.town.step(1, 1, "inskrivning", "2025-11-01");
        return one.town.value("support-effect-start", "2025-HT", "", "", "");
    }
}
