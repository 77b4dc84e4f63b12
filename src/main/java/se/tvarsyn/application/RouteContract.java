package se.tvarsyn.application;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;

/**
 * What files of routes may hold. Says what is allowed rather than what is not: a step that nobody has thought of is
 * refused until somebody has.
 */
public final class RouteContract {
    /** The one order (docs/decisions and README say the same words). */
    public static final List<String> ORDER =
            List.of("mapRecords", "validateRecords", "quarantineRejected", "pseudonymize", "load", "tally");

    private static final String INTAKE = "intake";
    private static final String FAILED = "failed-delivery";
    private static final Set<String> STEPS = new TreeSet<>(Set.of("bean", "doTry", "split", "to"));
    private static final Set<String> SCHEMES =
            new TreeSet<>(Set.of("direct", "file", "http", "https", "sftp", "timer"));
    /** What each part may hold. Without {@code trace}, {@code logMask}, {@code onWhen} and the like. */
    private static final Map<String, Set<String>> SETTINGS = Map.of(
            "route", Set.of("id", "description", "from"),
            "routeTemplate", Set.of("id", "description", "parameters", "from"),
            "templatedRoute", Set.of("routeId", "routeTemplateRef", "parameters"),
            "parameter", Set.of("name", "value"),
            "from", Set.of("uri", "parameters", "steps"),
            "bean", Set.of("ref", "method"),
            "to", Set.of("uri", "parameters"),
            "split", Set.of("simple", "streaming", "stopOnException", "steps"),
            "doTry", Set.of("steps", "doCatch"),
            "doCatch", Set.of("exception", "steps"));

    private final Set<String> knownSteps;
    private final Set<String> feeds;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Place> routes = new TreeMap<>();
    private final Map<String, Place> templates = new TreeMap<>();
    private final Map<String, Place> templateUses = new TreeMap<>();
    private final Map<String, Place> targets = new TreeMap<>();
    private final Set<String> usedSteps = new TreeSet<>();
    private final List<Chain> chains = new ArrayList<>();

    private RouteContract(Set<String> knownSteps, Set<String> feeds) {
        this.knownSteps = new TreeSet<>(knownSteps);
        this.feeds = new TreeSet<>(feeds);
    }

    /**
     * Every problem of all files together.
     *
     * @param knownSteps {@code ref.method} of every step
     * @param feeds names of the mappings
     */
    public static List<Problem> problems(Collection<YamlDocument> files, Set<String> knownSteps, Set<String> feeds) {
        RouteContract contract = new RouteContract(knownSteps, feeds);
        files.forEach(contract::file);
        contract.together();
        return contract.problems;
    }

    private void file(YamlDocument yaml) {
        for (int i = 0; i < yaml.root().size(); i++) {
            JsonNode item = yaml.root().get(i);
            Place at = new Place(yaml, "/" + i);
            for (String key : names(item)) {
                switch (key) {
                    case "route" -> route(item.path(key), at.in(key));
                    case "routeTemplate" -> template(item.path(key), at.in(key));
                    case "templatedRoute" -> templated(item.path(key), at.in(key));
                    default ->
                        problem(
                                at.in(key),
                                "'" + key + "' does not belong in a file of routes; it may hold [route, routeTemplate,"
                                        + " templatedRoute]");
                }
            }
        }
    }

    private void route(JsonNode route, Place at) {
        settings("route", route, at);
        String id = route.path("id").asText();
        if (routes.put(id, at.in("id")) != null) {
            problem(at.in("id"), "route '" + id + "' stands here twice");
        }
        JsonNode from = route.path("from");
        settings("from", from, at.in("from"));
        String uri = from.path("uri").asText();
        endpoint(uri, at.in("from").in("uri"));
        if (uri.startsWith("direct:") && !uri.equals("direct:" + id)) {
            problem(at.in("from").in("uri"), "route '" + id + "' must take from direct:" + id);
        }
        steps(id, from.path("steps"), at.in("from").in("steps"));
    }

    /** A template has one parameter, the feed's name, and takes from the endpoint of that name. */
    private void template(JsonNode template, Place at) {
        settings("routeTemplate", template, at);
        String id = template.path("id").asText();
        if (templates.put(id, at) != null) {
            problem(at.in("id"), "template '" + id + "' stands here twice");
        }
        JsonNode parameters = template.path("parameters");
        boolean hasFeed = parameters.size() == 1
                && parameters.get(0).path("name").asText().equals("feed")
                && !parameters.get(0).has("value");
        if (!hasFeed) {
            problem(at.in("parameters"), "a template has one parameter: name: feed");
        }
        JsonNode from = template.path("from");
        settings("from", from, at.in("from"));
        if (!from.path("uri").asText().equals("direct:{{feed}}")) {
            problem(at.in("from").in("uri"), "a template must take from direct:{{feed}}");
        }
        steps(id, from.path("steps"), at.in("from").in("steps"));
    }

    private void templated(JsonNode use, Place at) {
        settings("templatedRoute", use, at);
        String id = use.path("routeId").asText();
        if (routes.put(id, at.in("routeId")) != null) {
            problem(at.in("routeId"), "route '" + id + "' stands here twice");
        }
        templateUses.put(use.path("routeTemplateRef").asText(), at.in("routeTemplateRef"));
        JsonNode parameters = use.path("parameters");
        for (int i = 0; i < parameters.size(); i++) {
            settings("parameter", parameters.get(i), at.in("parameters").in(String.valueOf(i)));
        }
        boolean isFeed = parameters.size() == 1
                && parameters.get(0).path("name").asText().equals("feed")
                && parameters.get(0).path("value").asText().equals(id);
        if (!isFeed) {
            problem(at, "the parameter 'feed' must be the route's own name, '" + id + "'");
        }
    }

