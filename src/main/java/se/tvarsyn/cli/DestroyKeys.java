package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Erasures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Locked;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.KeyVersions;

/** {@code keys destroy}: a version that no row needs, or, said twice, all versions of a domain. */
@Command(
        name = "destroy",
        description = "Destroys a key version that no row needs, or all versions of a domain (crypto-shredding).",
        mixinStandardHelpOptions = true)
final class DestroyKeys implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private KeysCommand keys;

    @Option(names = "--domain", required = true, paramLabel = "D", description = "As 'keys list' shows it.")
    @SuppressWarnings("NullAway.Init")
    private String domain;

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private What what;

    @Option(names = "--by", required = true, paramLabel = "NAME", description = "Who decided it.")
    @SuppressWarnings("NullAway.Init")
    private String by;

    @Option(names = "--secret-file", paramLabel = "F", description = "File with the secret of who decided it.")
    private @Nullable Path secretFile;

    @Option(
            names = "--yes-all-tokens-become-meaningless",
            description = "With --all: says that you know what it means. No key, no backup: no way back.")
    private boolean isConfirmed;

    static final class What {
        @Option(names = "--version", paramLabel = "N", description = "One version.")
        private @Nullable Integer version;

        @Option(
                names = "--all",
                description = "Every version; of a purpose, those of its feeds too. Nothing loads into it any more.")
        private boolean isAll;
    }

    @Override
    public Integer call() throws IOException {
        if (what.isAll && !isConfirmed) {
            throw new Failure(
                    ExitCodes.USAGE,
                    "--all destroys every key of " + domain + ": all its tokens become meaningless, and nothing can be"
                            + " loaded, linked or erased by number any more; add --yes-all-tokens-become-meaningless if"
                            + " that is what you want");
        }
        Configuration configuration = keys.configuration();
        Erasures.Actor actor = Actors.prove(keys.program(), by, secretFile);
        KeyStoreFile store = keys.keys(configuration);
        KeyVersions versions = new KeyVersions(store);
        Tvarsyn program = keys.program();
        try (Installation installation = Installation.open(configuration, program.clock())) {
            try (Locked lock = installation.lock()) {
                if (what.version != null) {
                    versions.refuseNeeded(domain, what.version);
                }
                // Before it is done: what is not written down is not done.
                String version = what.version == null ? "all" : what.version.toString();
                new AuditLog(configuration.home().audit(), store.homeKeys().audit(), program.clock())
                        .append(
                                actor.name(),
                                "keys-destroy",
                                Map.of(
                                        "domain", domain,
                                        "version", version,
                                        "principal", actor.isKnown() ? "secret" : "unauthenticated"));
                destroy(versions, program);
            }
        }
        program.err().println("Copies in backups of the keys are not destroyed by this: destroy them too.");
        return ExitCodes.DONE;
    }

    private void destroy(KeyVersions versions, Tvarsyn program) throws IOException {
        if (what.version != null) {
            versions.destroy(domain, what.version);
            program.out().println("destroyed " + domain + " v" + what.version);
        } else {
            List<String> gone = versions.destroyAll(domain);
            gone.forEach(d -> program.out().println("destroyed every version of " + d));
        }
    }
}
