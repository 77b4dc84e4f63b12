package se.tvarsyn.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A real browser that keeps what its pages complain of, and what {@link #look} found broken. */
public final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int PATIENCE_MILLIS = 120_000;
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Starts it, or skips the tests where it is not installed. */
    public static Chromium start() {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: there is no " + PROGRAM + " (apt install chromium)");
        try {
            Files.createDirectories(SCREENSHOTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Chromium();
    }

    /** A page of a visitor of its own, who carries no cookies of others. */
    public Page page(String address, int width, ColorScheme colours) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(colours)
                .setBaseURL(address)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        // A page that breaks its own rules on content says so here.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** A page of somebody who has logged in at the form. */
    public Page loggedIn(String address, String name, String password, int width, ColorScheme colours) {
        Page page = page(address, width, colours);
        page.navigate("/login");
        page.fill("#username", name);
        page.fill("#password", password);
        page.waitForNavigation(() -> page.click("form.stacked button"));
        return page;
    }

    /** A copy of what a visitor has open, without scripts. */
    public Page withoutScripts(Page page, String address) {
        BrowserContext plain = browser.newContext(
                new Browser.NewContextOptions().setBaseURL(address).setJavaScriptEnabled(false));
        plain.addCookies(page.context().cookies());
        return plain.newPage();
    }

    /** Draws the page as it is, and notes each broken rule of accessibility and what sticks out of the window. */
    public void look(Page page, String name, int width, ColorScheme colours) {
        String file = name + "-" + width + "-" + colours.name().toLowerCase(Locale.ROOT) + ".png";
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(file)).setFullPage(true));
        if (!(Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")) {
            broken.add(file + ": wider than its window");
        }
        new AxeBuilder(page)
                .withTags(RULES)
                .analyze()
                .getViolations()
                .forEach(rule -> broken.add(file + ": " + rule.getId() + " "
                        + rule.getNodes().get(0).getTarget()));
    }

    /** Forgets what was complained of before. */
    public void forget() {
        complaints.clear();
        broken.clear();
    }

    /** Holds that nothing was broken, and nobody complained of anything but refusals that a test wanted. */
    public void assertSound(String... wanted) {
        complaints.removeIf(complaint -> List.of(wanted).stream().anyMatch(complaint::contains));
        assertThat(complaints).isEmpty();
        assertThat(broken).isEmpty();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
