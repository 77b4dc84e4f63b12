package se.tvarsyn.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasis;
import se.tvarsyn.settings.Problem;

/** {@code check}: everything that a person wrote, without network, keys or warehouse. */
@Command(
        name = "check",
        description = "Validates configuration, routes, mappings and legal basis; touches no network.",
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
        String settings = home.shown(home.settingsFile());
        LocalDate today = LocalDate.now(program.clock());
        for (LegalBasis basis : configuration.settings().legalBases()) {
            if (!configuration.mappings().containsKey(basis.feed())
                    && configuration.problems().isEmpty()) {
                problems.add(new Problem(settings, basis.line(), "there is no feed '" + basis.feed() + "'"));
            }
            if (basis.isTrial() && configuration.settings().warehouseUrl() != null) {
                problems.add(new Problem(
                        settings,
                        basis.line(),
                        "legal basis of '" + basis.feed() + "' is a trial, which a warehouse.url refuses;"
                                + " add law and decision"));
            }
        }
        problems.forEach(p -> program.out().println(p));
        List<String> incomplete = new ArrayList<>();
        for (String feed : new TreeSet<>(configuration.mappings().keySet())) {
            var basis = configuration.settings().legalBasis(feed, today);
            if (basis.isEmpty()) {
                incomplete.add(settings + ":0: feed '" + feed + "' has no valid legal basis and will not load");
            } else if (basis.get().isTrial()) {
                incomplete.add(settings + ":" + basis.get().line() + ": legal basis of '" + feed
                        + "' is a trial: add law and decision before real use");
            }
        }
        incomplete.forEach(program.err()::println);
        if (problems.isEmpty()) {
            program.out()
                    .println("ok: " + configuration.mappings().size() + " feeds, " + incomplete.size()
                            + " legal-basis entries to complete");
        }
        return problems.isEmpty() ? ExitCodes.DONE : ExitCodes.PROBLEMS;
    }
}
