package se.tvarsyn.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Until when a feed is told to have failed. */
class FeedStateTests {
    private static final Instant ENDED = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant LATER = ENDED.plusMillis(1);

    /** @param finishedAt of the newest delivery; null while it is under way */
    private static FeedState feed(
            @Nullable String failure, @Nullable DeliveryStatus newest, @Nullable Instant finishedAt) {
        ShownCounts counts = ShownCounts.of(DeliveryCounts.NONE, false);
        return new FeedState(
                "a",
                true,
                1,
                counts,
                newest == null
                        ? null
                        : new ShownDelivery(new UUID(1, 2), "a", "file", newest, counts, ENDED, finishedAt),
                FeedState.Freshness.of(null, null, ENDED),
                null,
                null,
                false,
                null,
                new ScheduleMarks.LastRun(ENDED.minusSeconds(9), ENDED, 0, failure));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 delivery is held or unreadable; its story tells why",
                "3 deliveries are held or unreadable; their stories tell why",
                // Written by earlier versions.
                "1 delivery(s) held or unreadable; their stories tell why",
            })
    void aRunThatFailedForAHeldDeliveryIsOverOnceTheNewestIsLoaded(String failure) {
        assertThat(feed(failure, DeliveryStatus.LOADED, LATER).failedRun()).isNull();
        assertThat(feed(failure, DeliveryStatus.LOADED, ENDED).failedRun())
                .as("loaded by the run itself, after the one that is held")
                .isNotNull();
        assertThat(feed(failure, DeliveryStatus.HELD, LATER).failedRun()).isNotNull();
        assertThat(feed(failure, DeliveryStatus.FAILED, LATER).failedRun()).isNotNull();
        assertThat(feed(failure, DeliveryStatus.LOADING, null).failedRun()).isNotNull();
        assertThat(feed(failure, null, null).failedRun()).isNotNull();
    }

    @Test
    void aRunThatSomethingElseStoppedStaysFailedUntilTheNext() {
        assertThat(feed("the source does not answer", DeliveryStatus.LOADED, LATER)
                        .failedRun())
                .isNotNull();
        assertThat(feed(null, DeliveryStatus.HELD, LATER).failedRun()).isNull();
    }

    @Test
    void saysHowManyDeliveriesAndReadsItAgain() {
        assertThat(HeldDeliveries.told(1)).isEqualTo("1 delivery is held or unreadable; its story tells why");
        assertThat(HeldDeliveries.told(3)).isEqualTo("3 deliveries are held or unreadable; their stories tell why");
        for (int deliveries : new int[] {1, 2, 117}) {
            assertThat(HeldDeliveries.in(HeldDeliveries.told(deliveries))).hasValue(deliveries);
        }
        assertThat(HeldDeliveries.in("12 delivery(s) held or unreadable; their stories tell why"))
                .hasValue(12);
        assertThat(HeldDeliveries.in("2 file(s) could not be taken, or not be put away; './tvarsyn run' tells why"))
                .isEmpty();
    }
}
