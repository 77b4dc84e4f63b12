package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import se.tvarsyn.settings.Home;

/** The demo's own home, below the home it was started from. */
final class DemoHome {
    private static final String MARK = "demo";

    private DemoHome() {}

    static Path below(Home home) {
        return home.state().resolve("demo");
    }

    /** Whether a home was made by {@code demo}. Its key store is marked as well; this mark only tells which one to ask for. */
    static boolean isDemo(Home home) {
        return Files.exists(home.state().resolve(MARK));
    }

    static void mark(Home home) throws IOException {
        Home.privateDirectory(home.state());
        if (!isDemo(home)) {
            Files.createFile(home.state().resolve(MARK));
        }
    }
}
