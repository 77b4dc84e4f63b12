package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;

/** {@code init}: a starter tvarsyn.yaml and keys. What is there already is kept. */
@Command(
        name = "init",
        description = "Writes a starter tvarsyn.yaml and creates keys.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Override
    public Integer call() throws IOException {
        Home home = program.home();
        Files.createDirectories(home.directory());
        boolean isNew = !Files.exists(home.settingsFile());
        Configuration configuration = program.configuration(home);
        TreeSet<String> feeds = new TreeSet<>(configuration.mappings().keySet());
        if (isNew) {
            Files.writeString(home.settingsFile(), starter(feeds), StandardCharsets.UTF_8);
            program.out().println("wrote " + home.settingsFile() + ": name your sources there");
        } else {
            program.out().println(home.settingsFile() + " is there already and was left as it is");
        }
        String purpose = program.configuration(home).settings().purpose();
        if (KeyStoreFile.exists(home.directory())) {
            KeyStoreFile keys = KeyStoreFile.open(home.directory(), false, program.clock());
            for (String feed : feeds) {
                keys.addFeed(feed);
            }
            program.out().println("keys are there already; feeds that had none got one");
        } else {
            KeyStoreFile.create(home.directory(), purpose, feeds, false, program.clock());
            program.out()
                    .println("drew keys for purpose '" + purpose + "' and " + feeds.size() + " feeds in "
                            + home.directory().resolve("keys")
                            + ": keep that folder as safe as the population register");
        }
        program.err()
                .println("The legal-basis entries are 'trial: true': they load into the embedded engine only."
                        + " Complete them before you use a ClickHouse server.");
        return ExitCodes.DONE;
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

                # Why each feed may be loaded. Replace 'trial: true' by law, decision and the days it is valid:
                #   - {feed: school-ss12000, law: skollagen 26 kap., decision: BUN 2026/123, valid-from: 2026-01-01}
                legal-basis:
                """.formatted(TvarsynSettings.DEFAULT_PURPOSE));
        for (String feed : feeds) {
            yaml.append("  - {feed: ").append(feed).append(", trial: true}\n");
        }
        return yaml.toString();
    }
}
