package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages in Chromium: they are drawn, can be used without a mouse and with a reader, and nothing breaks their rules. */
class BrowserTests {
    private static final List<String> SOME =
            List.of("/uppfoljning", "/uppfoljning/fordelning", "/uppfoljning/matris", "/uppfoljning/rapport");

    private static @Nullable Chromium chromium;

    private final ServedPages pages = ServedPages.shared();

    @BeforeAll
    static void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void endChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Chromium chromium() {
        return Objects.requireNonNull(chromium);
    }

    @AfterEach
    void forgetComplaints() {
        chromium().forget();
    }

    private Page loggedIn(int width, ColorScheme colours) {
        return loggedIn("lead", width, colours);
    }

    private Page loggedIn(String name, int width, ColorScheme colours) {
        return chromium().loggedIn(pages.address(), name, ServedPages.PASSWORD, width, colours);
    }

    @Test
    void aLeadLogsInNarrowsReadsAndTakesAFileHomeInBothLanguages() {
        Page page = loggedIn(1440, ColorScheme.LIGHT);
        assertThat(page.locator("h1").innerText()).isEqualTo("Uppföljning");
        page.selectOption("#district", "Söder");
        page.click(".filters button");
        assertThat(page.url()).contains("district=S");
        assertThat(page.locator(".release").innerText()).contains("Stadsdel: Söder");

        page.click(".chapters a:has-text('Fördelning')");
        assertThat(page.url()).as("the filter goes along").contains("district=S");
        assertThat(page.locator(".canvas canvas").count()).isPositive();
        assertThat(page.locator("details.rows").first().getAttribute("open")).isNull();
        page.locator("details.rows summary").first().click();
        assertThat(page.locator("table caption").first().innerText()).contains("vårterminen 2026");

        Download csv = page.waitForDownload(
                () -> page.locator(".files a:has-text('CSV')").first().click());
        assertThat(csv.suggestedFilename()).isEqualTo("tvarsyn-2026-VT-by-district.csv");
        Download png =
                page.waitForDownload(() -> page.locator("button.png").first().click());
        assertThat(png.suggestedFilename()).endsWith(".png");

        page.click(".choices a:has-text('English')");
        assertThat(page.locator("h1").innerText()).isEqualTo("Breakdown");
        page.click(".chapters a:has-text('Report')");
        page.click(".choose summary");
        page.check("#b-overlap");
        page.click(".choose button");
        assertThat(page.locator("h2").allInnerTexts()).contains("Pupils at several agencies");
        page.click("text=Log out");
        assertThat(page.url()).endsWith("/login");
        chromium().assertSound();
    }

    @Test
    void anAnalystOpensAnExampleRunsItDrawsItAndTakesItHomeInBothLanguages() {
        Page page = loggedIn("analyst", 1440, ColorScheme.LIGHT);
        page.click(".sections a:has-text('Analys')");
        page.click(".chapters a:has-text('Exempelfrågor')");
        page.locator("#e-03_over_threshold_by_district ~ p .button").click();
        assertThat(page.inputValue("#sql")).startsWith("-- Fråga: ").contains("absence-over-threshold");
        page.waitForNavigation(() -> page.click(".ask button"));
        assertThat(page.url()).contains("?result=").doesNotContain("SELECT");
        assertThat(page.locator("table.answer tbody tr").count()).isEqualTo(1 + ServedPages.DISTRICTS.size());
        page.click(".draw summary");
        page.waitForNavigation(() -> page.click(".draw button[type=submit]"));
        assertThat(page.locator(".canvas canvas").count()).isEqualTo(1);
        page.check("#k-line");
        // The made-up releases have a denominator of a share, and no numerator.
        page.check("#n-3");
        page.waitForNavigation(() -> page.click(".draw button[type=submit]"));
        assertThat(page.locator(".canvas canvas").count()).isEqualTo(1);
        Download png = page.waitForDownload(() -> page.click("button.png"));
        assertThat(png.suggestedFilename()).isEqualTo("tvarsyn-svar.png");
        Download csv = page.waitForDownload(() -> page.click(".files a:has-text('CSV')"));
        assertThat(csv.suggestedFilename()).isEqualTo("tvarsyn-fraga.csv");
        page.click(".choices a:has-text('English')");
        assertThat(page.locator("h1").innerText()).isEqualTo("Query box");
        assertThat(page.locator("table.answer tbody tr").count())
                .as("the same answer")
                .isEqualTo(1 + ServedPages.DISTRICTS.size());
        page.fill("#sql", "SELECT shown FROM core.attendance");
        page.waitForNavigation(() -> page.click(".ask button"));
        assertThat(page.locator("[role=alert]").innerText()).contains("no such table", "ClickHouse error 81");
        page.click(".chapters a:has-text('Tables and columns')");
        page.fill("#q", "district");
        page.waitForNavigation(() -> page.keyboard().press("Enter"));
        assertThat(page.locator("tbody th").allInnerTexts())
                .contains("district")
                .doesNotContain("caveats");
        page.click(".chapters a:has-text('Metric catalogue')");
        page.click("text=Pupils over the threshold");
        page.click(".facts a:has-text('Breakdown')");
        assertThat(page.url()).endsWith("/uppfoljning/fordelning");
        chromium().assertSound();
    }

