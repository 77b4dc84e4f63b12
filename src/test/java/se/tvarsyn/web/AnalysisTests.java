package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The section Analys, for those who may and those who may not: what is looked up, and what is asked. */
class AnalysisTests {
    static final List<String> PAGES = List.of(
            "/analys",
            "/analys/query",
            "/analys/query?example=02_absence_beside_coverage",
            "/analys/examples",
            "/analys/dictionary",
            "/analys/dictionary?q=stadsdel",
            "/analys/metrics",
            "/analys/metrics/absence-over-threshold",
            "/analys/metrics/support-effect-start");

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern RESULT = Pattern.compile("/analys/query\\?result=([A-Za-z0-9_-]{22})");
    private static final Pattern ROW = Pattern.compile("<tr>((?:<td[^>]*>[^<]*</td>)+)</tr>");
    private static final Pattern CELL = Pattern.compile("<td(?: class=\"([^\"]*)\")?>([^<]*)</td>");

    private final ServedPages pages = ServedPages.shared();

    /** Sends a query as the form does, and follows to its answer. */
    static HttpResponse<String> ask(Visitor visitor, String sql) {
        HttpResponse<String> sent = send(visitor, sql);
        assertThat(sent.statusCode()).isEqualTo(302);
        return visitor.get(path(sent));
    }

    private static HttpResponse<String> send(Visitor visitor, String sql) {
        Matcher token = TOKEN.matcher(visitor.get("/analys/query").body());
        assertThat(token.find()).isTrue();
        return visitor.post("/analys/query", Map.of("sql", sql, "_csrf", token.group(1)));
    }

    private static String path(HttpResponse<String> sent) {
        String to = sent.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
        assertThat(RESULT.matcher(to).matches())
                .as("nothing of the query: " + to)
                .isTrue();
        return to;
    }

    /** The cells of an answer, each as its class and its text. */
    private static List<List<String>> rows(String body) {
        List<List<String>> rows = new ArrayList<>();
        Matcher row = ROW.matcher(body);
        while (row.find()) {
            List<String> cells = new ArrayList<>();
            Matcher cell = CELL.matcher(row.group(1));
            while (cell.find()) {
                cells.add((String.valueOf(cell.group(1)).replace("null", "NULL").strip() + ":" + cell.group(2))
                        .replaceFirst("^NULL:", ":"));
            }
            rows.add(cells);
        }
        return rows;
    }

    @Test
    void isOpenToAnalystsAndAdminsAndToNobodyElse() {
        for (String name : List.of("analyst", "admin")) {
            Visitor visitor = pages.as(name);
            assertThat(visitor.get("/om").body()).contains("href=\"/analys\"");
            PAGES.forEach(page -> assertThat(visitor.get(page).statusCode())
                    .as(name + " " + page)
                    .isEqualTo(200));
        }
        List<String> all = new ArrayList<>(PAGES);
        all.add("/analys/query/result/" + "A".repeat(22) + ".csv");
        for (String name : List.of("lead", "operator", "privacy-officer", "norr", "skola")) {
            Visitor visitor = pages.as(name);
            assertThat(visitor.get("/om").body()).doesNotContain("href=\"/analys\"");
            all.forEach(page -> assertThat(visitor.get(page).statusCode())
                    .as(name + " " + page)
                    .isEqualTo(403));
            assertThat(visitor.post("/analys/query", Map.of("sql", "SELECT 1", "_csrf", visitor.token()))
                            .statusCode())
                    .as(name)
                    .isEqualTo(403);
        }
        Visitor stranger = pages.visitor();
        all.forEach(page -> assertThat(
                        stranger.get(page).headers().firstValue("Location").orElse(""))
                .as(page)
                .endsWith("/login"));
    }

