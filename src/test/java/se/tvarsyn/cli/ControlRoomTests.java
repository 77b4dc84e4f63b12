package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.audit.Principals;
import se.tvarsyn.operations.FeedState;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.operations.ShownRejections;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Visitor;

/**
 * What docs/pages-drift.md promises, over one home with one delivery: of 60 records 23 broke one rule and 3 another. The
 * last tests change the home.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlRoomTests {
    static final List<String> PAGES = List.of(
            "/drift",
            "/drift/feed/" + ServedHome.FEED,
            "/drift/feed/" + ServedHome.PULLED,
            "/drift/quarantine",
            "/drift/releases",
            "/drift/routes");
    private static final List<Role> LOOKING = List.of(Role.OPERATOR, Role.ADMIN, Role.PRIVACY_OFFICER);
    private static final String UNIT = "48392017";
    /** 60 were read; 34 of them were accepted, 26 rejected: 3 and 23. */
    private static final String EXACT = "(?<![\\d.])(34|26|23|3)(?![\\d.:])";

    private static final Pattern LINK = Pattern.compile("href=\"(/drift[^\"#]*)\"");
    static final Pattern PERSON = Pattern.compile("(?<!\\d)(19|20)?\\d{6}[-+]?\\d{4}(?!\\d)");
    private static final Pattern TEXT = Pattern.compile(">([^<]+)<");
    private static final Pattern HIDDEN = Pattern.compile("name=\"(feed|delivery|reason)\" value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private ServedHome home;
    private Path wrong;

    @BeforeAll
    void loadsADeliveryThatBreaksRules() throws Exception {
        home = new ServedHome(folder);
        // Rejects grades over 8, of which the delivery has 23.
        wrong = home.mapping("range: [0, 10]", "range: [0, 8]");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String time = i < 3 ? "8 o'clock" : "08:10";
            rows.add("%s;%s;%d;F;2026-03-02;%s;60;0;".formatted(ServedHome.pupil(i), UNIT, i < 37 ? 8 : 9, time));
        }
        home.arrives("a.csv", rows);
        assertThat(home.operator.runNow(ServedHome.FEED).get().failure()).isNull();
    }

    @AfterAll
    void close() {
        home.close();
    }

    private FeedState feed(String name) throws IOException {
        return home.operator.feeds().stream()
                .filter(f -> f.feed().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static HttpResponse<String> post(Visitor visitor, String path, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", visitor.token());
        return visitor.post(path, all);
    }

    private static HttpResponse<String> act(Visitor visitor, String act) {
        return post(visitor, "/drift/feed/" + ServedHome.FEED + "/" + act, Map.of());
    }

    /** What a form of the page holds of the rule that 23 records broke. */
    private Map<String, String> outOfRange() throws IOException {
        ShownRejections rule = home.operator.rejected().stream()
                .filter(r -> r.reason().equals("out-of-range"))
                .findFirst()
                .orElseThrow();
        return Map.of("feed", rule.feed(), "delivery", rule.delivery().toString(), "reason", rule.reason());
    }

    private static String query(Map<String, String> form) {
        List<String> parts = new ArrayList<>();
        form.forEach((name, value) -> parts.add(name + "=" + Visitor.encoded(value)));
        return "?" + String.join("&", parts);
    }

    /** Every page of the section that a link leads to, by address. */
    static Map<String, String> crawl(Visitor visitor, String language) {
        Deque<String> next = new ArrayDeque<>(List.of("/drift"));
        Map<String, String> found = new LinkedHashMap<>();
        visitor.get("/drift?lang=" + language);
        while (!next.isEmpty()) {
            String path = next.poll();
            if (found.containsKey(path)) {
                continue;
            }
            HttpResponse<String> answer = visitor.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            found.put(path, answer.body());
            Matcher link = LINK.matcher(answer.body());
            while (link.find()) {
                String to = link.group(1).replace("&amp;", "&");
                if (!to.contains("lang=") && !to.contains("theme=")) {
                    next.add(to);
                }
            }
        }
        return found;
    }

    @Test
    @Order(1)
    void showsEveryPageToItsRolesInBothLanguagesAndToNoOther() {
        for (Role role : Role.values()) {
            Visitor visitor = home.as(role);
            for (String page : PAGES) {
                HttpResponse<String> answer = visitor.get(page);
                assertThat(answer.statusCode()).as(role + " " + page).isEqualTo(LOOKING.contains(role) ? 200 : 403);
            }
        }
        for (String language : List.of("sv", "en")) {
            crawl(home.as(Role.ADMIN), language).forEach((path, body) -> assertThat(body)
                    .as(path)
                    .contains("lang=\"" + language + "\"")
                    .doesNotContain("??", "{0}", "Exception", "se.tvarsyn"));
        }
        assertThat(home.as(Role.OPERATOR).get("/").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/drift"));
        assertThat(new Visitor(home.address()).get("/drift").statusCode()).isEqualTo(302);
        for (String nothing : List.of("/drift/feed/nothing", "/drift/delivery/1", "/drift/nothing")) {
            assertThat(home.as(Role.ADMIN).get(nothing).statusCode())
                    .as(nothing)
                    .isEqualTo(404);
        }
    }

    @Test
    @Order(2)
    void showsNoExactNumberOfPersonsNoValueAndNoToken() throws IOException {
        for (Role role : LOOKING) {
            Map<String, String> pages = crawl(home.as(role), "sv");
            assertThat(pages.keySet()).anyMatch(path -> path.startsWith("/drift/delivery/"));
            pages.forEach((path, body) -> {
                String as = role + " " + path;
                assertThat(ServedHome.uuids(body)).as(as).isSubsetOf(home.deliveries());
                String text = text(body);
                assertThat(PERSON.matcher(text).find()).as(as).isFalse();
                assertThat(body).as(as).doesNotContain(UNIT, "o'clock", "o&#39;clock", "a.csv");
                assertThat(text).as(as).doesNotContainPattern(EXACT);
            });
            assertThat(text(page(pages, "/drift/quarantine")))
                    .doesNotContain("true", "false")
                    .contains("1–9", "20", "Värdet ligger utanför det tillåtna", "arskurs", "lektion_start");
            assertThat(text(page(pages, "/drift"))).contains("60", "30");
        }
        assertThat(feed(ServedHome.FEED).counts().rejected()).isEqualTo(RoundedCount.of(26));
    }

    private static String page(Map<String, String> pages, String path) {
        return Objects.requireNonNull(pages.get(path), path);
    }

    static String text(String body) {
        StringBuilder text = new StringBuilder();
        TEXT.matcher(body).results().forEach(match -> text.append(match.group(1))
                .append('\n'));
        return text.toString();
    }

    @Test
    @Order(3)
    void saysWhatNeedsSomebodyFirst() {
        String page = text(home.as(Role.OPERATOR).get("/drift").body());
        assertThat(page)
                .contains("Ett flöde behöver dig: " + ServedHome.FEED + ".", "Poster avvisade", "1 juni 2026 kl. 12.30")
                .contains("väntas inom 2 dagar", "Körs på begäran");
        assertThat(page.indexOf(ServedHome.FEED)).isLessThan(page.indexOf(ServedHome.PULLED));
    }

    @Test
    @Order(4)
    void tellsTheStoryOfADeliveryAndTheLogOfItsRun() {
        Map<String, String> pages = crawl(home.as(Role.OPERATOR), "sv");
        String story = pages.entrySet().stream()
                .filter(page -> page.getKey().startsWith("/drift/delivery/"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(text(story))
                .contains("Leveransen kom: Fil", "Inläst: godtagna 30, avvisade 30", "Värdet har fel form");
        assertThat(text(page(pages, "/drift/feed/" + ServedHome.FEED)))
                .contains("På begäran 1 juni 2026", "Inläst: lästa 60, godtagna 30, avvisade 30, skyddade 0");
    }

    @Test
    @Order(5)
    void aPrivacyOfficerLooksAndActsNot() throws IOException {
        Visitor officer = home.as(Role.PRIVACY_OFFICER);
        crawl(officer, "sv")
                .forEach((path, body) -> assertThat(body).as(path).doesNotContain("action=\"/drift", "discard?"));
        assertThat(act(officer, "pause").statusCode()).isEqualTo(403);
        assertThat(post(officer, "/drift/quarantine/retry", outOfRange()).statusCode())
                .isEqualTo(403);
        assertThat(post(officer, "/drift/quarantine/discard", outOfRange()).statusCode())
                .isEqualTo(403);
        assertThat(officer.get("/drift/quarantine/discard" + query(outOfRange()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(feed(ServedHome.FEED).paused()).isNull();
        assertThat(Files.exists(home.auditFile()) ? home.audited("feed-pause") : List.of())
                .isEmpty();
    }

    @Test
    @Order(6)
    void doesNothingWithoutTheTokenOfItsForm() throws IOException {
        Visitor operator = home.as(Role.OPERATOR);
        assertThat(operator.post("/drift/feed/" + ServedHome.FEED + "/pause", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(feed(ServedHome.FEED).paused()).isNull();
    }

    @Test
    @Order(7)
    void pausesAndResumesAndSaysByWhom() throws IOException {
        Visitor operator = home.as(Role.OPERATOR);
        assertThat(act(operator, "pause").statusCode()).isEqualTo(302);
        assertThat(text(operator.get("/drift").body()))
                .contains("är pausat", "Pausat av operator sedan 1 juni 2026 kl. 12.00.");
        assertThat(home.audited("feed-pause")).singleElement().satisfies(line -> assertThat(line)
                .contains("\"operator\"", ServedHome.FEED));
        act(operator, "resume");
        assertThat(feed(ServedHome.FEED).paused()).isNull();
        assertThat(home.audited("feed-resume")).hasSize(1);
        assertThat(post(operator, "/drift/feed/leisure-dak/pause", Map.of()).statusCode())
                .as("a feed without a source")
                .isEqualTo(404);
    }

    @Test
    @Order(8)
    void doesNothingThatTheAuditDoesNotTake() throws IOException {
        Visitor operator = home.as(Role.OPERATOR);
        byte[] before = Files.readAllBytes(home.auditFile());
        Files.writeString(home.auditFile(), "{\"n\":\"damaged\"}\n");
        try {
            assertThat(act(operator, "pause").statusCode()).isEqualTo(500);
            assertThat(act(operator, "run").statusCode()).isEqualTo(500);
            assertThat(post(operator, "/drift/quarantine/retry", outOfRange()).statusCode())
                    .isEqualTo(500);
            assertThat(post(operator, "/drift/quarantine/discard", outOfRange()).statusCode())
                    .isEqualTo(500);
        } finally {
            Files.write(home.auditFile(), before);
        }
        assertThat(feed(ServedHome.FEED).paused()).isNull();
        assertThat(operator.get("/drift").body()).doesNotContain("h-asked");
    }

    @Test
    @Order(9)
    void linesARunUpAndSaysLaterHowItWent() throws Exception {
        Visitor operator = home.as(Role.OPERATOR);
        home.arrives("b.csv", List.of(ServedHome.pupil(70) + ";" + UNIT + ";8;F;2026-03-03;08:10;60;0;"));
        assertThat(act(operator, "run").statusCode()).isEqualTo(302);
        assertThat(text(operator.get("/drift").body())).contains("står i kö");
        home.settle();
        assertThat(text(operator.get("/drift").body())).contains("Kör nu", "Klart. Antal leveranser: 1.");
        assertThat(home.audited("feed-run")).hasSize(1);
    }

    @Test
    @Order(10)
    void asksForAWindowOfAFeedThatIsPulled() throws Exception {
        Visitor operator = home.as(Role.OPERATOR);
        String path = "/drift/feed/" + ServedHome.PULLED + "/backfill";
        assertThat(operator.get("/drift").body())
                .contains("action=\"" + path)
                .doesNotContain("/drift/feed/" + ServedHome.FEED + "/backfill");
        post(operator, path, Map.of("from", "2026-03-31", "to", "2026-03-01"));
        assertThat(text(operator.get("/drift").body())).contains("Ange två datum");
        post(operator, path, Map.of("from", "2026-03-01", "to", "31 mars"));
        assertThat(home.audited("feed-backfill")).isEmpty();
        post(operator, path, Map.of("from", "2026-03-01", "to", "2026-03-31"));
        home.settle();
        assertThat(home.audited("feed-backfill")).singleElement().satisfies(line -> assertThat(line)
                .contains("2026-03-01", "2026-03-31"));
        assertThat(text(operator.get("/drift").body()))
                .contains("Två flöden behöver dig", "Körningen misslyckades", "Gick inte hela vägen");
    }

    @Test
    @Order(11)
    void drawsTheRoutesThatAreThereAndNoAddress() throws IOException {
        Path routes = Files.createDirectories(home.program.home().resolve("routes"));
        Path own = Files.writeString(
                routes.resolve("own.camel.yaml"),
                "- route:\n    id: copies\n    description: Keeps a copy\n    from:\n      uri: direct:copies\n"
                        + "      steps:\n        - to: \"sftp://anna:hemligt@10.1.2.3/in?password=hemligt\"\n");
        String page = home.as(Role.OPERATOR).get("/drift/routes").body();
        Files.delete(own);
        assertThat(text(page))
                .containsSubsequence(
                        "mapRecords.mapRecords",
                        "validateRecords.validateRecords",
                        "quarantineRejected.quarantineRejected",
                        "pseudonymize.pseudonymize",
                        "load.load",
                        "failed-delivery",
                        "deliveries.failDelivery",
                        "Keeps a copy")
                .contains("sftp", ServedHome.FEED, ServedHome.PULLED);
        assertThat(page).doesNotContain("hemligt", "10.1.2.3");
    }

    @Test
    @Order(12)
    void saysThatFiguresAreOlderThanDeliveries() {
        assertThat(text(home.as(Role.PRIVACY_OFFICER).get("/drift/releases").body()))
                .contains(
                        "Något har lästs in sedan uppgifterna beräknades",
                        "Inget är publicerat än",
                        "har inte körts än");
    }

    @Test
    @Order(13)
    void triesAgainWhatTheMendedMappingTakes() throws Exception {
        Files.delete(wrong);
        Visitor operator = home.as(Role.OPERATOR);
        Map<String, String> form = new LinkedHashMap<>();
        Matcher field = HIDDEN.matcher(operator.get("/drift/quarantine").body());
        while (field.find()) {
            form.putIfAbsent(field.group(1), field.group(2));
        }
        assertThat(form).as("the form of the page").hasSize(3);
        Map<String, String> meant = outOfRange();
        assertThat(post(operator, "/drift/quarantine/retry", meant).statusCode())
                .isEqualTo(302);
        home.settle();
        assertThat(text(operator.get("/drift/quarantine").body())).contains("Försök igen", "Klart.");
        assertThat(home.program.query("SELECT count() FROM core.attendance")).isEqualTo("58");
        String story =
                text(operator.get("/drift/delivery/" + meant.get("delivery")).body());
        assertThat(story).contains("Avvisade poster försöktes igen: godtagna 20, avvisade 0");
        assertThat(home.audited("quarantine-retry")).hasSize(1);
        crawl(operator, "sv")
                .forEach((path, body) -> assertThat(text(body)).as(path).doesNotContainPattern(EXACT));
    }

    @Test
    @Order(14)
    void discardsAfterASecondQuestionAndAProofOnly() throws Exception {
        Visitor operator = home.as(Role.OPERATOR);
        ShownRejections left = home.operator.rejected().stream()
                .filter(r -> !r.open().isNone())
                .findFirst()
                .orElseThrow();
        Map<String, String> meant =
                Map.of("feed", left.feed(), "delivery", left.delivery().toString(), "reason", left.reason());
        assertThat(operator.get("/drift/quarantine/discard" + query(meant)).body())
                .contains("Kasta för gott")
                .doesNotContain("name=\"secret\"");
        String secret = Principals.of(home.program.home()).add("Berit");
        assertThat(operator.get("/drift/quarantine/discard" + query(meant)).body())
                .contains("name=\"secret\"");
        for (String wrongSecret : List.of("", "fel hemlighet")) {
            Map<String, String> form = new LinkedHashMap<>(meant);
            form.put("principal", "Berit");
            form.put("secret", wrongSecret);
            assertThat(post(operator, "/drift/quarantine/discard", form)
                            .headers()
                            .firstValue("Location"))
                    .hasValueSatisfying(
                            to -> assertThat(to).contains("/discard?").doesNotContain("hemlighet"));
        }
        home.settle();
        assertThat(home.operator.rejected()).anyMatch(r -> !r.open().isNone());

        Map<String, String> form = new LinkedHashMap<>(meant);
        form.put("principal", "Berit");
        form.put("secret", secret);
        post(operator, "/drift/quarantine/discard", form);
        home.settle();
        assertThat(home.operator.rejected()).allMatch(r -> r.open().isNone());
        assertThat(text(operator.get("/drift/quarantine").body()))
                .contains("Inga avvisade poster väntar", "Kastade: 1–9");
        assertThat(home.audited("quarantine-discard")).singleElement().satisfies(line -> assertThat(line)
                .contains("Berit", "secret"));
        assertThat(home.audited("quarantine-discard-refused")).hasSize(2);
        assertThat(home.audited("quarantine-discard-asked")).hasSize(1);
        assertThat(Files.readString(home.auditFile())).doesNotContain(secret, "fel hemlighet");
    }
}
