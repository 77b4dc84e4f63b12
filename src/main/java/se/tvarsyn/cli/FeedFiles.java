package se.tvarsyn.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import se.tvarsyn.application.Configuration;
import se.tvarsyn.settings.Home;

/** Writes the two files of a new instance of a known system: its route and its mapping. What is there already is kept. */
final class FeedFiles {
    private final Home home;

    FeedFiles(Home home) {
        this.home = home;
    }

    /**
     * The shipped feed that a new one is an instance of.
     *
     * @param like as the user named it; null = the shipped feed whose name the new one begins with
     */
    static String system(Configuration configuration, String feed, @org.jspecify.annotations.Nullable String like) {
        Set<String> known = configuration.mappings().keySet();
        if (like != null) {
            if (!known.contains(like)) {
                throw new Failure(
                        ExitCodes.USAGE, "--like: there is no feed '" + like + "'; there are " + names(known));
            }
            return like;
        }
        if (known.contains(feed)) {
            return feed;
        }
        Optional<String> system =
                known.stream().filter(k -> feed.startsWith(k + "-")).max(Comparator.comparingInt(String::length));
        return system.orElseThrow(() -> new Failure(
                ExitCodes.USAGE,
                "'" + feed + "' begins with the name of no known feed; name the system with --like: " + names(known)));
    }

    private static String names(Set<String> feeds) {
        return String.join(", ", new java.util.TreeSet<>(feeds));
    }

    /** Writes what is missing; gives what was done, one line each. */
    void write(String feed, String system, boolean isPulled, java.util.function.Consumer<String> told)
            throws IOException {
        if (!feed.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new Failure(ExitCodes.USAGE, "--feed: a feed's name is lower-case letters, digits and hyphens");
        }
        Path mapping = home.directory().resolve("mappings").resolve(feed + ".yaml");
        Path route = home.directory().resolve("routes").resolve(feed + ".camel.yaml");
        if (feed.equals(system)) {
            told.accept("'" + feed + "' is a shipped feed: it has its route and mapping; name its source in "
                    + home.shown(home.settingsFile()));
            return;
        }
        write(mapping, """
                # yaml-language-server: $schema=mapping.schema.json
                feed: %s
                like: %s
                # The source's own id of a unit: its skolenhetskod.
                units: {}
                """.formatted(feed, system), told);
        write(route, """
                - templatedRoute:
                    routeId: %s
                    routeTemplateRef: %s
                    parameters: [{name: feed, value: %s}]
                """.formatted(feed, isPulled ? "pull-feed" : "folder-feed", feed), told);
        told.accept("next: name the source of '" + feed + "' under sources in " + home.shown(home.settingsFile())
                + ", and its legal basis; then ./tvarsyn check");
    }

    private void write(Path file, String text, java.util.function.Consumer<String> told) throws IOException {
        if (Files.exists(file)) {
            told.accept(home.shown(file) + " is there already and was left as it is");
            return;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        told.accept("wrote " + home.shown(file));
    }
}
