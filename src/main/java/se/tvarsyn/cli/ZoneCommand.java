package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.zones.ZoneKeys;
import se.tvarsyn.zones.ZonePublicKey.Role;

/** {@code zone}: what two zones must know of each other. */
@Command(
        name = "zone",
        description = "Keys of this end of two zones.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "keys",
        subcommands = ZoneCommand.Keys.class)
final class ZoneCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    /** Draws the pair where there is none, and prints its public half. */
    static void show(Tvarsyn program, Path home, Role role) throws IOException {
        boolean isNew = !ZoneKeys.exists(home, role);
        ZoneKeys keys = isNew ? ZoneKeys.create(home, role) : ZoneKeys.open(home, role);
        if (isNew) {
            program.err().println("drew a key pair in " + home.resolve("keys").resolve("zone-" + role.word()));
        }
        program.out().println(keys.publicKey().text());
        program.err()
                .println(
                        role == Role.SENDER
                                ? "read this line to the receiver, who adds it under zone.senders; key id "
                                        + keys.publicKey().id()
                                : "read this line to every sender, who adds it as zone.receiver-key; key id "
                                        + keys.publicKey().id());
        program.err().println("tell it by another way than the batches go: who changes it on its way becomes you");
    }

    @Command(name = "keys", description = "Makes this end's key pair where there is none; prints its public half.")
    static final class Keys implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private ZoneCommand zone;

        @Option(names = "--role", paramLabel = "END", description = "sender or receiver; default: zone.role.")
        private @Nullable Role role;

        @Override
        public Integer call() throws IOException {
            Role end = role;
            if (end == null) {
                ZoneSettings settings = zone.program.configuration().settings().zone();
                if (settings == null) {
                    throw new Failure(
                            ExitCodes.USAGE, "tvarsyn.yaml names no zone.role; say --role sender or --role receiver");
                }
                end = Role.valueOf(settings.role().name().toUpperCase(Locale.ROOT));
            }
            show(zone.program, zone.program.home().directory(), end);
            return ExitCodes.DONE;
        }
    }
}
