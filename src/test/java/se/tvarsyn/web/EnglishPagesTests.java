package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who reads in English meets no Swedish of ours: what is Swedish is a name, or is marked so that it is read aloud as Swedish. */
class EnglishPagesTests {
    private static final String OF_OLD = "?release=2025-VT";
    private static final String PAGE = "/uppfoljning/nyckeltal?release=";

    private static final Pattern PART = Pattern.compile(
            "<!--.*?-->|<!DOCTYPE[^>]*>|<(/?)([a-z][a-z0-9]*)((?:\\s[^<>]*)?)>|([^<]+)", Pattern.DOTALL);
    private static final Pattern LANGUAGE = Pattern.compile("\\slang=\"([a-z]*)\"");
    private static final Pattern SAID = Pattern.compile("\\s(?:aria-label|title|alt|placeholder|content)=\"([^\"]*)\"");
    private static final Set<String> EMPTY = Set.of("meta", "link", "input", "br", "hr", "img");
    private static final Pattern MARKED = Pattern.compile("<[^>]*\\slang=\"sv\"[^>]*>\\s*([^<]*)");
    /** Code is no text: SQL, ids, types. */
    private static final Set<String> CODE = Set.of("code", "pre", "textarea");

    private static final Pattern SWEDISH = Pattern.compile("(?iu)[åäö]|\\b(?:"
            + "och|inte|av|eller|som|till|med|att|alla|antal|andel|elever|ej|hur|vilka|inget|ingen|tom|saknas|"
            + "uppgift|uppgifter|mått|visa|stadsdel|skola|skolan|kommunen|publicering|publicerad|kr)\\b");

    /** Of the product, and of what the municipality calls its places and sources. */
    private static final List<String> NAMES = List.of(
            "Tvärsyn",
            "Norr",
            "Söder",
            "Öster",
            "Skoladministration (SS 12000)",
            "Närvarokort från föreningar (DAK)",
            "Skolsociala teamets register");

    private final ServedPages pages = ServedPages.shared();

    @Test
    void aReleaseSaysInTheReadersLanguageHowItIsProtectedAndWhatIsNotCounted() {
        Visitor lead = pages.as("lead");
        assertThat(lead.get(PAGE + "2026-VT&sex=F&lang=en").body())
                .contains(
                        "<p lang=\"en\">The cell-key method</p>",
                        "<li lang=\"en\">Parts need not add up to totals.</li>",
                        "<p lang=\"en\">Lessons nobody reported do not count",
                        "Girls of the release",
                        "<span>Source of the definition:</span> <span lang=\"sv\">skollagen")
                .doesNotContain("Cellnyckelmetoden", "Delar behöver", "Lektioner som", "Flickor");
        assertThat(lead.get(PAGE + "2026-VT&sex=F&lang=sv").body())
                .contains(
                        "<p lang=\"sv\">Cellnyckelmetoden</p>",
                        "<li lang=\"sv\">Delar behöver inte summera till totaler.</li>",
                        "<p lang=\"sv\">Lektioner som ingen rapporterat räknas inte",
                        "Kön: Flickor")
                .doesNotContain("The cell-key method", "Parts need not", "Lessons nobody", "Girls");
    }

    @Test
    void aReleaseThatHasSwedishOnlySaysItInSwedishAndIsMarkedSo() {
        assertThat(pages.as("lead").get(PAGE + "2025-VT&sex=F&lang=en").body())
                .contains(
                        "<p lang=\"sv\">Cellnyckelmetoden</p>",
                        "<li lang=\"sv\">Delar behöver inte summera till totaler.</li>",
                        "<p lang=\"sv\">Lektioner som ingen rapporterat räknas inte",
                        "Sex: Girls")
                .doesNotContain("The cell-key method", "Parts need not", "Lessons nobody", "Flickor");
    }

    /** Texts of a page that are in Swedish, and not marked so. */
    private static List<String> swedish(String page) {
        Deque<String> tags = new ArrayDeque<>();
        Deque<String> languages = new ArrayDeque<>(List.of("en"));
        List<String> found = new ArrayList<>();
        Matcher part = PART.matcher(page);
        while (part.find()) {
            String tag = part.group(2);
            if (part.group(4) != null) {
                if (languages.peek().equals("en") && tags.stream().noneMatch(CODE::contains)) {
                    find(part.group(4), found);
                }
            } else if (tag != null && part.group(1).isEmpty()) {
                Matcher language = LANGUAGE.matcher(part.group(3));
                String here = language.find() ? language.group(1) : languages.peek();
                Matcher said = SAID.matcher(part.group(3));
                while (said.find() && here.equals("en")) {
                    find(said.group(1), found);
                }
                if (!EMPTY.contains(tag)) {
                    tags.push(tag);
                    languages.push(here);
                }
            } else if (tag != null) {
                assertThat(tags.pop()).as("tags are closed in turn").isEqualTo(tag);
                languages.pop();
            }
        }
        assertThat(tags).isEmpty();
        return found;
    }

    private static void find(String text, List<String> found) {
        String ours = text.replaceAll("Skolan \\d{8}", "");
        for (String name : NAMES) {
            ours = ours.replace(name, "");
        }
        if (SWEDISH.matcher(ours).find()) {
            found.add(text.strip());
        }
    }

    @Test
    void seesSwedishWhereItStandsUnmarked() {
        assertThat(swedish("<html lang=\"en\"><meta name=\"x\"><p>One</p><p lang=\"sv\">Två <b>och</b> tre</p>"
                        + "<p title=\"Fyra elever\">Norr<br>Fem är fler</p><code>sökt</code></html>"))
                .containsExactly("Fyra elever", "Fem är fler");
    }

    /** Marked as Swedish are names of sources, and laws: nothing else, where the release was made by a program of today. */
    @Test
    void noPageOfFiguresOrAnalysisHasSwedishOfOursUnmarked() {
        List<String> all = new ArrayList<>(List.of("/login", "/om", "/uppfoljning/nothing"));
        PagesTests.PAGES.forEach(page -> all.addAll(List.of(page, page + OF_OLD)));
        all.add("/uppfoljning/fordelning?sex=F&grade=3");
        // What a reader seeks is the reader's own word.
        AnalysisTests.PAGES.stream().filter(page -> !page.contains("?q=")).forEach(all::add);
        all.add("/analys/dictionary?q=nothing+has+this");
        pages.figures().catalogue().metrics().keySet().forEach(id -> all.add("/analys/metrics/" + id));
        Visitor analyst = pages.as("analyst");
        Set<String> found = new TreeSet<>();
        Set<String> names = laws();
        names.addAll(NAMES);
        names.add("Svenska");
        for (String page : all) {
            String body = analyst.get(page + (page.contains("?") ? "&" : "?") + "lang=en")
                    .body();
            assertThat(body).as(page).contains("<html lang=\"en\"");
            swedish(body).forEach(text -> found.add(page + ": " + text));
            Matcher marked = MARKED.matcher(body);
            while (marked.find() && !page.endsWith(OF_OLD)) {
                assertThat(marked.group(1)).as(page).isIn(names);
            }
        }
        assertThat(found).isEmpty();
    }

    private Set<String> laws() {
        Set<String> laws = new TreeSet<>();
        pages.figures().catalogue().metrics().values().forEach(metric -> laws.add(metric.source()));
        return laws;
    }
}
