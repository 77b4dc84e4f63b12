package se.tvarsyn.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.settings.YamlSchema;

/** What {@code check} can say of routes without starting them: every step exists, every feed has its route. */
public final class RouteFiles {
    /** The step beans that routes may call, and their methods. */
    public static final Set<String> STEPS = Set.of(
            "deliveries.openDelivery",
            "deliveries.tally",
            "deliveries.closeDelivery",
            "deliveries.failDelivery",
            "mapRecords.mapRecords",
            "validateRecords.validateRecords",
            "quarantineRejected.quarantineRejected",
            "pseudonymize.pseudonymize",
            "load.load",
            "pickUp.files",
            "pickUp.pages");

    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/routes.schema.json");

    private RouteFiles() {}

    /** Null where the file cannot be read, which is told among the problems. */
    static @Nullable YamlDocument read(Home home, Path file, List<Problem> problems) {
        return YamlDocument.read(file, home.shown(file), SCHEMA, problems);
    }

    /** Whether a feed's route pulls an interface rather than takes files from a folder. */
    public static boolean isPulled(Home home, String feed) {
        for (Path file : home.routes()) {
            YamlDocument yaml = read(home, file, new ArrayList<>());
            if (yaml == null) {
                continue;
            }
            for (JsonNode item : yaml.root()) {
                JsonNode use = item.path("templatedRoute");
                if (use.path("routeId").asText().equals(feed)) {
                    return use.path("routeTemplateRef").asText().equals("pull-feed");
                }
            }
        }
        return false;
    }

    /** Every problem of the home's routes. */
    public static List<Problem> problems(Home home, Set<String> feeds) {
        List<Problem> problems = new ArrayList<>();
        List<YamlDocument> files = new ArrayList<>();
        for (Path file : home.routes()) {
            List<Problem> own = new ArrayList<>();
            YamlDocument yaml = read(home, file, own);
            if (yaml != null && own.isEmpty()) {
                files.add(yaml);
            }
            problems.addAll(own);
        }
        problems.addAll(RouteContract.problems(files, STEPS, feeds));
        return problems;
    }
}
