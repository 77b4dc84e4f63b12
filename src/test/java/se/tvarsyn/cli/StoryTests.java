package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.tvarsyn.web.Chromium;
import se.tvarsyn.web.Role;

/**
 * The whole story in Chromium, over a real home: half of the schools' lessons come with a time of another form, the technician
 * sees them rejected, mends the mapping and tries again, and the lead sees the pupils in the release.
 */
class StoryTests {
    private static final int PUPILS = 120;
    /** What noise may add or take, and somewhat more. */
    private static final int NOISE = 10;

    @TempDir
    private Path folder;

    private static Page loggedIn(Chromium chromium, ServedHome home, Role role) {
        return chromium.loggedIn(home.address(), role.word(), ServedHome.PASSWORD, 1440, ColorScheme.LIGHT);
    }

    /** Lessons of a month: pupils of the second school have times with seconds. */
    private static List<String> lessons() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < PUPILS; i++) {
            boolean isSecond = i >= PUPILS / 2;
            for (int day = 2; day <= 4; day++) {
                rows.add(String.join(
                        ";",
                        ServedHome.pupil(i),
                        isSecond ? "48392018" : "48392017",
                        Integer.toString(7 + i % 3),
                        i % 2 == 0 ? "F" : "M",
                        "2026-03-0" + day,
                        isSecond ? "08:10:00" : "08:10",
                        "60",
                        i % 5 == 0 ? "60" : "0",
                        i % 5 == 0 ? "OGILTIG" : ""));
            }
        }
        return rows;
    }

    @Test
    void whatATechnicianMendsALeadSeesInTheRelease() throws Exception {
        try (Chromium chromium = Chromium.start();
                ServedHome home = new ServedHome(folder)) {
            Page lead = loggedIn(chromium, home, Role.LEAD);
            assertThat(lead.locator("h1").innerText()).isEqualTo("Inget är publicerat än");

            home.arrives("mars.csv", lessons());
            Page technician = loggedIn(chromium, home, Role.OPERATOR);
            technician.click("text=Kör nu school-lesson-csv");
            assertThat(technician.locator("[role=status]").innerText()).contains("står i kö");
            home.settle();
            technician.click("text=Uppdatera");
            assertThat(technician.locator(".attention").innerText())
                    .isEqualTo("Ett flöde behöver dig: " + ServedHome.FEED + ".");
            look(chromium, technician);

            technician.click("text=Se avvisade poster");
            assertThat(technician.locator(".rejected h2").innerText()).isEqualTo("Värdet har fel form");
            assertThat(technician.locator(".rejected .facts").innerText()).contains("lektion_start", "180");
            String right = "([01][0-9]|2[0-3]):[0-5][0-9]";
            home.mapping(right + "\"", right + "(:00)?\"");
            technician.locator(".rejected").getByText("Försök igen").click();
            home.settle();
            technician.reload();
            assertThat(technician.locator("#content").innerText())
                    .contains("Inga avvisade poster väntar.", "Klart.", "Inlästa vid nytt försök: 180.");

            publish(home);
            technician.click(".chapters >> text=Publiceringar");
            assertThat(technician.locator("#content").innerText()).contains("2026-03", "Visas", "Anna");

            lead.navigate("/uppfoljning/nyckeltal");
            String shown = lead.locator("[data-metric=pupils]").innerText();
            assertThat(Integer.parseInt(shown.replaceAll("\\D", ""))).isBetween(PUPILS - NOISE, PUPILS + NOISE);
            assertThat(lead.locator(".made-of").first().innerText())
                    .isEqualTo("Källor och senaste leverans: Skolnärvaro per lektion (CSV) (1 juni 2026).");
            lead.navigate("/uppfoljning/kallor");
            assertThat(lead.locator(".release").innerText())
                    .contains("Underlag: 2 källor, en har aldrig levererat, 1 i tid.");
            assertThat(lead.locator("table.sources tbody tr").allInnerTexts())
                    .as("what was rejected has come; a source that is named and never came is told of")
                    .containsExactly(
                            "Skoladministration (SS 12000)\tHar inte levererat\t–\t\t.\t.",
                            "Skolnärvaro per lektion (CSV)\tI tid\t1 juni 2026\tInom 2 dygn\t0\u00A0%\t0\u00A0%");
            chromium.look(lead, "sources", 1440, ColorScheme.LIGHT);
            lead.navigate("/drift");
            assertThat(lead.locator("h1").innerText()).isNotEqualTo("Drift");
            chromium.assertSound("403");
        }
    }

    private static void publish(ServedHome home) {
        for (List<String> command :
                List.of(List.of("refresh"), List.of("release", "create", "--period", "2026-03", "--by", "Anna"))) {
            InProcess.Said said = home.program.run(command.toArray(String[]::new));
            assertThat(said.exit()).as(said.err() + said.out()).isZero();
        }
    }

    /** Every page of the section, wide and narrow, light and dark: nothing breaks a rule of accessibility or sticks out. */
    private static void look(Chromium chromium, Page page) {
        String here = page.url();
        List<String> paths = new ArrayList<>(ControlRoomTests.PAGES);
        page.navigate("/drift/quarantine");
        paths.add(page.locator("a[href*='/drift/delivery/']").first().getAttribute("href"));
        paths.add(page.locator("a[href*='discard']").first().getAttribute("href"));
        for (String path : paths) {
            page.navigate(path);
            page.locator("main details").all().forEach(each -> each.evaluate("d => d.open = true"));
            look(chromium, page, path, ColorScheme.LIGHT, 1440);
            look(chromium, page, path, ColorScheme.DARK, 390);
            page.navigate(path + (path.contains("?") ? "&" : "?") + "lang=en");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            look(chromium, page, "/english" + path, ColorScheme.LIGHT, 390);
            page.navigate("/drift?lang=sv");
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1440, 900);
        page.navigate(here);
    }

    private static void look(Chromium chromium, Page page, String path, ColorScheme colours, int width) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
        page.setViewportSize(width, 900);
        String name = path.replaceAll("\\?.*", "")
                .replaceAll("[0-9a-f-]{36}", "x")
                .substring(1)
                .replace('/', '-');
        chromium.look(page, name, width, colours);
    }
}
