package se.tvarsyn.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Publishing;
import se.tvarsyn.documents.Documents;
import se.tvarsyn.publication.ReleaseOutcome;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRefused;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.warehouse.Statements;

/** The demo's release, made as every release is, and what a lead would see of it. */
final class FirstRelease {
    private static final ReleasePeriod PERIOD = ReleasePeriod.of("2026-VT");

    /** What a lead would find on the pages beside it: the terms before, and the läsår, which has final grades. */
    private static final List<ReleasePeriod> OTHERS = Stream.of("2024-HT", "2025-VT", "2025-HT", "2024/25", "2025/26")
            .map(ReleasePeriod::of)
            .toList();

    private final Configuration configuration;
    private final Figures figures;

    FirstRelease(Configuration configuration, Figures figures) {
        this.configuration = configuration;
        this.figures = figures;
    }

    /** @throws ReleaseRefused where it is not safe, which for made-up persons is a mistake of the program */
    void make(
            Installation installation,
            byte[] recordKeys,
            Tvarsyn program,
            boolean isForPages,
            Consumer<String> progress)
            throws IOException {
        try (Publishing publishing = Publishing.open(configuration)) {
            Releases releases = publishing.releases(
                    configuration,
                    figures,
                    Documents.counted(configuration, figures.catalogue(), figures.cubes()),
                    installation.warehouse(),
                    recordKeys,
                    program.clock(),
                    Tvarsyn.VERSION);
            if (isForPages) {
                for (ReleasePeriod period : OTHERS) {
                    safe(releases.create(period, "demo", false, progress));
                }
            }
            ReleaseOutcome outcome = safe(releases.create(PERIOD, "demo", false, progress));
            Statements readers = new Statements(
                    publishing.warehouse(),
                    code -> new ReleaseRefused("the release cannot be read (ClickHouse error " + code + ")"));
            program.out().println();
            program.out()
                    .println("Release " + PERIOD + ": " + outcome.release().figures() + " protected figures, "
                            + outcome.release().hidden() + " of them hidden. Of the spring term:");
            new ReleasedTables(readers, PERIOD).print(program.out());
        }
    }

    private static ReleaseOutcome safe(ReleaseOutcome outcome) {
        if (!outcome.passes()) {
            throw new ReleaseRefused(
                    ReleaseRefused.Reason.AUDITOR,
                    "the release of made-up persons is not safe; report it: " + String.join("; ", outcome.findings()));
        }
        return outcome;
    }
}
