package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.zones.ZonePublicKey;

/** {@code init}: a starter tvarsyn.yaml and keys. What is there already is kept. */
@Command(
        name = "init",
        description = "Writes a starter tvarsyn.yaml and creates keys; with --feed also an instance of a known system.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private static final Pattern LEGAL_BASIS = Pattern.compile("(?m)^legal-basis:([^\\n#]*)(#[^\\n]*)?\\n");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            description = "Writes route and mapping of a further instance: school-lesson-csv-norr.")
    private @Nullable String feed;

    @Option(
            names = "--like",
            paramLabel = "SYSTEM",
            description = "The known feed it is like; default: the one whose name it begins with.")
    private @Nullable String like;

    @Option(
            names = "--zone",
            paramLabel = "END",
            description =
                    "Makes one end of two zones: sender, or receiver, which gets no key of a token (docs/zones.md).")
    private ZonePublicKey.@Nullable Role zone;

    @Override
    public Integer call() throws IOException {
        Home home = program.home();
        Files.createDirectories(home.directory());
        if (feed != null) {
            Configuration known = program.configuration(home);
            String system = FeedFiles.system(known, feed, like);
            new FeedFiles(home).write(feed, system, RouteFiles.isPulled(home, system), program.out()::println);
        }
        boolean isNew = !Files.exists(home.settingsFile());
        Configuration configuration = program.configuration(home);
        TreeSet<String> feeds = new TreeSet<>(configuration.mappings().keySet());
        if (isNew) {
            Files.writeString(home.settingsFile(), starter(feeds) + zoneSettings(), StandardCharsets.UTF_8);
            program.out().println("wrote " + home.settingsFile() + ": name your sources there");
        } else {
            program.out().println(home.settingsFile() + " is there already and was left as it is");
            addTrials(configuration);
        }
        if (isReceiver(home)) {
            ZoneCommand.show(program, home.directory(), ZonePublicKey.Role.RECEIVER);
            return ExitCodes.DONE;
        }
        String purpose = program.configuration(home).settings().purpose();
        KeyProvider place = program.keyPlace(home);
        if (KeyStoreFile.exists(home.directory(), place)) {
            KeyStoreFile keys = program.keys(home, place, false);
            for (String feed : feeds) {
                keys.addFeed(feed);
            }
            program.out().println("keys are there already; feeds that had none got one");
        } else {
            KeyStoreFile.create(home.directory(), place, purpose, feeds, false, program.clock());
            program.out()
                    .println("drew keys for purpose '" + purpose + "' and " + feeds.size() + " feeds in "
                            + (place.files().isEmpty()
                                    ? place.shown()
                                    : home.directory().resolve("keys"))
                            + ": keep it as safe as the population register");
        }
        if (zone == ZonePublicKey.Role.SENDER) {
            ZoneCommand.show(program, home.directory(), ZonePublicKey.Role.SENDER);
        }
        program.err()
                .println("The legal-basis entries are 'trial: true': they load into the embedded engine only."
                        + " Complete them before you use a ClickHouse server.");
        return ExitCodes.DONE;
    }

    private boolean isReceiver(Home home) {
        ZoneSettings settings = program.configuration(home).settings().zone();
        boolean isReceiver = settings != null && settings.role() == ZoneSettings.Role.RECEIVER;
        if (zone == ZonePublicKey.Role.RECEIVER && !isReceiver) {
            throw new Failure(
                    ExitCodes.PROBLEMS,
                    home.shown(home.settingsFile()) + ":0: add zone: {role: receiver}, then run this again: a receiving"
                            + " home must not get keys of tokens");
        }
        return isReceiver;
    }

    private String zoneSettings() {
        if (zone == ZonePublicKey.Role.RECEIVER) {
            return """

                # This home loads what other zones made, and holds no key of a token (docs/zones.md).
                zone:
                  role: receiver
                  # directory: inbox
                  # senders:
                  #   skola: {key: 'tvarsyn-sender:…', feeds: [school-lesson-csv]}
                """;
        }
        return zone == null ? "" : """

                # This home sends to another zone (docs/zones.md). Complete it, and take away the signs before it.
                # zone:
                #   role: sender
                #   receiver-key: 'tvarsyn-receiver:…'
                #   directory: /srv/exchange/tvarsyn
                """;
    }

    /** A feed that came later has no legal basis yet: it gets a trial entry, in a line of its own at the end of the list. */
    private void addTrials(Configuration configuration) throws IOException {
        TreeSet<String> missing = new TreeSet<>(configuration.mappings().keySet());
        configuration.settings().legalBases().forEach(basis -> missing.remove(basis.feed()));
        if (missing.isEmpty() || !configuration.problems().isEmpty()) {
            return;
        }
        Path file = configuration.home().settingsFile();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        StringBuilder lines = new StringBuilder();
        missing.forEach(f -> lines.append("  - {feed: ").append(f).append(", trial: true}\n"));
        Matcher list = LEGAL_BASIS.matcher(text);
        boolean isFound = list.find();
        String changed = isFound
                ? text.substring(0, list.end()) + lines + text.substring(list.end())
                : text + (text.endsWith("\n") ? "" : "\n") + "\nlegal-basis:\n" + lines;
        if (isFound && !list.group(1).isBlank()) {
            program.err().println("add a legal basis by hand for " + missing + ": legal-basis is written on one line");
            return;
        }
        Files.writeString(file, changed, StandardCharsets.UTF_8);
        program.out().println("added trial entries under legal-basis for " + String.join(", ", missing));
    }

    private static String starter(Iterable<String> feeds) {
        StringBuilder yaml = new StringBuilder("""
                # Tvärsyn: the one configuration file. Every setting has a default; './tvarsyn check' tells what is wrong.
                purpose: %s

                # Without a url the embedded ClickHouse is used.
                # warehouse:
                #   url: http://clickhouse.example.se:8123
                #   user: tvarsyn
                #   password-file: secrets/clickhouse

                # Where the source systems are; './tvarsyn run' pulls them, './tvarsyn load' needs none of this.
                # sources:
                #   school-lesson-csv: {directory: inbox/lesson}
                #   leisure-dak: {directory: inbox/dak, after: archive, archive-days: 30}
                #   school-ss12000: {url: https://skola.example.se/ss12000/v2, token-file: secrets/ss12000}
                #   social-lifecare: {url: https://ifo.example.se/WESE.FC.Api.FC, domain: kommun, key-file: secrets/lifecare}

                # Who answers for the processing; stands in the documents of './tvarsyn docs'.
                # controller: {name: Utbildningsnämnden, contact: registrator@example.se, dpo: dataskyddsombud@example.se}

                # Why each feed may be loaded, and for how long its rows are kept. Replace 'trial: true' by law, decision and
                # the days it is valid:
                #   - {feed: school-ss12000, law: skollagen 26 kap., decision: BUN 2026/123, valid-from: 2026-01-01,
                #      retention: 5 years}
                legal-basis:
                """.formatted(TvarsynSettings.DEFAULT_PURPOSE));
        for (String feed : feeds) {
            yaml.append("  - {feed: ").append(feed).append(", trial: true}\n");
        }
        return yaml.toString();
    }
}
