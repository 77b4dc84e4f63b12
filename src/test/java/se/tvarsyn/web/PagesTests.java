package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every page for its roles, in both languages, with the figures that a release has and no others. */
class PagesTests {
    static final List<String> PAGES = List.of(
            "/uppfoljning",
            "/uppfoljning/kallor",
            "/uppfoljning/nyckeltal",
            "/uppfoljning/utveckling",
            "/uppfoljning/fordelning",
            "/uppfoljning/band",
            "/uppfoljning/program",
            "/uppfoljning/myndigheter",
            "/uppfoljning/fritid",
            "/uppfoljning/behorighet",
            "/uppfoljning/resurser",
            "/uppfoljning/matris",
            "/uppfoljning/rapport");

    private static final Pattern CARD = Pattern.compile("data-metric=\"([^\"]+)\">([^<]+)<");

    private final ServedPages pages = ServedPages.shared();

    @Test
    void showsEveryPageToTheRolesThatMaySeeFiguresAndToNoOther() {
        for (String name : List.of("lead", "analyst", "privacy-officer", "admin")) {
            Visitor visitor = pages.as(name);
            PAGES.forEach(page -> assertThat(visitor.get(page).statusCode())
                    .as(name + " " + page)
                    .isEqualTo(200));
        }
        Visitor operator = pages.as("operator");
        PAGES.forEach(
                page -> assertThat(operator.get(page).statusCode()).as(page).isEqualTo(403));
        assertThat(operator.get("/uppfoljning/fil/bands.csv").statusCode()).isEqualTo(403);
        assertThat(operator.get("/").body()).contains("Här finns inget för din roll än");
    }

    /** Drift acts through the schedule of {@code serve} (cli/ControlRoomTests). */
    @Test
    void hasNoDriftWhereNoFeedsAreRun() {
        Visitor admin = pages.as("admin");
        assertThat(admin.get("/drift").statusCode()).isEqualTo(403);
        assertThat(admin.get("/uppfoljning").body()).doesNotContain("/drift");
    }

    @Test
    void showsTheFiguresOfTheReleaseAndNoOthers() throws IOException {
        String body =
                pages.as("lead").get("/uppfoljning/nyckeltal?release=2026-VT").body();
        List<List<String>> released =
                pages.mart("SELECT metric, shown, unit FROM mart.figure AS f JOIN mart.metric AS m"
                        + " ON m.metric = f.metric AND m.release_name = f.release_name WHERE f.release_name = '2026-VT'"
                        + " AND cube = 'absence-by-unit' AND dimension = '' ORDER BY metric");
        Set<String> shown = new HashSet<>();
        Matcher card = CARD.matcher(body);
        while (card.find()) {
            shown.add(card.group(1) + " " + plain(card.group(2)));
        }
        assertThat(shown).hasSize(6);
        for (List<String> figure : released) {
            assertThat(shown.stream().filter(s -> s.startsWith(figure.get(0) + " ")))
                    .as(figure.get(0))
                    .singleElement()
                    .satisfies(s -> assertThat(s.split(" ")[1]).isEqualTo(figure.get(1)));
        }
    }

    /** {@code 1 234,5 %} as a release has it: 1234.5. */
    private static String plain(String shown) {
        return shown.replaceAll("[\u00A0 ](%|[a-zåäö]+)$", "")
                .replace("\u00A0", "")
                .replace(',', '.');
    }

