package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.canonical.OwnerOnlyFiles;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;

/** {@code principals}: who may request and approve. */
@Command(
        name = "principals",
        description = "Gives a principal a secret of their own, for requests and approvals.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "add",
        subcommands = PrincipalsCommand.Add.class)
final class PrincipalsCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Command(name = "add", description = "Adds a principal, or gives one a new secret.")
    static final class Add implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private PrincipalsCommand principals;

        @Parameters(paramLabel = "NAME")
        @SuppressWarnings("NullAway.Init")
        private String name;

        @Option(
                names = "--secret-file",
                required = true,
                paramLabel = "F",
                description = "Where the new secret is written, mode 600: hand it over, and destroy it here.")
        @SuppressWarnings("NullAway.Init")
        private Path secretFile;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = principals.program;
            Home home = program.home();
            KeyStoreFile keys = program.keys(home);
            try {
                String secret = Actors.principals(home).add(name);
                OwnerOnlyFiles.replace(secretFile, (secret + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException e) {
                throw new Failure(ExitCodes.USAGE, String.valueOf(e.getMessage()));
            }
            new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock())
                    .append(System.getProperty("user.name", "?"), "principal-add", Map.of("principal", name.strip()));
            program.out().println("wrote the secret of " + name.strip() + " to " + secretFile);
            return ExitCodes.DONE;
        }
    }
}
