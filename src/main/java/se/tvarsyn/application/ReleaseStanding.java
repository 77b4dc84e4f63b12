package se.tvarsyn.application;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.FeedStanding;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.publication.AuditCounts;
import se.tvarsyn.publication.DataTests;
import se.tvarsyn.publication.ReleaseAttempts;
import se.tvarsyn.publication.ReleaseLedger;
import se.tvarsyn.publication.ReleaseRecord;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/**
 * How releases stand, and what they would be made of now. No figure of a release, and no exact number of rows.
 *
 * @param releases newest first
 * @param stopped the newest attempts that gave no release, newest first
 * @param failing data tests that hold a release back
 * @param areTestsDue whether models were made after the tests were last run
 * @param refreshedAt when models and figures were last made; null = never
 * @param unloaded feeds whose newest delivery is held or failed: figures are without it
 * @param loadedAt when a delivery was last loaded; null = never
 */
public record ReleaseStanding(
        List<Shown> releases,
        List<Stopped> stopped,
        List<FailingTest> failing,
        boolean areTestsDue,
        List<String> unloaded,
        @Nullable Instant refreshedAt,
        @Nullable Instant loadedAt) {
    /** As many attempts as somebody looks through. */
    private static final int ATTEMPTS = 20;

    public ReleaseStanding {
        releases = List.copyOf(releases);
        stopped = List.copyOf(stopped);
        failing = List.copyOf(failing);
        unloaded = List.copyOf(unloaded);
    }

    /**
     * A release.
     *
     * @param kind month, quarter, term, school_year or year
     * @param at when it was released, or taken back
     * @param figures how many
     * @param hidden how many of them are {@code ..}
     * @param audit what the auditor counted, in a sentence in English
     * @param counted its numbers in their order ({@link AuditCounts}); empty where the sentence is of another version
     */
    public record Shown(
            String period,
            String kind,
            boolean isRetracted,
            Instant at,
            String by,
            long figures,
            long hidden,
            int deliveries,
            String audit,
            List<Long> counted) {
        public Shown {
            counted = List.copyOf(counted);
        }

        static Shown of(ReleaseRecord release) {
            return new Shown(
                    release.name(),
                    release.period().kind(),
                    release.isRetracted(),
                    release.at(),
                    release.by(),
                    release.figures(),
                    release.hidden(),
                    release.deliveries().size(),
                    release.audit(),
                    AuditCounts.of(release.audit()).map(AuditCounts::numbers).orElse(List.of()));
        }
    }

    /**
     * An attempt that gave no release.
     *
     * @param kind month, quarter, term, school_year or year
     * @param at when it was stopped
     * @param reason a code of {@code ops.release_attempt}
     * @param findings cells that the auditor worked out; null where it is not what stopped it
     * @param since {@code released} or {@code retracted} where that was done with the period later; "" where nothing was
     */
    public record Stopped(
            String period,
            String kind,
            Instant at,
            String by,
            String reason,
            @Nullable RoundedCount findings,
            String since) {
        static Stopped of(ReleaseAttempts.Stopped attempt, List<Shown> releases) {
            return new Stopped(
                    attempt.period().name(),
                    attempt.period().kind(),
                    attempt.at(),
                    attempt.by(),
                    attempt.reason().code(),
                    attempt.findings() == 0 ? null : RoundedCount.of(attempt.findings()),
                    releases.stream()
                            .filter(release ->
                                    release.period().equals(attempt.period().name())
                                            && release.at().isAfter(attempt.at()))
                            .map(release -> release.isRetracted() ? "retracted" : "released")
                            .findFirst()
                            .orElse(""));
        }
    }

    /**
     * A test that holds releases back.
     *
     * @param badRows null where the test itself failed
     */
    public record FailingTest(String test, @Nullable RoundedCount badRows, Instant at) {
        static FailingTest of(DataTests.Failing failing) {
            Long badRows = failing.badRows();
            return new FailingTest(failing.test(), badRows == null ? null : RoundedCount.of(badRows), failing.at());
        }
    }

    /** Whether something was loaded that is in no figure yet. */
    public boolean isRefreshOlder() {
        return loadedAt != null && (refreshedAt == null || refreshedAt.isBefore(loadedAt));
    }

    static ReleaseStanding of(Installation installation) throws IOException {
        DataTests tests = new DataTests(installation.warehouse());
        List<Shown> releases = new ArrayList<>(new ReleaseLedger(installation.warehouse())
                .all().stream().map(Shown::of).toList());
        releases.sort(Comparator.comparing(Shown::at).reversed());
        return new ReleaseStanding(
                releases,
                new ReleaseAttempts(installation.warehouse(), installation.clock())
                        .newest(ATTEMPTS).stream()
                                .map(attempt -> Stopped.of(attempt, releases))
                                .toList(),
                tests.failing().stream().map(FailingTest::of).toList(),
                tests.areDue(),
                unloaded(installation.ledger().standings()),
                refreshedAt(installation),
                installation.ledger().loadedAt());
    }

    private static List<String> unloaded(Map<String, FeedStanding> standings) {
        List<String> feeds = new ArrayList<>();
        standings.forEach((feed, standing) -> {
            DeliveryRecord last = standing.last();
            if (last != null && (last.status() == DeliveryStatus.HELD || last.status() == DeliveryStatus.FAILED)) {
                feeds.add(feed);
            }
        });
        return feeds;
    }

    private static @Nullable Instant refreshedAt(Installation installation) {
        Statements statements = new Statements(
                installation.warehouse(),
                code -> new WarehouseUnreachable("ops.model_refresh does not answer (ClickHouse error " + code
                        + "); see that the warehouse runs and its migrations are applied"));
        long millis = statements.number("SELECT toUnixTimestamp64Milli(max(finished_at)) FROM ops.model_refresh");
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
