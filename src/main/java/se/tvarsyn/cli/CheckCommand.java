package se.tvarsyn.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.audit.AuditorKey;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.Problem;

/** {@code check}: everything that a person wrote, without network, keys or warehouse. */
@Command(
        name = "check",
        description = "Validates configuration, routes, mappings, metrics and legal basis; touches no network.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Override
    public Integer call() {
        Home home = program.home();
        Configuration configuration = Configuration.read(home, System.getenv("TVARSYN_WAREHOUSE_URL"), program.clock());
        List<Problem> problems = new ArrayList<>(configuration.problems());
        problems.addAll(RouteFiles.problems(home, configuration.mappings().keySet()));
        Figures figures = Figures.read(home, configuration.settings(), problems);
        auditorsKey(home, configuration.settings().auditorKeyFile()).ifPresent(problems::add);
        LocalDate today = LocalDate.now(program.clock());
        LegalBasisRegister register = configuration.settings().register();
        if (configuration.problems().isEmpty()) {
            // Else a feed may be missing only because its mapping has a mistake of its own.
            problems.addAll(register.problems(
                    configuration.tables(), today, configuration.settings().warehouseUrl() != null));
        }
        problems.forEach(p -> program.out().println(p));
        List<Problem> incomplete = register.toComplete(configuration.tables(), today);
        incomplete.forEach(program.err()::println);
        if (problems.isEmpty()) {
            program.out()
                    .println("ok: " + configuration.mappings().size() + " feeds, "
                            + figures.catalogue().metrics().size() + " metrics, "
                            + figures.cubes().cubes().size() + " cubes, " + incomplete.size()
                            + " legal-basis entries to complete");
        }
        return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.PROBLEMS;
    }

    private static Optional<Problem> auditorsKey(Home home, @Nullable Path file) {
        if (file == null) {
            return Optional.empty();
        }
        try {
            AuditorKey.read(file);
            return Optional.empty();
        } catch (AuditorKey.Unfit e) {
            return Optional.of(new Problem(home.shown(file), 1, String.valueOf(e.getMessage())));
        }
    }
}
