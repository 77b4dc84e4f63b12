package se.tvarsyn.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.audit.AuditVerdict;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;

/** {@code audit}: proves that nobody changed it. */
@Command(
        name = "audit",
        description = "Verifies the audit.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "verify",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Command(
            name = "verify",
            description =
                    "Finds changed, removed and reordered entries; with a noted head also entries that were cut off.")
    static final class Verify implements Callable<Integer> {
        @ParentCommand
        @SuppressWarnings("NullAway.Init")
        private AuditCommand audit;

        @Option(names = "--head", paramLabel = "H", description = "A head that an earlier command printed.")
        private @Nullable String head;

        @Override
        public Integer call() throws IOException {
            Tvarsyn program = audit.program;
            Home home = program.home();
            KeyStoreFile keys = program.keys(home);
            AuditVerdict verdict = new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock()).verify(head);
            if (verdict.isWhole()) {
                program.out().println("whole: " + verdict.entries() + " entries, head " + verdict.head());
                return ExitCodes.DONE;
            }
            program.out()
                    .println("broken: entry " + verdict.brokenEntry() + " " + verdict.problem() + "; the "
                            + verdict.entries()
                            + " before it are whole. Restore the audit from its backup, and find out"
                            + " who could write to it");
            return ExitCodes.PROBLEMS;
        }
    }
}
