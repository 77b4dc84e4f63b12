package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code warehouse/access}, held against the real engine: every statement parses, and its only user, given a role's grants
 * profile and quota, can do what the role may and nothing else. Not shown here, for the embedded engine has none of it:
 * that a server makes the roles, that CHANGEABLE_IN_READONLY opens what it names, and what server.xml switches on.
 */
class AccessTests {
    private static final AccessFiles ACCESS = new AccessFiles(Path.of("warehouse/access"));
    private static final int READONLY = 164;
    private static final int CONSTRAINT = 452;
    private static final int DENIED = 497;
    private static final String ANALYST = "tvarsyn_analyst";
    private static final String STEWARD = "tvarsyn_steward";

    @TempDir
    private Path folder;

    private Path storage() {
        return folder.resolve("warehouse/data");
    }

    private Warehouse open() {
        return Warehouse.open(
                WarehouseSettings.embedded(storage(), WarehouseTests.ENGINE).withLimits(2, 4L << 30, 4));
    }

    /** A cube and rows that nobody but a steward may see, and that {@code mart} is made of nowhere. */
    private void fill() throws SQLException {
        MigratedStorage.into(storage());
        try (Warehouse warehouse = open()) {
            Migrations.apply(warehouse, Path.of("warehouse/migrations"));
            for (String sql : List.of(
                    "CREATE TABLE mart.cube (district String, pupil_count String) ENGINE = MergeTree ORDER BY district",
                    "INSERT INTO mart.cube VALUES ('Farsta', '..'), ('Norrby', '12'), ('Söder', '.')",
                    "CREATE TABLE core.pupil (id UInt64, school String, secret String) ENGINE = MergeTree ORDER BY id",
                    "INSERT INTO core.pupil SELECT number, 'S1', concat('sec', toString(number)) FROM numbers(100)",
                    "CREATE TABLE model.figure (metric String) ENGINE = MergeTree ORDER BY metric")) {
                EngineProcess.execute(warehouse, sql);
            }
        }
    }

    /** The users that a server is given, with names in the places. */
    private static List<String> examples() throws IOException {
        return Files.readAllLines(Path.of("warehouse/access/05_users_example.sql")).stream()
                .filter(line -> line.matches("-- (CREATE USER|GRANT) .*;"))
                .map(line -> line.substring(3, line.length() - 1).replaceAll("(?<!')<[^>]*>(?!')", "somebody"))
                .map(line -> line.replaceAll("IP '<[^>]*>'", "IP '10.0.0.0/8'"))
                .toList();
    }

    private List<AccessProbe.Answer> ask(String role, boolean isToBeSet, String way, List<String> statements)
            throws Exception {
        Path config =
                ACCESS.config(Files.createDirectories(folder.resolve(role + isToBeSet + way)), role, isToBeSet, 10_000);
        return AccessProbe.ask(storage(), config, way, folder.resolve("errors").toFile(), statements);
    }

    private void everyOneIsRefused(String role, boolean isToBeSet, Map<String, Integer> codes) throws Exception {
        List<String> statements = List.copyOf(codes.keySet());
        List<AccessProbe.Answer> answers = ask(role, isToBeSet, AccessProbe.ENGINE, statements);
        for (int i = 0; i < statements.size(); i++) {
            assertThat(answers.get(i).code())
                    .as(statements.get(i) + ": " + answers.get(i))
                    .isEqualTo(codes.get(statements.get(i)));
        }
    }

    @Test
    void everyStatementIsOneThatTheEngineReads() throws Exception {
        List<String> all = new ArrayList<>(ACCESS.statements());
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(examples()).hasSize(10);
        all.addAll(examples());
        try (Warehouse warehouse = open()) {
            for (String sql : all) {
                String text = sql.replace("\\", "\\\\").replace("'", "\\'");
                assertThat(EngineProcess.value(warehouse, "SELECT formatQuerySingleLine('" + text + "')"))
                        .isNotBlank();
            }
            for (String role : List.of(ANALYST, STEWARD)) {
                Set<String> names = ACCESS.profile(role).keySet();
                assertThat(names).hasSizeGreaterThan(15);
                assertThat(EngineProcess.value(
                                warehouse,
                                "SELECT count() FROM system.settings WHERE NOT is_obsolete AND name IN ('"
                                        + String.join("', '", names) + "')"))
                        .as("settings of " + role)
                        .isEqualTo(String.valueOf(names.size()));
            }
        }
    }

