package se.tvarsyn.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.SharedFiles;
import se.tvarsyn.publication.MartSelfCheck;

/**
 * The probes that were seen to leak through views, all of the file: the product refuses such views, and what it stores in their
 * place tells an analyst with the real rights nothing, whatever is asked. The facts lie in the same storage, as on a server
 * that roles divide.
 */
class LeakProbeTests {
    /** An answer, DENIED, READONLY: what may come of a probe. Any other error came of a row, and tells of it. */
    private static final Set<Integer> HARMLESS = Set.of(0, 497, 164);

    private static final Pattern VIEW =
            Pattern.compile("CREATE VIEW (mart\\.\\w+) DEFINER=owner SQL SECURITY DEFINER AS (.*)", Pattern.DOTALL);

    /** Of what the file's own set-up puts where an analyst must not look: keys of groups, words of errors, sizes, the views' text. */
    private static final Pattern TELLS = Pattern.compile(
            "S\\d/\\d|exists|hidden|100000|core\\.|ZZZ|sec\\d|sipHash|HAVING", Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    /** @param told by the file's comment, of the design without protection */
    private record Probe(String sql, String told) {}

    private static List<String> setUp(List<String> lines) {
        String text = String.join(
                "\n",
                lines.subList(0, probesAt(lines)).stream()
                        .map(line -> line.replaceAll("--.*", ""))
                        .toList());
        return List.of(text.split(";")).stream()
                .map(String::strip)
                .filter(sql -> !sql.isEmpty())
                .toList();
    }

    private static int probesAt(List<String> lines) {
        return lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("-- PROBES"))
                .findFirst()
                .orElseThrow());
    }

    private static List<Probe> probes(List<String> lines) {
        return lines.subList(probesAt(lines), lines.size()).stream()
                .filter(line -> !line.startsWith("--") && !line.isBlank())
                .map(line -> line.split(";\\s*--", 2))
                .map(parts -> new Probe(parts[0].strip(), parts[1].strip()))
                .toList();
    }

    @Test
    void noProbeOfTheFileTellsAnAnalystAnything() throws Exception {
        List<String> lines = Files.readAllLines(SharedFiles.of("vectors/leak_probes.sql"));
        List<Probe> probes = probes(lines);
        assertThat(probes).hasSizeGreaterThanOrEqualTo(7).allMatch(probe -> !probe.told()
                .isEmpty());
        Path storage = folder.resolve("warehouse/data");
        List<String> views = fill(storage, setUp(lines));

        Path access = Files.createDirectories(folder.resolve("rights"));
        Path config = new AccessFiles(Path.of("warehouse/access")).config(access, AccessFiles.ANALYST, false);
        List<String> asked = new ArrayList<>(probes.stream().map(Probe::sql).toList());
        // Whether what is stored there can be read at all: else every probe would be harmless.
        views.forEach(view -> asked.add("SELECT count() FROM " + view));
        List<AccessProbe.Answer> answers = AccessProbe.ask(
                storage, config, AccessProbe.ENGINE, folder.resolve("errors").toFile(), asked);

        for (int i = 0; i < probes.size(); i++) {
            AccessProbe.Answer answer = answers.get(i);
            String what = probes.get(i) + ": " + answer;
            assertThat(HARMLESS).as(what).contains(answer.code());
            if (answer.code() == 0) {
                assertThat(TELLS.matcher(answer.text()).find()).as(what).isFalse();
            }
        }
        assertThat(answers.subList(probes.size(), answers.size()))
                .extracting(AccessProbe.Answer::text)
                .as("what the views showed is there: no group of so many, and every row that is not hidden")
                .containsExactly("0", "99900");
    }

    /** @return the views, each stored as a table */
    private List<String> fill(Path storage, List<String> setUp) throws Exception {
        List<String> views = new ArrayList<>();
        try (Warehouse warehouse = Warehouse.open(
                WarehouseSettings.embedded(storage, WarehouseTests.ENGINE).withLimits(2, 4L << 30, 4))) {
            List<String> stored = new ArrayList<>();
            for (String sql : setUp) {
                Matcher view = VIEW.matcher(sql);
                if (view.matches()) {
                    // The embedded engine keeps no user; the self-check looks at the engine, not at the definer.
                    execute(warehouse, "CREATE VIEW " + view.group(1) + " AS " + view.group(2));
                    views.add(view.group(1));
                    stored.add("CREATE TABLE " + view.group(1) + " ENGINE = MergeTree ORDER BY tuple() AS "
                            + view.group(2));
                } else {
                    execute(warehouse, sql);
                }
            }
            assertThat(views).isNotEmpty();
            List<String> problems = MartSelfCheck.problems(warehouse);
            for (String view : views) {
                assertThat(problems).anyMatch(problem -> problem.startsWith(view + ": is no table of the MergeTree"));
                execute(warehouse, "DROP VIEW " + view + " SYNC");
            }
            for (String sql : stored) {
                execute(warehouse, sql);
            }
        }
        return views;
    }

    private static void execute(Warehouse warehouse, String sql) throws IOException {
        new Statements(
                        warehouse,
                        code -> new IllegalStateException("ClickHouse error " + code + " of the set-up: " + sql))
                .execute(Objects.requireNonNull(sql));
    }
}
