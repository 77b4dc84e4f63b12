package se.tvarsyn.publication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.models.RefreshRefused;
import se.tvarsyn.warehouse.InstantText;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.warehouse.Warehouse;

/**
 * The data tests ({@code warehouse/tests/*.sql}, each of which returns the bad rows) and what they found last, in
 * {@code ops.data_test}. A release asks {@link #failing} and {@link
 * #areDue}: either holds it back.
 */
public final class DataTests {
    private static final String TABLE = "ops.data_test";
    private static final String LAST_RUN = "(SELECT max(run_number) FROM " + TABLE + ")";

    private final Warehouse warehouse;
    private final Statements statements;

    public DataTests(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.statements = new Statements(
                warehouse,
                code -> new RefreshRefused(TABLE + ": the statement failed"
                        + (code == 0 ? "" : " (ClickHouse error " + code + ")")
                        + "; see that the warehouse runs and its migrations are applied"));
    }

    /**
     * A test that holds a release back.
     *
     * @param test name of the file, without .sql
     * @param badRows rows that it found; null where the test itself failed
     * @param at when the run ended
     */
    public record Failing(String test, @Nullable Long badRows, Instant at) {
        /** As commands say it: how many bad rows, or that the test cannot be run, and the mend. */
        public String told() {
            String file = "warehouse/tests/" + test + ".sql";
            return badRows == null
                    ? file + ": cannot be run; see that migrations are applied and the test is as shipped"
                    : file + ": " + badRows + " bad rows; its first line says what goes wrong";
        }
    }

    /**
     * Runs every test and keeps what they found.
     *
     * @param folder the directory with the files
     * @return those that found bad rows or failed, by name
     */
    public List<Failing> run(Path folder, Clock clock) throws IOException {
        Map<String, @Nullable Long> found = new TreeMap<>();
        for (Path file : files(folder)) {
            String sql = Files.readString(file).strip().replaceAll(";$", "");
            found.put(String.valueOf(file.getFileName()).replace(".sql", ""), badRows(sql));
        }
        keep(found, clock.instant());
        return failing();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }

    /** Null where the statement fails: a test that cannot be run has passed nothing. */
    private @Nullable Long badRows(String sql) {
        try {
            return new Statements(warehouse, code -> new RefreshRefused("a data test failed"))
                    .number("SELECT count() FROM (" + sql + ")");
        } catch (RefreshRefused e) {
            return null;
        }
    }

    private void keep(Map<String, @Nullable Long> found, Instant at) {
        long run = statements.number("SELECT max(run_number) FROM " + TABLE) + 1;
        List<String> texts = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        found.forEach((test, badRows) -> {
            texts.add(test);
            rows.add(
                    "(" + run + ", '" + InstantText.millis(at) + "', ?, " + (badRows == null ? "NULL" : badRows) + ")");
        });
        if (!rows.isEmpty()) {
            statements.execute(
                    "INSERT INTO " + TABLE + " (run_number, run_at, test_name, bad_row_count) VALUES "
                            + String.join(", ", rows),
                    texts);
        }
    }

    /** What the last run found; empty where every test passed, and where none was ever run ({@link #areDue}). */
    public List<Failing> failing() {
        List<Failing> failing = new ArrayList<>();
        statements.each(
                "SELECT test_name, bad_row_count, toUnixTimestamp64Milli(run_at) FROM " + TABLE + " WHERE run_number = "
                        + LAST_RUN + " AND ifNull(bad_row_count, 1) > 0 ORDER BY test_name",
                row -> {
                    long badRows = row.getLong(2);
                    Long found = row.wasNull() ? null : Long.valueOf(badRows);
                    failing.add(new Failing(row.getString(1), found, Instant.ofEpochMilli(row.getLong(3))));
                });
        return failing;
    }

    /** Whether models were made after the tests were last run: of what figures are taken from nothing is known then. */
    public boolean areDue() {
        return statements.number("SELECT (SELECT max(finished_at) FROM ops.model_refresh) > (SELECT max(run_at) FROM "
                        + TABLE + ")")
                > 0;
    }
}
