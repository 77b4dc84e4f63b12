package se.tvarsyn.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.operations.PullRequest;

/** {@code run}: pulls the routes once. */
@Command(
        name = "run",
        description = "Pulls the routes once; with a window, a backfill.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Parameters(arity = "0..*", paramLabel = "FEED", description = "Feeds; default: every feed with a source.")
    private List<String> feeds = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATE", description = "First day, YYYY-MM-DD.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last day, YYYY-MM-DD.")
    private @Nullable LocalDate to;

    @Option(names = "--full", description = "Pulls everything again, also where the feed could pull changes only.")
    private boolean isFull;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AcceptOptions accepted;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        List<String> chosen = feeds.isEmpty()
                ? List.copyOf(new TreeSet<>(configuration.settings().sources().keySet()))
                : feeds;
        if (chosen.isEmpty()) {
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    configuration.home().shown(configuration.home().settingsFile())
                            + ":0: no source is named under 'sources'; add one, or load files with ./tvarsyn load");
        }
        chosen.forEach(feed -> Intake.mapping(configuration, feed));
        List<String> lawful = Intake.lawful(program, configuration, chosen);
        try (Intake intake = Intake.open(program, configuration, false)) {
            int exit = lawful.size() == chosen.size() ? ExitCodes.DONE : ExitCodes.PROBLEMS;
            for (String feed : lawful) {
                exit = ExitCodes.worst(
                        exit, pull(intake, new PullRequest(feed, from, to, isFull, accepted.acceptance())));
            }
            return ExitCodes.worst(exit, intake.summary(program.out()));
        }
    }

    /** One source that cannot be reached does not keep the others from being pulled. */
    private int pull(Intake intake, PullRequest request) {
        program.err().println("pulling " + request.feed());
        try {
            intake.send(request.feed(), request);
            return ExitCodes.DONE;
        } catch (RuntimeException e) {
            return Failures.tell(e, program.err());
        }
    }
}
