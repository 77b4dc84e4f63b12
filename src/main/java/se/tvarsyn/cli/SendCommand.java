package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.ZoneWay;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.operations.Delivery.Acceptance;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.FileTarget;
import se.tvarsyn.source.SourceUnreachable;
import se.tvarsyn.zones.Outbox;

/** {@code send}: the chain up to the tokens, then a sealed batch for another zone. */
@Command(
        name = "send",
        description = "Pseudonymizes a source and sends the rows, signed and encrypted, to another zone.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Parameters(
            arity = "0..*",
            paramLabel = "FEED",
            description = "Feeds; with --input one. Default: every feed with a source.")
    private List<String> feeds = new ArrayList<>();

    @Option(names = "--input", paramLabel = "PATH", description = "File or directory, instead of the feed's source.")
    private @Nullable Path input;

    @Option(names = "--from", paramLabel = "DATE", description = "First day, YYYY-MM-DD.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day, YYYY-MM-DD.")
    private @Nullable LocalDate to;

    @Option(names = "--full", description = "Pulls everything again, also where the feed could pull changes only.")
    private boolean isFull;

    @Option(
            names = "--complete",
            description = "The input holds all records of the feed: what it does not hold is taken back there.")
    private boolean isComplete;

    @Option(names = "--accept-drift", description = "Takes the source's new layout as the right one from now on.")
    private boolean acceptsDrift;

    @Option(names = "--again", description = "Also what was sent already: where the receiver has lost or refused it.")
    private boolean isAgain;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        ZoneSettings zone = ZoneEnd.sender(configuration);
        List<String> chosen = chosen(configuration);
        chosen.forEach(feed -> Intake.mapping(configuration, feed));
        List<Delivery> files =
                input == null ? List.of() : Intake.deliveries(Intake.mapping(configuration, chosen.get(0)), input);
        List<String> lawful = Intake.lawful(program, configuration, chosen);
        Home home = configuration.home();
        Home.privateDirectory(home.state());
        Outbox outbox = Outbox.open(home.state().resolve("outbox"), program.clock());
        int exit;
        try (Intake intake = Intake.sending(program, configuration, zone, outbox)) {
            exit = input == null ? pull(intake, lawful) : take(intake, files);
            exit = ExitCodes.worst(exit, lawful.size() < chosen.size() ? ExitCodes.PROBLEMS : ExitCodes.DONE);
            exit = ExitCodes.worst(exit, intake.summary(program.out()));
        }
        return ExitCodes.worst(exit, handOver(outbox, new ZoneWay(home, zone, program.clock())));
    }

    private List<String> chosen(Configuration configuration) {
        if (input != null) {
            if (feeds.size() != 1 || from != null || to != null || isFull) {
                throw new Failure(ExitCodes.USAGE, "--input goes with one feed, and without --from, --to and --full");
            }
            return feeds;
        }
        if (isComplete) {
            throw new Failure(ExitCodes.USAGE, "--complete goes with --input; a source says complete in tvarsyn.yaml");
        }
        return feeds.isEmpty()
                ? List.copyOf(new TreeSet<>(configuration.settings().sources().keySet()))
                : feeds;
    }

    private Acceptance acceptance() {
        return new Acceptance(false, acceptsDrift, isAgain);
    }

    private int take(Intake intake, List<Delivery> files) {
        for (Delivery delivery : files) {
            List<CompletenessClaim> claims = isComplete ? List.of(CompletenessClaim.all("*")) : List.of();
            intake.send("intake", delivery.claiming(claims).accepting(acceptance()));
        }
        return ExitCodes.DONE;
    }

    /** One source that cannot be reached does not keep the others from being sent. */
    private int pull(Intake intake, List<String> chosen) {
        int exit = ExitCodes.DONE;
        for (String feed : chosen) {
            program.err().println("pulling " + feed);
            try {
                intake.send(feed, new PullRequest(feed, from, to, isFull, acceptance()));
            } catch (RuntimeException e) {
                exit = ExitCodes.worst(exit, Failures.tell(e, program.err()));
            }
        }
        return exit;
    }

    private int handOver(Outbox outbox, ZoneWay way) throws IOException {
        int waiting = outbox.count();
        if (waiting == 0) {
            return ExitCodes.DONE;
        }
        try (FileTarget target = way.target()) {
            int count = outbox.handOver(target);
            program.out().println("handed over: " + count + (count == 1 ? " batch" : " batches"));
            return ExitCodes.DONE;
        } catch (SourceUnreachable e) {
            program.err().println("tvarsyn: " + e.getMessage());
            program.err()
                    .println("tvarsyn: " + outbox.count() + " of " + waiting
                            + " batches wait in .tvarsyn/outbox; the next send hands them over first");
            return ExitCodes.UNREACHABLE;
        }
    }
}
