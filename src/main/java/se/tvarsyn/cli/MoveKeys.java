package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.KeyPlace;
import se.tvarsyn.application.Locked;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.Pkcs12Keys;
import se.tvarsyn.settings.Home;

/** {@code keys move}: takes the keys from PKCS#12 to the provider that tvarsyn.yaml names, or back. */
@Command(
        name = "move",
        description = "Moves the keys from PKCS#12 to the provider that tvarsyn.yaml names, or back (docs/keys.md).",
        mixinStandardHelpOptions = true)
final class MoveKeys implements Callable<Integer> {
    private static final String PKCS12 = "pkcs12";

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private KeysCommand keys;

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Way way;

    static final class Way {
        @Option(names = "--from", paramLabel = PKCS12, description = "Into what tvarsyn.yaml names.")
        private String from = "";

        @Option(names = "--to", paramLabel = PKCS12, description = "Out of what tvarsyn.yaml names.")
        private String to = "";
    }

    @Override
    public Integer call() throws IOException {
        Tvarsyn program = keys.program();
        Configuration configuration = keys.configuration();
        Home home = configuration.home();
        KeyProvider named = KeyPlace.of(home, configuration.settings(), program.clock());
        if (!(way.from + way.to).equals(PKCS12) || named instanceof Pkcs12Keys) {
            throw new Failure(
                    ExitCodes.USAGE,
                    "keys move: use --from pkcs12 or --to pkcs12, and let keys.provider name the other place");
        }
        KeyProvider files = new Pkcs12Keys(home.directory());
        KeyProvider from = way.to.isEmpty() ? files : named;
        KeyProvider to = way.to.isEmpty() ? named : files;
        boolean isDemo = DemoHome.isDemo(home);
        Home.privateDirectory(home.state());
        try (Locked lock = Locked.of(home)) {
            KeyStoreFile store = KeyStoreFile.open(home.directory(), from, isDemo, program.clock());
            new AuditLog(home.audit(), store.homeKeys().audit(), program.clock())
                    .append(
                            System.getProperty("user.name", "?"),
                            "keys-move",
                            Map.of("from", from.shown(), "to", to.shown()));
            store.copyTo(to);
            for (Path file : from.files()) {
                Files.deleteIfExists(file);
            }
        }
        program.out().println("moved the keys to " + to.shown() + ", read them there again, and found them equal");
        program.err()
                .println((from.files().isEmpty() ? "Destroy " + from.shown() + ". " : "")
                        + (way.to.isEmpty() ? "" : "Set keys.provider to pkcs12. ")
                        + "Copies in backups stay where they are: destroy them, and back up the new place.");
        return ExitCodes.DONE;
    }
}
