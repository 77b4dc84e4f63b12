package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.operations.ScheduleMarks;
import se.tvarsyn.settings.FeedTimes;

/**
 * Runs feeds when they are due. One run at a time in the whole home: a home gives its deliveries their order, and one that
 * is asked twice at once would answer neither system faster. A run that was missed while the program was off, or broke off
 * with it, is made up once at start.
 */
public final class Schedule implements AutoCloseable {
    /** How often it is looked whether something is due; no cron expression that anybody writes is finer. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Map<String, RunTimes> times = new TreeMap<>();
    private final ScheduleMarks marks;
    private final FeedRun run;
    private final Clock clock;
    private @Nullable ThreadPoolTaskScheduler scheduler;
    private volatile @Nullable String running;
    private volatile boolean isClosing;

    /** What a run does. */
    @FunctionalInterface
    public interface FeedRun {
        /**
         * Pulls a feed to the end.
         *
         * @param isScheduled whether nobody asked for it
         */
        Outcome run(PullRequest request, boolean isScheduled);
    }

    /**
     * How a run ended.
     *
     * @param deliveries that were loaded, or known and found unchanged
     * @param failure what stopped it, in words that may be shown; null where it went through
     * @param isPostponed whether it was not begun, and is still owed: another process has the home
     */
    public record Outcome(int deliveries, @Nullable String failure, boolean isPostponed) {
        static Outcome failed(String failure) {
            return new Outcome(0, failure, false);
        }
    }

    /** @param feeds those with times are run by themselves, the others when somebody says so */
    public Schedule(Map<String, FeedTimes> feeds, ScheduleMarks marks, FeedRun run, Clock clock) {
        feeds.forEach((feed, at) -> {
            if (at.isScheduled()) {
                times.put(feed, RunTimes.of(at));
            }
        });
        this.marks = marks;
        this.run = run;
        this.clock = clock;
    }

    /** Begins to run what is due, what is owed first. */
    public void start() throws IOException {
        Instant now = clock.instant();
        for (String feed : times.keySet()) {
            marks.begin(feed, now);
        }
        ThreadPoolTaskScheduler started = new ThreadPoolTaskScheduler();
        started.setPoolSize(1);
        started.setThreadNamePrefix("schedule-");
        started.setWaitForTasksToCompleteOnShutdown(true);
        started.setAwaitTerminationSeconds((int) Duration.ofHours(1).toSeconds());
        started.initialize();
        scheduler = started;
        started.scheduleWithFixedDelay(this::runDueOrTell, LOOK);
    }

    private void runDueOrTell() {
        try {
            runDue();
        } catch (IOException | HomeFileUnreadable e) {
            // The marks cannot be read or written: nothing is due that is certain. The next look tries again.
        }
    }

    /** Runs what is due now, one after the other, the longest owed first. */
    void runDue() throws IOException {
        boolean isPostponed = false;
        for (Optional<Due> due = mostDue(); due.isPresent() && !isClosing && !isPostponed; due = mostDue()) {
            Due next = due.get();
            isPostponed = run(PullRequest.of(next.feed), next.marked(clock.instant()), true)
                    .isPostponed();
        }
    }

    private Optional<Due> mostDue() throws IOException {
        Map<String, ScheduleMarks.Mark> all = marks.all();
        Instant now = clock.instant();
        return times.entrySet().stream()
                .flatMap(e -> due(e.getKey(), e.getValue(), all.get(e.getKey()), now).stream())
                .min((a, b) -> a.at.compareTo(b.at));
    }

    private static Optional<Due> due(String feed, RunTimes times, ScheduleMarks.@Nullable Mark mark, Instant now) {
        if (mark == null || mark.paused() != null) {
            return Optional.empty();
        }
        Instant at = times.next(mark.doneUpTo());
        return at == null || at.isAfter(now) ? Optional.empty() : Optional.of(new Due(feed, at));
    }

    /** @param at when it should have run */
    private record Due(String feed, Instant at) {
        /** Whatever was due until the run began is done by it: a night of missed runs is made up once. */
        Instant marked(Instant begun) {
            return begun.isAfter(at) ? begun : at;
        }
    }

    private Outcome run(PullRequest request, Instant doneUpTo, boolean isScheduled) throws IOException {
        Instant begun = clock.instant();
        running = request.feed();
        Outcome outcome;
        try {
            outcome = run.run(request, isScheduled);
        } catch (RuntimeException e) {
            // Its message is somebody else's and may hold a value.
            outcome = Outcome.failed("internal error (" + e.getClass().getSimpleName() + ")");
        } finally {
            running = null;
        }
        if (outcome.isPostponed) {
            return outcome;
        }
        ScheduleMarks.LastRun last =
                new ScheduleMarks.LastRun(begun, clock.instant(), outcome.deliveries, outcome.failure);
        ScheduleMarks.Mark before = marks.all().get(request.feed());
        // A window that somebody asked for is not what the schedule owes.
        boolean isWhole = request.from() == null && request.to() == null;
        marks.ended(request.feed(), isWhole || before == null ? doneUpTo : before.doneUpTo(), last);
        return outcome;
    }

    /** Lines a run up behind those under way; also of a feed that is paused. */
    public Future<Outcome> runSoon(PullRequest request) {
        return soon(() -> run(request, clock.instant(), false));
    }

    /** Lines up what changes the home, too, and so must not meet a run. */
    <T> Future<T> soon(Callable<T> task) {
        ThreadPoolTaskScheduler started = scheduler;
        if (started == null) {
            throw new IllegalStateException("the schedule is not started");
        }
        return started.submit(task);
    }

    /** When a feed runs next by itself: now or earlier where it is owed; empty where it does not, or is paused. */
    public Optional<Instant> nextRun(String feed) throws IOException {
        RunTimes at = times.get(feed);
        ScheduleMarks.Mark mark = marks.all().get(feed);
        if (at == null || mark != null && mark.paused() != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(at.next(mark == null ? clock.instant() : mark.doneUpTo()));
    }

    /** The feed that is being run. */
    public Optional<String> running() {
        return Optional.ofNullable(running);
    }

    /** Ends after the run under way. What is lined up is not begun; what was due is owed, and made up at the next start. */
    @Override
    public void close() {
        isClosing = true;
        ThreadPoolTaskScheduler started = scheduler;
        if (started != null) {
            for (Runnable waiting :
                    List.copyOf(started.getScheduledThreadPoolExecutor().getQueue())) {
                if (waiting instanceof Future<?> lined) {
                    lined.cancel(false);
                }
            }
            started.shutdown();
            scheduler = null;
        }
    }
}
