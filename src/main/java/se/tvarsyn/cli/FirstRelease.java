package se.tvarsyn.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.application.Figures;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.Publishing;
import se.tvarsyn.publication.ReleaseOutcome;
import se.tvarsyn.publication.ReleasePeriod;
import se.tvarsyn.publication.ReleaseRefused;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.warehouse.Statements;

/** The demo's release, made as every release is, and what a lead would see of it by school. */
final class FirstRelease {
    private static final ReleasePeriod PERIOD = ReleasePeriod.of("2026-VT");
    private static final List<String> METRICS =
            List.of("pupils", "absence-rate", "absence-invalid-rate", "absence-over-threshold", "reporting-coverage");

    private final Configuration configuration;
    private final Figures figures;

    FirstRelease(Configuration configuration, Figures figures) {
        this.configuration = configuration;
        this.figures = figures;
    }

    /** @throws ReleaseRefused where it is not safe, which for made-up persons is a mistake of the program */
    void make(Installation installation, byte[] recordKeys, Tvarsyn program, Consumer<String> progress)
            throws IOException {
        try (Publishing publishing = Publishing.open(configuration, installation.warehouse())) {
            Releases releases = publishing.releases(
                    configuration, figures, installation.warehouse(), recordKeys, program.clock(), Tvarsyn.VERSION);
            ReleaseOutcome outcome = releases.create(PERIOD, "demo", false, progress);
            if (!outcome.passes()) {
                throw new ReleaseRefused("the release of made-up persons is not safe; report it: "
                        + String.join("; ", outcome.findings()));
            }
            Statements readers = new Statements(
                    publishing.warehouse(),
                    code -> new ReleaseRefused("the release cannot be read (ClickHouse error " + code + ")"));
            print(outcome, readers, program.out());
        }
    }

    private static void print(ReleaseOutcome outcome, Statements readers, PrintStream out) {
        Map<String, Map<String, String>> schools = new LinkedHashMap<>();
        readers.each(
                "SELECT ifNull(f.district, ''), ifNull(f.school_unit, ''), l.name, f.metric, f.shown FROM mart.figure AS f"
                        + " LEFT JOIN (SELECT code, name FROM mart.label WHERE dimension = 'school_unit' AND"
                        + " release_name = '" + PERIOD + "') AS l ON l.code = f.school_unit"
                        + " WHERE f.release_name = '" + PERIOD + "' AND f.cube = 'absence-by-unit'"
                        + " AND f.dimension IN ('', 'district', 'district, school_unit')"
                        + " ORDER BY f.district IS NOT NULL, f.district, f.school_unit IS NOT NULL, l.name",
                row -> schools.computeIfAbsent(
                                line(row.getString(1), row.getString(2), row.getString(3)), s -> new LinkedHashMap<>())
                        .put(row.getString(4), row.getString(5)));
        out.println();
        out.println("Release " + PERIOD + ": " + outcome.release().figures() + " protected figures, "
                + outcome.release().hidden() + " of them hidden. Spring term, by school");
        out.println(
                "(each number has noise of its own, so parts need not sum to totals; .. = few pupils, . = missing)");
        out.println(FollowUpTables.padRight("school", 34) + " pupils  absence %  invalid %  over 10 %  reported %");
        schools.forEach((school, shown) -> {
            List<String> cells = new ArrayList<>();
            METRICS.forEach(metric -> cells.add(shown.getOrDefault(metric, "")));
            out.println(FollowUpTables.padRight(school, 34)
                    + Shown.padded(cells.get(0), 7)
                    + Shown.padded(cells.get(1), 11)
                    + Shown.padded(cells.get(2), 11)
                    + Shown.padded(cells.get(3), 11)
                    + Shown.padded(cells.get(4), 12));
        });
    }

    private static String line(String district, String unit, String name) {
        if (district.isEmpty()) {
            return unit.isEmpty() ? "the municipality" : "  " + unit;
        }
        return unit.isEmpty() ? district : "  " + (name == null || name.isEmpty() ? unit : name);
    }
}
