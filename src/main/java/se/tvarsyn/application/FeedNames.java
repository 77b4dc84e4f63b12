package se.tvarsyn.application;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.ScheduleMarks;
import se.tvarsyn.publication.ExpectedSource;
import se.tvarsyn.settings.TvarsynSettings;

/** What feeds are called to those who read figures, in Swedish; technicians know them by their own names. */
final class FeedNames {
    private static final Map<String, String> SHIPPED = Map.ofEntries(
            Map.entry("grades-stockholm", "Betyg (Stockholms betygsformat)"),
            Map.entry("leisure-bookings", "Lokalbokningar och kursdeltagare"),
            Map.entry("leisure-dak", "Närvarokort från föreningar (DAK)"),
            Map.entry("resources", "Resurser och medel per stadsdel"),
            Map.entry("school-edlevo-absence", "Skolnärvaro ur Edlevo"),
            Map.entry("school-lesson-csv", "Skolnärvaro per lektion (CSV)"),
            Map.entry("school-meitner", "Skolnärvaro ur Meitner"),
            Map.entry("school-ss12000", "Skoladministration (SS 12000)"),
            Map.entry("school-sums-csv", "Skolnärvaro som summor"),
            Map.entry("social-lifecare", "Socialtjänstens ärenden ur Lifecare"),
            Map.entry("social-register", "Socialtjänstens ärenden (eget uttag)"),
            Map.entry("support-team", "Skolsociala teamets register"));

    private FeedNames() {}

    /** The source's own {@code title}, else the name of a feed that ships, else the feed's. */
    static String of(String feed, TvarsynSettings settings) {
        String title = settings.sources().getOrDefault(feed, Map.of()).get("title");
        return title != null ? title : SHIPPED.getOrDefault(feed, feed);
    }

    /** Every feed of the home whose rows figures may be made of. */
    static Map<String, ExpectedSource> sources(Configuration configuration, LocalDate today) throws IOException {
        TvarsynSettings settings = configuration.settings();
        Map<String, ScheduleMarks.Mark> marks =
                new ScheduleMarks(configuration.home().schedule()).all();
        Map<String, ExpectedSource> sources = new TreeMap<>();
        configuration.tables().forEach((feed, tables) -> {
            if (tables.stream().anyMatch(table -> settings.register().allows(feed, table, today))) {
                ScheduleMarks.@Nullable Mark mark = marks.get(feed);
                sources.put(
                        feed,
                        new ExpectedSource(
                                feed,
                                of(feed, settings),
                                settings.sources().containsKey(feed),
                                settings.times(feed).expectedEvery(),
                                mark == null ? null : mark.deliveredAt()));
            }
        });
        return sources;
    }
}
