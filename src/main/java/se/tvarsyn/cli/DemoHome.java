package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.settings.Home;
import se.tvarsyn.simulation.Municipality;

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

    /** Settings and the register of schools, as a municipality would have them, so that every command works here. */
    static void write(Home home, Municipality municipality, Set<String> feeds) throws IOException {
        StringBuilder yaml = new StringBuilder(
                "# Made by './tvarsyn demo'. The persons do not exist; no real feed loads into this home.\nlegal-basis:\n");
        new TreeSet<>(feeds)
                .forEach(feed -> yaml.append("  - {feed: ").append(feed).append(", trial: true}\n"));
        Files.writeString(home.settingsFile(), yaml);
        StringBuilder units = new StringBuilder("skolenhetskod;namn;stadsdel;skolform;giltig_fran;giltig_till\n");
        municipality.units().forEach(unit -> units.append(unit.code())
                .append(';')
                .append(unit.name())
                .append(';')
                .append(unit.district())
                .append(";GR;;\n"));
        Files.createDirectories(home.schoolUnits().getParent());
        Files.writeString(home.schoolUnits(), units);
    }
}
