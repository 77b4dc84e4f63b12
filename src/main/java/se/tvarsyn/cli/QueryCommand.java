package se.tvarsyn.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.audit.QueryText;
import se.tvarsyn.pseudonymization.KeyProvider;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.ReadQuery;

/** {@code query}: reads the warehouse. */
@Command(name = "query", description = "Runs SQL that reads.", mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private Tvarsyn program;

    @Parameters(paramLabel = "SQL")
    @SuppressWarnings("NullAway.Init")
    private String sql;

    @Option(names = "--as", paramLabel = "ROLE", description = "analyst (default) or steward.")
    private Role role = Role.ANALYST;

    @Option(names = "--format", paramLabel = "FORMAT", description = "TSV (default, no header), CSV or JSON.")
    private Format format = Format.TSV;

    @Override
    public Integer call() throws IOException {
        Configuration configuration = program.configuration();
        if (role == Role.ANALYST) {
            return asAnalyst(configuration);
        }
        audit(configuration.home());
        try (Installation installation = Installation.open(configuration, program.clock())) {
            new ReadQuery(installation.readableWarehouse()).run(sql, format.clickHouse, program.out());
        } catch (ReadQuery.Refused e) {
            throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
        }
        return ExitCodes.DONE;
    }

    /** With an analyst's rights, enforced by ClickHouse: releases and nothing else. */
    private int asAnalyst(Configuration configuration) throws IOException {
        ReleasePlace place = ReleasePlace.of(configuration.home(), configuration.settings());
        try (ReleasePlace.Login reader = place.reader()) {
            ReadQuery.ofAnalyst(reader.warehouse()).run(sql, format.clickHouse, program.out());
        } catch (ReadQuery.Refused e) {
            throw new Failure(ExitCodes.PROBLEMS, String.valueOf(e.getMessage()));
        }
        return ExitCodes.DONE;
    }

    /** Before the query runs: one that is not written down is not run. */
    private void audit(Home home) throws IOException {
        KeyProvider place = program.keyPlace(home);
        if (!KeyStoreFile.exists(home.directory(), place)) {
            program.err().println("not audited: this home has no keys, and so no audit; './tvarsyn init' makes them");
            return;
        }
        KeyStoreFile keys = program.keys(home, place, DemoHome.isDemo(home));
        new AuditLog(home.audit(), keys.homeKeys().audit(), program.clock())
                .append(
                        System.getProperty("user.name", "?"),
                        "query",
                        Map.of("role", role.toString(), "text", QueryText.withoutLiterals(sql)));
    }

    enum Role {
        ANALYST,
        STEWARD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Format {
        TSV("TabSeparated"),
        CSV("CSVWithNames"),
        JSON("JSON");

        private final String clickHouse;

        Format(String clickHouse) {
            this.clickHouse = clickHouse;
        }
    }
}
