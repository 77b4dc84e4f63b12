package se.tvarsyn.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Operator;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.ServeSettings;
import se.tvarsyn.web.PageServer;
import se.tvarsyn.web.UsersFile;

/** {@code serve}: the scheduled feeds and the pages, until the command is ended. */
@Command(
        name = "serve",
        description = "Runs feeds when they are due, and serves the pages for leads.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(names = "--port", paramLabel = "PORT", description = "Port; default serve.port, 8421.")
    private @Nullable Integer port;

    @Option(names = "--address", paramLabel = "ADDRESS", description = "Address; default serve.address, 127.0.0.1.")
    private @Nullable String address;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        Home home = configuration.home();
        KeyStoreFile keys = program.keys(home);
        ServeSettings settings = configuration.settings().serve().at(address, port);
        UsersFile users = UsersCommand.file(home, settings);
        CountDownLatch ended = new CountDownLatch(1);
        PageServer.Parts parts = parts(program, configuration, keys, settings, users, figures(configuration));
        try (Installation installation = Installation.open(configuration, program.clock());
                Operator operator = new Operator(
                        installation,
                        () -> program.configuration(home),
                        changed -> program.keys(changed.home()),
                        Failures::told,
                        program.clock());
                PageServer pages = PageServer.start(parts, operator)) {
            // The signal to end runs this, and the process ends when the pages are closed.
            Thread end = new Thread(() -> close(pages, operator, installation), "tvarsyn-serve-end");
            Runtime.getRuntime().addShutdownHook(end);
            program.out().println("pages: http://" + shown(settings.address()) + ":" + pages.port() + "/");
            hints(users, settings).forEach(program.err()::println);
            operator.start();
            scheduled(operator).forEach(program.err()::println);
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (PageServer.ServingRefused e) {
            throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
        }
        return ExitCodes.DONE;
    }

    /** Feeds whose legal basis is a trial entry today. */
    static List<String> trials(Configuration configuration, Clock clock) {
        LocalDate today = LocalDate.now(clock);
        LegalBasisRegister register = configuration.settings().register();
        return configuration.mappings().entrySet().stream()
                .filter(feed -> !register.trials(feed.getKey(), feed.getValue().tables(), today)
                        .isEmpty())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static PageServer.Parts parts(
            Tvarsyn program,
            Configuration configuration,
            KeyStoreFile keys,
            ServeSettings settings,
            UsersFile users,
            Figures figures) {
        Home home = configuration.home();
        return new PageServer.Parts(
                home,
                settings,
                users,
                new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock()),
                ReleasePlace.of(home, configuration.settings()),
                figures.catalogue(),
                figures.cubes(),
                configuration.settings().followUp(),
                trials(configuration, program.clock()),
                program.clock());
    }

    /** The run under way ends first; what is lined up is still owed at the next start. */
    private static void close(PageServer pages, Operator operator, Installation installation) {
        pages.close();
        operator.close();
        installation.close();
    }

    private static List<String> scheduled(Operator operator) throws IOException {
        List<String> told = new ArrayList<>();
        for (FeedState feed : operator.feeds()) {
            if (feed.nextRun() != null) {
                told.add("runs by itself: " + feed.feed() + ", next " + StatusCommand.local(feed.nextRun()));
            }
        }
        return told.isEmpty()
                ? List.of("no feed runs by itself; 'every', 'at' or 'cron' of a source in tvarsyn.yaml says when")
                : told;
    }

    private Figures figures(Configuration configuration) {
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        if (!problems.isEmpty()) {
            problems.forEach(program.err()::println);
            throw new Failure(ExitCodes.PROBLEMS, "the catalogue has " + problems.size() + " problem(s); see above");
        }
        return figures;
    }

    private static List<String> hints(UsersFile users, ServeSettings settings) throws IOException {
        List<String> hints = new ArrayList<>();
        if (users.all().isEmpty() && settings.oidc() == null) {
            hints.add("pages: nobody can log in yet; './tvarsyn users add NAME --role lead' makes a user");
        }
        return hints;
    }

    static String shown(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