    @Test
    void anAnalystReadsReleasesAndNothingElse() throws Exception {
        fill();
        Map<String, Integer> refused = new LinkedHashMap<>();
        for (String read : List.of(
                "SELECT count() FROM core.pupil",
                "SELECT count() FROM core.attendance",
                "SELECT count() FROM model.figure",
                "SELECT count() FROM ops.delivery",
                "SELECT count() FROM ops.release_attempt",
                "SELECT district FROM mart.cube WHERE district IN (SELECT secret FROM core.pupil)",
                "EXPLAIN ESTIMATE SELECT * FROM core.pupil",
                "SHOW CREATE TABLE core.pupil",
                "DESCRIBE TABLE core.pupil",
                "EXISTS TABLE core.pupil",
                "SELECT * FROM mergeTreeIndex('core', 'pupil')",
                "SELECT count() FROM loop(core.pupil) LIMIT 1",
                "SELECT * FROM remote('127.0.0.1', 'core', 'pupil')",
                "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')",
                "SELECT * FROM file('users.xml', 'CSV', 'a String')",
                "SELECT * FROM executable('true', 'CSV', 'a String')",
                "SELECT demangle('x')",
                "SELECT addressToLine(1)",
                "INSERT INTO mart.cube VALUES ('x', 'y')",
                "CREATE TABLE mart.mine (n UInt8) ENGINE = Memory",
                "CREATE VIEW mart.mine AS SELECT 1",
                "CREATE TEMPORARY TABLE mine (n UInt8)",
                "CREATE FUNCTION mine AS x -> x",
                "ALTER TABLE mart.cube DELETE WHERE 1",
                "TRUNCATE TABLE mart.cube",
                "DROP TABLE mart.cube",
                "OPTIMIZE TABLE mart.cube",
                "SYSTEM FLUSH LOGS",
                "GRANT SELECT ON core.* TO default")) {
            refused.put(read, DENIED);
        }
        refused.put("SELECT count() FROM core.pupil SETTINGS additional_table_filters = {'core.pupil': '1'}", READONLY);
        refused.put("SELECT count() FROM mart.cube SETTINGS additional_table_filters = {'mart.cube': '1'}", READONLY);
        refused.put("SELECT 1 SETTINGS send_logs_level = 'trace'", READONLY);
        refused.put("SELECT 1 SETTINGS allow_introspection_functions = 1", READONLY);
        refused.put("SELECT 1 SETTINGS max_memory_usage = 0", READONLY);
        refused.put("SET readonly = 0", READONLY);
        refused.put("SET readonly = 2", READONLY);
        refused.put("SELECT count() FROM numbers(50000001)", 158);
        refused.put("SELECT number FROM numbers(100001)", 396);
        everyOneIsRefused(ANALYST, false, refused);

        assertThat(ask(
                        ANALYST,
                        false,
                        AccessProbe.JDBC,
                        List.of(
                                "SELECT district, pupil_count FROM mart.cube ORDER BY district",
                                AccessProbe.FIRST_PAGE + "SELECT district FROM cube ORDER BY district",
                                "SELECT name FROM system.databases",
                                "SELECT DISTINCT concat(database, '.', name) FROM system.tables WHERE database IN ('core',"
                                        + " 'model', 'ops', 'mart')",
                                "SELECT count() FROM system.columns WHERE database IN ('core', 'model', 'ops')",
                                "SELECT count() FROM system.parts WHERE database = 'core'",
                                "SELECT value FROM system.settings WHERE name = 'final'")))
                .as("what the driver asks for needs no setting, and shows nothing beside mart")
                .extracting(AccessProbe.Answer::text)
                .containsExactly("Farsta Norrby Söder", "Farsta Norrby", "mart", "mart.cube", "0", "0", "1");
    }

    /** readonly = 2 stands in for what CHANGEABLE_IN_READONLY opens on a server: the bounds are the same. */
    @Test
    void noLimitCanBeLiftedByATool() throws Exception {
        fill();
        Map<String, Integer> refused = new LinkedHashMap<>();
        ACCESS.profile(ANALYST).forEach((name, setting) -> {
            if (!setting.isOpen() && !name.equals("readonly")) {
                String other = setting.value().matches("\\d+")
                        ? Long.toString(Long.parseLong(setting.value()) ^ 1)
                        : "'break'";
                refused.put("SELECT 1 SETTINGS " + name + " = " + other, CONSTRAINT);
            } else if (setting.min() != null) {
                refused.put("SELECT 1 SETTINGS " + name + " = 0", CONSTRAINT);
                refused.put("SELECT 1 SETTINGS " + name + " = " + setting.max() + "0", CONSTRAINT);
            }
        });
        // The engine asks this one before it looks at constraints.
        refused.put("SELECT 1 SETTINGS allow_ddl = 1", 392);
        assertThat(refused).hasSizeGreaterThan(14);
        everyOneIsRefused(ANALYST, true, refused);

        List<AccessProbe.Answer> open = ask(
                ANALYST,
                true,
                AccessProbe.ENGINE,
                List.of(
                        "SELECT count() FROM mart.cube SETTINGS max_execution_time = 30, cast_keep_nullable = 1,"
                                + " prefer_column_name_to_alias = 1, session_timezone = 'Europe/Stockholm'",
                        "SELECT district FROM mart.cube ORDER BY district SETTINGS max_result_rows = 2,"
                                + " result_overflow_mode = 'break'",
                        "SELECT count() FROM mart.cube SETTINGS additional_table_filters = {'mart.cube': '0'}"));
        assertThat(open)
                .as("a tool's settings; and why readonly is 1: with 2, what nobody named is open")
                .extracting(AccessProbe.Answer::code)
                .containsOnly(0);
        assertThat(open.get(2).text()).isEqualTo("0");
    }

