package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.warehouse.Statements;
import se.tvarsyn.web.Chromium;
import se.tvarsyn.web.Role;
import se.tvarsyn.web.Visitor;

/**
 * What a technician reads where something is held, has changed, has failed or was taken back (docs/pages-drift.md): one home in
 * which all of it happened. The last two tests change the home.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlRoomStatesTests {
    private static final String CASES = TroubledHome.CASES;
    private static final String SUMS = TroubledHome.SUMS;
    private static final String SOCIAL = TroubledHome.SOCIAL;
    private static final String BUDGET = TroubledHome.BUDGET;

    /** Of lessons 109 and 41 were accepted, 4 rejected, and 68 are gone; 22 were made bad. */
    private static final String EXACT = "(?<![\\d.])(109|41|68|22|4)(?![\\d.:])";

    private static final List<String> VALUES = List.of(
            "48392017",
            "OGILTIG",
            "Ankeborg",
            "Kalle Anka",
            "PPSS",
            "Skolsociala",
            "1 685 714",
            "Farsta",
            "a.csv",
            "b.csv");

    @TempDir
    private static Path folder;

    private ServedHome home;

    @BeforeAll
    void makeEveryState() throws Exception {
        home = new TroubledHome(folder).served();
    }

    @AfterAll
    void close() {
        home.close();
    }

    private Visitor operator(String language) {
        Visitor operator = home.as(Role.OPERATOR);
        operator.get("/drift?lang=" + language);
        return operator;
    }

    private String seen(String path) {
        return seen(path, "sv");
    }

    private String seen(String path, String language) {
        return text(operator(language).get(path).body());
    }

    /** What stands on the page, a line each element. */
    private static String text(String body) {
        return ControlRoomTests.text(body).replaceAll("\\n\\s*\\n", "\n");
    }

    /** The story of a feed's one delivery of this status. */
    private String story(String feed, DeliveryStatus status) {
        return "/drift/delivery/" + delivery(feed, status);
    }

    private UUID delivery(String feed, DeliveryStatus status) {
        return home.operator.deliveries(feed, 10).stream()
                .filter(d -> d.status() == status)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** What is said of a feed in the table of feeds. */
    private String row(String feed, String language) {
        String body = operator(language).get("/drift").body();
        int at = body.indexOf("<tr>", body.lastIndexOf("<tr>", body.indexOf(">" + feed + "</a></th>")));
        return text(body.substring(at, body.indexOf("</tr>", at)));
    }

    @Test
    @Order(1)
    void aCompleteDeliveryThatLacksTooMuchIsHeldAndSaysWhatItNeeds() {
        assertThat(seen(story(ServedHome.FEED, DeliveryStatus.HELD)))
                .containsSubsequence(
                        "Hålls",
                        "den saknar rader som finns här. De är kvar: inget har tagits bort.",
                        "./tvarsyn run " + ServedHome.FEED + " --accept-removals",
                        "Hålls: godtagna 40, avvisade 1–9",
                        "Vad källan inte längre har",
                        "core.attendance\nKvar: det är fler än largest-removal-percent tillåter. Fråga källan.\n",
                        "Allt\n",
                        "Rader som inte finns kvar\n70\n",
                        "Antal poster")
                .doesNotContain("--accept-drift", "Källan har ändrats", "Leveransen är tom");
        assertThat(seen(story(ServedHome.FEED, DeliveryStatus.LOADED)))
                .as("a complete delivery that lacks nothing")
                .contains("core.attendance\nInget saknades\n")
                .doesNotContain("Borttagna här också");
        assertThat(row(ServedHome.FEED, "sv"))
                .contains("Leveransen hålls\n", "Senaste leveransen hålls. Leveransens sida säger varför")
                .doesNotContain("Körningen misslyckades", "delivery(s)");
        assertThat(seen("/drift/feed/" + ServedHome.FEED))
                .contains("Hålls: lästa 45, godtagna 40, avvisade 1–9", "En leverans hålls eller gick inte att läsa.")
                .doesNotContain("delivery(s)");
        assertThat(seen(story(ServedHome.FEED, DeliveryStatus.HELD), "en"))
                .contains(
                        "lacks rows that are here. They were kept", "Kept: more than largest-removal-percent allows.");
        assertThat(row(ServedHome.FEED, "en")).contains("The delivery is held\n", "The last delivery is held.");
    }

    @Test
    @Order(2)
    void aNewColumnThatTheMappingForbidsHoldsItsDelivery() {
        assertThat(seen(story(CASES, DeliveryStatus.HELD)))
                .containsSubsequence(
                        "Källan har ändrats, och mappningen säger att leveransen då ska hållas.",
                        "./tvarsyn run " + CASES + " --accept-drift",
                        "steg: handlaggare\nFältet är nytt.",
                        "Håll leveransen")
                .doesNotContain("--accept-removals", "Leveransen är tom", "Vad källan inte längre har");
        assertThat(seen(story(CASES, DeliveryStatus.LOADED)))
                .contains(
                        "steg: stadsdel\nFältet har ord som ingen värdetabell nämner.",
                        "Leveransen går vidare\n",
                        "Poster\n20\n");
        assertThat(seen(story(CASES, DeliveryStatus.HELD), "en"))
                .contains(
                        "the mapping orders that the delivery is then held", "The field is new.", "Hold the delivery");
    }

    @Test
    @Order(3)
    void newAndMissingColumnsAreToldAndAHeadingIsNeverANumber() {
        String story = seen("/drift/delivery/"
                + home.program.query("SELECT delivery_id FROM ops.drift WHERE field = 'ansvarig' LIMIT 1"));
        assertThat(story)
                .contains("Inläst\n", "resurs: ansvarig\nFältet är nytt.")
                .contains("resurs: anteckning\nFältet fanns förut men finns inte i någon post nu. Fråga källan.")
                .contains("resurs: ############\nFältet är nytt.")
                .doesNotContain("Håll leveransen", "--accept-drift");
        for (String table : List.of("ops.drift", "ops.source_field")) {
            assertThat(home.program.query("SELECT DISTINCT field FROM " + table + " WHERE feed = '" + BUDGET + "'"))
                    .as(table)
                    .contains("############")
                    .doesNotContain(TroubledHome.HEADING);
        }
        assertThat(row(BUDGET, "sv")).contains("Körs på begäran").doesNotContain("hålls");
    }

    @Test
    @Order(4)
    void whatHoldsNothingOrCannotBeReadSaysWhy() {
        assertThat(seen(story(SOCIAL, DeliveryStatus.HELD)))
                .containsSubsequence(
                        "Leveransen är tom", "Fråga källan", "Varför den inte gick att läsa", "Inga poster")
                .doesNotContain("--accept", "Se avvisade poster", "1–9\n");
        assertThat(seen(story(SUMS, DeliveryStatus.FAILED)))
                .containsSubsequence(
                        "Leveransen gick inte att läsa, så inget av den är inläst.",
                        "Varför den inte gick att läsa",
                        "En kolumn saknas")
                .doesNotContain("--accept", "Se avvisade poster", "1–9\n");
        assertThat(row(SUMS, "sv")).contains("Leveransen blev inte inläst\n").doesNotContain("hålls");
        assertThat(seen("/drift/feed/" + SUMS))
                .contains("Gick inte att läsa: inget är inläst.")
                .doesNotContain("Hålls");
        assertThat(seen(story(SUMS, DeliveryStatus.FAILED), "en"))
                .contains("Why it could not be read", "A column is missing");
        assertThat(seen("/drift/feed/" + SUMS, "en")).contains("Could not be read: nothing is loaded.");
    }

    @Test
    @Order(5)
    void whatTheNextReleaseLacksAndWhichTestsHoldItBack() {
        assertThat(seen("/drift/releases"))
                .containsSubsequence(
                        "Senaste leveransen är inte inläst: school-lesson-csv, school-sums-csv, social-register,"
                                + " support-team.",
                        "Se till det före nästa publicering.",
                        "De här testerna i warehouse/tests hindrar en publicering.",
                        "Kör ./tvarsyn refresh när felet är rättat.",
                        "attendance_unreported_with_absence.sql",
                        "Felaktiga rader: 20.",
                        "core_row_of_no_loaded_delivery.sql",
                        "Kan inte köras; se att migreringarna är gjorda.")
                .doesNotContain("Alla datatester gick igenom", "delivery_counts_do_not_add_up.sql");
        assertThat(seen("/drift/releases", "en"))
                .contains("The newest delivery is not loaded:", "Bad rows: 20.", "Cannot be run;");
    }

    @Test
    @Order(6)
    void aReleaseThatWasTakenBackSaysSoAndByWhom() {
        assertThat(seen("/drift/releases"))
                .contains(
                        "2026-03\n",
                        "Återkallad\n1 juni 2026 kl. 12.00\nav Berit\n",
                        "visas inte längre för någon, och dess")
                .containsPattern("Granskade antal: \\d+\\. Av dem behöver skydd: .* Kvar att räkna ut: 0\\.\n")
                .doesNotContain("Visas\n", "Anna", "counts attacked");
        assertThat(seen("/drift/releases", "en"))
                .contains("Taken back\n1 Jun 2026, 12:00\nby Berit\n", "shown to nobody");
        assertThat(home.as(Role.LEAD).get("/uppfoljning").body()).contains("Inget är publicerat än");
    }

    @Test
    @Order(7)
    void aRefusedReleaseSaysWhyAndWhatItNeedsAndNoMore() {
        String noted = home.program.query(
                "SELECT * EXCEPT (attempted_at, period_kind) FROM ops.release_attempt ORDER BY period, reason");
        assertThat(noted)
                .as("neither one that stood already nor one that was only attacked; no cell and no figure")
                .isEqualTo("2025-03\tCecilia\tno-figures\t0\n2026-02\tCecilia\tdata-test\t0\n"
                        + "2026-03\tCecilia\tretracted\t0\n2026-06\tCecilia\tnot-over\t0\n"
                        + "2026-Q1\tCecilia\tauditor\t12");
        assertThat(seen("/drift/releases"))
                .contains(
                        "2026-02\nmånad\n1 juni 2026 kl. 12.00\nav Cecilia\nEtt datatest gick inte igenom.\n",
                        "Perioden hade publicerats och återkallats, och publiceras inte igen.\nInget. En rättelse",
                        "Uppgifterna var beräknade innan perioden var slut.\nKör ./tvarsyn refresh när",
                        "2026-Q1\nkvartal\n1 juni 2026 kl. 12.00\nav Cecilia\n"
                                + "Granskaren kunde räkna ut uppgifter som ska vara dolda.\nAvrundat antal: 10.\n",
                        "Kör ./tvarsyn release audit --period 2026-Q1 för att se vilka.",
                        "2025-03\nmånad\n1 juni 2026 kl. 12.00\nav Cecilia\nDet fanns inte en enda uppgift om perioden.\n")
                .doesNotContain("data-test", "not-over", "sex=", "2026-05");
        assertThat(seen("/drift/releases", "en"))
                .contains(
                        "The auditor could work out figures that must be hidden.\nRounded count: 10.\n",
                        "--period 2026-Q1 to see");
    }

    @Test
    @Order(8)
    void noneOfThisShowsAValueOrAnExactNumber() {
        for (String language : List.of("sv", "en")) {
            Map<String, String> pages = ControlRoomTests.crawl(home.as(Role.OPERATOR), language);
            assertThat(pages.keySet())
                    .filteredOn(path -> path.startsWith("/drift/delivery/"))
                    .hasSize(8);
            pages.forEach((path, body) -> {
                assertThat(body).as(path).doesNotContain(VALUES).doesNotContain("??", "{0}", "{1}", "Exception");
                String text = ControlRoomTests.text(body);
                assertThat(text).as(path).doesNotContainPattern(EXACT).doesNotContainPattern(ControlRoomTests.PERSON);
                // Words of the program's own, such as a state's or a reason's code, where a sentence belongs.
                assertThat(text)
                        .as(path)
                        .doesNotContainPattern("(?m)^(held|failed|loaded|withheld|evolve|freeze|new-field)$");
            });
        }
    }

    @Test
    @Order(9)
    void isReadOnAWideAndOnANarrowScreen() {
        Map<String, String> pages = Map.of(
                "states-claims", story(ServedHome.FEED, DeliveryStatus.HELD),
                "states-drift", story(CASES, DeliveryStatus.HELD),
                "states-unread", story(SUMS, DeliveryStatus.FAILED),
                "states-releases", "/drift/releases");
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.loggedIn(
                    home.address(), Role.OPERATOR.word(), ServedHome.PASSWORD, 1440, ColorScheme.LIGHT);
            for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                int width = colours == ColorScheme.LIGHT ? 1440 : 390;
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
                page.setViewportSize(width, 900);
                pages.forEach((name, path) -> {
                    page.navigate(path);
                    chromium.look(page, name, width, colours);
                });
            }
            chromium.assertSound();
        }
    }

    @Test
    @Order(10)
    void aRefusalIsToldAlsoWhereItCannotBeNoted() {
        Statements statements =
                new Statements(home.warehouse(), code -> new IllegalStateException("ClickHouse error " + code));
        statements.execute("RENAME TABLE ops.release_attempt TO ops.elsewhere");
        try {
            InProcess.Said said = home.program.run("release", "create", "--period", "2026-06");
            assertThat(said.exit()).isEqualTo(1);
            assertThat(said.err())
                    .contains(
                            "ops.release_attempt cannot be written (ClickHouse error 60)",
                            "the figures were made before 2026-06 had ended");
        } finally {
            statements.execute("RENAME TABLE ops.elsewhere TO ops.release_attempt");
        }
    }

    @Test
    @Order(11)
    void whatThePagesSayIsToBeDoneHelps() throws Exception {
        home.program.laterBy(Duration.ofMinutes(5));
        TroubledHome.command(home, 1, "run", ServedHome.FEED, "--accept-removals");
        TroubledHome.command(home, 0, "run", CASES, "--accept-drift");
        assertThat(row(CASES, "sv"))
                .as("before it runs here again")
                .contains("Körs på begäran")
                .doesNotContain("hålls", "misslyckades");
        assertThat(row(ServedHome.FEED, "sv")).contains("Poster avvisade").doesNotContain("hålls", "misslyckades");
        assertThat(home.program.run("status").out())
                .contains(SUMS + ": its run of 2026-06-01 12:00 failed: 1 delivery is held or unreadable; its story")
                .doesNotContain(CASES + ": its run", ServedHome.FEED + ": its run");
        TroubledHome.run(home, ServedHome.FEED, true);
        TroubledHome.run(home, CASES, true);
        assertThat(home.program.query("SELECT count() FROM core.attendance")).isEqualTo("41");
        assertThat(seen("/drift/releases"))
                .contains("Senaste leveransen är inte inläst: school-sums-csv, social-register.");
        assertThat(row(CASES, "sv")).contains("Körs på begäran").doesNotContain("hålls", "misslyckades");
        assertThat(row(ServedHome.FEED, "sv")).contains("Poster avvisade").doesNotContain("hålls", "misslyckades");
    }

    @Test
    @Order(12)
    void aPausedFeedIsPausedAfterARestartAndTheLogIsNot() throws Exception {
        String path = "/drift/feed/" + ServedHome.FEED;
        ControlRoomTests.post(home.as(Role.OPERATOR), path + "/pause", Map.of());
        home = home.startedAnew();
        assertThat(row(ServedHome.FEED, "sv"))
                .contains(
                        "Pausat\n",
                        "Pausat av operator sedan 1 juni 2026 kl. 12.00.",
                        "Ingen, flödet är pausat",
                        "Återuppta")
                .doesNotContain("Pausa\n");
        assertThat(seen(path)).contains("Inget har körts sedan programmet startades.");
        assertThat(row(SUMS, "sv")).as("what stands in the ledger").contains("Leveransen blev inte inläst\n");
        assertThat(row(ServedHome.FEED, "en")).contains("Paused by operator since 1 Jun 2026, 12:00.");
        ControlRoomTests.post(home.as(Role.OPERATOR), path + "/resume", Map.of());
        assertThat(row(ServedHome.FEED, "sv")).contains("1 juni 2026 kl. 12.30").doesNotContain("Pausat");
    }
}
