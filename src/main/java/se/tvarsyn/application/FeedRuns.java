package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.HeldDeliveries;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.operations.Retry;
import se.tvarsyn.operations.RetryRefused;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.source.PullProgress;

/**
 * One run of a feed from its source to its figures. Configuration and mappings are read for each run, so that what was
 * mended is used; the home's lock is held no longer than the run.
 */
final class FeedRuns implements Schedule.FeedRun {
    private final Supplier<Configuration> configurations;
    private final Operator.KeysOf keys;
    private final Function<Throwable, String> told;
    private final RunLog log;
    private final Clock clock;

    /** @param told what of a failure may be shown */
    FeedRuns(
            Supplier<Configuration> configurations,
            Operator.KeysOf keys,
            Function<Throwable, String> told,
            RunLog log,
            Clock clock) {
        this.configurations = configurations;
        this.keys = keys;
        this.told = told;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Schedule.Outcome run(PullRequest request, boolean isScheduled) {
        RunLog.Cause cause = isScheduled ? RunLog.Cause.SCHEDULED : RunLog.Cause.ASKED;
        try (RunLog.Writing writing = log.begin(request.feed(), cause)) {
            Schedule.Outcome outcome = run(request, isScheduled, writing);
            String failure = outcome.failure();
            if (failure != null) {
                writing.told(RunLog.Kind.REFUSED, null, failure);
            }
            return outcome;
        }
    }

    private Schedule.Outcome run(PullRequest request, boolean isScheduled, RunLog.Writing writing) {
        Reports reports = new Reports(writing);
        Configuration configuration = configurations.get();
        String refusal = refusal(configuration, request.feed());
        if (refusal != null) {
            return Schedule.Outcome.failed(refusal);
        }
        try {
            try (Installation installation = Installation.open(configuration, clock)) {
                Chain chain = installation.chain(keys.of(configuration), reports, reports);
                chain.send(request.feed(), request);
            }
            String failure = reports.failure();
            if (isScheduled
                    && reports.loaded > 0
                    && configuration.settings().times(request.feed()).refreshAfter()) {
                String refreshed = refresh(configuration);
                writing.told(RunLog.Kind.REFRESHED, null);
                failure = failure == null ? refreshed : failure;
            }
            return new Schedule.Outcome(reports.delivered(), failure, false);
        } catch (Installation.HomeBusy e) {
            return new Schedule.Outcome(0, String.valueOf(e.getMessage()), true);
        } catch (IOException | RuntimeException e) {
            return new Schedule.Outcome(reports.delivered(), told.apply(e), false);
        }
    }

    private @Nullable String refusal(Configuration configuration, String feed) {
        if (!configuration.problems().isEmpty()) {
            return "the configuration has " + configuration.problems().size()
                    + " problem(s): './tvarsyn check' tells them";
        }
        if (configuration.settings().zone() != null) {
            return "this home is one end of two zones: './tvarsyn send' and 'receive' run it";
        }
        Mapping mapping = configuration.mappings().get(feed);
        if (mapping == null) {
            return "there is no mapping of this feed";
        }
        boolean isServer = configuration.settings().warehouseUrl() != null;
        Problem unlawful = configuration
                .settings()
                .register()
                .refusal(feed, mapping.tables(), LocalDate.now(clock.withZone(RunTimes.SWEDEN)), isServer);
        return unlawful == null ? null : unlawful.toString();
    }

    /** @return what the data tests found, null where nothing */
    private @Nullable String refresh(Configuration configuration) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        if (!problems.isEmpty()) {
            return "refresh: the catalogue has " + problems.size() + " problem(s): './tvarsyn check' tells them";
        }
        try (Installation installation = Installation.open(configuration, clock);
                Locked lock = installation.lock()) {
            var done = figures.models(installation.warehouse(), clock, model -> {});
            figures.figures(installation.warehouse(), done, model -> {});
            int failing = figures.dataTests(installation.warehouse(), clock).size();
            return failing == 0 ? null : "refresh: " + failing + " data test(s) found bad rows; 'status' names them";
        }
    }

