package se.tvarsyn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.tvarsyn.web.Chromium;
import se.tvarsyn.web.Role;

/**
 * The whole story in Chromium, over a real home and in both languages: half of the schools' lessons come with a time of another form, the technician
 * sees them rejected, mends the mapping and tries again, and the lead sees the pupils in the release.
 */
class StoryTests {
    private static final int PUPILS = 120;
    /** What noise may add or take, and somewhat more. */
    private static final int NOISE = 10;

    /** Who has chosen a language. */
    private enum Reader {
        SWEDISH,
        ENGLISH;

        String in(String swedish, String english) {
            return this == SWEDISH ? swedish : english;
        }
    }

    @TempDir
    private Path folder;

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

    /** A page of the section, in the reader's language: chosen by the link that everybody has. */
    private static Page loggedIn(Chromium chromium, ServedHome home, Role role, Reader reader) {
        Page page = chromium.loggedIn(home.address(), role.word(), ServedHome.PASSWORD, 1440, ColorScheme.LIGHT);
        if (reader == Reader.ENGLISH) {
            page.click(".choices a:has-text('English')");
        }
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(reader.in("sv", "en"));
        return page;
    }

    @ParameterizedTest
    @EnumSource
    void whatATechnicianMendsALeadSeesInTheRelease(Reader reader) throws Exception {
        try (Chromium chromium = Chromium.start();
                ServedHome home = new ServedHome(folder)) {
            Page lead = loggedIn(chromium, home, Role.LEAD, reader);
            assertThat(lead.locator("h1").innerText())
                    .isEqualTo(reader.in("Inget är publicerat än", "Nothing is released yet"));

            home.arrives("mars.csv", lessons());
            Page technician = loggedIn(chromium, home, Role.OPERATOR, reader);
            technician.click("text=" + reader.in("Kör nu", "Run now") + " school-lesson-csv");
            assertThat(technician.locator("[role=status]").innerText()).contains(reader.in("står i kö", "is lined up"));
            home.settle();
            technician.click("text=\"" + reader.in("Uppdatera", "Look again") + "\"");
            assertThat(technician.locator(".attention").innerText())
                    .isEqualTo(reader.in("Ett flöde behöver dig: ", "One feed needs you: ") + ServedHome.FEED + ".");
            if (reader == Reader.SWEDISH) {
                look(chromium, technician);
            }

            technician.click("text=" + reader.in("Se avvisade poster", "See rejected records"));
            assertThat(technician.locator(".rejected h2").innerText())
                    .isEqualTo(reader.in("Värdet har fel form", "The value has the wrong form"));
            assertThat(technician.locator(".rejected .facts").innerText()).contains("lektion_start", "180");
            String right = "([01][0-9]|2[0-3]):[0-5][0-9]";
            home.mapping(right + "\"", right + "(:00)?\"");
            technician
                    .locator(".rejected")
                    .getByText(reader.in("Försök igen", "Try again"))
                    .click();
            home.settle();
            technician.reload();
            assertThat(technician.locator("#content").innerText())
                    .contains(
                            reader.in("Inga avvisade poster väntar.", "No rejected records wait."),
                            reader.in("Klart.", "Done."),
                            reader.in("Inlästa vid nytt försök: 180.", "Taken when tried again: 180."));

            publish(home);
            technician.click(".chapters >> text=" + reader.in("Publiceringar", "Releases"));
            assertThat(technician.locator("#content").innerText())
                    .contains("2026-03", reader.in("Visas", "Shown"), "Anna");

            readsTheRelease(chromium, lead, reader);
        }
    }

    private static void readsTheRelease(Chromium chromium, Page lead, Reader reader) {
        lead.navigate("/uppfoljning/nyckeltal");
        String shown = lead.locator("[data-metric=pupils]").innerText();
        assertThat(Integer.parseInt(shown.replaceAll("\\D", ""))).isBetween(PUPILS - NOISE, PUPILS + NOISE);
        assertThat(lead.locator(".made-of").first().innerText())
                .isEqualTo(reader.in(
                        "Källor och senaste leverans: Skolnärvaro per lektion (CSV) (1 juni 2026).",
                        "Sources and their last deliveries: Skolnärvaro per lektion (CSV) (1 June 2026)."));
        lead.navigate("/uppfoljning/kallor");
        assertThat(lead.locator(".release").innerText())
                .contains(reader.in(
                        "Underlag: 2 källor, 1 har aldrig levererat, 1 i tid.",
                        "Made of 2 sources: 1 has never delivered, 1 on time."));
        assertThat(lead.locator("table.sources tbody tr").allInnerTexts())
                .as("what was rejected has come; a source that is named and never came is told of")
                .containsExactly(
                        "Skoladministration (SS 12000)\t" + reader.in("Har inte levererat", "Has not delivered")
                                + "\t–\t\t.\t.",
                        reader.in(
                                "Skolnärvaro per lektion (CSV)\tI tid\t1 juni 2026\tInom 2 dygn\t0\u00A0%\t0\u00A0%",
                                "Skolnärvaro per lektion (CSV)\tOn time\t1 June 2026\tWithin 2 days\t0%\t0%"));
        chromium.look(lead, reader.in("", "english-") + "sources", 1440, ColorScheme.LIGHT);
        lead.navigate("/drift");
        assertThat(lead.locator("h1").innerText()).isNotEqualTo(reader.in("Drift", "Operations"));
        chromium.assertSound("403");
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
