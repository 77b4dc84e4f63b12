package se.tvarsyn.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import se.tvarsyn.operations.DeliveryCounts;

/** What a run told is kept, and never more than there is room for. */
class RunLogTests {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneId.of("Europe/Stockholm"));

    private final RunLog log = new RunLog(CLOCK);

    @Test
    void keepsTheLastLinesAndSaysHowManyAreLeftOut() {
        try (RunLog.Writing run = log.begin("a", RunLog.Cause.ASKED)) {
            for (int i = 0; i < RunLog.LINES + 5; i++) {
                run.told(RunLog.Kind.FILE_WAITS, null, "file " + i);
            }
            assertThat(log.of("a").get(0).endedAt()).isNull();
        }
        RunLog.Run kept = log.of("a").get(0);
        assertThat(kept.lines()).hasSize(RunLog.LINES);
        assertThat(kept.lines().get(0).words()).containsExactly("file 5");
        assertThat(kept.left()).isEqualTo(5);
        assertThat(kept.endedAt()).isEqualTo(CLOCK.instant());
    }

    @Test
    void roundsWhatARetryReadsForItWasRejected() {
        DeliveryCounts counts = new DeliveryCounts(7, 7, 0, 0, 0, 0, 0);
        try (RunLog.Writing run = log.begin("a", RunLog.Cause.RETRY)) {
            run.read(counts);
            run.told(RunLog.Kind.LOADED, new UUID(1, 2), counts);
        }
        assertThat(log.of("a").get(0).lines().stream().map(RunLog.Line::words))
                .containsExactly(List.of("1–9"), List.of("1–9", "1–9", "0", "0", "0"));
    }

    @Test
    void keepsTheNewestRunsOfEachFeed() {
        for (int i = 0; i < RunLog.RUNS; i++) {
            log.begin("a", RunLog.Cause.SCHEDULED).close();
        }
        log.begin("b", RunLog.Cause.RETRY).close();
        assertThat(log.of("a")).hasSize(RunLog.RUNS - 1);
        assertThat(log.of("b")).hasSize(1);
        assertThat(log.of("c")).isEmpty();
    }

    @Test
    void keepsOfWhatGoesOnTheNewestStateAndNoExactNumberOfPersons() {
        try (RunLog.Writing run = log.begin("a", RunLog.Cause.ASKED)) {
            run.told(RunLog.Kind.PULLED, null, "persons", "1", "100");
            run.told(RunLog.Kind.PULLED, null, "persons", "2", "200");
            run.told(RunLog.Kind.PULLED, null, "groups", "1", "7");
            run.told(RunLog.Kind.LOADED, new UUID(1, 2), new DeliveryCounts(207, 180, 13, 7, 7, 0, 0));
        }
        assertThat(log.of("a").get(0).lines().stream().map(RunLog.Line::words))
                .containsExactly(
                        List.of("persons", "2", "200"),
                        List.of("groups", "1", "7"),
                        List.of("207", "180", "10", "1–9", "1–9"));
    }
}
