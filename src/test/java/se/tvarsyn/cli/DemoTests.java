package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.application.ReleasePlace;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.simulation.Municipality;
import se.tvarsyn.simulation.MunicipalityTruth;
import se.tvarsyn.warehouse.ReadQuery;
import se.tvarsyn.web.Visitor;

/**
 * The whole chain over the made-up municipality, over real HTTP and the real engine, against figures that the generator
 * computed from its own records and not from the chain.
 */
class DemoTests {
    private static final Clock CLOCK = Clock.system(ZoneId.of("Europe/Stockholm"));

    /** What an analyst asks for who wants more: of facts, of the machine, of other rights. */
    private static final List<String> PROBES = List.of(
            "SELECT count() FROM core.attendance",
            "SELECT count() FROM model.int_pupil_period",
            "SELECT count() FROM ops.released_figure",
            "SELECT reason FROM ops.release_attempt",
            "SELECT * FROM file('/etc/hostname', 'LineAsString')",
            "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')",
            "SELECT * FROM remote('127.0.0.1', 'core', 'attendance')",
            "SELECT * FROM merge('core', '.*')",
            "EXPLAIN ESTIMATE SELECT * FROM core.attendance",
            "SHOW CREATE TABLE core.attendance",
            "SELECT count() FROM mart.figure SETTINGS additional_table_filters = {'mart.figure': '1'}",
            "SELECT 1 SETTINGS readonly = 0");

    private static final Pattern PAGES =
            Pattern.compile("(?m)^pages: (http://127\\.0\\.0\\.1:\\d+/) +user (\\w+), password (\\w+)");

    @TempDir
    Path home;

    /** The small form: a quarter of the demo's municipality. */
    @Test
    void aDemoShowsTheGeneratedMunicipalityAndASecondRunChangesNoFigure() throws Exception {
        showsTheMunicipality(Municipality.DEFAULT_PUPILS / 4);
    }

    @Test
    @Tag("long")
    void theDemoShowsTheGeneratedMunicipalityAndASecondRunChangesNoFigure() throws Exception {
        showsTheMunicipality(Municipality.DEFAULT_PUPILS);
    }

    private void showsTheMunicipality(int pupils) throws IOException, InterruptedException {
        Output first = run("demo", "--pupils", Integer.toString(pupils));
        assertThat(first.exit()).as(first.err()).isZero();
        Municipality municipality = Municipality.generate(Municipality.DEFAULT_SEED, pupils);
        MunicipalityTruth truth = municipality.truth();
        Map<String, Long> smaller = municipality.furtherCounts(home.resolve("further"));
        countsAreThoseOf(truth, smaller);
        attendanceIsThatOf(truth);
        overlapIsThatOf(truth);
        whatIsPrintedIsWhatWasReleased(first.out());
        analystsReadTheReleaseAndNothingElse();
        theReleaseIsWrittenInEveryForm();

        Output second = runWithPages("demo", "--pupils", Integer.toString(pupils), "--serve", "--port", "0");
        assertThat(second.exit()).as(second.err()).isZero();
        assertThat(figures(second.out())).isEqualTo(figures(first.out()));
        countsAreThoseOf(truth, smaller);
    }

    /** Everything but the lines that say that deliveries were known, and the reasons that are told on loading only. */
    private static List<String> figures(String out) {
        return out.lines()
                .filter(l ->
                        !l.contains("were loaded before") && !l.startsWith("rejected, ") && !l.startsWith("pages: "))
                .toList();
    }

    /** The smaller feeds deliver good records only, and each of them is taken. */
    private void countsAreThoseOf(MunicipalityTruth truth, Map<String, Long> smaller) {
        Set<String> seen = new TreeSet<>();
        for (String line : query("SELECT feed, sum(read_count), sum(accepted_count), sum(rejected_count),"
                + " sum(protected_count), sum(skipped_count), sum(unlinked_count) FROM ops.delivery"
                + " WHERE status = 'loaded' GROUP BY feed ORDER BY feed")) {
            String[] cells = line.split("\t");
            Long further = smaller.get(cells[0]);
            if (further != null) {
                assertThat(line)
                        .isEqualTo(String.join(
                                "\t", cells[0], further.toString(), further.toString(), "0", "0", "0", cells[6]));
                seen.add(cells[0]);
                continue;
            }
            MunicipalityTruth.FeedCounts expected = truth.feed(cells[0]);
            long accepted = Long.parseLong(cells[2]);
            long protectedCount = Long.parseLong(cells[4]);
            long skipped = Long.parseLong(cells[5]);
            assertThat(Long.parseLong(cells[1])).as("%s read", cells[0]).isEqualTo(expected.read());
            assertThat(Long.parseLong(cells[3])).as("%s rejected", cells[0]).isEqualTo(expected.rejected());
            // A mark of protection counts in its own feed until the barred list exists, and a lowered DAK mark is
            // accepted here and skipped there: the three together are the same.
            assertThat(accepted + protectedCount + skipped)
                    .as("%s taken or left out", cells[0])
                    .isEqualTo(expected.accepted() + expected.protectedCount() + expected.skipped());
            if (cells[0].startsWith("school-")) {
                assertThat(accepted).as("%s accepted", cells[0]).isEqualTo(expected.accepted());
                assertThat(protectedCount).as("%s protected", cells[0]).isEqualTo(expected.protectedCount());
                assertThat(Long.parseLong(cells[6])).as("%s unlinked", cells[0]).isEqualTo(expected.unlinked());
            }
        }
        assertThat(seen).isEqualTo(smaller.keySet());
    }

