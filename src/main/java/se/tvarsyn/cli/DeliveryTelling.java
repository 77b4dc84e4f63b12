package se.tvarsyn.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.tvarsyn.canonical.Rejection;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.source.PullProgress;

/** Shows progress on stderr while deliveries are taken, and sums them up at the end. */
final class DeliveryTelling implements DeliveryListener, PullProgress {
    private static final long EVERY_NANOS = 2_000_000_000L;

    private final PrintStream err;
    private final List<DeliveryReport> reports = new ArrayList<>();
    private long lastTold = System.nanoTime();
    private boolean hasFileProblem;

    DeliveryTelling(PrintStream err) {
        this.err = err;
    }

    List<DeliveryReport> reports() {
        return List.copyOf(reports);
    }

    @Override
    public synchronized void progressed(String feed, DeliveryCounts counts) {
        if (isDue()) {
            err.println("  " + feed + ": " + counts.read() + " records read");
        }
    }

    @Override
    public synchronized void page(String endpoint, int pages, long records) {
        if (isDue()) {
            err.println("  " + endpoint + ": " + pages + " pages, " + records + " records pulled");
        }
    }

    @Override
    public synchronized void fileWaits(String message) {
        err.println(message);
    }

    @Override
    public synchronized void fileProblem(String message) {
        hasFileProblem = true;
        err.println(message);
    }

    @Override
    public synchronized void closed(DeliveryReport report) {
        reports.add(report);
    }

    private boolean isDue() {
        long now = System.nanoTime();
        if (now - lastTold < EVERY_NANOS) {
            return false;
        }
        lastTold = now;
        return true;
    }

    /** Whether something was wrong with files as files. */
    int filesExit() {
        return hasFileProblem ? ExitCodes.PROBLEMS : ExitCodes.DONE;
    }

    /** Tells every problem on stderr and the counts on stdout, and gives the exit code. */
    int summary(PrintStream out) {
        int exit = filesExit();
        for (DeliveryReport report : reports) {
            exit = ExitCodes.worst(exit, tell(report));
        }
        counts(out);
        return exit;
    }

    /** The counts by feed, and why records were rejected. */
    void counts(PrintStream out) {
        table(out);
        reasons(out);
    }

    /** Tells what is wrong with a delivery, one problem a line. */
    private int tell(DeliveryReport report) {
        for (Rejection rejection : report.told()) {
            err.println(rejection.message());
        }
        long untold =
                report.reasons().values().stream().mapToLong(Long::longValue).sum()
                        - report.told().size();
        if (untold > 0) {
            err.println("… and " + untold + " more of the same delivery; each is in the quarantine with its reason");
        }
        Exception failure = report.failure();
        if (failure != null) {
            return Failures.tell(failure, err);
        }
        String feed = report.delivery().feed();
        report.drifts().forEach(drift -> err.println(drift.message(feed)));
        report.claims().stream().filter(c -> !c.isSettled()).forEach(c -> err.println(c.message(feed)));
        if (report.delivery().status() == DeliveryStatus.HELD
                && report.drifts().isEmpty()
                && report.claims().isEmpty()) {
            err.println(report.delivery().feed() + ": the delivery is held: it holds nothing, which is suspicious;"
                    + " ask the source");
        }
        return report.exitCode();
    }

    private void table(PrintStream out) {
        Map<String, DeliveryCounts> byFeed = new TreeMap<>();
        Map<String, int[]> deliveries = new TreeMap<>();
        for (DeliveryReport report : reports) {
            String feed = report.delivery().feed();
            byFeed.merge(feed, report.delivery().counts(), DeliveryCounts::plus);
            int[] states = deliveries.computeIfAbsent(feed, f -> new int[3]);
            states[0]++;
            states[1] += report.wasKnown() ? 1 : 0;
            states[2] += Intake.isLoaded(report) ? 0 : 1;
        }
        if (byFeed.isEmpty()) {
            out.println("nothing to take");
            return;
        }
        out.println(CountsTable.header());
        deliveries.forEach((feed, states) ->
                out.println(CountsTable.row(feed, states[0], byFeed.getOrDefault(feed, DeliveryCounts.NONE))));
        deliveries.forEach((feed, states) -> {
            if (states[1] > 0) {
                out.println(feed + ": " + states[1] + " of " + states[0]
                        + " deliveries were loaded before; they changed nothing");
            }
            if (states[2] > 0) {
                out.println(feed + ": " + states[2] + " of " + states[0] + " deliveries were not loaded");
            }
        });
    }

    private void reasons(PrintStream out) {
        Map<String, Long> sums = new TreeMap<>();
        for (DeliveryReport report : reports) {
            for (Map.Entry<DeliveryLedger.Reason, Long> entry : report.reasons().entrySet()) {
                DeliveryLedger.Reason reason = entry.getKey();
                String field = reason.field().isEmpty() ? "" : " (" + reason.field() + ")";
                sums.merge(report.delivery().feed() + ": " + reason.reason() + field, entry.getValue(), Long::sum);
            }
        }
        sums.forEach((reason, count) -> out.println("rejected, " + reason + ": " + count));
    }
}
