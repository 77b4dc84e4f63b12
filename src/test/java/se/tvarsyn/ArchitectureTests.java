package se.tvarsyn;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.tvarsyn.application.RouteContract;
import se.tvarsyn.application.RouteFiles;
import se.tvarsyn.broken.canonical.ShownPerson;
import se.tvarsyn.broken.validation.PrintManager;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.operations.Deliveries;

/** The shape of the house (package-info of each package), each rule shown to bite on a class of {@code broken}. */
class ArchitectureTests {
    private static final String ROOT = "se.tvarsyn";
    private static final String BROKEN = "se.tvarsyn.broken";
    private static final Path SOURCES = Path.of("src/main/java/se/tvarsyn");
    private static final int MOST_LINES = 400;
    /** Longer than they should be; none may grow past 500, and no other may join them. */
    private static final Set<String> LONG_FILES = Set.of(
            "pseudonymization/KeyStoreFile.java", "simulation/Ss12000Pages.java", "warehouse/LoopbackGateway.java");
    /** Beans that more than one route calls: they are not steps of the chain. */
    private static final Set<String> BEANS_OF_MANY_METHODS = Set.of("deliveries", "pickUp");

    /** Where the product's classes are, and no test's. */
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .importUrl(
                    IdentityNumber.class.getProtectionDomain().getCodeSource().getLocation());

    private static final JavaClasses BROKEN_COPY = new ClassFileImporter().importPackages(BROKEN);

    static Stream<ArchRule> rules() {
        return rulesOf(ROOT).stream();
    }

