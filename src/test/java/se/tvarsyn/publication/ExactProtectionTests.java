package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.catalogue.Metric;

/** Rates of minutes in exact cubes: shown of enough persons, of whom no one and no two make up the sum. */
class ExactProtectionTests {
    private static final int THRESHOLD = 5;

    /** @param of minutes of each person; "40x2" = two persons of 40 */
    private static long[] minutes(String of) {
        return Arrays.stream(of.split(" "))
                .flatMapToLong(each -> {
                    String[] times = each.split("x");
                    return LongStream.generate(() -> Long.parseLong(times[0]))
                            .limit(times.length == 1 ? 1 : Long.parseLong(times[1]));
                })
                .toArray();
    }

    private static String shown(long[] of, long each) {
        return shown(of, LongStream.generate(() -> each).limit(of.length).toArray());
    }

    private static String shown(long[] of, long[] among) {
        Tally tally = new Tally();
        for (int person = 0; person < of.length; person++) {
            tally.asked(new PersonRow(
                    person, person, new int[0], new double[] {of[person]}, new double[] {among[person]}, new int[] {0
                    }));
            tally.minutes(of[person], among[person]);
        }
        Metric metric = Objects.requireNonNull(ScreeningTests.metrics().get("absence-rate"));
        assertThat(metric.kind()).isEqualTo(Metric.Kind.RATE);
        return new ExactProtection(THRESHOLD, Set.of())
                .figure("cube", metric, Map.of(), "", tally, tally)
                .shown();
    }

    @ParameterizedTest
    @CsvSource({
        "80 10 10 0x7, true, 'the largest has exactly 80 %'",
        "81 7 6 6 0x6, false, 'one has more than 80 %, and two no more than 90'",
        "80 8 6 6 0x6, true, 'neither'",
        "50 40 10 0x7, true, 'two have exactly 90 %'",
        "50 41 9 0x7, false, 'two have more than 90 %'",
        "10 40 50 0x7, true, 'in any order'",
        "9 41 50 0x7, false, 'in any order'",
        "20x5, true, 'exactly as many persons as the threshold'",
        "20x4, false, 'one fewer'",
        "0x5, true, 'nobody has any'"
    })
    void aRateIsShownWhereNoOneAndNoTwoMakeItUp(String of, boolean isShown, String why) {
        assertThat(!shown(minutes(of), 1_000).equals(ReleasedFigure.HIDDEN))
                .as(why)
                .isEqualTo(isShown);
    }

    /** Nearly all absent: then it is who was present that must not stand alone. */
    @ParameterizedTest
    @CsvSource({
        "80 10 10 0x7, true",
        "81 7 6 6 0x6, false",
        "50 40 10 0x7, true",
        "50 41 9 0x7, false",
    })
    void ofARateOverHalfTheRestIsLookedAt(String rest, boolean isShown) {
        long[] absent = LongStream.of(minutes(rest)).map(each -> 1_000 - each).toArray();
        assertThat(!shown(absent, 1_000).equals(ReleasedFigure.HIDDEN)).isEqualTo(isShown);
    }

    /** Minutes of different length: one person can have most of the larger side too. */
    @ParameterizedTest
    @CsvSource({
        "20x5 0, 20x5 100, false, 'half, and all who were present is one'",
        "20x5 0, 20x5 120, false, 'over half, likewise'",
        "20x5 0, 20x5 80, false, 'under half, likewise'",
        "20x4 15 0, 25x4 20 75, true, 'one was present 75 of 100 minutes, and no two more than 80'",
        "20x4 15 0, 24x4 19 81, false, 'one was present 81 of 101 minutes: over 80 %, and two no more than 90'",
        "0 100 20x5, 100 100 30x5, true, 'both sides are of several'"
    })
    void bothSidesAreLookedAt(String of, String among, boolean isShown, String why) {
        assertThat(!shown(minutes(of), minutes(among)).equals(ReleasedFigure.HIDDEN))
                .as(why)
                .isEqualTo(isShown);
    }
}