    private void attendanceIsThatOf(MunicipalityTruth truth) {
        Map<String, String> expected = new TreeMap<>();
        for (MunicipalityTruth.AttendanceCell cell : truth.attendance()) {
            expected.put(
                    cell.month() + " " + cell.schoolUnitCode() + " " + cell.grade() + " " + cell.sex(),
                    cell.pupils() + " " + cell.rows() + " " + cell.offeredMinutes() + " " + cell.reportedMinutes() + " "
                            + cell.validMinutes() + " " + cell.invalidMinutes());
        }
        Map<String, String> loaded = new TreeMap<>();
        for (String line : query("SELECT formatDateTime(attended_on, '%Y-%m'), school_unit_code, school_grade, sex,"
                + " uniqExact(person_pseudonym), count(), sum(offered_minutes), sumIf(offered_minutes, is_reported),"
                + " sum(valid_absence_minutes), sum(invalid_absence_minutes) FROM core.attendance"
                + " WHERE feed IN ('school-ss12000', 'school-lesson-csv')"
                + " GROUP BY 1, 2, 3, 4")) {
            String[] cells = line.split("\t");
            loaded.put(
                    String.join(" ", List.of(cells).subList(0, 4)),
                    String.join(" ", List.of(cells).subList(4, 10)));
        }
        assertThat(loaded).isEqualTo(expected);
    }

    /** Of the läsår of the made-up lessons: the sums of the other systems lie in another. */
    private void overlapIsThatOf(MunicipalityTruth truth) {
        assertThat(query("SELECT count(), countIf(is_high) FROM (SELECT person_pseudonym,"
                        + " sum(absence_minutes) * 10 >= sum(reported_minutes) AS is_high FROM model.int_pupil_period"
                        + " WHERE period_kind = 'school_year' AND period = '2025/26' AND is_linkable AND has_reported"
                        + " GROUP BY person_pseudonym)"))
                .containsExactly(
                        truth.overlap().pupils() + "\t" + truth.overlap().highAbsence());
    }

    /** Nothing of what is printed was computed for printing, and none of it lies where the facts do. */
    private void whatIsPrintedIsWhatWasReleased(String printed) {
        assertThat(printed)
                .contains(
                        ".. = hidden",
                        "Absence by district and school",
                        "Absence by stage, grade and sex",
                        "Pupils by their absence",
                        "Pupils by absence of 10 % or more, an event of the social services, and leisure");
        String total = asAnalyst("SELECT arrayStringConcat(groupArray(shown), ' ') FROM (SELECT shown FROM mart.figure"
                + " WHERE cube = 'absence-by-unit' AND dimension = '' AND across = '' ORDER BY indexOf(['pupils',"
                + " 'absence-rate', 'absence-invalid-rate', 'absence-over-threshold', 'reporting-coverage'], metric)"
                + " LIMIT 1, 5)");
        assertThat(printed.lines().filter(line -> line.startsWith("the municipality")))
                .singleElement()
                .asString()
                .satisfies(line -> assertThat(line.strip().split("\\s{2,}")).hasSize(6))
                .matches(line -> line.replaceAll("\\s+", " ").endsWith(total), "the released totals: " + total);
        assertThat(printed.lines().filter(line -> line.matches("(?:yes|no) .*(?:yes|no) .*(?:yes|no) .*")))
                .as("every way to be seen by three agencies")
                .hasSize(8);
        assertThat(query("SELECT name FROM system.tables WHERE database = 'mart'"))
                .as("in the storage of the facts")
                .isEmpty();
    }

