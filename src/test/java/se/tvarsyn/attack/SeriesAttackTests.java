package se.tvarsyn.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import se.tvarsyn.attack.Finding.Kind;

/** What a reader who keeps all earlier releases can work out. */
class SeriesAttackTests {
    private static final int BOUND = 5;
    private static final NoiseModel NOISE =
            new NoiseModel(10, BOUND, false, (count, noise) -> count > BOUND ? weight(noise) / weights() : 0);

    /** Noise of variance 3, cut at the bound: what a p-table with D = 5 and V = 3 looks like away from 0. */
    private static double weight(int noise) {
        return Math.abs(noise) > BOUND ? 0 : Math.exp(-noise * noise / 6.0);
    }

    private static double weights() {
        return java.util.stream.IntStream.rangeClosed(-BOUND, BOUND)
                .mapToDouble(SeriesAttackTests::weight)
                .sum();
    }

    private static int draw(SplittableRandom random) {
        double left = random.nextDouble() * weights();
        int noise = -BOUND;
        while (left > weight(noise) && noise < BOUND) {
            left -= weight(noise++);
        }
        return noise;
    }

    private static Showing noisy(String release, long number, long shown, long draw) {
        return shown < 10
                ? new Showing(
                        "few", release, number, new Statement.Between(1, 9 + BOUND), true, OptionalLong.empty(), draw)
                : new Showing(
                        "few",
                        release,
                        number,
                        new Statement.Between(shown - BOUND, shown + BOUND),
                        false,
                        OptionalLong.of(shown),
                        draw);
    }

    private static List<Showing> twentyMonths(long number, boolean freshKeys, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Showing> series = new ArrayList<>();
        long noise = 3;
        for (int month = 0; month < 20; month++) {
            noise = freshKeys ? draw(random) : noise;
            series.add(noisy("month " + month, number, number + noise, freshKeys ? month : 1));
        }
        return series;
    }

    private static List<Finding> attack(List<Showing> series) {
        return new Auditor(AttackRules.of(10)).attackSeries(series, NOISE);
    }

    @Test
    void averagesFreshNoiseOverTwentyReleasesOfStableSmallGroups() {
        List<Finding> findings = new ArrayList<>();
        for (int group = 0; group < 200; group++) {
            findings.addAll(attack(twentyMonths(6 + group % 8, true, group)));
        }
        System.out.println("twenty releases of stable small groups: given away " + findings.size() + " of 200");
        assertThat(findings).hasSizeGreaterThan(20).allMatch(finding -> finding.kind() == Kind.AVERAGED);
    }

    @Test
    void learnsNothingFromNoiseThatStaysWithItsPersons() {
        assertThat(attack(twentyMonths(9, false, 5))).isEmpty();
    }

    @Test
    void subtractsTwoExactReleasesThatDifferByOnePerson() {
        Showing before = new Showing("unit", "spring", 40, new Statement.Exact(40), false, OptionalLong.empty(), 0);
        Showing after = new Showing("unit", "autumn", 41, new Statement.Exact(41), false, OptionalLong.empty(), 0);
        Showing far = new Showing("unit", "autumn", 60, new Statement.Exact(60), false, OptionalLong.empty(), 0);

        assertThat(attack(List.of(before, after))).extracting(Finding::kind).containsExactly(Kind.DIFFERENCE);
        assertThat(attack(List.of(before, far))).isEmpty();
        assertThat(attack(List.of(before, before))).isEmpty();
    }

    @Test
    void passesOnePersonMoreUnderNoiseThatIsDrawnAnew() {
        assertThat(attack(List.of(noisy("spring", 40, 43, 1), noisy("autumn", 41, 38, 2))))
                .isEmpty();
    }

    @Test
    void refusesAFigureThatIsExactOnceAndNoisyOnce() {
        Showing exact = new Showing("few", "spring", 12, new Statement.Exact(12), false, OptionalLong.empty(), 0);
        assertThat(attack(List.of(exact, noisy("autumn", 12, 14, 2))))
                .extracting(Finding::kind)
                .containsExactly(Kind.EXACT_BESIDE_NOISY);
    }
}
