package se.tvarsyn.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.publication.ReleaseAttempts;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRefused.Reason;

/** What became of an attempt at a release that was refused. */
class ReleaseStandingTests {
    private static final Instant NOW = Instant.parse("2026-07-01T08:00:00Z");

    private static ReleaseStanding.Stopped stopped(long findings, ReleaseStanding.Shown... releases) {
        return ReleaseStanding.Stopped.of(
                new ReleaseAttempts.Stopped(ReleasePeriod.of("2026-VT"), NOW, "Anna", Reason.AUDITOR, findings),
                List.of(releases));
    }

    private static ReleaseStanding.Shown release(String period, boolean isRetracted, Instant at) {
        return new ReleaseStanding.Shown(period, "term", isRetracted, at, "Berit", 100, 10, 1, "", List.of());
    }

    @Test
    void anAttemptNeedsNothingOnceItsPeriodIsReleased() {
        Instant later = NOW.plusMillis(1);
        assertThat(stopped(3, release("2026-VT", false, later)).since()).isEqualTo("released");
        assertThat(stopped(3, release("2026-VT", true, later)).since()).isEqualTo("retracted");
        assertThat(stopped(3, release("2025-HT", false, later)).since())
                .as("another period")
                .isEmpty();
        assertThat(stopped(3, release("2026-VT", false, NOW)).since())
                .as("it was kept, and could not be shown")
                .isEmpty();
        assertThat(stopped(3).since()).isEmpty();
    }

    @Test
    void whatTheAuditorFoundIsRounded() {
        assertThat(stopped(3).findings()).isEqualTo(RoundedCount.of(7));
        assertThat(stopped(0).findings()).isNull();
    }
}
