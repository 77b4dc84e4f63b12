package se.tvarsyn.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Locked;
import se.tvarsyn.models.ModelRefresh;
import se.tvarsyn.publication.DataTests;
import se.tvarsyn.settings.Problem;

/** {@code refresh}: makes the models and every figure of the catalogue from what is loaded. */
@Command(
        name = "refresh",
        description = "Makes models and figures from what is loaded, then runs the data tests.",
        mixinStandardHelpOptions = true)
final class RefreshCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        if (!problems.isEmpty()) {
            problems.forEach(program.out()::println);
            return ExitCodes.PROBLEMS;
        }
        try (Installation installation = Installation.open(configuration, program.clock());
                Locked lock = installation.lock()) {
            ModelRefresh.Done done = figures.models(installation.warehouse(), program.clock(), m -> say("making " + m));
            figures.figures(installation.warehouse(), done, m -> say("figures of " + m));
            program.out()
                    .println(figures.catalogue().metrics().size() + " metrics; "
                            + (done.isWhole()
                                    ? "every month made anew"
                                    : "months made anew: " + done.months().size()));
            done.feedsLeftOut().forEach(feed -> program.out()
                    .println(feed + ": left out, for no legal basis lets figures read all of its rows; complete"
                            + " legal-basis in tvarsyn.yaml"));
            say("running the data tests");
            List<DataTests.Failing> failing = figures.dataTests(installation.warehouse(), program.clock());
            failing.forEach(test -> program.out().println(test.told()));
            return failing.isEmpty() && done.feedsLeftOut().isEmpty() ? ExitCodes.DONE : ExitCodes.PROBLEMS;
        }
    }

    private void say(String what) {
        program.err().println("refresh: " + what);
    }
}
