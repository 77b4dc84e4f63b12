package se.tvarsyn.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Operator;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.ScheduleMarks;
import se.tvarsyn.operations.ShownDelivery;
import se.tvarsyn.publication.DataTests;

/** {@code status}: what each feed delivered last, and in all; which data tests found bad rows. */
@Command(name = "status", description = "Shows each feed's deliveries and counts.", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        List<FeedState> feeds;
        Map<String, DeliveryCounts> counts = new HashMap<>();
        List<DataTests.Failing> failing;
        boolean areTestsDue;
        try (Installation installation = Installation.open(configuration, program.clock());
                Operator operator = new Operator(
                        installation,
                        () -> configuration,
                        c -> program.keys(c.home()),
                        Failures::told,
                        program.clock())) {
            feeds = operator.feeds();
            installation.ledger().all().stream()
                    .filter(delivery -> !delivery.isRetry())
                    .forEach(delivery -> counts.merge(delivery.feed(), delivery.counts(), DeliveryCounts::plus));
            DataTests tests = new DataTests(installation.warehouse());
            failing = tests.failing();
            areTestsDue = tests.areDue();
        }
        program.out().println(CountsTable.header() + "  last delivery            changes up to     next run");
        feeds.forEach(feed -> program.out()
                .println(CountsTable.row(
                                feed.feed(), feed.deliveries(), counts.getOrDefault(feed.feed(), DeliveryCounts.NONE))
                        + "  "
                        + String.format(
                                "%-23s  %-16s  %s",
                                last(feed.lastDelivery()), local(feed.changesUpTo()), local(feed.nextRun()))));
        feeds.forEach(this::tellWhatIsWrong);
        failing.forEach(test -> program.out().println(test.told() + " (" + LOCAL.format(test.at()) + ")"));
        if (areTestsDue) {
            program.out().println("the data tests were not run since models were last made; run refresh");
        }
        return ExitCodes.DONE;
    }

    private void tellWhatIsWrong(FeedState feed) {
        ScheduleMarks.Pause paused = feed.paused();
        if (paused != null) {
            program.out().println(feed.feed() + ": paused by " + paused.by() + " since " + local(paused.at()));
        }
        FeedState.Freshness freshness = feed.freshness();
        if (freshness.isLate()) {
            program.out()
                    .println(feed.feed() + ": late: delivered last " + local(freshness.deliveredAt())
                            + "; see to its source, or change expected-every in tvarsyn.yaml");
        }
        ScheduleMarks.LastRun run = feed.failedRun();
        if (run != null) {
            program.out().println(feed.feed() + ": its run of " + local(run.begunAt()) + " failed: " + run.failure());
        }
    }

    private static String last(@Nullable ShownDelivery delivery) {
        return delivery == null
                ? "none"
                : local(delivery.startedAt()) + " " + delivery.status().code();
    }

    static String local(@Nullable Instant instant) {
        return instant == null ? "-" : LOCAL.format(instant);
    }
}
