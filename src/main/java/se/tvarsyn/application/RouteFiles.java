package se.tvarsyn.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;

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
            "pickUp.ss12000",
            "pickUp.lifecare");

    private static final String SCHEMA = "/se/tvarsyn/routes.schema.json";

    private RouteFiles() {}

    /** Every problem of the home's routes. */
    public static List<Problem> problems(Home home, Set<String> feeds) {
        List<Problem> problems = new ArrayList<>();
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> files = Files.list(home.routes())) {
            for (Path file : files.filter(f -> f.getFileName().toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                YamlDocument yaml = YamlDocument.read(file, home.shown(file), SCHEMA, problems);
                if (yaml != null) {
                    walk(yaml, yaml.root(), "", routes, problems);
                }
            }
        } catch (IOException e) {
            problems.add(new Problem(home.shown(home.routes()), 0, "the folder of routes cannot be read"));
        }
        for (String needed : List.of("intake", "failed-delivery")) {
            if (!routes.contains(needed)) {
                problems.add(new Problem(home.shown(home.routes()), 0, "route '" + needed + "' is missing"));
            }
        }
        for (String feed : new TreeSet<>(feeds)) {
            if (!routes.contains(feed)) {
                problems.add(new Problem(
                        home.shown(home.routes()), 0, "feed '" + feed + "' has a mapping but no route of its name"));
            }
        }
        return problems;
    }

    private static void walk(YamlDocument yaml, JsonNode node, String at, Set<String> routes, List<Problem> problems) {
        if (node.has("route")) {
            routes.add(node.path("route").path("id").asText());
        }
        if (node.has("bean")) {
            String step = node.path("bean").path("ref").asText() + "."
                    + node.path("bean").path("method").asText();
            if (!STEPS.contains(step)) {
                problems.add(new Problem(
                        yaml.file(),
                        yaml.lineOf(at + "/bean"),
                        "there is no step '" + step + "'; there are " + new TreeSet<>(STEPS)));
            }
        }
        if (node.isObject()) {
            node.fields().forEachRemaining(e -> walk(yaml, e.getValue(), at + "/" + e.getKey(), routes, problems));
        } else {
            for (int i = 0; i < node.size(); i++) {
                walk(yaml, node.get(i), at + "/" + i, routes, problems);
            }
        }
    }
}
