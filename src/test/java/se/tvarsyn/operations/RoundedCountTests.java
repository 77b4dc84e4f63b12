package se.tvarsyn.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundedCountTests {
    @Test
    void showsNothingSmallAndEverythingElseRounded() {
        Map<Long, String> shown = new HashMap<>();
        for (long count : new long[] {0, 1, 9, 10, 14, 15, 104, 105, 99_999}) {
            shown.put(count, RoundedCount.of(count).text());
        }
        assertThat(shown)
                .isEqualTo(Map.of(
                        0L, "0", 1L, "1–9", 9L, "1–9", 10L, "10", 14L, "10", 15L, "20", 104L, "100", 105L, "110",
                        99_999L, "100000"));
        assertThatIllegalArgumentException().isThrownBy(() -> RoundedCount.of(-1));
    }

    @Test
    void theExactNumberIsNotInIt() {
        assertThat(RoundedCount.of(11)).isEqualTo(RoundedCount.of(14)).hasToString("10");
        assertThat(RoundedCount.of(3).isNone()).isFalse();
        assertThat(RoundedCount.of(0).isNone()).isTrue();
    }

    @Test
    void noSensitivePartOfAReadCountFollowsFromTheOthers() {
        ShownCounts one = ShownCounts.of(new DeliveryCounts(1_000, 987, 10, 1, 2, 0, 0), false);
        ShownCounts other = ShownCounts.of(new DeliveryCounts(1_000, 985, 8, 3, 4, 0, 0), false);
        assertThat(one.accepted()).isEqualTo(other.accepted());
        assertThat(one.protectedPersons()).isEqualTo(other.protectedPersons());
    }
}