    /** One list of steps: what stands in it, and in which order. */
    private void steps(String route, JsonNode steps, Place at) {
        List<String> chain = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            for (String name : names(steps.get(i))) {
                Place here = at.in(String.valueOf(i)).in(name);
                step(route, name, steps.get(i).path(name), here, chain);
            }
        }
        if (!chain.isEmpty()) {
            chains.add(new Chain(route, at, chain));
        }
    }

    private void step(String route, String name, JsonNode step, Place at, List<String> chain) {
        if (!STEPS.contains(name)) {
            problem(at, "'" + name + "' is no step of a route here; a route may hold " + STEPS);
            return;
        }
        if (step.isObject()) {
            settings(name, step, at);
        }
        switch (name) {
            case "bean" -> bean(route, step, at, chain);
            case "to" -> {
                String uri = step.isTextual() ? step.asText() : step.path("uri").asText();
                endpoint(uri, at);
                targets.put(uri, at);
            }
            case "split" -> {
                String by = step.path("simple").asText();
                if (!by.equals("${body}")) {
                    problem(at, "a split may only go by simple: \"${body}\"");
                }
                steps(route, step.path("steps"), at.in("steps"));
            }
            default -> {
                steps(route, step.path("steps"), at.in("steps"));
                for (int i = 0; i < step.path("doCatch").size(); i++) {
                    Place caught = at.in("doCatch").in(String.valueOf(i));
                    settings("doCatch", step.path("doCatch").get(i), caught);
                    steps(route, step.path("doCatch").get(i).path("steps"), caught.in("steps"));
                }
            }
        }
    }

    private void bean(String route, JsonNode bean, Place at, List<String> chain) {
        String ref = bean.path("ref").asText();
        String method = bean.path("method").asText();
        String step = ref + "." + method;
        usedSteps.add(step);
        if (!knownSteps.contains(step)) {
            problem(at, "there is no step '" + step + "'");
        }
        if (!ORDER.contains(method) && !ORDER.contains(ref)) {
            return;
        }
        if (ref.equals("load") && !chain.contains("pseudonymize")) {
            problem(at, "'load' without 'pseudonymize' before it in the same list of steps");
        }
        if (!route.equals(INTAKE)) {
            problem(at, "'" + method + "' belongs in the route '" + INTAKE + "' only, not in '" + route + "'");
        }
        chain.add(method);
    }

    private void together() {
        List<Chain> ofIntake =
                chains.stream().filter(c -> c.route.equals(INTAKE)).toList();
        for (Chain chain : ofIntake) {
            if (!chain.steps.equals(ORDER)) {
                problem(chain.at, "the order must be " + shown(ORDER) + "; it is " + shown(chain.steps));
            }
        }
        if (ofIntake.size() != 1) {
            problems.add(new Problem(
                    "routes",
                    0,
                    "the chain must stand once in the route '" + INTAKE + "'; it stands " + ofIntake.size()
                            + " times"));
        }
        targets.forEach((uri, at) -> {
            if (uri.startsWith("direct:") && !routes.containsKey(uri.substring("direct:".length()))) {
                problem(at, "there is no route that takes " + uri);
            }
        });
        templateUses.forEach((template, at) -> {
            if (!templates.containsKey(template)) {
                problem(at, "there is no template '" + template + "'; there are " + templates.keySet());
            }
        });
        for (String step : knownSteps) {
            if (!usedSteps.contains(step)) {
                problems.add(new Problem("routes", 0, "step '" + step + "' is used by no route"));
            }
        }
        for (String needed : List.of(INTAKE, FAILED)) {
            if (!routes.containsKey(needed)) {
                problems.add(new Problem("routes", 0, "route '" + needed + "' is missing"));
            }
        }
        for (String feed : feeds) {
            if (!routes.containsKey(feed)) {
                problems.add(new Problem("routes", 0, "feed '" + feed + "' has a mapping but no route of its name"));
            }
        }
        routes.forEach((id, at) -> {
            if (!feeds.contains(id) && !id.equals(INTAKE) && !id.equals(FAILED)) {
                problem(at, "route '" + id + "' has no mapping of its name");
            }
        });
    }

    private void settings(String part, JsonNode node, Place at) {
        Set<String> allowed = SETTINGS.getOrDefault(part, Set.of());
        for (String name : names(node)) {
            if (!allowed.contains(name)) {
                problem(
                        at.in(name),
                        "'" + part + "' may not have '" + name + "'; it may have " + new TreeSet<>(allowed));
            }
        }
    }

    private void endpoint(String uri, Place at) {
        String scheme = uri.contains(":") ? uri.substring(0, uri.indexOf(':')) : uri;
        if (!SCHEMES.contains(scheme)) {
            problem(at, "an endpoint may not be '" + scheme + ":'; it may be " + SCHEMES);
        }
    }

    private static String shown(List<String> steps) {
        return steps.stream().collect(Collectors.joining(" → "));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void problem(Place at, String what) {
        problems.add(new Problem(at.yaml.file(), at.yaml.lineOf(at.pointer), what));
    }

    private record Chain(String route, Place at, List<String> steps) {}

    private record Place(YamlDocument yaml, String pointer) {
        Place in(String name) {
            return new Place(yaml, pointer + "/" + name);
        }
    }
}
