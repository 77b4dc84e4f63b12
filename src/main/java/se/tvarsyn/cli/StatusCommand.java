package se.tvarsyn.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.DeliveryRecord;
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
        Map<String, List<DeliveryRecord>> byFeed = new TreeMap<>();
        configuration.mappings().keySet().forEach(feed -> byFeed.put(feed, new ArrayList<>()));
        Map<String, Instant> cursors;
        List<DataTests.Failing> failing;
        boolean areTestsDue;
        try (Installation installation = Installation.open(configuration, program.clock())) {
            cursors = installation.memory().cursors();
            DataTests tests = new DataTests(installation.warehouse());
            failing = tests.failing();
            areTestsDue = tests.areDue();
            installation.ledger().all().forEach(d -> byFeed.computeIfAbsent(d.feed(), f -> new ArrayList<>())
                    .add(d));
        }
        program.out().println(CountsTable.header() + "  last delivery            changes up to");
        byFeed.forEach((feed, deliveries) -> {
            DeliveryCounts counts =
                    deliveries.stream().map(DeliveryRecord::counts).reduce(DeliveryCounts.NONE, DeliveryCounts::plus);
            program.out()
                    .println(CountsTable.row(feed, deliveries.size(), counts) + "  "
                            + String.format("%-23s", last(deliveries)) + "  "
                            + (cursors.containsKey(feed) ? LOCAL.format(cursors.get(feed)) : "-"));
        });
        failing.forEach(test -> program.out().println(test.told() + " (" + LOCAL.format(test.at()) + ")"));
        if (areTestsDue) {
            program.out().println("the data tests were not run since models were last made; run refresh");
        }
        return ExitCodes.DONE;
    }

    private static String last(List<DeliveryRecord> deliveries) {
        if (deliveries.isEmpty()) {
            return "none";
        }
        DeliveryRecord last = deliveries.get(deliveries.size() - 1);
        return LOCAL.format(last.startedAt()) + " " + last.status().code();
    }
}
