package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.documents.Documents;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;

/** {@code docs}: what a data protection officer and an analyst read, from what is configured. */
@Command(
        name = "docs",
        description =
                "Writes the record of processing, DPIA facts, lineage, data dictionary and metric catalogue; touches no network.",
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder to write to; default .tvarsyn/docs of the home.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        if (!problems.isEmpty()) {
            problems.forEach(program.err()::println);
            throw new Failure(
                    ExitCodes.PROBLEMS, "the configuration has " + problems.size() + " problem(s); see above");
        }
        Path folder = output == null
                ? Home.privateDirectory(configuration.home().state()).resolve("docs")
                : output;
        LocalDate today = LocalDate.now(program.clock());
        for (Path file :
                Documents.write(configuration, figures.catalogue(), figures.cubes(), Tvarsyn.VERSION, today, folder)) {
            program.out().println(file);
        }
        program.err().println("begin with dataskydd.html: it gathers the others, for signature");
        return ExitCodes.DONE;
    }
}
