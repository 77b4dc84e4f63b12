package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.audit.Principals;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.operations.DeliveryStories;
import se.tvarsyn.operations.DeliveryStory;
import se.tvarsyn.operations.FeedStanding;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.operations.ScheduleMarks;
import se.tvarsyn.operations.ShownCounts;
import se.tvarsyn.operations.ShownDelivery;
import se.tvarsyn.operations.ShownRejections;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.quarantine.RejectionCounts;
import se.tvarsyn.settings.FeedTimes;

/** What an operator sees of a home and can do with it. Shows no value of a record and no exact number of persons. */
public final class Operator implements AutoCloseable {
    private final Installation installation;
    private final Configuration configuration;
    private final FeedRuns runs;
    private final ScheduleMarks marks;
    private final RejectionCounts rejections;
    private final Schedule schedule;
    private final RunLog log;
    private final Supplier<Configuration> configurations;
    private final KeysOf keys;
    private final Function<Throwable, String> told;
    private final Clock clock;

    /** Opens the keys of a home. */
    @FunctionalInterface
    public interface KeysOf {
        KeyStoreFile of(Configuration configuration) throws IOException;
    }

    /**
     * @param installation whose ledger is read; runs open their own, so that its lock stays free
     * @param configurations the home's configuration as it is when a run begins
     * @param keys the home's keys, asked for when a run begins
     * @param told what of a failure may be shown
     */
    public Operator(
            Installation installation,
            Supplier<Configuration> configurations,
            KeysOf keys,
            Function<Throwable, String> told,
            Clock clock) {
        this.installation = installation;
        this.configuration = installation.configuration();
        this.log = new RunLog(clock);
        this.runs = new FeedRuns(configurations, keys, told, log, clock);
        this.configurations = configurations;
        this.keys = keys;
        this.told = told;
        this.rejections = new RejectionCounts(configuration.home().directory());
        this.marks = new ScheduleMarks(configuration.home().schedule());
        Map<String, FeedTimes> times = new TreeMap<>();
        configuration
                .settings()
                .sources()
                .keySet()
                .forEach(feed -> times.put(feed, configuration.settings().times(feed)));
        this.schedule = new Schedule(times, marks, runs, clock);
        this.clock = clock;
    }

    /** The time by which everything here is judged. */
    public Instant now() {
        return clock.instant();
    }

    /** Begins to run feeds by schedule. */
    public void start() throws IOException {
        schedule.start();
    }

    /** Every feed that the home has a mapping of, or ever loaded, by name. */
    public List<FeedState> feeds() throws IOException {
        Map<String, FeedStanding> standings = installation.ledger().standings();
        Map<String, Instant> cursors = installation.memory().cursors();
        Map<String, ScheduleMarks.Mark> all = marks.all();
        TreeSet<String> feeds = new TreeSet<>(configuration.mappings().keySet());
        feeds.addAll(standings.keySet());
        List<FeedState> states = new ArrayList<>();
        for (String feed : feeds) {
            states.add(state(feed, standings.getOrDefault(feed, FeedStanding.NONE), cursors.get(feed), all.get(feed)));
        }
        return states;
    }

    private FeedState state(
            String feed, FeedStanding standing, @Nullable Instant cursor, ScheduleMarks.@Nullable Mark mark)
            throws IOException {
        DeliveryRecord last = standing.last();
        return new FeedState(
                feed,
                configuration.settings().sources().containsKey(feed),
                standing.deliveries(),
                ShownCounts.of(standing.counts(), false),
                last == null ? null : ShownDelivery.of(last),
                FeedState.Freshness.of(
                        later(standing.loadedAt(), mark == null ? null : mark.deliveredAt()),
                        configuration.settings().times(feed).expectedEvery(),
                        clock.instant()),
                cursor,
                schedule.nextRun(feed).orElse(null),
                schedule.running().filter(feed::equals).isPresent(),
                mark == null ? null : mark.paused(),
                mark == null ? null : mark.lastRun());
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }

