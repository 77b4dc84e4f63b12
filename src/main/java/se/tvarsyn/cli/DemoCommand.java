package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.operations.Delivery.Acceptance;
import se.tvarsyn.operations.DeliveryReport;
import se.tvarsyn.operations.PullRequest;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasis;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.simulation.Municipality;
import se.tvarsyn.simulation.SimulatedSources;

/**
 * {@code demo}: a made-up municipality through the real chain, in a home of its own. Uses the embedded engine whatever
 * the configuration says: made-up rows never reach a real warehouse.
 */
@Command(
        name = "demo",
        description = "Runs every shipped route over a made-up municipality and releases a first follow-up.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 8, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    /** Schools first: the protection marks of persons come from there. */
    private static final List<String> ORDER =
            List.of("school-ss12000", "school-lesson-csv", "social-lifecare", "leisure-dak");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    /** Of a home of its own: in the usual one another size would mix two municipalities. */
    @Option(names = "--pupils", hidden = true)
    private int pupils = Municipality.DEFAULT_PUPILS;

    @Option(names = "--serve", description = "Keeps the pages of leads up afterwards, and prints their address.")
    private boolean isServed;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the pages; default 8421.")
    private @Nullable Integer port;

    @Override
    public Integer call() throws IOException {
        if (pupils < Municipality.FEWEST_PUPILS || pupils > Municipality.MOST_PUPILS) {
            throw new Failure(
                    ExitCodes.USAGE,
                    "--pupils: from " + Municipality.FEWEST_PUPILS + " to " + Municipality.MOST_PUPILS);
        }
        Home home = new Home(DemoHome.below(program.home()), program.home().shipped());
        say("the demo's home is " + home.directory() + "; everything in it is made up");
        say("making up a municipality: two districts, two terms and sums of the two before, about " + pupils
                + " pupils");
        Municipality municipality = Municipality.generate(Municipality.DEFAULT_SEED, pupils);
        prepare(home, municipality);
        Path folder = Home.privateDirectory(home.state().resolve("simulated"));
        try (SimulatedSources sources = SimulatedSources.start(municipality, folder)) {
            say("source systems answer on loopback; pulling them");
            Set<String> feeds =
                    Configuration.read(home, null, program.clock()).mappings().keySet();
            run(home, municipality, settings(home, sources, feeds));
        } finally {
            BenchCommand.delete(folder);
        }
        say("done. Look further as an analyst: ./tvarsyn --home " + home.directory()
                + " query \"SELECT * FROM mart.figure WHERE cube = 'agencies'\"");
        if (isServed) {
            Configuration configuration = program.configuration(home);
            new DemoPages(program, configuration, Figures.read(home, configuration.settings(), new ArrayList<>()))
                    .serve(port);
        }
        return ExitCodes.DONE;
    }

    private void run(Home home, Municipality municipality, TvarsynSettings settings) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Configuration shipped = Configuration.read(home, null, program.clock());
        problems.addAll(shipped.problems());
        if (!problems.isEmpty()) {
            problems.forEach(program.err()::println);
            throw new Failure(ExitCodes.PROBLEMS, "the shipped mappings have problems; see above");
        }
        Configuration configuration = new Configuration(home, settings, shipped.mappings(), List.of());
        try (Intake intake = Intake.open(program, configuration, true)) {
            List<String> feeds = new ArrayList<>(ORDER);
            new TreeSet<>(configuration.mappings().keySet())
                    .stream().filter(f -> !feeds.contains(f)).forEach(feeds::add);
            for (String feed : Intake.lawful(program, configuration, feeds)) {
                say("pulling " + feed);
                intake.send(feed, new PullRequest(feed, FIRST_DAY, LAST_DAY, true, Acceptance.NOTHING));
            }
            // The mistakes in the made-up files are meant: they are counted, and not told one by one.
            intake.counts(program.out());
            for (DeliveryReport report : intake.reports()) {
                if (!Intake.isLoaded(report)) {
                    throw new Failure(ExitCodes.INTERNAL, "a made-up delivery was not loaded; report it");
                }
            }
            say("making the models");
            Figures figures = Figures.read(home, settings, problems);
            figures.models(intake.installation().warehouse(), program.clock(), model -> {});
            say("running the data tests");
            if (!figures.dataTests(intake.installation().warehouse(), program.clock())
                    .isEmpty()) {
                throw new Failure(ExitCodes.INTERNAL, "a data test fails on made-up rows; report it");
            }
            say(isServed ? "making releases of four terms and two school years" : "making a first release");
            byte[] recordKeys = KeyStoreFile.open(home.directory(), true, program.clock())
                    .homeKeys()
                    .recordKeys(settings.purpose());
            new FirstRelease(configuration, figures)
                    .make(intake.installation(), recordKeys, program, isServed, step -> {});
        }
    }

    private void prepare(Home home, Municipality municipality) throws IOException {
        if (KeyStoreFile.exists(home.directory()) != DemoHome.isDemo(home)
                || (!DemoHome.isDemo(home) && Files.exists(home.warehouseStorage()))) {
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    home.directory() + " holds something else than a demo; remove it, or name another --home");
        }
        Configuration shipped = Configuration.read(home, null, program.clock());
        if (KeyStoreFile.exists(home.directory())) {
            KeyStoreFile keys = KeyStoreFile.open(home.directory(), true, program.clock());
            for (String feed : shipped.mappings().keySet()) {
                keys.addFeed(feed);
            }
            return;
        }
        Home.privateDirectory(home.directory());
        DemoHome.mark(home);
        DemoHome.write(home, municipality, shipped.mappings().keySet());
        KeyStoreFile.create(
                home.directory(),
                TvarsynSettings.DEFAULT_PURPOSE,
                shipped.mappings().keySet(),
                true,
                program.clock());
    }

    private static TvarsynSettings settings(Home home, SimulatedSources sources, Set<String> feeds) throws IOException {
        Path secrets = Home.privateDirectory(home.state().resolve("simulated").resolve("secrets"));
        Path token = Files.writeString(secrets.resolve("token"), sources.token(), StandardCharsets.UTF_8);
        Path key = Files.writeString(secrets.resolve("key"), sources.key(), StandardCharsets.UTF_8);
        Map<String, Map<String, String>> settings = new TreeMap<>();
        settings.put(
                "school-ss12000",
                Map.of(
                        "url",
                        sources.ss12000().toString(),
                        "token-file",
                        token.toString(),
                        // The made-up school system has lessons and enrolments; grades come from another system.
                        "endpoints",
                        "organisations,activities,persons,calendarEvents,attendances",
                        "expected-every",
                        "2 days"));
        settings.put("school-lesson-csv", folder(sources.lessonCsvFolder()));
        settings.put(
                "social-lifecare",
                Map.of(
                        "url",
                        sources.lifecare().toString(),
                        "domain",
                        sources.domain(),
                        "key-file",
                        key.toString(),
                        "expected-every",
                        "7 days"));
        settings.put("leisure-dak", folder(sources.dakFolder()));
        for (String feed : feeds) {
            settings.putIfAbsent(feed, folder(sources.folderOf(feed)));
        }
        String purpose = TvarsynSettings.DEFAULT_PURPOSE;
        // Made-up persons need no decision, but the demo passes the same gates as everybody.
        List<LegalBasis> trials =
                feeds.stream().map(feed -> LegalBasis.trial(feed, purpose)).toList();
        return new TvarsynSettings(purpose, null, "default", null, settings, trials);
    }

    /** Kept as they are: the next demo reads them again, and shows the same counts. */
    private static Map<String, String> folder(Path folder) {
        return Map.of(
                "directory", folder.toString(), "after", "keep", "settle-seconds", "1", "expected-every", "40 days");
    }

    private void say(String what) {
        program.err().println("demo: " + what);
    }
}
