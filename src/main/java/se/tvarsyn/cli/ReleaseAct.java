package se.tvarsyn.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Locked;
import se.tvarsyn.application.Publishing;
import se.tvarsyn.audit.AuditLog;
import se.tvarsyn.documents.Documents;
import se.tvarsyn.exports.CsvRelease;
import se.tvarsyn.exports.JsonStatRelease;
import se.tvarsyn.exports.XlsxRelease;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.publication.ReleaseAttempts;
import se.tvarsyn.publication.ReleaseExport;
import se.tvarsyn.publication.ReleaseLedger;
import se.tvarsyn.publication.ReleaseOutcome;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRecord;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.warehouse.Warehouse;

/** What the commands of {@code release} do. */
final class ReleaseAct {
    static final String PERIODS = "2026-03, 2026-Q1, 2026-VT, 2025/26 (läsår) or 2026 (calendar year).";

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));

    private final Tvarsyn program;

    ReleaseAct(Tvarsyn program) {
        this.program = program;
    }

    /** @param isTrial only attacks it */
    int create(String named, @Nullable String by, boolean isTrial) throws IOException {
        ReleasePeriod period = ReleasePeriod.of(named);
        Configuration configuration = program.configuration();
        Figures figures = figures(configuration);
        KeyStoreFile keys = program.keys(configuration.home());
        try (Installation installation = Installation.open(configuration, program.clock());
                Locked lock = installation.lock()) {
            Warehouse facts = installation.readableWarehouse();
            ReleaseAttempts.Making making = () -> {
                try (Publishing publishing = Publishing.open(configuration)) {
                    if (!isTrial) {
                        publishing.lookAtServer(configuration.home(), this::say);
                    }
                    return releases(configuration, figures, keys, facts, publishing)
                            .create(
                                    period,
                                    who(by),
                                    isTrial,
                                    this::say,
                                    kept -> audit(configuration, keys, "release", kept));
                }
            };
            ReleaseOutcome outcome = isTrial
                    ? making.make()
                    : new ReleaseAttempts(facts, program.clock()).noting(period, who(by), this::say, making);
            tell(outcome, isTrial);
            return outcome.passes() ? ExitCodes.DONE : ExitCodes.PROBLEMS;
        }
    }

    private void tell(ReleaseOutcome outcome, boolean isTrial) {
        ReleaseRecord release = outcome.release();
        if (!outcome.isNew()) {
            program.out()
                    .println(release.name() + ": was released " + LOCAL.format(release.at()) + " by " + release.by()
                            + "; what was shown then is shown, and a correction waits for the next period");
            return;
        }
        program.err().println("release: " + release.audit());
        if (!outcome.passes()) {
            outcome.findings().forEach(program.out()::println);
            program.out()
                    .println(release.name() + ": not released, nothing of it can be seen; cut by fewer levels in"
                            + " warehouse/cubes, or leave these cells to a longer period");
            return;
        }
        program.out()
                .println(release.name() + ": " + release.figures() + " figures, " + release.hidden()
                        + " of them hidden (" + percent(release.hidden(), release.figures()) + " %)"
                        + (isTrial ? "; not released, only attacked" : ""));
    }

    private static long percent(long of, long among) {
        return among == 0 ? 0 : Math.round(100.0 * of / among);
    }

    int list() throws IOException {
        Configuration configuration = program.configuration();
        try (Installation installation = Installation.open(configuration, program.clock())) {
            List<ReleaseRecord> all = new ReleaseLedger(installation.warehouse()).all();
            program.out().println("release   state      when              by                    figures   hidden");
            for (ReleaseRecord release : all) {
                program.out()
                        .println("%-9s %-10s %s  %-20s %8d %8d"
                                .formatted(
                                        release.name(),
                                        release.isRetracted() ? "taken back" : "shown",
                                        LOCAL.format(release.at()),
                                        release.by(),
                                        release.figures(),
                                        release.hidden()));
            }
        }
        return ExitCodes.DONE;
    }

    int retract(String named, @Nullable String by) throws IOException {
        ReleasePeriod period = ReleasePeriod.of(named);
        Configuration configuration = program.configuration();
        Figures figures = figures(configuration);
        KeyStoreFile keys = program.keys(configuration.home());
        try (Installation installation = Installation.open(configuration, program.clock());
                Locked lock = installation.lock();
                Publishing publishing = Publishing.open(configuration)) {
            Releases releases = releases(configuration, figures, keys, installation.warehouse(), publishing);
            releases.retract(period, who(by));
            releases.all().stream()
                    .filter(r -> r.name().equals(period.name()))
                    .forEach(r -> audit(configuration, keys, "retract", r));
            program.out().println(period + ": taken back; who has seen it has seen it");
        }
        return ExitCodes.DONE;
    }

    int export(String named, ReleaseCommand.Export.Format format, Path folder) throws IOException {
        ReleasePeriod period = ReleasePeriod.of(named);
        if (!Files.isDirectory(folder.toAbsolutePath())) {
            throw new Failure(ExitCodes.USAGE, "--output must be a folder that is there");
        }
        Configuration configuration = program.configuration();
        try (Installation installation = Installation.open(configuration, program.clock());
                Publishing publishing = Publishing.open(configuration)) {
            String by = new ReleaseLedger(installation.warehouse())
                    .of(period)
                    .map(ReleaseRecord::by)
                    .orElse("");
            ReleaseExport export = new ReleaseExport(publishing.warehouse());
            List<Path> files =
                    switch (format) {
                        case CSV -> export.write(period, by, new CsvRelease(), folder);
                        case JSONSTAT -> export.write(period, by, new JsonStatRelease(), folder);
                        case XLSX -> export.write(period, by, new XlsxRelease(), folder);
                        case PARQUET -> export.writeParquet(period, folder);
                    };
            files.forEach(program.out()::println);
        }
        return ExitCodes.DONE;
    }

    private Releases releases(
            Configuration configuration, Figures figures, KeyStoreFile keys, Warehouse facts, Publishing publishing)
            throws IOException {
        return publishing.releases(
                configuration,
                figures,
                Documents.counted(configuration, figures.catalogue(), figures.cubes()),
                facts,
                keys.homeKeys().recordKeys(configuration.settings().purpose()),
                program.clock(),
                Tvarsyn.VERSION);
    }

    private void audit(Configuration configuration, KeyStoreFile keys, String act, ReleaseRecord release) {
        try {
            new AuditLog(configuration.home().audit(), keys.homeKeys().audit(), program.clock())
                    .append(release.by(), act, Map.of("period", release.name(), "sha256", release.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures figures(Configuration configuration) {
        List<Problem> problems = new ArrayList<>();
        Figures figures = Figures.read(configuration.home(), configuration.settings(), problems);
        if (!problems.isEmpty()) {
            problems.forEach(program.err()::println);
            throw new Failure(ExitCodes.PROBLEMS, "the catalogue has " + problems.size() + " problem(s); see above");
        }
        return figures;
    }

    private static String who(@Nullable String by) {
        return by == null ? System.getProperty("user.name", "?") : by;
    }

    private void say(String what) {
        program.err().println("release: " + what);
    }
}
