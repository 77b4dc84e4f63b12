package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import se.tvarsyn.SharedFiles;

/** Attacks on the box for queries, in the engine that it runs in: each is refused by the engine's rights, or reaches nothing. */
class AnalystQueriesTests {
    private static final Viewer ANALYST = new Viewer("ann", Set.of(Role.ANALYST), ViewLimit.NONE);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ServedPages pages = ServedPages.shared();

    private AnalystQueries queries(Duration patience) {
        return new AnalystQueries(
                pages.server().analyst(), ServedPages.audit(pages.home()), Clock.systemUTC(), patience);
    }

    private static Viewer analyst(String name) {
        return new Viewer(name, Set.of(Role.ANALYST), ViewLimit.NONE);
    }

    private static List<List<String>> rows(QueryOutcome outcome) {
        assertThat(outcome).isInstanceOf(QueryOutcome.Rows.class);
        return List.copyOf(((QueryOutcome.Rows) outcome).table().rows());
    }

    @Test
    void everyAttackIsRefused() throws IOException {
        Map<String, String> refused = new LinkedHashMap<>();
        // Other databases are not in this storage at all. Where they are, warehouse/AccessTests asks for them.
        for (String other : List.of(
                "SELECT * FROM core.attendance",
                "SELECT count() FROM ops.delivery",
                "SELECT count() FROM model.figure",
                "SELECT 1 FROM mart.figure WHERE value IN (SELECT toString(person_pseudonym) FROM core.attendance)",
                "EXPLAIN ESTIMATE SELECT * FROM core.attendance",
                "SHOW CREATE TABLE core.attendance",
                "DESCRIBE TABLE ops.release",
                "SELECT * FROM mergeTreeIndex('core', 'attendance')",
                "/* a */ SELECT * FROM -- b\ncore.attendance")) {
            refused.put(other, "table");
        }
        for (String other : List.of(
                "SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')",
                "SELECT * FROM file('users.xml', 'CSV', 'a String')",
                "SELECT * FROM remote('127.0.0.1', 'mart', 'figure')",
                "SELECT * FROM s3('http://127.0.0.1:9/bucket/key.csv', 'CSV', 'a String')",
                "SELECT * FROM executable('true', 'CSV', 'a String')",
                "SELECT * FROM mysql('127.0.0.1:9', 'a', 'b', 'c', 'd')",
                "SELECT * FROM loop(core.attendance) LIMIT 1",
                "SELECT demangle('x')",
                "SELECT addressToLine(1)",
                "WITH x AS (SELECT 1) SELECT * FROM url('http://127.0.0.1:9/', 'CSV', 'a String')")) {
            refused.put(other, "denied");
        }
        for (String setting : List.of(
                "SELECT count() FROM mart.figure SETTINGS additional_table_filters = {'mart.figure': '1'}",
                "SELECT 1 SETTINGS readonly = 0",
                "SELECT 1 SETTINGS max_execution_time = 0",
                "SELECT 1 SETTINGS allow_introspection_functions = 1")) {
            refused.put(setting, "settings");
        }
        refused.put("SELECT 1 FORMAT JSON", "format");
        refused.put("SELECT 1 INTO OUTFILE '/tmp/x'", "format");
        refused.put("SELECT 1 /* FORMAT CSV */ FORMAT CSV", "format");
        refused.put("SELECT release_name FROM mart.release WITH TOTALS", "format");
        refused.put("SELECT 1; SELECT 2", "syntax");
        refused.put("SELECT 1; DROP TABLE mart.figure", "syntax");
        refused.put("SELECT count() FROM numbers(1000000000000)", "read-much");
        refused.put("SELECT count() FROM numbers(40000000) AS a, numbers(40000000) AS b", "read-much");
        refused.put("SELECT * FROM (SELECT count() FROM numbers(60000000) SETTINGS max_rows_to_read = 0)", "settings");
        refused.put("SELECT sleep(4)", "time");
        refused.put("SELECT length(range(toUInt64(400000000)))", "memory");
        for (String change : List.of(
                "KILL QUERY WHERE 1",
                "SYSTEM SHUTDOWN",
                "SET readonly = 0",
                "USE core",
                "INSERT INTO mart.figure VALUES ('a')",
                "GRANT SELECT ON core.* TO default",
                "CREATE TEMPORARY TABLE x (a UInt8)",
                "-- SELECT\nDROP TABLE mart.figure",
                "/* SELECT */ TRUNCATE TABLE mart.figure",
                "ATTACH TABLE x")) {
            refused.put(change, "reads-only");
        }
        AnalystQueries queries = queries(LONG);
        Map<String, String> told = new LinkedHashMap<>();
        int each = 0;
        for (String sql : refused.keySet()) {
            // One attacker would be shut out after twenty; the engine is, and is started anew.
            QueryOutcome outcome = queries.run(analyst("attacker-" + each++), sql);
            told.put(sql, outcome instanceof QueryOutcome.Refusal refusal ? refusal.word() : outcome.toString());
        }
        told.entrySet().removeIf(as -> as.getValue().equals(refused.get(as.getKey())));
        assertThat(told).as("answered otherwise").isEmpty();
        assertThat(pages.mart("SELECT count() FROM mart.release")).isEqualTo(List.of(List.of("2")));
    }

