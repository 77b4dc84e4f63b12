package se.tvarsyn.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.operations.ScheduleMarks;
import se.tvarsyn.settings.FeedTimes;

/** Feeds run when they are due, once, one at a time, whatever stops the program in between. */
class ScheduleTests {
    private static final FeedTimes DAILY = new FeedTimes(null, List.of(LocalTime.of(5, 30)), null, null, false);
    private static final FeedTimes HOURLY = new FeedTimes(Duration.ofHours(1), List.of(), null, null, false);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> runs = Collections.synchronizedList(new ArrayList<>());
    private final SetClock clock = new SetClock();

    /** A clock that a test sets. */
    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-23T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Stockholm");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private ScheduleMarks marks() {
        return new ScheduleMarks(folder.resolve(".tvarsyn").resolve("schedule.json"));
    }

    private ScheduleMarks.Mark mark(String feed) throws IOException {
        return Objects.requireNonNull(marks().all().get(feed));
    }

    private Schedule.Outcome ran(PullRequest request) {
        runs.add(request.feed() + (request.from() == null ? "" : " " + request.from()));
        return new Schedule.Outcome(1, null, false);
    }

    /** As a program that starts: what an earlier one left is in the marks only. */
    private Schedule schedule(Map<String, FeedTimes> feeds) throws IOException {
        Schedule schedule = new Schedule(feeds, marks(), (request, isScheduled) -> ran(request), clock);
        for (String feed : feeds.keySet()) {
            marks().begin(feed, clock.now);
        }
        return schedule;
    }

    private void at(Schedule schedule, String instant) throws IOException {
        clock.now = Instant.parse(instant);
        schedule.runDue();
    }

    @Test
    void aFeedRunsWhenItIsDueAndOnce() throws IOException {
        Schedule schedule = schedule(Map.of("daily", DAILY));
        assertThat(schedule.nextRun("daily")).contains(Instant.parse("2026-11-24T04:30:00Z"));
        at(schedule, "2026-11-23T23:00:00Z");
        assertThat(runs).isEmpty();
        at(schedule, "2026-11-24T04:30:01Z");
        at(schedule, "2026-11-24T04:30:06Z");
        assertThat(runs).containsExactly("daily");
        assertThat(schedule.nextRun("daily")).contains(Instant.parse("2026-11-25T04:30:00Z"));
        assertThat(schedule.nextRun("another")).isEmpty();
    }

    @Test
    void whatWasMissedWhileTheProgramWasOffIsMadeUpOnce() throws IOException {
        schedule(Map.of("daily", DAILY, "hourly", HOURLY));
        clock.now = Instant.parse("2026-11-27T12:00:00Z");
        Schedule later = schedule(Map.of("daily", DAILY, "hourly", HOURLY));
        later.runDue();
        later.runDue();
        // What has been owed longest goes first.
        assertThat(runs).containsExactly("hourly", "daily");
        assertThat(later.nextRun("daily")).contains(Instant.parse("2026-11-28T04:30:00Z"));
        assertThat(later.nextRun("hourly")).contains(Instant.parse("2026-11-27T13:00:00Z"));
    }

    @Test
    void aRunThatDiesWithTheProgramIsMadeUp() throws IOException {
        Map<String, FeedTimes> feeds = Map.of("daily", DAILY);
        marks().begin("daily", clock.now);
        Schedule dying = new Schedule(
                feeds,
                marks(),
                (request, isScheduled) -> {
                    throw new StackOverflowError("the program ends here");
                },
                clock);
        clock.now = Instant.parse("2026-11-24T05:00:00Z");
        assertThatThrownBy(dying::runDue).isInstanceOf(StackOverflowError.class);
        schedule(feeds).runDue();
        assertThat(runs).containsExactly("daily");
    }

    @Test
    void aRunThatFindsTheHomeBusyIsStillOwed() throws IOException {
        marks().begin("daily", clock.now);
        boolean[] isBusy = {true};
        Schedule schedule = new Schedule(
                Map.of("daily", DAILY),
                marks(),
                (request, isScheduled) -> isBusy[0] ? new Schedule.Outcome(0, "busy", true) : ran(request),
                clock);
        at(schedule, "2026-11-24T05:00:00Z");
        assertThat(runs).isEmpty();
        isBusy[0] = false;
        at(schedule, "2026-11-24T05:00:05Z");
        assertThat(runs).containsExactly("daily");
    }

    @Test
    void aRunThatFailsIsToldAndDoesNotStopTheOthers() throws IOException {
        for (String feed : List.of("broken", "daily")) {
            marks().begin(feed, clock.now);
        }
        Schedule schedule = new Schedule(
                Map.of("broken", DAILY, "daily", DAILY),
                marks(),
                (request, isScheduled) -> {
                    if (request.feed().equals("broken")) {
                        throw new IllegalStateException("201001012382");
                    }
                    return ran(request);
                },
                clock);
        at(schedule, "2026-11-24T05:00:00Z");
        assertThat(runs).containsExactly("daily");
        ScheduleMarks.Mark mark = mark("broken");
        assertThat(Objects.requireNonNull(mark.lastRun()).failure())
                .isEqualTo("internal error (IllegalStateException)");
        assertThat(mark.deliveredAt()).isNull();
        assertThat(Files.readString(folder.resolve(".tvarsyn/schedule.json"))).doesNotContain("201001012382");
    }

    @Test
    void aPausedFeedRunsNoMoreAlsoAfterARestartUntilItIsResumed() throws IOException {
        Map<String, FeedTimes> feeds = Map.of("daily", DAILY);
        schedule(feeds);
        marks().pause("daily", "Anna", clock.now);
        Schedule restarted = schedule(feeds);
        at(restarted, "2026-11-25T12:00:00Z");
        assertThat(runs).isEmpty();
        assertThat(restarted.nextRun("daily")).isEmpty();
        assertThat(Objects.requireNonNull(mark("daily").paused()).by()).isEqualTo("Anna");
        marks().resume("daily", clock.now);
        restarted.runDue();
        assertThat(runs).as("what was missed on purpose is not made up").isEmpty();
        at(restarted, "2026-11-26T04:30:00Z");
        assertThat(runs).containsExactly("daily");
    }

    @Test
    void marksThatCannotBeReadSayHowToGoOn() throws IOException {
        schedule(Map.of("daily", DAILY));
        Files.writeString(folder.resolve(".tvarsyn/schedule.json"), "{");
        assertThatThrownBy(() -> marks().all())
                .isInstanceOf(HomeFileUnreadable.class)
                .hasMessageContaining("restore its backup");
    }

    @Test
    @Timeout(30)
    void runsDoNotOverlapAndClosingWaitsForTheOneUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> ended = Collections.synchronizedList(new ArrayList<>());
        Schedule schedule = new Schedule(
                Map.of(),
                marks(),
                (request, isScheduled) -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    ended.add(request.feed());
                    return new Schedule.Outcome(0, null, false);
                },
                clock);
        schedule.start();
        Future<?> first = schedule.runSoon(PullRequest.of("first"));
        Future<?> second = schedule.runSoon(new PullRequest(
                "second", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 2), false, Delivery.Acceptance.NOTHING));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(schedule.running()).contains("first");
        Thread closing = new Thread(schedule::close);
        closing.start();
        closing.join(300);
        assertThat(closing.isAlive()).as("waits").isTrue();
        goOn.countDown();
        closing.join();
        assertThat(ended).containsExactly("first");
        assertThat(first.isDone()).isTrue();
        assertThat(second.isCancelled()).isTrue();
    }

    @Test
    void aWindowThatSomebodyAsksForIsNotWhatTheScheduleOwes() throws Exception {
        Schedule schedule = schedule(Map.of("daily", DAILY));
        schedule.start();
        try (schedule) {
            schedule.runSoon(new PullRequest(
                            "daily",
                            LocalDate.of(2026, 1, 1),
                            LocalDate.of(2026, 6, 30),
                            false,
                            Delivery.Acceptance.NOTHING))
                    .get();
        }
        assertThat(runs).containsExactly("daily 2026-01-01");
        assertThat(schedule.nextRun("daily")).contains(Instant.parse("2026-11-24T04:30:00Z"));
    }
}
