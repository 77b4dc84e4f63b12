package se.tvarsyn.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.YamlDocument;

/**
 * One route of {@code routes/}, as its file says it now. Addresses are told by their kind alone: an address may hold a password.
 *
 * @param id name of the route, or of the template
 * @param file where it stands
 * @param template of the feed's route; "" where it has steps of its own
 * @param description "" where it has none
 */
public record RouteTree(
        String id, String file, String template, boolean isTemplate, String description, List<Step> steps) {
    public RouteTree {
        steps = List.copyOf(steps);
    }

    /** What a step does. */
    public enum Kind {
        /** Calls a step of ours. */
        CALL,
        /** Goes on in another route. */
        ROUTE,
        /** Leaves for something outside. */
        OUTSIDE,
        /** Does what is in it once for each block of records. */
        EACH,
        /** Does what is in it, and what is beside it where that fails. */
        ATTEMPT,
        /** Does what is in it where the attempt failed. */
        FAILURE
    }

    /**
     * A step.
     *
     * @param word {@code ref.method}, the route's name, or the kind of address: {@code sftp}; "" else
     */
    public record Step(Kind kind, String word, List<Step> steps) {
        public Step {
            steps = List.copyOf(steps);
        }
    }

    /** Every route and template of the home, in the order of the files; what cannot be read is left out, as check tells it. */
    static List<RouteTree> of(Home home) {
        List<RouteTree> trees = new ArrayList<>();
        for (Path path : home.routes()) {
            String file = home.shown(path);
            YamlDocument yaml = RouteFiles.read(home, path, new ArrayList<>());
            if (yaml != null) {
                yaml.root().forEach(item -> tree(file, item, trees));
            }
        }
        return trees;
    }

    /** Names of routes in the order in which a delivery comes to them from the ways in; those that it never comes to last. */
    public static List<String> inOrder(List<RouteTree> routes) {
        List<String> found = new ArrayList<>();
        routes.stream().filter(RouteTree::isTemplate).forEach(way -> named(way.steps, found));
        for (int i = 0; i < found.size(); i++) {
            String next = found.get(i);
            routes.stream().filter(route -> route.id.equals(next)).forEach(route -> named(route.steps, found));
        }
        routes.stream().map(RouteTree::id).filter(id -> !found.contains(id)).forEach(found::add);
        return found;
    }

    private static void named(List<Step> steps, List<String> found) {
        for (Step step : steps) {
            if (step.kind == Kind.ROUTE && !found.contains(step.word)) {
                found.add(step.word);
            }
            named(step.steps, found);
        }
    }

    private static void tree(String file, JsonNode item, List<RouteTree> trees) {
        JsonNode use = item.path("templatedRoute");
        if (use.isObject()) {
            String template = use.path("routeTemplateRef").asText();
            trees.add(new RouteTree(use.path("routeId").asText(), file, template, false, "", List.of()));
        }
        for (String key : List.of("route", "routeTemplate")) {
            JsonNode route = item.path(key);
            if (route.isObject()) {
                trees.add(new RouteTree(
                        route.path("id").asText(),
                        file,
                        "",
                        key.equals("routeTemplate"),
                        route.path("description").asText(),
                        steps(route.path("from").path("steps"))));
            }
        }
    }

    private static List<Step> steps(JsonNode list) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode item : list) {
            for (Iterator<String> names = item.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                step(name, item.path(name), steps);
            }
        }
        return steps;
    }

    private static void step(String name, JsonNode step, List<Step> steps) {
        switch (name) {
            case "bean" ->
                steps.add(new Step(
                        Kind.CALL,
                        step.path("ref").asText() + "." + step.path("method").asText(),
                        List.of()));
            case "to" ->
                steps.add(to(step.isTextual() ? step.asText() : step.path("uri").asText()));
            case "split" -> steps.add(new Step(Kind.EACH, "", steps(step.path("steps"))));
            case "doTry" -> {
                List<Step> inside = new ArrayList<>(steps(step.path("steps")));
                step.path("doCatch").forEach(c -> inside.add(new Step(Kind.FAILURE, "", steps(c.path("steps")))));
                steps.add(new Step(Kind.ATTEMPT, "", inside));
            }
            default -> {
                // The contract of routes lets no other step through.
            }
        }
    }

    private static Step to(String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? "" : uri.substring(0, colon);
        return scheme.equals("direct")
                ? new Step(Kind.ROUTE, uri.substring(colon + 1).replaceAll("\\?.*", ""), List.of())
                : new Step(Kind.OUTSIDE, scheme, List.of());
    }
}