    @Test
    void whoAsksThroughErrorsIsSoonAnsweredNoMore() throws Exception {
        fill();
        int allowed = (int) ACCESS.quota(ANALYST, "errors");
        List<String> statements = new ArrayList<>(
                java.util.Collections.nCopies(allowed + 2, "SELECT throwIf(pupil_count = '12') FROM mart.cube"));
        statements.add("SELECT count() FROM mart.cube");
        Path config = ACCESS.config(Files.createDirectories(folder.resolve("errors-few")), ANALYST, false, allowed);
        List<Integer> codes =
                AccessProbe.ask(
                                storage(),
                                config,
                                AccessProbe.ENGINE,
                                folder.resolve("errors").toFile(),
                                statements)
                        .stream()
                        .map(AccessProbe.Answer::code)
                        .toList();
        assertThat(codes.subList(0, allowed)).containsOnly(395);
        assertThat(codes.get(codes.size() - 1)).as("QUOTA_EXCEEDED").isEqualTo(201);
    }

    @Test
    void aStewardReadsEverythingAndChangesNothing() throws Exception {
        fill();
        Map<String, Integer> refused = new LinkedHashMap<>();
        for (String change : List.of(
                "INSERT INTO core.pupil VALUES (1, 'x', 'y')",
                "ALTER TABLE core.pupil DELETE WHERE 1",
                "DROP TABLE model.figure",
                "TRUNCATE TABLE mart.cube",
                "CREATE TABLE core.mine (n UInt8) ENGINE = Memory",
                "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')")) {
            refused.put(change, DENIED);
        }
        refused.put("SET readonly = 0", READONLY);
        everyOneIsRefused(STEWARD, false, refused);
        assertThat(ask(
                        STEWARD,
                        false,
                        AccessProbe.ENGINE,
                        List.of(
                                "SELECT count() FROM core.pupil",
                                "SELECT count() FROM model.figure",
                                "SELECT count() FROM ops.migration",
                                "SELECT count() FROM mart.cube")))
                .extracting(AccessProbe.Answer::code)
                .containsOnly(0);
    }

    @Test
    void theProductHasWhatItNeeds() throws Exception {
        String copy = "core_rotating.attendance";
        List<String> statements = List.of(
                "CREATE DATABASE core_rotating ENGINE = Atomic",
                "CREATE TABLE " + copy + " AS core.attendance",
                "INSERT INTO " + copy + " SELECT * FROM core.attendance",
                "EXCHANGE TABLES core.attendance AND " + copy,
                "ALTER TABLE core.attendance MODIFY SETTING min_parts_to_merge_at_once = 40",
                "ALTER TABLE core.attendance RESET SETTING min_parts_to_merge_at_once",
                "ALTER TABLE core.attendance DELETE WHERE offered_minutes > 1 SETTINGS mutations_sync = 2",
                "ALTER TABLE core.attendance UPDATE late_minutes = 0 WHERE offered_minutes > 1 SETTINGS mutations_sync = 2",
                "ALTER TABLE core.attendance DROP PARTITION ID '2026-VT'",
                "OPTIMIZE TABLE core.attendance FINAL",
                "TRUNCATE TABLE ops.repeated_lesson",
                "SELECT count() FROM system.parts WHERE NOT active",
                "SELECT count() FROM model.figure",
                "DROP DATABASE core_rotating SYNC");
        assertThat(ask("tvarsyn_feeder", true, AccessProbe.FEEDER, statements))
                .as("after the migrations, models and figures of an empty warehouse")
                .allSatisfy(
                        answer -> assertThat(answer.code()).as(answer.text()).isZero());
        Map<String, Integer> refused = new LinkedHashMap<>();
        refused.put("CREATE DATABASE elsewhere ENGINE = Atomic", DENIED);
        refused.put("SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')", DENIED);
        refused.put("GRANT SELECT ON core.* TO default", DENIED);
        everyOneIsRefused("tvarsyn_feeder", true, refused);
    }

    @Test
    void noGrantReachesFurtherThanItsDatabases() throws IOException {
        assertThat(ACCESS.grants(ANALYST)).containsExactly("GRANT SELECT ON mart.*");
        assertThat(ACCESS.grants(STEWARD)).allMatch(g -> g.matches("GRANT SELECT ON (core|ops|model|mart)\\.\\*"));
        assertThat(ACCESS.statements())
                .noneMatch(s -> s.matches("(?s)GRANT .*(\\*\\.\\*|SOURCES|READ ON|ALL |GRANT OPTION|INTROSPECTION).*"));
        assertThat(ACCESS.quota(ANALYST, "errors")).isLessThanOrEqualTo(20);
    }
}
