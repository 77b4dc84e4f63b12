package se.tvarsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.application.Installation;
import se.tvarsyn.application.RouteContract;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.load.Load;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.operations.Deliveries;
import se.tvarsyn.operations.PickUp;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.quarantine.QuarantineRejected;
import se.tvarsyn.settings.Problem;
import se.tvarsyn.settings.YamlDocument;
import se.tvarsyn.settings.YamlSchema;
import se.tvarsyn.validation.ValidateRecords;

class RouteContractTests {
    static final Map<String, Class<?>> STEP_BEANS = Map.of(
            "deliveries", Deliveries.class,
            "mapRecords", MapRecords.class,
            "validateRecords", ValidateRecords.class,
            "quarantineRejected", QuarantineRejected.class,
            "pseudonymize", Pseudonymize.class,
            "load", Load.class,
            "pickUp", PickUp.class);

    private static final YamlSchema SCHEMA = YamlSchema.of("/se/tvarsyn/routes.schema.json");

    @TempDir
    Path home;

    @Test
    void theShippedRoutesKeepTheContract() throws IOException {
        assertThat(RouteContract.problems(read(Path.of("routes")), RouteFiles.STEPS, feeds()))
                .isEmpty();
    }

    @Test
    void everyStepIsAPublicMethodOfItsBean() {
        for (String step : RouteFiles.STEPS) {
            String[] parts = step.split("\\.");
            Class<?> bean = Objects.requireNonNull(STEP_BEANS.get(parts[0]), "no bean " + parts[0]);
            List<String> methods = Arrays.stream(bean.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isBridge())
                    .map(java.lang.reflect.Method::getName)
                    .filter(parts[1]::equals)
                    .toList();
            // Two methods of one name and Camel chooses by the body: that would be a choice on content.
            assertThat(methods).as(step).hasSize(1);
        }
        assertThat(RouteFiles.STEPS.stream().map(s -> s.substring(0, s.indexOf('.'))))
                .containsOnlyOnceElementsOf(Set.of("mapRecords", "load", "pseudonymize"))
                .allMatch(STEP_BEANS::containsKey);
    }

    @Test
    void theApplicationMakesEveryStepBean() {
        Set<String> made = new ClassFileImporter()
                .importPackages(Installation.class.getPackageName()).stream()
                        .flatMap(c -> c.getConstructorCallsFromSelf().stream())
                        .map(c -> c.getTargetOwner().getName())
                        .collect(Collectors.toSet());
        for (Class<?> bean : STEP_BEANS.values()) {
            assertThat(made).contains(bean.getName());
        }
    }

