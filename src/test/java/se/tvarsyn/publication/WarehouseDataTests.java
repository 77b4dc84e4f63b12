package se.tvarsyn.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every file of warehouse/tests: finds nothing in good data, and finds the fault it is there for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WarehouseDataTests {
    private static final String BAD_TOKEN = "00000000-0000-4000-8000-000000000001";

    private CoreRows rows;

    @BeforeAll
    void open(@TempDir Path home) {
        rows = CoreRows.open(home);
    }

    @AfterAll
    void close() {
        rows.close();
    }

    @BeforeEach
    void load() {
        rows.clear();
        for (int person = 1; person <= 24; person++) {
            rows.lesson(person).absent(person % 3 * 10).add();
            rows.lesson(person).day("2026-04-07").unreported().add();
            rows.term(person, "7", "F", "'2025-08-15'", "NULL");
            rows.visit(person, true, "2026-02-01");
        }
        rows.lesson(25).sex("M").add();
        rows.social(1, true, "report", "2026-01-10", "NULL");
        rows.send();
    }

    private static Map<String, String> files() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(CoreRows.WAREHOUSE.resolve("tests"))) {
            for (Path file : files.toList()) {
                texts.put(
                        String.valueOf(file.getFileName()).replace(".sql", ""),
                        Files.readString(file).strip().replaceAll(";$", ""));
            }
        }
        return texts;
    }

    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> file : files().entrySet()) {
            if (!rows.texts(file.getValue()).isEmpty()) {
                found.add(file.getKey());
            }
        }
        return found;
    }

    @Test
    void eachFileOpensWithWhatWouldGoWrong() throws IOException {
        assertThat(files())
                .hasSize(6)
                .allSatisfy((name, text) -> assertThat(text).as(name).startsWith("-- Risk: "));
    }

    @Test
    void findNothingInGoodData() throws IOException {
        assertThat(found()).isEmpty();
    }

    @Test
    void findMinutesOverTheOffered() throws IOException {
        rows.lesson(1).offered(40).absent(41).add();
        rows.send();
        assertThat(found()).containsExactly("attendance_minutes_exceed_offered");
    }

    @Test
    void findAbsenceThatNobodyReported() throws IOException {
        rows.lesson(1).absent(10).unreported().add();
        rows.send();
        assertThat(found()).containsExactly("attendance_unreported_with_absence");
    }

    @Test
    void findTwoCurrentRowsOfAKey() throws IOException {
        rows.lesson(1).key(9_000).day("2025-06-30").add();
        rows.lesson(1).key(9_000).day("2025-07-01").version(2).add();
        rows.send();
        assertThat(found()).isEmpty();
        // What a profile with this setting would do to every reader.
        assertThat(rows.texts(files().getOrDefault("core_two_current_rows_per_key", "")
                        + " SETTINGS do_not_merge_across_partitions_select_final = 1"))
                .containsExactly("attendance|" + CoreRows.REST + "|" + CoreRows.token(1_009_000) + "|2");
    }

    @Test
    void findWhatIsNoToken() throws IOException {
        rows.execute(
                "INSERT INTO core.leisure_visit (person_pseudonym, source_key, meeting_key, visited_on, delivery_id)"
                        + " VALUES ('" + CoreRows.token(1) + "', '" + CoreRows.token(2) + "', '" + BAD_TOKEN
                        + "', '2026-01-01', '" + CoreRows.token(1) + "')");
        assertThat(found()).containsExactly("core_token_not_version_8");
        assertThat(rows.texts(files().getOrDefault("core_token_not_version_8", "")))
                .noneMatch(row -> row.contains(BAD_TOKEN))
                .anyMatch(row -> row.startsWith("leisure_visit|meeting_key|"));
    }

    @Test
    void findWhatIsNoTokenOfALesson() throws IOException {
        String noVersion = "00000000-0000-4000-8000-000000000001";
        for (String bad : List.of(
                "('" + noVersion + "', '" + CoreRows.token(8_001) + "'",
                "('" + CoreRows.token(1) + "', '" + noVersion + "'",
                "('00000000-0000-8000-c000-000000000001', '" + CoreRows.token(8_002) + "'",
                "('" + CoreRows.token(1) + "', '00000000-0000-8000-7fff-000000000001'")) {
            load();
            rows.execute("INSERT INTO core.attendance (person_pseudonym, source_key, attended_on, delivery_id) VALUES "
                    + bad + ", '2026-01-01', '" + CoreRows.token(1) + "')");
            assertThat(found()).as(bad).containsExactly("core_token_not_version_8");
        }
    }

    @Test
    void findNothingInALessonThatWasCorrected() throws IOException {
        rows.lesson(1).key(9_001).offered(40).absent(41).add();
        rows.lesson(1).key(9_002).day("2025-06-30").absent(10).unreported().add();
        rows.lesson(1).key(9_003).delivery(77).add();
        rows.send();
        assertThat(found())
                .containsExactly(
                        "attendance_minutes_exceed_offered",
                        "attendance_unreported_with_absence",
                        "core_row_of_no_loaded_delivery");
        rows.lesson(1).key(9_001).offered(40).absent(40).version(2).add();
        rows.lesson(1).key(9_002).day("2025-07-01").absent(10).version(2).add();
        rows.lesson(1).key(9_003).version(2).add();
        rows.send();
        assertThat(found()).isEmpty();
    }

    @Test
    void findNothingInAVisitWithoutAMeetingAndInARowThatWasTakenBack() throws IOException {
        String none = "00000000-0000-0000-0000-000000000000";
        rows.execute(
                "INSERT INTO core.leisure_visit (person_pseudonym, source_key, meeting_key, visited_on, delivery_id,"
                        + " is_deleted) VALUES ('" + CoreRows.token(1) + "', '" + CoreRows.token(2) + "', '" + none
                        + "', '2026-01-01', '" + CoreRows.token(1) + "', 0), ('" + none + "', '" + CoreRows.token(3)
                        + "', '"
                        + none + "', '2026-01-01', '" + CoreRows.token(1) + "', 1)");
        assertThat(found()).doesNotContain("core_token_not_version_8");
    }

    @Test
    void findRowsThatNoDeliveryOwns() throws IOException {
        rows.lesson(1).delivery(77).add();
        rows.send();
        assertThat(found()).containsExactly("core_row_of_no_loaded_delivery");
    }

    @Test
    void findDeliveriesThatDoNotAddUp() throws IOException {
        rows.execute("INSERT INTO ops.delivery (delivery_id, feed, status, read_count, accepted_count, written_at)"
                + " VALUES ('" + CoreRows.token(5) + "', 'x', 'loaded', 3, 2, now64(6))");
        assertThat(found()).containsExactly("delivery_counts_do_not_add_up");
    }

    @Test
    void aTestThatCannotBeRunHasPassedNothing(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("core_good.sql"), "-- Risk: none.\nSELECT 1 WHERE false;\n");
        Files.writeString(folder.resolve("core_bad.sql"), "-- Risk: some.\nSELECT arrayJoin([1, 2]);\n");
        Path broken =
                Files.writeString(folder.resolve("core_broken.sql"), "-- Risk: all.\nSELECT secret FROM core.x;\n");
        DataTests tests = new DataTests(rows.warehouse());
        Clock clock = Clock.systemUTC();

        rows.execute("INSERT INTO ops.model_refresh (finished_at) VALUES (now64(3))");
        assertThat(tests.areDue()).as("models were made, and no test was run").isTrue();
        assertThat(tests.run(folder, clock))
                .extracting(DataTests.Failing::told)
                .containsExactly(
                        "warehouse/tests/core_bad.sql: 2 bad rows; its first line says what goes wrong",
                        "warehouse/tests/core_broken.sql: cannot be run; see that migrations are applied and the test is"
                                + " as shipped");
        assertThat(tests.areDue()).isFalse();

        Files.delete(broken);
        tests.run(folder, clock);
        assertThat(new DataTests(rows.warehouse()).failing())
                .extracting(DataTests.Failing::test)
                .as("a test that is gone holds nothing back")
                .containsExactly("core_bad");
    }
}