    @Test
    void canBeReadWithoutScriptsAndReachedByKeyboard() {
        Page page = loggedIn(390, ColorScheme.LIGHT);
        page.navigate("/uppfoljning/fordelning");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing is wider than a telephone")
                .isTrue();
        page.navigate("/uppfoljning/program");
        assertThat((Boolean) page.evaluate("(() => { const here ="
                        + " document.querySelector('.chapters [aria-current]').getBoundingClientRect();"
                        + " return here.left >= 0 && here.right <= window.innerWidth; })()"))
                .as("the open chapter is in view")
                .isTrue();
        List<String> names = new ArrayList<>();
        ((List<?>) page.evaluate("Array.from(document.querySelectorAll('.canvas')).flatMap((place) =>"
                        + " echarts.getInstanceByDom(place).getOption().yAxis.map((axis) => axis.name))"))
                .forEach(name -> names.add(String.valueOf(name).replaceAll("\\{[ab]\\|([^}]*)}", "$1")));
        assertThat(names)
                .as("titles of panels, on as many lines as they need")
                .contains(
                        "Tid från signal till aktualisering\ndagar, median",
                        "Frånvaro före och efter inskrivning\nprocentenheter")
                .noneMatch(name -> name.contains("…"));
        Page without = chromium().withoutScripts(page, pages.address());
        without.navigate("/uppfoljning/band");
        assertThat(without.locator("table").count()).isPositive();
        assertThat(without.locator("button.png").first().isVisible()).isFalse();
    }

    /** Least and greatest of the scale of each panel of a page, by its unit. */
    private static Map<String, Set<String>> scales(Page page, String chart) {
        Map<String, Set<String>> scales = new TreeMap<>();
        ((List<?>) page.evaluate("(() => { const place = document.getElementById('" + chart + "');"
                        + " const option = echarts.getInstanceByDom(place).getOption();"
                        + " return option.xAxis.map((axis, i) => option.yAxis[i].name.replace(/[^]*b\\|/, '') + axis.min"
                        + " + ' to ' + axis.max); })()"))
                .forEach(each -> {
                    String[] parts = String.valueOf(each).split("}");
                    scales.computeIfAbsent(parts[0], unit -> new TreeSet<>()).add(parts[1]);
                });
        return scales;
    }

    @Test
    void barsOfOneUnitHaveOneScaleAndAFallIsDrawnAsAFall() {
        Page page = loggedIn(1440, ColorScheme.LIGHT);
        page.navigate("/uppfoljning/fordelning");
        assertThat(page.locator(".canvas canvas").count()).isPositive();
        assertThat(scales(page, "c-by-district").get("procent"))
                .hasSize(1)
                .allMatch(scale -> scale.startsWith("0 to "));
        page.navigate("/uppfoljning/program");
        assertThat(scales(page, "c-effect").get("procentenheter"))
                .hasSize(1)
                .allMatch(scale -> scale.replaceAll("^-([\\d.]+) to \\1$", "").isEmpty());
        assertThat(page.locator("#c-effect").boundingBox().height).isPositive();
        chromium().assertSound();
    }

    @Test
    void breaksNoRuleOfAccessibilityInEitherTheme() {
        look("lead", SOME, List.of(1440));
        look("analyst", AnalysisTests.PAGES, List.of(1440));
        chromium().assertSound();
    }

    @Test
    @Tag("long")
    void breaksNoRuleOnAnyPageAtAnyWidth() {
        look("lead", PagesTests.PAGES, List.of(1440, 390));
        look("analyst", AnalysisTests.PAGES, List.of(1440, 390));
        chromium().assertSound();
    }

    @Test
    @Tag("long")
    void breaksNoRuleOnAnyPageInEnglish() {
        look("lead", inEnglish(PagesTests.PAGES), List.of(390));
        look("analyst", inEnglish(AnalysisTests.PAGES), List.of(390));
        chromium().assertSound();
    }

    private static List<String> inEnglish(List<String> paths) {
        return paths.stream()
                .map(path -> path + (path.contains("?") ? "&" : "?") + "lang=en")
                .toList();
    }

    /** Pages as somebody sees them; an analyst's also with an answer, a chart and a refusal. */
    private void look(String name, List<String> paths, List<Integer> widths) {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : widths) {
                Page page = chromium().page(pages.address(), width, colours);
                Stream.of("/login", "/om").forEach(path -> look(page, path, width, colours));
                Page inside = loggedIn(name, width, colours);
                paths.forEach(path -> look(inside, path, width, colours));
                if (name.equals("analyst")) {
                    answers(inside, width, colours);
                }
                page.context().close();
                inside.context().close();
            }
        }
    }

    private static void answers(Page page, int width, ColorScheme colours) {
        page.navigate("/analys/query");
        page.fill("#sql", "SELECT shown\nFROM FROM mart.figure");
        page.click(".ask button");
        look(page, "refused", width, colours);
        page.fill(
                "#sql",
                "SELECT period, grade, anyIf(shown, sex = 'F') AS girls_percent, anyIf(shown, sex = 'M') AS boys_percent,"
                        + " max(number) AS highest, CAST(NULL AS Nullable(Int8)) AS none\nFROM mart.figure\nWHERE metric ="
                        + " 'absence-rate' AND cube = 'absence-by-unit' AND grade != ''\nGROUP BY period, grade, school_unit"
                        + "\nORDER BY period, toUInt8(grade) LIMIT 24");
        page.click(".ask button");
        String answer = page.url();
        for (String kind : List.of("bar", "line")) {
            page.navigate(answer + "&labels=1&numbers=2&numbers=3&kind=" + kind);
            look(page, "answer-" + kind, width, colours);
        }
    }

    private static void look(Page page, String path, int width, ColorScheme colours) {
        if (path.startsWith("/")) {
            page.navigate(path);
        }
        chromium().look(page, path.replaceAll("^/", "").replaceAll("[/?=&]", "-"), width, colours);
    }
}
