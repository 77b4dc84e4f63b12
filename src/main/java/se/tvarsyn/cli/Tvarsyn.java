package se.tvarsyn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;

/** The program. */
@Command(
        name = "tvarsyn",
        description =
                "Pulls school, social-services and leisure records, pseudonymizes them, loads them into ClickHouse.",
        mixinStandardHelpOptions = true,
        version = "Tvärsyn " + Tvarsyn.VERSION,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            CheckCommand.class,
            LoadCommand.class,
            RunCommand.class,
            StatusCommand.class,
            QuarantineCommand.class,
            QueryCommand.class,
            KeysCommand.class,
            BenchCommand.class,
            DemoCommand.class,
            PreviewCommand.class,
            EraseCommand.class,
            AuditCommand.class,
            PrincipalsCommand.class,
            RetentionCommand.class,
            DocsCommand.class,
            DoctorCommand.class,
            RefreshCommand.class,
            ReleaseCommand.class,
            EngineCommand.class,
            SendCommand.class,
            ReceiveCommand.class,
            ZoneCommand.class,
            ServeCommand.class,
            UsersCommand.class
        })
public final class Tvarsyn {
    static final String VERSION = "0.1.0";

    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder with tvarsyn.yaml, routes/, mappings/, keys and state. Default: the checkout.")
    private @Nullable Path home;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of internal errors.")
    private boolean debug;

    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Path shipped;

    Tvarsyn(PrintStream out, PrintStream err, Clock clock, Path shipped) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.shipped = shipped;
    }

    /** Runs one command and ends the program with its exit code. */
    public static void main(String[] arguments) {
        // Else every command that runs routes warms up, in a thread beside, what only the pages need.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        Path shipped = Path.of(System.getProperty("tvarsyn.shipped", "."));
        System.exit(run(out, err, Clock.system(SWEDEN), shipped, arguments));
    }

    /** Runs one command; tests call this. */
    static int run(PrintStream out, PrintStream err, Clock clock, Path shipped, String... arguments) {
        Tvarsyn program = new Tvarsyn(out, err, clock, shipped);
        CommandLine commandLine = new CommandLine(program)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> program.failed(e));
        return commandLine.execute(arguments);
    }

    private int failed(Exception e) {
        if (debug) {
            e.printStackTrace(err);
        }
        return Failures.tell(e, err);
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    Clock clock() {
        return clock;
    }

    Home home() {
        return new Home(home == null ? shipped : home, shipped);
    }

    /** Where a home's keys lie; problems of its settings end the command. Does not look at mappings. */
    KeyProvider keyPlace(Home of) {
        return KeyPlace.of(of, settings(of), clock);
    }

    /** Settings of a home; problems of the file end the command. Does not look at mappings. */
    TvarsynSettings settings(Home of) {
        List<Problem> problems = new ArrayList<>();
        TvarsynSettings settings = TvarsynSettings.read(of, null, problems);
        refuse(problems);
        return settings;
    }

    /** The keys of a home; one without any ends the command. */
    KeyStoreFile keys(Home of) throws IOException {
        return keys(of, keyPlace(of), DemoHome.isDemo(of));
    }

    KeyStoreFile keys(Home of, KeyProvider place, boolean isDemo) throws IOException {
        if (!KeyStoreFile.exists(of.directory(), place)) {
            throw new Failure(
                    ExitCodes.PROBLEMS, "this home has no keys; run './tvarsyn init' first (" + of.directory() + ")");
        }
        return KeyStoreFile.open(of.directory(), place, isDemo, clock);
    }

    /** The home's configuration; problems end the command with all of them listed. */
    Configuration configuration() {
        return configuration(home());
    }

    Configuration configuration(Home of) {
        Configuration configuration = Configuration.read(of, System.getenv("TVARSYN_WAREHOUSE_URL"), clock);
        refuse(configuration.problems());
        return configuration;
    }

    private void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            problems.forEach(err::println);
            throw new Failure(
                    ExitCodes.PROBLEMS, "the configuration has " + problems.size() + " problem(s); see above");
        }
    }
}
