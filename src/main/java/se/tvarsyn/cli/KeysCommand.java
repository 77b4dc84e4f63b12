package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.UsedKeys;
import se.tvarsyn.pseudonymization.KeptKey;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.KeyUse;
import se.tvarsyn.settings.Home;

/** {@code keys}: lists, imports, rotates, destroys, moves. */
@Command(
        name = "keys",
        description =
                "Lists keys, imports one, rotates a domain to the next version, destroys a version, or moves all.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|import|rotate|destroy|move",
        subcommands = {
            KeysCommand.ListKeys.class,
            KeysCommand.ImportKey.class,
            RotateKeys.class,
            DestroyKeys.class,
            MoveKeys.class
        })
final class KeysCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    Tvarsyn program() {
        return program;
    }

    Configuration configuration() {
        return program.configuration();
    }

    KeyStoreFile keys(Configuration configuration) throws IOException {
        return program.keys(configuration.home());
    }

    /** Asks the ledger; a home whose warehouse was never opened has used no key. */
    private KeyUse use(Configuration configuration) throws IOException {
        Home home = configuration.home();
        if (configuration.settings().warehouseUrl() == null && !Files.isDirectory(home.warehouseStorage())) {
            return (domain, version) -> false;
        }
        try (Installation installation = Installation.open(configuration, program.clock())) {
            return UsedKeys.of(installation.ledger(), configuration.settings().purpose());
        }
    }

    @Command(
            name = "list",
            description = "Shows every key's domain, version, day, check value, use and state; never a key.")
    static final class ListKeys implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private KeysCommand keys;

        @Override
        public Integer call() throws IOException {
            Configuration configuration = keys.configuration();
            KeyStoreFile store = keys.keys(configuration);
            for (KeptKey key : store.list(keys.use(configuration))) {
                keys.program
                        .out()
                        .println(key.domain() + "\tv" + key.version() + "\t" + key.createdOn() + "\t" + key.checkValue()
                                + "\t" + (key.isUsed() ? "used" : "not used") + "\t"
                                + key.state().shown());
            }
            return ExitCodes.DONE;
        }
    }

    @Command(
            name = "import",
            description = "Replaces a key version that no delivery has used yet, and its check value.")
    static final class ImportKey implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private KeysCommand keys;

        @Option(names = "--domain", required = true, paramLabel = "D")
        @SuppressWarnings("NullAway.Init")
        private String domain;

        @Option(names = "--version", required = true, paramLabel = "N")
        private int version;

        @Option(
                names = "--hex-file",
                required = true,
                paramLabel = "F",
                description = "File with the key in hexadecimal; a key is never an argument.")
        @SuppressWarnings("NullAway.Init")
        private Path hexFile;

        @Override
        public Integer call() throws IOException {
            Configuration configuration = keys.configuration();
            if (!Files.isReadable(hexFile)) {
                throw new Failure(ExitCodes.USAGE, "--hex-file: the file cannot be read; check the path");
            }
            keys.keys(configuration).importKey(domain, version, hexFile, keys.use(configuration));
            keys.program.out().println("imported " + domain + " v" + version + "; destroy the file it came from");
            return ExitCodes.DONE;
        }
    }
}