    /**
     * Takes rejected records through the chain again, delivery by delivery in their order.
     *
     * @return what was refused or stopped it, and the mend; empty where all went through
     */
    List<String> retry(QuarantineChoice choice) {
        try (RunLog.Writing writing = log.begin(Objects.requireNonNullElse(choice.feed(), ""), RunLog.Cause.RETRY)) {
            List<String> refused = retry(choice, new Reports(writing));
            refused.forEach(refusal -> writing.told(RunLog.Kind.REFUSED, null, refusal));
            return refused;
        }
    }

    private List<String> retry(QuarantineChoice choice, Reports reports) {
        List<String> refused = new ArrayList<>();
        try {
            Configuration configuration = configurations.get();
            KeyStoreFile opened = keys.of(configuration);
            List<UUID> meant = new ArrayList<>(new RejectedRecords(configuration, opened, clock).retryable(choice));
            try (Installation installation = Installation.open(configuration, clock)) {
                Map<UUID, String> feeds = new LinkedHashMap<>();
                installation.ledger().all().stream()
                        .filter(d -> meant.remove(d.id()))
                        .forEach(d -> feeds.put(d.id(), d.feed()));
                meant.forEach(id -> refused.add("delivery " + id + ": the ledger does not know it"));
                Chain chain = installation.chain(opened, reports, reports);
                feeds.forEach((id, feed) -> retry(chain, configuration, feed, new Retry(id, choice), refused));
            }
        } catch (IOException | RuntimeException e) {
            refused.add(told.apply(e));
        }
        String failure = reports.failure();
        if (failure != null) {
            refused.add(failure);
        }
        return refused;
    }

    private void retry(Chain chain, Configuration configuration, String feed, Retry retry, List<String> refused) {
        String refusal = refusal(configuration, feed);
        if (refusal != null) {
            refused.add(feed + ": " + refusal);
            return;
        }
        try {
            chain.send("intake", Delivery.ofRetry(feed, retry));
        } catch (RetryRefused e) {
            refused.add(String.valueOf(e.getMessage()));
        }
    }

    /** What became of the deliveries of one run. */
    private final class Reports implements DeliveryListener, PullProgress {
        private final RunLog.Writing writing;
        private int loaded;
        private int known;
        private int held;
        private int files;
        private @Nullable Exception failed;

        Reports(RunLog.Writing writing) {
            this.writing = writing;
        }

        @Override
        public void progressed(String feed, DeliveryCounts counts) {
            writing.read(counts);
        }

        @Override
        public synchronized void closed(DeliveryReport report) {
            DeliveryRecord delivery = report.delivery();
            Exception failure = report.failure();
            if (failure != null) {
                failed = failure;
                writing.told(RunLog.Kind.FAILED, delivery.id(), told.apply(failure));
            } else if (report.wasKnown()) {
                known++;
                writing.told(RunLog.Kind.KNOWN, delivery.id());
            } else if (delivery.status() == DeliveryStatus.LOADED) {
                loaded++;
                writing.told(RunLog.Kind.LOADED, delivery.id(), delivery.counts());
            } else if (delivery.status() == DeliveryStatus.FAILED) {
                held++;
                writing.told(RunLog.Kind.UNREADABLE, delivery.id());
            } else {
                held++;
                writing.told(RunLog.Kind.HELD, delivery.id(), delivery.counts());
            }
        }

        @Override
        public void page(String endpoint, int pages, long records) {
            writing.told(RunLog.Kind.PULLED, null, endpoint, Integer.toString(pages), Long.toString(records));
        }

        @Override
        public void fileWaits(String message) {
            writing.told(RunLog.Kind.FILE_WAITS, null, message);
        }

        @Override
        public synchronized void fileProblem(String message) {
            files++;
            writing.told(RunLog.Kind.FILE_PROBLEM, null, message);
        }

        int delivered() {
            return loaded + known;
        }

        @Nullable
        String failure() {
            if (failed != null) {
                return told.apply(failed);
            }
            if (held > 0) {
                return HeldDeliveries.told(held);
            }
            return files == 0
                    ? null
                    : files + " file(s) could not be taken, or not be put away; './tvarsyn run' tells why";
        }
    }
}
