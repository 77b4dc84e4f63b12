package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Follows every link as everybody, and looks at the source of what comes for anything that no release holds. */
class CrawlTests {
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"(/[^\"#]*)\"");
    private static final Pattern CELL =
            Pattern.compile("<td class=\"number\"><span>([^<]*)</span>|data-metric=\"[^\"]+\">([^<]*)<");
    private static final Pattern BARS = Pattern.compile("\"values\":\\[([^\\]]*)\\]");
    private static final Pattern TOKEN = Pattern.compile(
            "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-zA-Z_-])[0-9a-f]{32,}");
    private static final Pattern PERSON = Pattern.compile("(?<!\\d)(19|20)?\\d{6}[-+]?\\d{4}(?!\\d)");
    /** Of one section. */
    private static final int MOST_PAGES = 60;

    private final ServedPages pages = ServedPages.shared();

    @Test
    void aStrangerGetsToTheLogInAndNoFurther() {
        List<String> found = crawl(pages.visitor()).stream().map(Answer::path).toList();
        assertThat(found)
                .contains("/login", "/om")
                .noneMatch(path -> path.startsWith("/uppfoljning") || path.startsWith("/analys"));
    }

    @Test
    void nobodyGetsAnythingThatIsNotReleased() throws IOException {
        Set<String> released = new HashSet<>();
        pages.mart("SELECT DISTINCT arrayJoin([shown, numerator, denominator, spread]) FROM mart.figure")
                .forEach(row -> released.add(row.get(0)));
        for (String name : List.of("lead", "analyst", "operator", "privacy-officer", "admin", "norr", "skola")) {
            List<Answer> answers = crawl(pages.as(name));
            for (Answer answer : answers) {
                String source = answer.source.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
                assertThat(TOKEN.matcher(source).find())
                        .as(name + " " + answer.path)
                        .isFalse();
                assertThat(PERSON.matcher(source).find())
                        .as(name + " " + answer.path)
                        .isFalse();
                assertThat(source).as(name + " " + answer.path).doesNotContain("??", "Exception", "se.tvarsyn");
                assertThat(numbers(source)).as(name + " " + answer.path).isSubsetOf(released);
            }
            if (!name.equals("operator")) {
                assertThat(answers.size()).as(name).isGreaterThan(30);
            }
            assertThat(answers.stream()
                                    .filter(a -> a.path.startsWith("/analys"))
                                    .count()
                            > 30)
                    .as(name)
                    .isEqualTo(Set.of("analyst", "admin").contains(name));
        }
    }

    /** Every number of a table, a card and a chart, as a release has it. */
    private static List<String> numbers(String source) {
        boolean isEnglish = source.contains("<html lang=\"en\"");
        List<String> numbers = new ArrayList<>();
        Matcher cell = CELL.matcher(source);
        while (cell.find()) {
            String text = cell.group(1) == null ? cell.group(2) : cell.group(1);
            String plain =
                    text.replaceAll("\u00A0?%$", "").replace("\u00A0", "").replace('\u2212', '-');
            String bare = plain.replaceAll("[()±]|nio av tio inom|nine in ten within", "");
            for (String number : bare.strip().split(" +", -1)) {
                numbers.add(isEnglish ? number.replace(",", "") : number.replace(',', '.'));
            }
        }
        Matcher bars = BARS.matcher(source);
        while (bars.find()) {
            for (String bar : bars.group(1).split(",", -1)) {
                numbers.add(bar.equals("null") ? "" : bar);
            }
        }
        return numbers;
    }

    private record Answer(String path, String source) {}

    /** Pages and what they are drawn with; every link of the filters' forms too. */
    private static List<Answer> crawl(Visitor visitor) {
        Deque<String> next = new ArrayDeque<>(List.of("/", "/login", "/uppfoljning", "/analys"));
        Set<String> seen = new LinkedHashSet<>(next);
        List<Answer> answers = new ArrayList<>();
        Map<String, Integer> ofSection = new HashMap<>();
        while (!next.isEmpty()) {
            String path = next.poll();
            if (ofSection.merge(path.split("[/?]", 3)[1], 1, Integer::sum) > MOST_PAGES) {
                continue;
            }
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.statusCode()).as(path).isIn(200, 302, 403);
            answer.headers()
                    .firstValue("Location")
                    .map(l -> l.replaceFirst("^http://[^/]+", ""))
                    .filter(seen::add)
                    .ifPresent(next::add);
            boolean isText =
                    answer.headers().firstValue("Content-Type").orElse("").matches("text/(html|csv|css).*");
            if (answer.statusCode() == 200 && isText) {
                answers.add(new Answer(path, answer.body()));
                Matcher link = LINK.matcher(answer.body());
                while (link.find()) {
                    String to = link.group(1).replace("&amp;", "&");
                    if (!to.matches(".*(/assets/|theme=|^/logout).*") && seen.add(to)) {
                        next.add(to);
                    }
                }
            }
        }
        return answers;
    }
}