    static Stream<Arguments> brokenRoutes() {
        String allowed = "a route may hold [bean, doTry, split, to]";
        return Stream.of(
                broken(
                        "load before pseudonymize",
                        "intake",
                        text -> swap(text, "ref: pseudonymize, method: pseudonymize", "ref: load, method: load"),
                        "routes/intake.camel.yaml:20: 'load' without 'pseudonymize' before it in the same list of steps",
                        "routes/intake.camel.yaml:16: the order must be mapRecords → validateRecords → quarantineRejected →"
                                + " pseudonymize → load → tally; it is mapRecords → validateRecords → quarantineRejected →"
                                + " load → pseudonymize → tally"),
                broken(
                        "no validation",
                        "intake",
                        text -> without(text, "- bean: {ref: validateRecords, method: validateRecords}"),
                        "routes/intake.camel.yaml:16: the order must be mapRecords → validateRecords → quarantineRejected →"
                                + " pseudonymize → load → tally; it is mapRecords → quarantineRejected → pseudonymize →"
                                + " load → tally",
                        "routes:0: step 'validateRecords.validateRecords' is used by no route"),
                broken(
                        "no pseudonymization",
                        "intake",
                        text -> without(text, "- bean: {ref: pseudonymize, method: pseudonymize}"),
                        "routes/intake.camel.yaml:20: 'load' without 'pseudonymize' before it in the same list of steps",
                        "routes/intake.camel.yaml:16: the order must be mapRecords → validateRecords → quarantineRejected →"
                                + " pseudonymize → load → tally; it is mapRecords → validateRecords → quarantineRejected →"
                                + " load → tally",
                        "routes:0: step 'pseudonymize.pseudonymize' is used by no route"),
                broken(
                        "pseudonymize in a list of its own",
                        "intake",
                        text -> text.replace(
                                "- bean: {ref: pseudonymize, method: pseudonymize}",
                                "- split: {simple: \"${body}\", steps: [bean: {ref: pseudonymize, method: pseudonymize}]}"),
                        "routes/intake.camel.yaml:21: 'load' without 'pseudonymize' before it in the same list of steps",
                        "routes/intake.camel.yaml:20: the order must be mapRecords → validateRecords → quarantineRejected →"
                                + " pseudonymize → load → tally; it is pseudonymize",
                        "routes/intake.camel.yaml:16: the order must be mapRecords → validateRecords → quarantineRejected →"
                                + " pseudonymize → load → tally; it is mapRecords → validateRecords → quarantineRejected →"
                                + " load → tally",
                        "routes:0: the chain must stand once in the route 'intake'; it stands 2 times"),
                added("a log of bodies", "log: \"${body}\"", "'log' is no step of a route here; " + allowed),
                added("a choice", "choice: {when: []}", "'choice' is no step of a route here; " + allowed),
                added("a filter", "filter: {simple: \"${body.x}\"}", "'filter' is no step of a route here; " + allowed),
                added("a script", "script: {groovy: \"x\"}", "'script' is no step of a route here; " + allowed),
                added("SQL", "sql: \"SELECT 1\"", "'sql' is no step of a route here; " + allowed),
                added("a body", "setBody: {simple: \"x\"}", "'setBody' is no step of a route here; " + allowed),
                added("a header", "setHeader: {name: x}", "'setHeader' is no step of a route here; " + allowed),
                added("a copy", "wireTap: {uri: \"direct:x\"}", "'wireTap' is no step of a route here; " + allowed),
                added(
                        "a transformation",
                        "transform: {simple: x}",
                        "'transform' is no step of a route here; " + allowed),
                added("a format", "marshal: {json: {}}", "'marshal' is no step of a route here; " + allowed),
                added("a computed target", "toD: {uri: \"${body}\"}", "'toD' is no step of a route here; " + allowed),
                added(
                        "computed targets",
                        "recipientList: {simple: \"${body}\"}",
                        "'recipientList' is no step of a route here; " + allowed),
                added(
                        "a log endpoint",
                        "to: \"log:bodies?showAll=true\"",
                        "an endpoint may not be 'log:'; it may be [direct, file, http, https, sftp, timer]"),
                added(
                        "a stub",
                        "to: {uri: \"stub:x\"}",
                        "an endpoint may not be 'stub:'; it may be [direct, file, http, https, sftp, timer]"),
                added(
                        "a mock",
                        "to: \"mock:x\"",
                        "an endpoint may not be 'mock:'; it may be [direct, file, http, https, sftp, timer]"),
                added(
                        "a target that is not there",
                        "to: \"direct:elsewhere\"",
                        "there is no route that takes direct:elsewhere"),
                added(
                        "an unknown step",
                        "bean: {ref: mapRecord, method: mapRecords}",
                        "there is no step 'mapRecord.mapRecords'",
                        "'mapRecords' belongs in the route 'intake' only, not in 'folder-feed'"),
                added(
                        "an unknown method",
                        "bean: {ref: pickUp, method: everything}",
                        "there is no step 'pickUp.everything'"),
                added(
                        "an expression in a method",
                        "bean: {ref: pickUp, method: \"files(${body.secret})\"}",
                        "there is no step 'pickUp.files(${body.secret})'"),
                added(
                        "a class instead of a bean",
                        "bean: {beanType: java.lang.System, ref: pickUp, method: files}",
                        "'bean' may not have 'beanType'; it may have [method, ref]"),
                added(
                        "load beside the chain",
                        "bean: {ref: load, method: load}",
                        "'load' without 'pseudonymize' before it in the same list of steps",
                        "'load' belongs in the route 'intake' only, not in 'folder-feed'"),
                broken(
                        "a split by content",
                        "templates",
                        text -> text.replaceFirst("\\$\\{body}", Matcher.quoteReplacement("${body.documents}")),
                        "routes/templates.camel.yaml:11: a split may only go by simple: \"${body}\""),
                broken(
                        "a trace of bodies",
                        "templates",
                        text -> text.replace("    id: folder-feed", "    id: folder-feed\n    trace: true"),
                        "routes/templates.camel.yaml:4: 'routeTemplate' may not have 'trace'; it may have [description, from,"
                                + " id, parameters]"),
                broken(
                        "a template that is not there",
                        "leisure-dak",
                        text -> text.replace("folder-feed", "folder-fed"),
                        "routes/leisure-dak.camel.yaml:3: there is no template 'folder-fed'; there are [folder-feed,"
                                + " pull-feed]"),
                broken(
                        "a route that takes another feed's files",
                        "leisure-dak",
                        text -> text.replace("value: leisure-dak", "value: school-lesson-csv"),
                        "routes/leisure-dak.camel.yaml:1: the parameter 'feed' must be the route's own name, 'leisure-dak'"),
                broken(
                        "a template that takes from one feed only",
                        "templates",
                        text -> text.replaceFirst("direct:\\{\\{feed}}", "direct:leisure-dak"),
                        "routes/templates.camel.yaml:8: a template must take from direct:{{feed}}"),
                broken(
                        "a route without a mapping",
                        "leisure-dak",
                        text -> text.replace("leisure-dak", "leisure-card"),
                        "routes:0: feed 'leisure-dak' has a mapping but no route of its name",
                        "routes/leisure-dak.camel.yaml:2: route 'leisure-card' has no mapping of its name"),
                broken(
                        "no way out for failures",
                        "failures",
                        text -> text.replace("failed-delivery", "failed"),
                        "routes/intake.camel.yaml:27: there is no route that takes direct:failed-delivery",
                        "routes:0: route 'failed-delivery' is missing",
                        "routes/failures.camel.yaml:4: route 'failed' has no mapping of its name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRoutes")
    void refusesABrokenRoute(String what, String file, Change change, List<String> expected) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (Path shipped : files(Path.of("routes"), ".camel.yaml")) {
            String text = Files.readString(shipped);
            String changed = shipped.endsWith(file + ".camel.yaml") ? change.of(text) : text;
            if (shipped.endsWith(file + ".camel.yaml")) {
                assertThat(changed).as("the case changes " + shipped).isNotEqualTo(text);
            }
            Files.writeString(routes.resolve(shipped.getFileName()), changed);
        }

        assertThat(RouteContract.problems(read(routes), RouteFiles.STEPS, feeds()).stream()
                        .map(Problem::toString))
                .containsExactlyElementsOf(expected);
    }

    /** A change to one shipped file. */
    private interface Change {
        String of(String text);
    }

    private static Arguments broken(String what, String file, Change change, String... expected) {
        return Arguments.of(what, file, change, List.of(expected));
    }

    /** The step, before all others of a feed's route. */
    private static Arguments added(String what, String step, String... expected) {
        return broken(
                what,
                "templates",
                text -> text.replaceFirst(
                        "      steps:\n        - bean",
                        Matcher.quoteReplacement("      steps:\n        - " + step + "\n        - bean")),
                Arrays.stream(expected)
                        .map(e -> "routes/templates.camel.yaml:10: " + e)
                        .toArray(String[]::new));
    }

    private static String swap(String text, String one, String other) {
        return text.replace(one, "@").replace(other, one).replace("@", other);
    }

    /** Without the line; the lines after it keep their numbers less one. */
    private static String without(String text, String step) {
        return text.lines().filter(l -> !l.strip().equals(step)).collect(Collectors.joining("\n"));
    }

    private static List<YamlDocument> read(Path routes) throws IOException {
        List<Problem> problems = new ArrayList<>();
        List<YamlDocument> read = new ArrayList<>();
        for (Path file : files(routes, ".camel.yaml")) {
            YamlDocument yaml = YamlDocument.read(file, "routes/" + file.getFileName(), SCHEMA, problems);
            if (yaml != null) {
                read.add(yaml);
            }
        }
        assertThat(problems).isEmpty();
        assertThat(read).isNotEmpty();
        return read;
    }

    private static Set<String> feeds() throws IOException {
        return files(Path.of("mappings"), ".yaml").stream()
                .map(f -> f.getFileName().toString().replace(".yaml", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }
}