    /** As an analyst does it: with the rights of warehouse/access, in an engine that has never seen a fact. */
    private void analystsReadTheReleaseAndNothingElse() throws IOException {
        long pupils =
                Long.parseLong(asAnalyst("SELECT shown FROM mart.figure WHERE metric = 'pupils' AND dimension = ''"
                        + " AND cube = 'absence-by-unit' AND period = '2026-VT'"));
        assertThat(pupils).isPositive();
        assertThat(asAnalyst("SHOW TABLES FROM mart")).isEqualTo("cube\nfigure\nlabel\nmetric\nrelease\nsource");
        List<String> answered = new ArrayList<>();
        Home demo = new Home(home.resolve(".tvarsyn/demo"), Path.of("."));
        try (ReleasePlace.Login engine =
                ReleasePlace.of(demo, TvarsynSettings.none()).reader()) {
            ReadQuery query = ReadQuery.ofAnalyst(engine.warehouse());
            for (String probe : PROBES) {
                try {
                    query.run(probe, "TabSeparated", OutputStream.nullOutputStream());
                    answered.add(probe);
                } catch (ReadQuery.Refused e) {
                    assertThat(e.getMessage()).as(probe).doesNotContain("core.attendance'", "secret");
                }
            }
        }
        assertThat(answered).isEmpty();
    }

    private String asAnalyst(String sql) {
        Output output = run(home.resolve(".tvarsyn/demo"), "query", sql);
        assertThat(output.exit()).as(sql + ": " + output.err()).isZero();
        return output.out().strip();
    }

    private void theReleaseIsWrittenInEveryForm() throws IOException {
        Path demo = home.resolve(".tvarsyn/demo");
        assertThat(run(demo, "release", "list").out()).contains("2026-VT   shown");
        assertThat(run(demo, "doctor").out()).contains("ok    every release is shown as it was released");
        Path files = Files.createDirectories(home.resolve("exported"));
        for (String format : List.of("csv", "jsonstat", "xlsx", "parquet")) {
            Output written = run(
                    demo, "release", "export", "--period", "2026-VT", "--format", format, "--output", files.toString());
            assertThat(written.exit()).as(format + ": " + written.err()).isZero();
            for (String file : written.out().lines().toList()) {
                assertThat(Path.of(file)).as(format).isNotEmptyFile();
            }
        }
        assertThat(Files.readString(files.resolve("tvarsyn-2026-VT.csv"))
                        .lines()
                        .count())
                .as("a line for each figure, and the head")
                .isEqualTo(1 + Long.parseLong(asAnalyst("SELECT count() FROM mart.figure")));
        assertThat(run(
                                demo,
                                "release",
                                "export",
                                "--period",
                                "2025-HT",
                                "--format",
                                "csv",
                                "--output",
                                files.toString())
                        .exit())
                .isEqualTo(1);
    }

    private List<String> query(String sql) {
        Output output = run(home.resolve(".tvarsyn/demo"), "query", sql, "--as", "steward");
        assertThat(output.exit()).as(output.err()).isZero();
        return output.out().lines().toList();
    }

    private record Output(int exit, String out, String err) {}

    /** Ends the pages when they have answered. */
    private Output runWithPages(String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        AtomicInteger exit = new AtomicInteger(-1);
        Thread demo = new Thread(() -> exit.set(Tvarsyn.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                CLOCK,
                Path.of("."),
                all.toArray(String[]::new))));
        demo.start();
        Matcher pages = PAGES.matcher("");
        while (demo.isAlive()
                && !pages.reset(out.toString(StandardCharsets.UTF_8)).find()) {
            Thread.sleep(200);
        }
        if (demo.isAlive()) {
            try {
                theLeadSeesTheYearBefore(pages.group(1).replaceAll("/$", ""), pages.group(2), pages.group(3));
            } finally {
                demo.interrupt();
            }
        }
        demo.join();
        assertThat(out.toString(StandardCharsets.UTF_8)).containsPattern(PAGES);
        return new Output(exit.get(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** What was reported in sums has rates and no school days: of those nobody knows, and nought would say that there were none. */
    private static void theLeadSeesTheYearBefore(String address, String name, String password) {
        Visitor lead = new Visitor(address);
        lead.logIn(name, password);
        String table = lead.get("/uppfoljning/utveckling").body();
        assertThat(table).contains("Vårterminen 2025", "Vårterminen 2026");
        String rates = table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"));
        assertThat(row(rates, "Total frånvaro")).hasSize(2).allMatch(cell -> cell.matches("\\d+,\\d"));
        assertThat(row(rates, "Upprepad ströfrånvaro").get(0)).isIn(".", "..");
        assertThat(lead.get("/uppfoljning/behorighet").body())
                .contains("behorighet?release=2025/26\"", "Visa läsåret 2025/26");
    }

    private static List<String> row(String table, String name) {
        String row = table.substring(table.indexOf(">" + name + "<"));
        return Pattern.compile("<td[^>]*><span>([^<]*)")
                .matcher(row.substring(0, row.indexOf("</tr>")))
                .results()
                .map(cell -> cell.group(1))
                .toList();
    }

    private Output run(String... arguments) {
        return run(home, arguments);
    }

    private static Output run(Path in, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("--home", in.toString()));
        all.addAll(List.of(arguments));
        int exit = Tvarsyn.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                CLOCK,
                Path.of("."),
                all.toArray(String[]::new));
        return new Output(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
