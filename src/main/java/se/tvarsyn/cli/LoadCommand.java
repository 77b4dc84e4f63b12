package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.operations.Delivery;
import se.tvarsyn.source.CompletenessClaim;

/** {@code load}: files through the whole chain. */
@Command(
        name = "load",
        description = "Takes one file, or a directory of files or saved responses, through the whole chain.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Parameters(paramLabel = "FEED", description = "Name of the feed: its mapping's and route's name.")
    @SuppressWarnings("NullAway.Init")
    private String feed;

    @Option(names = "--input", required = true, paramLabel = "PATH", description = "File or directory.")
    @SuppressWarnings("NullAway.Init")
    private Path input;

    @Option(
            names = "--complete",
            description = "The input holds all records of the feed: what it does not hold is taken back.")
    private boolean isComplete;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AcceptOptions accepted;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        Mapping mapping = Intake.mapping(configuration, feed);
        List<Delivery> deliveries = Intake.deliveries(mapping, input);
        Intake.lawful(program, configuration, List.of(feed));
        try (Intake intake = Intake.open(program, configuration, false)) {
            for (Delivery delivery : deliveries) {
                List<CompletenessClaim> claims = isComplete ? List.of(CompletenessClaim.all("*")) : List.of();
                intake.send("intake", delivery.claiming(claims).accepting(accepted.acceptance()));
            }
            return intake.summary(program.out());
        }
    }
}