    /** Within a query the engine takes what it refuses of the query itself, where a setting has no constraint. */
    @Test
    void aQueryWithinAQuerySetsNothingEither() throws IOException {
        AnalystQueries queries = queries(LONG);
        for (String sql : List.of(
                "SELECT * FROM (SELECT count() FROM mart.figure SETTINGS additional_table_filters = {'mart.figure': '0'})",
                "SELECT * FROM (SELECT 1 /**/settings/**/ max_threads = 1)",
                "WITH x AS (SELECT 1\nSETTINGS use_query_cache = 1) SELECT * FROM x",
                "SELECT [(SELECT 1 SETTINGS max_threads = 1)]",
                "SELECT 1 WHERE 'a\\'(' != '(' AND 1 IN (SELECT 1 SETTINGS `max_threads` = 1)")) {
            assertThat(queries.run(ANALYST, sql)).as(sql).isEqualTo(new QueryOutcome.Refusal("settings", 164, 0));
        }
        assertThat(
                        rows(
                                queries.run(
                                        ANALYST,
                                        "SELECT count(), 'SETTINGS a = 1' /* SETTINGS */ FROM system.settings WHERE name = 'readonly'")))
                .containsExactly(List.of("1", "SETTINGS a = 1"));
    }

    @Test
    void theEnginesOwnTablesShowNothingButMart() throws IOException {
        AnalystQueries queries = queries(LONG);
        assertThat(rows(queries.run(ANALYST, "SHOW DATABASES"))).containsExactly(List.of("mart"));
        assertThat(rows(queries.run(ANALYST, "SELECT DISTINCT database FROM system.tables WHERE database != 'system'")))
                .allSatisfy(row -> assertThat(row.get(0)).isIn("mart", "INFORMATION_SCHEMA", "information_schema"));
        assertThat(rows(queries.run(
                        ANALYST,
                        "SELECT DISTINCT database FROM system.columns WHERE database NOT IN ('system', 'mart')"
                                + " AND lower(database) != 'information_schema'")))
                .isEmpty();
        queries.run(analyst("mistypes"), "SELECT toUInt8('Hemligheten')");
        for (String table : List.of(
                "processes", "errors", "query_cache", "stack_trace", "merge('system', '^(processes|errors)$')")) {
            String from = table.contains("(") ? table : "system." + table;
            assertThat(queries.run(ANALYST, "SELECT * FROM " + from))
                    .as("what others ask, and were told: " + table)
                    .matches(outcome -> !(outcome instanceof QueryOutcome.Rows)
                            || rows(outcome).isEmpty());
        }
        for (String table : List.of("users", "grants", "query_log", "text_log", "session_log")) {
            QueryOutcome outcome = queries.run(analyst("looks-at-" + table), "SELECT * FROM system." + table);
            assertThat(outcome).as(table).isInstanceOf(QueryOutcome.Refusal.class);
            assertThat(((QueryOutcome.Refusal) outcome).word()).as(table).isIn("denied", "table");
        }
    }

    @Test
    void noProbeThatLeakedThroughAViewRevealsAnything() throws IOException {
        List<String> lines = Files.readAllLines(SharedFiles.of("vectors/leak_probes.sql"));
        List<String> probes =
                lines
                        .subList(
                                (int) lines.stream()
                                        .takeWhile(l -> !l.startsWith("-- PROBES"))
                                        .count(),
                                lines.size())
                        .stream()
                        .filter(line -> line.matches("(?:SELECT|EXPLAIN|SHOW) .*"))
                        .map(line -> line.replaceFirst(";\\s*--.*$", ""))
                        .toList();
        assertThat(probes).hasSizeGreaterThanOrEqualTo(7);
        AnalystQueries queries = queries(LONG);
        List<String> answered = new ArrayList<>();
        for (String probe : probes) {
            if (queries.run(analyst("probe-" + probe.hashCode()), probe) instanceof QueryOutcome.Rows rows) {
                answered.add(probe);
                assertThat(rows.table().rows())
                        .as("how many rows the tables of releases have, which an analyst may count")
                        .hasSize(6);
            }
        }
        assertThat(answered).containsExactly("SELECT total_rows FROM system.tables WHERE database='mart'");
    }

