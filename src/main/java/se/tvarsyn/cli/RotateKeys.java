package se.tvarsyn.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.rotation.RotationOutcome;

/** {@code keys rotate}: the whole campaign to the next version; run again, it finishes what was broken off. */
@Command(
        name = "rotate",
        description = "Brings a domain's keys and every stored token to the next version. Run it again if it broke off.",
        mixinStandardHelpOptions = true)
final class RotateKeys implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private KeysCommand keys;

    @Option(
            names = "--domain",
            required = true,
            paramLabel = "D",
            description = "The purpose, and every feed's domain with it; or one feed's domain alone.")
    @SuppressWarnings("NullAway.Init")
    private String domain;

    @Option(
            names = "--mode",
            required = true,
            paramLabel = "MODE",
            description = "chain: new tokens are made of the stored ones; the older keys stay as inner keys.")
    @SuppressWarnings("NullAway.Init")
    private String mode;

    @Override
    public Integer call() throws IOException {
        if (!mode.equals("chain")) {
            throw new Failure(ExitCodes.USAGE, "--mode: use chain");
        }
        Configuration configuration = keys.configuration();
        KeyStoreFile store = keys.keys(configuration);
        Tvarsyn program = keys.program();
        try (Installation installation = Installation.open(configuration, program.clock())) {
            RotationOutcome outcome = installation.rotate(store, domain, program.err()::println);
            outcome.versions().forEach(program.out()::println);
            program.out()
                    .println((outcome.wasResumed() ? "finished the rotation that was broken off: " : "rotated: ")
                            + outcome.tableCount() + " tables proven equal and exchanged; the older keys stay as inner"
                            + " keys. Make a backup of warehouse and keys together.");
        }
        return ExitCodes.DONE;
    }
}