    @Test
    void narrowsToWhatTheAddressAsksFor() throws IOException {
        Visitor lead = pages.as("lead");
        String all = lead.get("/uppfoljning/nyckeltal").body();
        String one = lead.get("/uppfoljning/nyckeltal?district=" + Visitor.encoded("Söder") + "&sex=F")
                .body();
        String expected = pages.mart(
                        "SELECT shown FROM mart.figure WHERE release_name = '2026-VT' AND cube ="
                                + " 'absence-by-unit' AND metric = 'absence-rate' AND dimension = 'district, sex' AND value = 'Söder, F'")
                .get(0)
                .get(0);
        Matcher card = Pattern.compile("data-metric=\"absence-rate\">([^<]+)<").matcher(one);
        assertThat(card.find()).isTrue();
        assertThat(plain(card.group(1))).isEqualTo(expected);
        assertThat(one).contains("Stadsdel: Söder", "Kön: Flickor").isNotEqualTo(all);
        assertThat(lead.get("/uppfoljning/nyckeltal?district=%27%20OR%201=1").body())
                .as("what no release names is no filter")
                .doesNotContain("OR 1=1");
        assertThat(lead.get("/uppfoljning/nyckeltal?release=2019-VT").statusCode())
                .isEqualTo(404);
        assertThat(lead.get("/uppfoljning/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void namesNoHighestAndNoLowestWhereOneIsHidden() {
        String body = pages.as("lead").get("/uppfoljning/matris").body();
        String rows = body.substring(body.indexOf("<tbody>"), body.indexOf("</tbody>"));
        List<List<String>> districts = Arrays.stream(rows.split("</tr>"))
                .filter(row -> row.contains("<td") && !row.contains("class=\"total\""))
                .map(row -> List.of(row.substring(row.indexOf("<td")).split("</td>")))
                .toList();
        assertThat(districts).hasSameSizeAs(ServedPages.DISTRICTS);
        int marked = 0;
        int withHidden = 0;
        for (int i = 0; i < districts.get(0).size() - 1; i++) {
            int column = i;
            List<String> cells = districts.stream().map(row -> row.get(column)).toList();
            boolean isMarked = cells.stream().anyMatch(cell -> cell.contains("class=\"mark"));
            boolean isHidden = cells.stream().anyMatch(cell -> cell.contains(">..<"));
            assertThat(isMarked && isHidden).as(cells.toString()).isFalse();
            marked += isMarked ? 1 : 0;
            withHidden += isHidden ? 1 : 0;
        }
        assertThat(marked).isPositive();
        assertThat(withHidden).isPositive();
    }

    @Test
    void pointsToAReleaseThatHasWhatThisOneHasNot() {
        assertThat(pages.as("lead").get("/uppfoljning/behorighet").body())
                .contains("publiceras för läsår")
                .doesNotContain("class=\"elsewhere\"");
        assertThat(pages.as("lead").get("/uppfoljning/program").body())
                .as("days stand with their ninth decile, a difference with its uncertainty")
                .containsPattern("\\d+ \\(nio av tio inom \\d+\\)")
                .containsPattern("−\\d+,\\d ± 2,4");
    }

    @Test
    void putsTwoTermsSideBySide() {
        String body = pages.as("lead").get("/uppfoljning/utveckling").body();
        assertThat(body).contains("Vårterminen 2025", "Vårterminen 2026", "Ogiltig frånvaro");
        assertThat(pages.as("lead")
                        .get("/uppfoljning/utveckling?release=2025-VT")
                        .body())
                .contains("Samma period förra året är inte publicerad");
    }

    @Test
    void saysOnEveryPageThatALegalBasisIsATrialEntry() {
        Visitor lead = pages.as("lead");
        for (String page : PAGES) {
            assertThat(lead.get(page).body()).as(page).contains("<aside class=\"trial\"", "Provdrift:");
        }
        assertThat(pages.visitor().get("/login").body()).contains("Provdrift:");
    }

    @Test
    void tellsHowFreshTheSourcesWereAndOfWhichAFigureIsMade() {
        Visitor lead = pages.as("lead");
        assertThat(lead.get("/uppfoljning").body())
                .contains("Underlag: 3 källor, 1 har aldrig levererat, 1 är försenad, 1 i tid.");
        assertThat(lead.get("/uppfoljning/nyckeltal").body())
                .contains("Källor och senaste leverans: Skoladministration (SS 12000) (14 juni 2026).");
        assertThat(lead.get("/uppfoljning/fritid").body())
                .contains(
                        "Närvarokort från föreningar (DAK) (14 juni 2026, försenad); Skoladministration (SS 12000) (14 juni 2026).");
        String sources = lead.get("/uppfoljning/kallor").body();
        assertThat(sources.substring(sources.indexOf("<tbody>"), sources.indexOf("</tbody>")))
                .as("the worst first")
                .containsSubsequence(
                        "Har inte levererat", "Försenad", "Inom 40 dygn", "&lt;1\u00A0%", "I tid", "Inom 2 dygn");
        String before = lead.get("/uppfoljning/kallor?release=2025-VT").body();
        assertThat(before)
                .contains("gjord innan publiceringar berättade om sina källor")
                .doesNotContain("Underlag:", "class=\"made-of\"");
    }

    @Test
    void speaksTheLanguageThatWasChosenLast() {
        Visitor lead = pages.as("lead");
        assertThat(lead.get("/uppfoljning").body()).contains("lang=\"sv\"", "Uppföljning");
        assertThat(lead.get("/uppfoljning?lang=en").body()).contains("lang=\"en\"", "Follow-up");
        String english = lead.get("/uppfoljning/band").body();
        assertThat(english)
                .contains("Pupils by total absence", "5–10%", "spring term 2026")
                .doesNotContain("Uppföljning<");
        assertThat(lead.get("/uppfoljning?lang=xx&theme=dark").body()).contains("lang=\"en\"", "data-theme=\"dark\"");
        for (String page : PAGES) {
            for (String language : List.of("sv", "en")) {
                assertThat(lead.get(page + "?lang=" + language).body()).as(page).doesNotContain("??");
            }
        }
    }

    @Test
    void saysEveryWordInBothLanguages() throws IOException {
        assertThat(words("sv").stringPropertyNames()).isEqualTo(words("en").stringPropertyNames());
    }

    private static Properties words(String language) throws IOException {
        Properties words = new Properties();
        words.load(new StringReader(Files.readString(
                java.nio.file.Path.of("src/main/resources/web/messages_" + language + ".properties"),
                StandardCharsets.UTF_8)));
        return words;
    }

    @Test
    void showsALimitedLeadTheirPartOnly() {
        String body = pages.as("norr").get("/uppfoljning/fordelning").body();
        assertThat(body).contains("Norr", "Hela kommunen").doesNotContain("Söder", "Öster", "10001000");
        assertThat(pages.as("norr")
                        .get("/uppfoljning/matris?district=" + Visitor.encoded("Söder"))
                        .body())
                .doesNotContain("Söder");
        String school = pages.as("skola").get("/uppfoljning/fordelning").body();
        assertThat(school).contains("Skolan 10000000").doesNotContain("10000001", "Söder");
        assertThat(text(pages.as("norr").bytes("/uppfoljning/fil/by-unit.csv")))
                .contains("10000000")
                .doesNotContain("10001000", "Söder");
    }

    @Test
    void showsALimitedLeadNoTotalThatOneOtherPartCanBeWorkedOutFrom() {
        FrozenRelease.Reading reading = new FrozenRelease.Reading();
        reading.cube(new CubeEntry("c", "", "", List.of(List.of("district"))));
        reading.metric(new MetricEntry("m", "", "", "", "", "", "pupils", "count", "", "", "", ""));
        for (String district : List.of("", "Norr", "Söder")) {
            java.util.Map<String, String> place =
                    district.isEmpty() ? java.util.Map.of() : java.util.Map.of("district", district);
            reading.figure(new Figure("c", "m", place, "", "100", "100", "", ""));
        }
        FrozenRelease release = reading.of(
                new ReleaseHead("2026-VT", "term", java.time.Instant.EPOCH, 3, 0, "", "", List.of(), List.of()));
        ReleaseView all = new ReleaseView(release, ViewLimit.NONE);
        ReleaseView norr = new ReleaseView(release, new ViewLimit("Norr", Set.of()));
        CubeEntry cube = all.cubesOf("m").get(0);
        assertThat(all.figures(cube, "m", List.of(), java.util.Map.of())).hasSize(1);
        assertThat(norr.figures(cube, "m", List.of(), java.util.Map.of())).isEmpty();
        assertThat(norr.figures(cube, "m", List.of("district"), java.util.Map.of()))
                .singleElement()
                .satisfies(f -> assertThat(f.code("district")).isEqualTo("Norr"));
    }

    @Test
    void writesFilesOfTheSameFigures() throws IOException {
        Visitor lead = pages.as("lead");
        String csv = text(lead.bytes("/uppfoljning/fil/by-district.csv"));
        List<List<String>> released = pages.mart("SELECT metric, value, shown FROM mart.figure WHERE release_name ="
                + " '2026-VT' AND cube = 'absence-by-unit' AND dimension = 'district' AND metric = 'absence-rate'");
        for (List<String> figure : released) {
            assertThat(csv.lines().filter(l -> l.contains(",absence-rate,") && l.contains("," + figure.get(1) + ",")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("," + figure.get(2) + ","));
        }
        assertThat(new String(lead.bytes("/uppfoljning/fil/by-district.xlsx"), 0, 2, StandardCharsets.ISO_8859_1))
                .isEqualTo("PK");
        assertThat(lead.get("/uppfoljning/fil/last-year.csv").statusCode()).isEqualTo(404);
        assertThat(lead.get("/uppfoljning/fil/nothing.csv").statusCode()).isEqualTo(404);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void writesDownOncePerSessionWhoSawWhat() throws IOException {
        long before = views("privacy-officer");
        Visitor visitor = pages.as("privacy-officer");
        visitor.get("/uppfoljning/band");
        visitor.get("/uppfoljning/band?sex=F");
        assertThat(views("privacy-officer")).isEqualTo(before + 1);
        visitor.get("/uppfoljning/band?release=2025-VT");
        pages.as("privacy-officer").get("/uppfoljning/band");
        assertThat(views("privacy-officer")).isEqualTo(before + 3);
    }

    private long views(String name) throws IOException {
        return Files.readAllLines(pages.home().audit().resolve("audit.log")).stream()
                .filter(line -> line.contains("\"actor\":\"" + name + "\"")
                        && line.contains("view-release")
                        && line.contains("followup/band"))
                .count();
    }

    @Test
    void givesTheReleasesUpForWhoeverWantsThemAndTakesThemAgain() throws IOException {
        Visitor lead = pages.as("lead");
        assertThat(lead.get("/uppfoljning").statusCode()).isEqualTo(200);
        // Another's turn changes the mark, so the list of releases is read anew.
        assertThat(pages.mart("SELECT count() FROM mart.release")).isEqualTo(List.of(List.of("2")));
        assertThat(lead.get("/uppfoljning").statusCode()).isEqualTo(200);
        assertThat(pages.server().isReading()).isTrue();
        assertThat(pages.mart("SELECT count() FROM mart.release")).isEqualTo(List.of(List.of("2")));
        List<Integer> statuses = new ArrayList<>();
        PAGES.forEach(page -> statuses.add(lead.get(page).statusCode()));
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void answersAStrangeAddressWithAPlainPage() {
        HttpResponse<String> answer = pages.as("lead").get("/uppfoljning/%3Cscript%3E");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("Sidan finns inte").doesNotContain("<script>");
    }
}