    private static List<ArchRule> rulesOf(String root) {
        List<ArchRule> rules = new ArrayList<>();
        ArchitectureRules.MAY_SEE.keySet().forEach(p -> rules.add(ArchitectureRules.seesOnlyWhatItMay(root, p)));
        rules.add(ArchitectureRules.recordsKnowNoLibrary(root));
        rules.add(ArchitectureRules.onlyPseudonymizationReveals(root));
        rules.add(ArchitectureRules.loadKnowsNobody(root));
        rules.addAll(ArchitectureRules.onlyApplicationKnowsSpringAndCamel(root));
        rules.addAll(ArchitectureRules.pagesSeeOfOperationsWhatIsShown(root));
        rules.add(ArchitectureRules.onlyCliPrints(root));
        rules.add(ArchitectureRules.namesSayWhatAThingIs(root));
        return rules;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void theProductKeepsTheRule(ArchRule rule) {
        rule.check(PRODUCT);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                Arguments.of(
                        ArchitectureRules.seesOnlyWhatItMay(BROKEN, "canonical"),
                        List.of("KnowsJackson", "se.tvarsyn.broken.load.NamesPersons")),
                Arguments.of(
                        ArchitectureRules.seesOnlyWhatItMay(BROKEN, "validation"),
                        List.of("PrintManager", "se.tvarsyn.broken.cli.Words")),
                Arguments.of(ArchitectureRules.recordsKnowNoLibrary(BROKEN), List.of("KnowsJackson", "JsonNode")),
                Arguments.of(
                        ArchitectureRules.onlyPseudonymizationReveals(BROKEN),
                        List.of("calls method", "references method", "IdentityNumber.reveal()")),
                Arguments.of(ArchitectureRules.loadKnowsNobody(BROKEN), List.of("NamesPersons", "IdentifiedRecord")),
                Arguments.of(
                        ArchitectureRules.onlyApplicationKnowsSpringAndCamel(BROKEN)
                                .get(0),
                        List.of("org.springframework.context.ApplicationContext", "org.apache.camel.Exchange")),
                Arguments.of(
                        ArchitectureRules.pagesSeeOfOperationsWhatIsShown(BROKEN)
                                .get(0),
                        List.of("ShowsExactCounts", "DeliveryCounts")),
                Arguments.of(
                        ArchitectureRules.pagesSeeOfOperationsWhatIsShown(BROKEN)
                                .get(1),
                        List.of("ShowsDeliveries", "ShownDelivery")),
                Arguments.of(
                        ArchitectureRules.onlyCliPrints(BROKEN),
                        List.of("java.lang.System.out", "printStackTrace()", "java.util.logging.Logger")),
                Arguments.of(ArchitectureRules.namesSayWhatAThingIs(BROKEN), List.of("PrintManager")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void theRuleBitesOnABrokenClass(ArchRule rule, List<String> words) {
        String report = rule.evaluate(BROKEN_COPY).getFailureReport().toString();
        assertThat(report).contains(words);
    }

    @Test
    void everyPackageHasItsRule() throws IOException {
        assertThat(ArchitectureRules.MAY_SEE.keySet())
                .containsAll(packages().stream()
                        .map(p -> SOURCES.relativize(p).getName(0).toString())
                        .toList());
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItMustNeverDo() throws IOException {
        for (Path folder : packages()) {
            Path info = folder.resolve("package-info.java");
            assertThat(info).exists();
            // A line break of the comment may stand between the two words.
            String text = Files.readString(info).replaceAll("\\s*\\n \\* ?", " ");
            assertThat(text).as(info.toString()).contains("@org.jspecify.annotations.NullMarked", "Must never: ");
        }
    }

    @Test
    void noFileIsLong() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                int most = LONG_FILES.contains(SOURCES.relativize(file).toString()) ? 500 : MOST_LINES;
                assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(most);
            }
        }
    }

    @Test
    void whatLoadTakesHoldsNobodyWhoCanBeNamed() {
        for (Class<?> type : List.of(PseudonymousBatch.class, PseudonymousRecord.class)) {
            assertThat(MarkedValues.heldBy(type))
                    .doesNotContainAnyElementsOf(ArchitectureRules.NAMEABLE)
                    .doesNotContain(Object.class);
        }
        assertThat(MarkedValues.heldBy(PseudonymousBatch.class))
                .contains(PseudonymousRecord.class, se.tvarsyn.canonical.Attendance.class);
        // The walk goes through lists in maps, or it would prove little.
        assertThat(MarkedValues.heldBy(ShownPerson.class)).contains(PersonReference.class, IdentityNumber.class);
        assertThat(MarkedValues.heldBy(IdentifiedBatch.class)).contains(IdentityNumber.class);
    }

    @Test
    void noRecordOfCanonicalShowsAnIdentity() throws ReflectiveOperationException {
        Set<Class<?>> identityBearing = PRODUCT.stream()
                .filter(c -> c.getPackageName().equals(ROOT + ".canonical"))
                .map(c -> (Class<?>) c.reflect())
                .filter(Class::isRecord)
                .collect(Collectors.toSet());
        for (Class<?> type : identityBearing) {
            assertThat(MarkedValues.of(type).toString())
                    .as(type.getSimpleName())
                    .satisfies(ArchitectureTests::hides);
        }
        identityBearing.removeIf(type -> !MarkedValues.isIdentityBearing(type));
        assertThat(identityBearing)
                .contains(
                        PersonReference.class,
                        IdentifiedRecord.class,
                        IdentifiedRecord.GroupKeys.class,
                        MappedBatch.class,
                        IdentifiedBatch.class,
                        RejectedRecord.class);
        IdentityNumber number = IdentityNumber.read(MarkedValues.NUMBER, java.time.LocalDate.of(2026, 1, 1));
        assertThat(String.valueOf(number)).isEqualTo("IdentityNumber[SAM]");
    }

    @Test
    void theWalkFindsARecordThatShowsAnIdentity() {
        String shown = MarkedValues.of(ShownPerson.class).toString();
        assertThat(MarkedValues.isIdentityBearing(ShownPerson.class)).isTrue();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> hides(shown)))
                .isInstanceOf(AssertionError.class);
    }

    /** The mark, the number, and its last ten and four places. */
    private static void hides(String shown) {
        assertThat(shown.contains(MarkedValues.MARK)
                        || shown.contains(MarkedValues.NUMBER.substring(2))
                        || shown.contains(MarkedValues.NUMBER.substring(8)))
                .as("shows an identity")
                .isFalse();
    }

    @Test
    void aStepHasOneMethodThatTakesOneOfOurTypes() {
        RouteContractTests.STEP_BEANS.forEach((name, bean) -> {
            List<Method> methods = publicMethods(bean);
            if (BEANS_OF_MANY_METHODS.contains(name)) {
                methods = methods.stream()
                        .filter(m -> RouteFiles.STEPS.contains(name + "." + m.getName()))
                        .toList();
                assertThat(methods).as(name).isNotEmpty();
            } else {
                assertThat(methods)
                        .as("public methods of " + bean.getSimpleName())
                        .hasSize(1);
                assertThat(methods.get(0).getParameterCount()).as(name).isEqualTo(1);
                assertThat(methods.get(0).getReturnType().getName()).as(name).startsWith(ROOT + ".");
            }
            for (Method method : methods) {
                assertThat(method.getParameterTypes()[0].getName())
                        .as(method.toString())
                        .startsWith(ROOT + ".");
            }
        });
        // The same check on a bean with two public methods.
        assertThat(publicMethods(PrintManager.class)).hasSizeGreaterThan(1);
    }

    @Test
    void theStepsOfTheChainFitTogetherByTheirTypesAlone() {
        Map<String, Class<?>> beans = RouteContractTests.STEP_BEANS;
        Class<?> handed = null;
        for (String step : RouteContract.ORDER) {
            Class<?> bean = beans.containsKey(step) ? Objects.requireNonNull(beans.get(step)) : Deliveries.class;
            Method method = publicMethods(bean).stream()
                    .filter(m -> m.getName().equals(step))
                    .findFirst()
                    .orElseThrow();
            if (handed != null) {
                assertThat(method.getParameterTypes()[0]).as(step).isEqualTo(handed);
            }
            handed = method.getReturnType();
        }
    }

    private static List<Method> publicMethods(Class<?> bean) {
        return Arrays.stream(bean.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                .toList();
    }

    /** Folders of {@code src/main} that hold classes. */
    private static Set<Path> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .filter(f -> !f.equals(SOURCES))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
