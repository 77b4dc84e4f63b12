package se.tvarsyn.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.RejectedRecords;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.DeliveryRecord;
import se.tvarsyn.operations.Retry;
import se.tvarsyn.operations.RetryRefused;
import se.tvarsyn.quarantine.NotInQuarantine;
import se.tvarsyn.quarantine.QuarantineChoice;
import se.tvarsyn.quarantine.QuarantineSummary;
import se.tvarsyn.quarantine.QuarantinedRecord;

/** {@code quarantine}: what was rejected, and what becomes of it. */
@Command(
        name = "quarantine",
        description = "Rejected records: list them, show one, take them through the chain again, or discard them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|show|retry|discard",
        subcommands = {
            QuarantineCommand.ListRejected.class,
            QuarantineCommand.Show.class,
            QuarantineCommand.RetryRejected.class,
            QuarantineCommand.Discard.class
        })
final class QuarantineCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    private RejectedRecords records(Configuration configuration) throws IOException {
        return new RejectedRecords(configuration, program.keys(configuration.home()), program.clock());
    }

    /** Which records are meant. */
    static final class Chosen {
        @Option(names = "--feed", paramLabel = "F", description = "Of this feed only.")
        private @Nullable String feed;

        @Option(names = "--delivery", paramLabel = "ID", description = "Of this delivery only.")
        private @Nullable UUID delivery;

        @Option(names = "--reason", paramLabel = "R", description = "Rejected for this reason only.")
        private @Nullable String reason;

        @Option(names = "--since", paramLabel = "DATE", description = "Rejected on this day or later, YYYY-MM-DD.")
        private @Nullable LocalDate since;

        QuarantineChoice choice() {
            return new QuarantineChoice(feed, delivery, reason, since);
        }
    }

    @Command(name = "list", description = "Counts rejected records by feed, delivery and reason. Shows no value.")
    static final class ListRejected implements Callable<Integer> {
        private static final int EXAMPLES = 50;

        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private QuarantineCommand quarantine;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Chosen chosen;

        @Option(names = "--records", description = "Names the first " + EXAMPLES + " open records of each reason, too.")
        private boolean namesRecords;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = quarantine.program;
            RejectedRecords records = quarantine.records(program.configuration());
            program.out()
                    .println(
                            "feed\tdelivery\treason\tfield\topen\tretryable\tretried\tdiscarded\texpired\tfirst\tlast");
            for (QuarantineSummary rule : records.summaries(chosen.choice())) {
                program.out()
                        .println(String.join(
                                "\t",
                                rule.feed(),
                                rule.delivery().toString(),
                                rule.reason(),
                                rule.field().isEmpty() ? "-" : rule.field(),
                                Long.toString(rule.open()),
                                Long.toString(rule.retryable()),
                                Long.toString(rule.taken()),
                                Long.toString(rule.discarded()),
                                Long.toString(rule.expired()),
                                rule.firstOn().toString(),
                                rule.lastOn().toString()));
                if (namesRecords) {
                    for (QuarantinedRecord record : records.examples(rule, EXAMPLES)) {
                        program.out()
                                .println("  " + record.id() + "\t"
                                        + record.rejection().document() + ":"
                                        + record.rejection().line() + "\t"
                                        + record.rejection().mend());
                    }
                }
            }
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "show",
            description = "Shows one record in clear, to mend a mapping by. It enters the audit; keep no copy.")
    static final class Show implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private QuarantineCommand quarantine;

        @Parameters(paramLabel = "ID", description = "As 'list --records' names it.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Option(names = "--case", paramLabel = "TEXT", description = "Diary number; never a person.")
        private @Nullable String reference;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private EraseCommand.By by;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = quarantine.program;
            try {
                program.out()
                        .println(quarantine.records(program.configuration()).show(id, by.actor(program), reference));
                return ExitCodes.DONE;
            } catch (NotInQuarantine | RejectedRecords.NotShown e) {
                throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
            }
        }
    }

    @Command(
            name = "retry",
            description = "Takes rejected records through the whole chain again, with the mapping as it is now.")
    static final class RetryRejected implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private QuarantineCommand quarantine;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Chosen chosen;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = quarantine.program;
            Configuration configuration = program.configuration();
            QuarantineChoice choice = chosen.choice();
            List<QuarantineSummary> meant = quarantine.records(configuration).summaries(choice).stream()
                    .filter(s -> s.retryable() > 0)
                    .toList();
            if (meant.isEmpty()) {
                program.err().println("nothing can be retried: 'quarantine list' shows what there is");
                return ExitCodes.DONE;
            }
            Set<String> lawful = Set.copyOf(Intake.lawful(
                    program,
                    configuration,
                    meant.stream().map(QuarantineSummary::feed).distinct().toList()));
            Set<UUID> deliveries = meant.stream()
                    .filter(s -> lawful.contains(s.feed()))
                    .map(QuarantineSummary::delivery)
                    .collect(Collectors.toSet());
            int exit = ExitCodes.DONE;
            try (Intake intake = Intake.open(program, configuration, DemoHome.isDemo(configuration.home()))) {
                // In the order in which they came: of two records of one row the later one is the current one either
                // way,
                // but a mark of protection must act on what follows it.
                List<DeliveryRecord> known =
                        new ArrayList<>(intake.installation().ledger().all());
                for (DeliveryRecord delivery : known) {
                    if (deliveries.remove(delivery.id())) {
                        exit = ExitCodes.worst(exit, retry(intake, delivery, choice));
                    }
                }
                for (UUID unknown : deliveries) {
                    program.err().println("delivery " + unknown + ": the ledger does not know it: load its file again");
                    exit = ExitCodes.PROBLEMS;
                }
                return ExitCodes.worst(exit, intake.summary(program.out()));
            }
        }

        /** One delivery that cannot be retried does not keep the others from it. */
        private int retry(Intake intake, DeliveryRecord delivery, QuarantineChoice choice) {
            try {
                intake.send("intake", Delivery.ofRetry(delivery.feed(), new Retry(delivery.id(), choice)));
                return ExitCodes.DONE;
            } catch (RetryRefused e) {
                quarantine.program.err().println(e.getMessage());
                return ExitCodes.PROBLEMS;
            }
        }
    }

    @Command(name = "discard", description = "Destroys what was rejected and keeps the mark: where, why, who, when.")
    static final class Discard implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private QuarantineCommand quarantine;

        @Parameters(arity = "0..*", paramLabel = "ID", description = "Single records, as 'list --records' names them.")
        private List<String> ids = new ArrayList<>();

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Chosen chosen;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private EraseCommand.By by;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = quarantine.program;
            boolean isChosen = !chosen.choice().equals(QuarantineChoice.all());
            if (ids.isEmpty() == !isChosen) {
                throw new Failure(
                        ExitCodes.USAGE, "discard: name ids, or choose by --feed, --delivery, --reason or --since");
            }
            RejectedRecords records = quarantine.records(program.configuration());
            try {
                if (isChosen) {
                    long count = records.discard(chosen.choice(), by.actor(program));
                    program.out().println("discarded " + count);
                } else {
                    records.discard(ids, by.actor(program));
                    program.out().println("discarded " + ids.size());
                }
                return ExitCodes.DONE;
            } catch (NotInQuarantine e) {
                throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
            }
        }
    }
}