    @Test
    void anErrorToldMoreThanTwentyTimesIsToldNoMore() throws IOException {
        AnalystQueries queries = queries(LONG);
        Viewer prober = analyst("prober");
        for (int i = 0; i < QueryErrors.IN_AN_HOUR; i++) {
            assertThat(queries.run(prober, "SELECT throwIf(shown = '..') FROM mart.figure"))
                    .isEqualTo(new QueryOutcome.Refusal("thrown", 395, 0));
        }
        assertThat(queries.run(prober, "SELECT 1")).isEqualTo(QueryRefusals.told("quota"));
        assertThat(rows(queries.run(ANALYST, "SELECT 1"))).as("others ask on").containsExactly(List.of("1"));
    }

    @Test
    void runsNothingForOthers() {
        AnalystQueries queries = queries(LONG);
        for (Viewer other : List.of(
                new Viewer("lead", Set.of(Role.LEAD), ViewLimit.NONE),
                new Viewer("operator", Set.of(Role.OPERATOR), ViewLimit.NONE),
                new Viewer("norr", Set.of(Role.LEAD, Role.ANALYST), new ViewLimit("Norr", Set.of())))) {
            assertThatThrownBy(() -> queries.run(other, "SELECT 1"))
                    .as(other.name())
                    .isInstanceOf(NoSuchPage.class);
        }
    }

    @Test
    void readsWholeAnswersOfSeveralBlocksWhateverColumnsAreCalled() throws IOException {
        QueryOutcome outcome = queries(LONG)
                .run(
                        ANALYST,
                        "SELECT number AS `a\"b` FROM numbers(9000) UNION ALL SELECT number + 9000 FROM numbers(500)");
        assertThat(((QueryOutcome.Rows) outcome).table().names()).containsExactly("a\"b");
        assertThat(rows(outcome)).hasSize(9500);
        QueryOutcome many = queries(LONG).run(ANALYST, "SELECT number FROM numbers(10001)");
        assertThat(((QueryOutcome.Rows) many).table().isCut()).isTrue();
        assertThat(rows(many)).hasSize(AnalystQueries.MOST_ROWS);
        QueryOutcome exact = queries(LONG).run(ANALYST, "SELECT number FROM numbers(10000)");
        assertThat(((QueryOutcome.Rows) exact).table().isCut()).isFalse();
    }

    private ProcessHandle engine() throws IOException {
        queries(LONG).run(ANALYST, "SELECT 1");
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive()
                        && commandLine(child)
                                .contains(pages.home().publicationStorage().toString()))
                .findFirst()
                .orElseThrow();
    }

    /** Whole: a ProcessHandle tells the first page of it. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    private static void signal(ProcessHandle process, String signal) throws IOException {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<QueryOutcome> later(AnalystQueries queries, Viewer viewer, String sql) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return queries.run(viewer, sql);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void anEngineThatWasKilledIsStartedAnew() throws IOException {
        ProcessHandle engine = engine();
        engine.destroyForcibly();
        engine.onExit().join();
        assertThat(rows(queries(LONG).run(ANALYST, "SELECT 1"))).containsExactly(List.of("1"));
        assertThat(pages.as("lead").get("/uppfoljning").statusCode()).isEqualTo(200);
    }

    @Test
    void anEngineThatHangsIsEndedAndTheNextQuestionIsAnswered() throws IOException {
        ProcessHandle engine = engine();
        signal(engine, "-STOP");
        AnalystQueries queries = queries(Duration.ofSeconds(2));
        Viewer hangs = analyst("hangs");
        CompletableFuture<QueryOutcome> hanging = later(queries, hangs, "SELECT 1");
        // Written before a query runs.
        while (!Files.readString(pages.home().audit().resolve("audit.log")).contains("\"actor\":\"hangs\"")) {
            Thread.onSpinWait();
        }
        assertThat(queries.run(hangs, "SELECT 2")).isEqualTo(QueryRefusals.told("one-at-a-time"));
        assertThat(hanging.join()).isEqualTo(QueryRefusals.told("ended"));
        engine.onExit().orTimeout(1, TimeUnit.MINUTES).join();
        assertThat(rows(queries(LONG).run(ANALYST, "SELECT 3"))).containsExactly(List.of("3"));
    }

    @Test
    void whoeverWantsTheStorageDoesNotWaitForAQuery() throws IOException {
        ProcessHandle engine = engine();
        signal(engine, "-STOP");
        CompletableFuture<QueryOutcome> hanging = later(queries(LONG), ANALYST, "SELECT 1");
        assertThat(pages.mart("SELECT count() FROM mart.release")).isEqualTo(List.of(List.of("2")));
        assertThat(hanging.handle((outcome, e) -> outcome == null ? String.valueOf(e.getCause()) : outcome.toString())
                        .join())
                .matches(".*(figures.busy|ended).*");
    }
}
