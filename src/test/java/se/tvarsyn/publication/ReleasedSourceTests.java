package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.tvarsyn.publication.ReleasedSource.Loaded;
import se.tvarsyn.publication.ReleasedSource.Standing;

class ReleasedSourceTests {
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    private static ReleasedSource source(
            @Nullable Duration every, @Nullable Instant seenAt, @Nullable Instant finishedAt) {
        return ReleasedSource.of(
                new ExpectedSource("a", "A", true, every, seenAt), new Loaded(finishedAt, 0, 0, 0, 0), List.of(), NOW);
    }

    @Test
    void isLateWhenItsTimeIsOverAndNotAMillisecondBefore() {
        Duration twoDays = Duration.ofDays(2);
        Instant due = NOW.minus(twoDays);
        assertThat(source(twoDays, null, due).standing()).isEqualTo(Standing.ON_TIME);
        assertThat(source(twoDays, null, due.minusMillis(1)).standing()).isEqualTo(Standing.LATE);
        assertThat(source(twoDays, due, due.minusMillis(1)).standing())
                .as("it came, and brought what was known")
                .isEqualTo(Standing.ON_TIME);
        assertThat(source(null, null, Instant.EPOCH).standing()).isEqualTo(Standing.NOT_EXPECTED);
        assertThat(source(null, null, null).standing()).isEqualTo(Standing.NEVER);
        assertThat(source(twoDays, null, null).ageDays()).isNull();
    }

    @Test
    void countsDaysOfTheSwedishCalendar() {
        // Half past midnight in Sweden.
        ReleasedSource source = source(Duration.ofMinutes(15), null, Instant.parse("2026-06-29T22:30:00Z"));
        assertThat(source.deliveredOn()).isEqualTo(LocalDate.of(2026, 6, 30));
        assertThat(source.ageDays()).isEqualTo(1);
        assertThat(source.expectedHours()).as("a part of an hour is one").isEqualTo(1);
    }

    /** An exact number of rejected or unlinked persons is sensitive, so no share may tell it either. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, .",
        "0, 500, 0",
        "1, 500, 2",
        "9, 500, 2",
        "14, 500, 2",
        "15, 500, 4",
        "1, 5000, <1",
        "250, 500, 50",
        "500, 500, 100",
        "3, 3, 100",
        "1, 4, 100",
        "1, 24, 50",
    })
    void sharesAreOfRoundedCounts(long count, long of, String percent) {
        assertThat(ReleasedSource.percent(count, of)).isEqualTo(percent);
    }

    @Test
    void onePersonMoreOrLessIsNotSeenBelowTen() {
        for (int of = 10; of < 3000; of += 7) {
            for (int count = 2; count < 10; count++) {
                assertThat(ReleasedSource.percent(count, of))
                        .as(count + " of " + of)
                        .isEqualTo(ReleasedSource.percent(1, of));
            }
        }
    }
}