    /** The newest deliveries of a feed, retries among them, newest first. */
    public List<ShownDelivery> deliveries(String feed, int limit) {
        return installation.ledger().newest(feed, limit).stream()
                .map(ShownDelivery::of)
                .toList();
    }

    /** @return empty where the ledger does not know the delivery */
    public Optional<DeliveryStory> story(UUID delivery) {
        return new DeliveryStories(installation.warehouse(), installation.ledger()).of(delivery);
    }

    /** Lines a run up; also of a feed that is paused. Needs a schedule that is started. */
    public Future<Schedule.Outcome> runNow(String feed) {
        return schedule.runSoon(PullRequest.of(feed));
    }

    /**
     * Lines a run of a window up.
     *
     * @param from first day
     * @param to last day
     */
    public Future<Schedule.Outcome> backfill(String feed, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window ends on its first day or later");
        }
        return schedule.runSoon(new PullRequest(feed, from, to, false, Delivery.Acceptance.NOTHING));
    }

    /** The feed runs no more by itself, until it is resumed; over restarts, too. */
    public void pause(String feed, String by) throws IOException {
        marks.pause(feed, by, clock.instant());
    }

    /** The feed runs by itself again, from its next time on. */
    public void resume(String feed) throws IOException {
        marks.resume(feed, clock.instant());
    }

    /**
     * Lines a retry of rejected records up.
     *
     * @return what was refused or stopped it, and the mend; empty where all went through
     */
    public Future<List<String>> retry(QuarantineChoice choice) {
        return schedule.soon(() -> runs.retry(choice));
    }

    /** Lines a retry of what broke one rule of a delivery up. */
    public Future<List<String>> retry(String feed, UUID delivery, String reason) {
        return retry(new QuarantineChoice(feed, delivery, reason, null));
    }

    /** What waits in the quarantine, and what became of the rest, by delivery and broken rule. */
    public List<ShownRejections> rejected() throws IOException {
        return ShownRejections.of(rejections.all());
    }

    /** Whether whoever discards has to prove a principal: a home that knows some takes nobody by their word. */
    public boolean needsProof() {
        return principals().exist();
    }

    private Principals principals() {
        return Principals.of(configuration.home().directory());
    }

    /**
     * Who discards.
     *
     * @param secret of the principal; null where none was given
     * @return empty where the home knows principals and the secret is not this one's
     */
    public Optional<Erasures.Actor> actor(String name, @Nullable String secret) throws IOException {
        if (!needsProof()) {
            return Optional.of(new Erasures.Actor(name.strip(), false));
        }
        return principals().isProven(name, secret)
                ? Optional.of(new Erasures.Actor(name.strip(), true))
                : Optional.empty();
    }

    /**
     * Lines up that the payloads of what broke one rule of a delivery are destroyed.
     *
     * @return what stopped it, and the mend; empty where it was done
     */
    public Future<List<String>> discard(String feed, UUID delivery, String reason, Erasures.Actor by) {
        return schedule.soon(() -> {
            try {
                Configuration now = configurations.get();
                new RejectedRecords(now, keys.of(now), clock)
                        .discard(new QuarantineChoice(feed, delivery, reason, null), by);
                return List.of();
            } catch (IOException | RuntimeException e) {
                return List.of(told.apply(e));
            }
        });
    }

    /** How releases stand, and what they would be made of now. */
    public ReleaseStanding releases() throws IOException {
        return ReleaseStanding.of(installation);
    }

    /** The routes as their files say them now. */
    public List<RouteTree> routes() {
        return RouteTree.of(configuration.home());
    }

    /** Whether a feed is pulled, and so can be asked for a window. */
    public boolean isPulled(String feed) {
        return RouteFiles.isPulled(configuration.home(), feed);
    }

    /** What the feed's runs told since this program was started, newest first. */
    public List<RunLog.Run> log(String feed) {
        return log.of(feed);
    }

    /** Ends after the run under way. The installation stays open: whoever opened it closes it. */
    @Override
    public void close() {
        schedule.close();
    }
}
