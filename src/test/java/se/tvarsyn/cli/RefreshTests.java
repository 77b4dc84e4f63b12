package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.settings.Home;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** {@code refresh}, from the command line to the figure, and what is left of it when a person is erased. */
class RefreshTests {
    private static final List<String> PUPILS = List.of("201101012381", "201101022380", "201203202385");

    @TempDir
    private Path folder;

    private InProcess program;

    @BeforeEach
    void load() throws IOException {
        program = InProcess.initialized(folder.resolve("home"));
        List<String> lessons = new ArrayList<>();
        for (String pupil : PUPILS) {
            boolean isAbsent = pupil.equals(PUPILS.get(0));
            lessons.add(pupil + ";48392017;8;F;2026-03-02;08:10;60;" + (isAbsent ? "60;OGILTIG" : "0;"));
            lessons.add(pupil + ";48392017;8;F;2026-03-03;08:10;60;0;");
        }
        Path input = InProcess.lessons(folder.resolve("lessons.csv"), lessons.toArray(String[]::new));
        assertThat(program.load("school-lesson-csv", input).exit()).isZero();
    }

    /** The README's own example, as it stands there. */
    private static String metricOfTheReadme() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int begins = lines.indexOf("    id: absence-over-half");
        assertThat(begins).as("README, A figure more").isPositive();
        return lines.subList(begins, lines.size()).stream()
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4) + "\n")
                .collect(Collectors.joining());
    }

    private String figure(String metric, String dimension) {
        return program.query("SELECT value, toInt64(numerator), toInt64(denominator) FROM model.figure WHERE metric = '"
                + metric + "' AND period = '2026-03' AND dimension = '" + dimension + "' ORDER BY value");
    }

    @Test
    void oneFileMoreIsAFigureMore() throws IOException {
        Path metrics = Files.createDirectories(program.home().resolve("warehouse/metrics"));
        Path file = Files.writeString(metrics.resolve("absence-over-half.yaml"), metricOfTheReadme());
        InProcess.Said checked = program.run("check");
        assertThat(checked.out()).contains("50 metrics");

        InProcess.Said said = program.run("refresh");
        assertThat(said.exit()).as(said.err() + said.out()).isZero();
        assertThat(said.out()).contains("50 metrics; every month made anew");
        assertThat(figure("absence-rate", "")).isEqualTo("60\t360");
        assertThat(figure("absence-over-half", "")).isEqualTo("1\t3");
        assertThat(figure("absence-over-half", "grade")).isEqualTo("8\t1\t3");
        String example = Files.readString(Path.of("warehouse/examples/02_absence_beside_coverage.sql"));
        assertThat(program.run("query", "--as", "steward", "--", example).out())
                .as("an example as its file has it, comment and all")
                .isEqualTo("48392017\t2026-03\t16.7\t16.7\t100\n");

        Files.writeString(file, Files.readString(file).replace("band >= 50", "bandd >= 50"));
        assertThat(program.run("check").out())
                .contains("warehouse/metrics/absence-over-half.yaml:7: of: 'bandd' is no column of int_pupil_period");
        assertThat(program.run("refresh").exit()).isEqualTo(1);
    }

    @Test
    void nothingThatModelsMadeOfAPersonOutlivesTheErasure() throws IOException {
        assertThat(program.run("refresh").exit()).isZero();
        assertThat(program.query("SELECT uniqExact(person_pseudonym) FROM model.int_account"))
                .isEqualTo("3");
        Path sought = Files.writeString(folder.resolve("sought.txt"), PUPILS.get(0));
        String id = program.run("erase", "request", "--input", sought.toString(), "--case", "x", "--by", "Anna")
                .out()
                .strip();

        InProcess.Said approved = program.run("erase", "approve", id, "--by", "Berit");

        assertThat(approved.exit())
                .as("the proof looks through every file: " + approved.err())
                .isZero();
        assertThat(program.query("SELECT count() FROM system.tables WHERE database = 'model'"))
                .isEqualTo("0");
        assertThat(program.run("refresh").exit()).isZero();
        assertThat(program.query("SELECT uniqExact(person_pseudonym) FROM model.int_account"))
                .isEqualTo("2");
        assertThat(figure("absence-rate", "")).isEqualTo("0\t240");
    }

    @Test
    void badRowsAreSeenUntilTheyAreMended() throws IOException {
        String file = "warehouse/tests/attendance_unreported_with_absence.sql";
        assertThat(program.run("status").out()).doesNotContain("warehouse/tests", "data tests");
        plant("is_reported = false");

        InProcess.Said refreshed = program.run("refresh");

        assertThat(refreshed.exit()).as(refreshed.err()).isEqualTo(1);
        assertThat(refreshed.out()).contains(file + ": 1 bad rows; its first line says what goes wrong");
        InProcess.Said status = program.run("status");
        assertThat(status.out())
                .contains(file + ": 1 bad rows; its first line says what goes wrong (2026-06-01 12:00)")
                .doesNotContain("warehouse/tests/delivery_counts", "data tests were not run");
        assertThat(status.exit()).isZero();

        plant("is_reported = true");
        assertThat(program.run("refresh").exit()).isZero();
        assertThat(program.run("status").out()).doesNotContain("warehouse/tests");
        assertThat(program.query("SELECT run_number, countIf(bad_row_count > 0) FROM ops.data_test GROUP BY run_number"
                        + " ORDER BY run_number"))
                .isEqualTo("1\t1\n2\t0");
    }

    /** What no command does: changes the lesson with absence where it lies. */
    private void plant(String change) throws IOException {
        try (Warehouse warehouse = Warehouse.open(WarehouseSettings.embedded(
                new Home(program.home(), Path.of(".")).warehouseStorage(), Path.of("warehouse/engine")))) {
            new Statements(warehouse, code -> new IllegalStateException("ClickHouse error " + code))
                    .execute("ALTER TABLE core.attendance UPDATE " + change
                            + " WHERE invalid_absence_minutes > 0 SETTINGS mutations_sync = 1");
        }
    }

    @Test
    void aRegisterOfUnitsGivesDistricts() throws IOException {
        Path units = program.home().resolve("mappings/school-units.csv");
        Files.createDirectories(units.getParent());
        Files.writeString(
                units,
                "skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till\n48392017;Norrskolan;Farsta;GR;;\n");
        assertThat(program.run("refresh").exit()).isZero();
        assertThat(figure("absence-rate", "district")).isEqualTo("Farsta\t60\t360");
        Files.writeString(
                units,
                "skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till\n4839201;Norrskolan;Farsta;GR;;\n");
        assertThat(program.run("check").out())
                .contains("mappings/school-units.csv:2: skolenhetskod must be eight digits");
    }
}
