package se.tvarsyn.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Locked;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.erasure.ExpiredRows;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;

/** {@code retention}: removes rows that are older than their legal basis allows (gallring). */
@Command(
        name = "retention",
        description =
                "Removes rows that are older than their legal basis allows (gallring), and writes it in the audit.",
        mixinStandardHelpOptions = true)
final class RetentionCommand implements Callable<Integer> {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Option(names = "--dry-run", description = "Shows what would be removed, and removes nothing.")
    private boolean isDryRun;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        Home home = configuration.home();
        KeyStoreFile keys = program.keys(home);
        AuditLog audit = new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock());
        TvarsynSettings settings = configuration.settings();
        LocalDate today = LocalDate.now(program.clock().withZone(SWEDEN));
        try (Installation installation = Installation.open(configuration, program.clock());
                Locked lock = installation.lock()) {
            ExpiredRows rows = new ExpiredRows(
                    installation.warehouse(), new WarehouseErasure(installation.warehouse(), program.clock()));
            List<ExpiredRows.Expired> expired = rows.find((feed, table) -> settings.keptFrom(feed, table, today));
            for (ExpiredRows.Expired one : expired) {
                if (!isDryRun) {
                    rows.remove(one);
                    audit.append(
                            System.getProperty("user.name", "?"),
                            "retention",
                            Map.of(
                                    "table", one.table().tableName(),
                                    "feed", one.feed(),
                                    "kept-from", one.keptFrom().toString(),
                                    "rows", Long.toString(one.rowCount())));
                }
                program.out()
                        .println(one.table().tableName() + "\t" + one.feed() + "\tbefore " + one.keptFrom() + "\t"
                                + one.rowCount() + (isDryRun ? " rows to remove" : " rows removed"));
            }
            if (expired.isEmpty()) {
                program.out().println("nothing is older than its legal basis allows");
            }
        }
        return ExitCodes.DONE;
    }
}