    @Test
    void isClosedToWhoeverIsLimitedWhateverRolesTheirEntryHas() {
        Visitor limited = pages.as("norr-analyst");
        PAGES.forEach(
                page -> assertThat(limited.get(page).statusCode()).as(page).isEqualTo(404));
        assertThat(limited.post("/analys/query", Map.of("sql", "SELECT 1", "_csrf", limited.token()))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void runsNothingThatAnotherSiteSends() {
        Visitor analyst = pages.as("analyst");
        assertThat(analyst.post("/analys/query", Map.of("sql", "SELECT 1")).statusCode())
                .isEqualTo(403);
        assertThat(analyst.get("/analys/query?sql=SELECT%201").body()).doesNotContain("SELECT 1");
    }

    @Test
    void saysEveryWordInBothLanguages() {
        Visitor analyst = pages.as("analyst");
        for (String page : PAGES) {
            for (String language : List.of("sv", "en")) {
                assertThat(analyst.get(page + (page.contains("?") ? "&" : "?") + "lang=" + language)
                                .body())
                        .as(page)
                        .contains("lang=\"" + language + "\"")
                        .doesNotContain("??");
            }
        }
        pages.figures().catalogue().metrics().forEach((id, metric) -> assertThat(
                        analyst.get("/analys/metrics/" + id + "?lang=en").body())
                .as(id)
                .contains("<dt>Direction</dt>")
                .doesNotContain("??"));
    }

    @Test
    void describesWhatAnAnalystMayReadAndNothingElse() throws IOException {
        Visitor analyst = pages.as("analyst");
        String body = analyst.get("/analys/dictionary").body();
        for (List<String> column :
                pages.mart("SELECT table, name FROM system.columns WHERE database = 'mart' AND comment != ''")) {
            assertThat(body).contains("mart." + column.get(0), "<code>" + column.get(1) + "</code>");
        }
        assertThat(body)
                .contains("NULL = alla, tom = okänd", "Stadsdel", "En rad per publicerad uppgift")
                .doesNotContain("core.", "ops.", "model.", "pseudonym");
        assertThat(analyst.get("/analys/dictionary?q=OSÄKERHET").body())
                .contains("<code>spread</code>")
                .doesNotContain("<code>caveats</code>", "<code>shown</code>");
        assertThat(analyst.get("/analys/dictionary?q=UNCERTAINTY&lang=en").body())
                .contains("<code>spread</code>", "<span lang=\"en\">empty otherwise</span>")
                .doesNotContain("<code>caveats</code>", "<code>shown</code>", "osäkerhet");
        assertThat(analyst.get("/analys/dictionary?q=osäkerhet&lang=en".replace("ä", "%C3%A4"))
                        .body())
                .contains("Nothing has");
        assertThat(analyst.get("/analys/dictionary?lang=sv&q=%3Cscript%3E").body())
                .contains("Ingenting har", "&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void explainsEveryMetricAndLeadsToWhereItIsShown() {
        Visitor analyst = pages.as("analyst");
        String list = analyst.get("/analys/metrics").body();
        pages.figures().catalogue().metrics().forEach((id, metric) -> {
            assertThat(list).contains("href=\"/analys/metrics/" + id + "\"");
            String body = analyst.get("/analys/metrics/" + id).body();
            assertThat(body)
                    .as(id)
                    .doesNotContain("??")
                    .contains("<dt>Enhet</dt>", "<dt>Riktning</dt>", "<dt>Gäller från</dt>", metric.validFrom());
        });
        String body = analyst.get("/analys/metrics/absence-over-threshold").body();
        assertThat(body)
                .contains(
                        "is_place AND is_over",
                        "is_place AND has_reported",
                        "frånvarogränsen 10 procent",
                        "skollagen (2010:800) 7 kap. 19 a §",
                        "2018-07-01",
                        "lägre är bättre",
                        "href=\"/uppfoljning/nyckeltal\"",
                        "absence-by-unit");
        assertThat(analyst.get("/analys/metrics/nothing").statusCode()).isEqualTo(404);
        Matcher chapter = Pattern.compile("href=\"(/uppfoljning/[a-z]+)\"").matcher(body);
        while (chapter.find()) {
            assertThat(analyst.get(chapter.group(1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void opensEveryExampleAndEachAnswers() throws IOException {
        Visitor analyst = pages.as("analyst");
        String list = analyst.get("/analys/examples").body();
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("warehouse/examples/released"))) {
            files = found.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(8);
        for (Path file : files) {
            String sql = Files.readString(file);
            String id = file.getFileName().toString().replace(".sql", "");
            assertThat(sql)
                    .as(id)
                    .startsWith("-- Fråga: ")
                    .contains(
                            "\n-- Frågas av: ",
                            "\n-- Läs: ",
                            "\n-- In English: ",
                            "\n-- Asked by: ",
                            "\n-- How to read: ");
            assertThat(Pattern.compile("(?:FROM|JOIN) ([a-z_]+)\\.")
                            .matcher(sql)
                            .results()
                            .map(t -> t.group(1)))
                    .as(id)
                    .containsOnly("mart");
            assertThat(list).contains("/analys/query?example=" + id);
            assertThat(analyst.get("/analys/query?example=" + id).body())
                    .contains(sql.strip().lines().findFirst().orElseThrow());
            String answer = ask(analyst, sql).body();
            assertThat(answer).as(id).doesNotContain("role=\"alert\"");
            assertThat(rows(answer)).as(id).isNotEmpty();
        }
        assertThat(list).contains("12 exempelfrågor läser exakta tal i model.figure");
        assertThat(analyst.get("/analys/query?example=nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void showsWhatIsReleasedInTheReadersSignsAndKeepsTheStatesApart() throws IOException {
        Visitor analyst = pages.as("analyst");
        String sql = "SELECT school_unit, shown, number, numerator FROM mart.figure WHERE release_name = '2026-VT'"
                + " AND cube = 'absence-by-unit' AND metric = 'absence-rate' AND school_unit != ''"
                + " ORDER BY value, dimension LIMIT 6 BY shown = '..'";
        List<List<String>> shown = rows(ask(analyst, sql).body());
        List<List<String>> released = pages.mart(sql);
        assertThat(shown).hasSize(12);
        for (int i = 0; i < 12; i++) {
            String figure = released.get(i).get(1);
            assertThat(shown.get(i).get(0))
                    .as("a code is no number")
                    .isEqualTo("short:" + released.get(i).get(0));
            assertThat(shown.get(i).get(1))
                    .isEqualTo(figure.equals("..") ? "number hidden:.." : "number:" + figure.replace('.', ','));
        }
        assertThat(released.stream().filter(row -> row.get(1).equals(".."))).hasSize(6);

        String every = ask(
                        analyst,
                        "SELECT '..' AS shown, '.' AS numerator, 0 AS zero, CAST(NULL AS Nullable(Int8)) AS none, '' AS"
                                + " empty, 1234567.5 AS large, -1234 AS four, '<b>&' AS text, '0180' AS town, '12345' AS pupils")
                .body();
        assertThat(rows(every))
                .containsExactly(List.of(
                        "number hidden:..",
                        "number missing:.",
                        "number:0",
                        "number NULL:NULL",
                        "short:",
                        "number:1\u00A0234\u00A0567,5",
                        "number:\u22121234",
                        "short:&lt;b&gt;&amp;",
                        "short:0180",
                        "number:12345"));
        assertThat(every).contains("Uppgiften är dold", "Uppgiften saknas", "Värde saknas i databasen");
    }

    @Test
    void writesFilesOfTheSameAnswer() {
        Visitor analyst = pages.as("analyst");
        HttpResponse<String> sent = send(
                analyst,
                "SELECT number AS n, if(number = 1, NULL, '') AS none, concat('a,\"', char(10), 'å') AS text, '=1+1' AS run,"
                        + " '..' AS shown FROM numbers(300) ORDER BY n");
        String id = RESULT.matcher(path(sent)).replaceFirst("$1");
        assertThat(analyst.get(path(sent)).body()).contains("De första 200 visas här");
        String csv = new String(analyst.bytes("/analys/query/result/" + id + ".csv"), StandardCharsets.UTF_8);
        assertThat(csv)
                .startsWith("\uFEFF\"n\",\"none\",\"text\",\"run\",\"shown\"\r\n"
                        + "\"0\",\"\",\"a,\"\"\nå\",\"'=1+1\",\"..\"\r\n"
                        + "\"1\",,\"a,\"\"\nå\",\"'=1+1\",\"..\"\r\n")
                .endsWith("\"299\",\"\",\"a,\"\"\nå\",\"'=1+1\",\"..\"\r\n");
        assertThat(new String(analyst.bytes("/analys/query/result/" + id + ".xlsx"), 0, 2, StandardCharsets.ISO_8859_1))
                .isEqualTo("PK");
        for (Visitor other : List.of(pages.as("admin"), pages.as("analyst"))) {
            assertThat(other.get("/analys/query/result/" + id + ".csv").statusCode())
                    .as("an answer is its session's")
                    .isEqualTo(404);
            assertThat(other.get(path(sent)).body())
                    .contains("Svaret finns inte kvar")
                    .doesNotContain("=1+1");
        }
    }

    @Test
    void drawsTheColumnsThatAreChosen() {
        Visitor analyst = pages.as("analyst");
        String path = path(
                send(
                        analyst,
                        "SELECT arrayJoin(['a</script>', 'b', 'c']) AS name, if(name = 'b', '..', '7.5') AS shown, 3 AS other"));
        assertThat(analyst.get(path).body()).doesNotContain("chart-text");
        String bars = analyst.get(path + "&labels=0&numbers=1&kind=bar").body();
        assertThat(bars)
                .contains("\"rows\":[\"a\\u003c/script\\u003e\",\"b\",\"c\"]", "\"values\":[7.5,null,7.5]")
                .contains("\"texts\":[\"7,5\",\"..\",\"7,5\"]")
                .doesNotContain("\"lines\":true");
        String lines = analyst.get(path + "&labels=0&numbers=1&numbers=2&kind=line&lang=en")
                .body();
        assertThat(lines).contains("\"lines\":true", "\"values\":[3,3,3]", "\"texts\":[\"7.5\",\"..\",\"7.5\"]");
        assertThat(analyst.get(path + "&labels=99&numbers=-1&numbers=x&numbers=0&kind=pie")
                        .body())
                .as("what names no column of numbers is left out")
                .doesNotContain("chart-text");
    }

    @Test
    void writesDownWhoAskedWhatBeforeItRunsWithoutTheValuesInIt() throws IOException {
        Visitor analyst = pages.as("analyst");
        String word = "Hemligheten";
        ask(analyst, "SELECT count() FROM mart.figure WHERE value = '" + word + "' AND 200701011234 > 1 -- " + word);
        List<String> lines = Files.readAllLines(pages.home().audit().resolve("audit.log"));
        assertThat(lines.get(lines.size() - 1))
                .contains("\"actor\":\"analyst\"", "\"action\":\"query\"", "\"role\":\"analyst\"")
                .contains("SELECT count() FROM mart.figure WHERE value = ? AND ? > ?")
                .doesNotContain(word, "200701011234");
        assertThat(String.join("\n", lines)).doesNotContain(word);
    }

    @Test
    void keepsEveryPageSmall() {
        Visitor analyst = pages.as("analyst");
        Map<String, String> wide = new LinkedHashMap<>();
        wide.put(
                "SELECT " + String.join(", ", java.util.Collections.nCopies(60, "repeat('å', 5000)"))
                        + " FROM numbers(300)",
                "kolumner finns i filerna");
        wide.put("SELECT number, toString(number) FROM numbers(100000)", "10\u00A0000 rader");
        wide.put("SELECT arrayStringConcat(arrayMap(x -> repeat('x', 1000000), range(20)))", "resten togs inte med");
        wide.forEach((sql, told) -> {
            HttpResponse<String> answer = ask(analyst, sql);
            assertThat(answer.body()).as(sql.substring(0, 20)).contains(told);
            assertThat(answer.body().getBytes(StandardCharsets.UTF_8).length).isLessThan(300_000);
        });
    }

    @Test
    void tellsWhatWasWrongInItsOwnWordsWithTheNumberAndTheLine() {
        Visitor analyst = pages.as("admin");
        assertThat(ask(analyst, "\n\nSELECT shown\nFROM mart.figure WHERE WHERE 1")
                        .body())
                .contains("Frågan kunde inte läsas", "ClickHouse-fel 62", "vid rad 4", "WHERE WHERE");
        String quoted = ask(analyst, "SELECT toUInt8(shown) FROM mart.figure").body();
        assertThat(quoted)
                .contains("Ett värde kunde inte läsas som tal", "ClickHouse-fel ")
                .doesNotContain("Cannot parse", "DB::", "mart.release");
        String thrown = ask(analyst, "SELECT throwIf(metric = 'absence-rate', concat('se', 'en')) FROM mart.figure")
                .body();
        assertThat(thrown).contains("ClickHouse-fel 395").doesNotContain("seen");
        assertThat(ask(analyst, " ").body()).contains("Frågan är tom");
        assertThat(ask(analyst, "SELECT '" + "x".repeat(20_000) + "'").body()).contains("Frågan är för lång");
        assertThat(ask(analyst, "DROP TABLE mart.figure").body()).contains("Frågan måste läsa");
    }
}
