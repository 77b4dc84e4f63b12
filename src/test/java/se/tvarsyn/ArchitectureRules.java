package se.tvarsyn;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedBatch;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityNumber;
import se.tvarsyn.canonical.MappedBatch;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.RejectedRecord;

/** The structure as rules. They take the root package, so that a broken copy of the layout can be held against them. */
final class ArchitectureRules {
    /** What may be seen besides one's own package. Everything that is not here is forbidden. */
    static final Map<String, List<String>> MAY_SEE = new TreeMap<>(Map.ofEntries(
            Map.entry("canonical", List.of()),
            Map.entry("settings", List.of("canonical")),
            Map.entry("source", List.of("canonical", "sealing")),
            Map.entry("mapping", List.of("canonical", "source", "settings")),
            Map.entry("validation", List.of("canonical")),
            Map.entry("sealing", List.of("canonical")),
            Map.entry("audit", List.of("canonical")),
            Map.entry("barring", List.of("canonical", "sealing")),
            Map.entry("consent", List.of("canonical", "sealing")),
            Map.entry("renumbering", List.of("canonical", "sealing")),
            Map.entry("erasure", List.of("canonical", "sealing", "warehouse")),
            Map.entry("pseudonymization", List.of("canonical", "barring", "consent", "renumbering")),
            Map.entry("vault", List.of("pseudonymization", "source")),
            Map.entry("warehouse", List.of("canonical", "settings")),
            // No database: what is shown can be tried without one.
            Map.entry("noise", List.of("canonical")),
            Map.entry("load", List.of("canonical", "warehouse", "erasure")),
            Map.entry("rotation", List.of("canonical", "pseudonymization", "warehouse")),
            Map.entry("quarantine", List.of("canonical", "sealing")),
            Map.entry("models", List.of("canonical", "settings", "warehouse")),
            Map.entry("catalogue", List.of("models", "settings", "warehouse")),
            // Pure algebra over numbers: a release is attacked and protected without a warehouse.
            Map.entry("attack", List.of("canonical")),
            Map.entry("suppression", List.of("canonical", "attack")),
            Map.entry("exports", List.of("canonical")),
            Map.entry(
                    "publication",
                    List.of(
                            "canonical",
                            "warehouse",
                            "models",
                            "catalogue",
                            "noise",
                            "attack",
                            "suppression",
                            "exports")),
            Map.entry(
                    "operations",
                    List.of(
                            "canonical",
                            "source",
                            "mapping",
                            "load",
                            "quarantine",
                            "settings",
                            "warehouse",
                            "barring",
                            "consent",
                            "renumbering",
                            "erasure")),
            // Not pseudonymization: whoever receives can compute no token.
            Map.entry("zones", List.of("canonical", "sealing", "barring", "source", "load", "operations")),
            // Writes the documents of the source systems by itself: reading its own writing would prove nothing.
            Map.entry("simulation", List.of("canonical")),
            Map.entry(
                    "application",
                    List.of(
                            "canonical",
                            "source",
                            "mapping",
                            "validation",
                            "pseudonymization",
                            "load",
                            "quarantine",
                            "warehouse",
                            "publication",
                            "exports",
                            "noise",
                            "models",
                            "catalogue",
                            "operations",
                            "rotation",
                            "barring",
                            "consent",
                            "renumbering",
                            "erasure",
                            "audit",
                            "settings",
                            "vault",
                            "zones")),
            Map.entry(
                    "documents",
                    List.of(
                            "canonical",
                            "settings",
                            "source",
                            "mapping",
                            "warehouse",
                            "publication",
                            "models",
                            "catalogue",
                            "application")),
            Map.entry(
                    "diagnosis",
                    List.of(
                            "canonical",
                            "settings",
                            "source",
                            "mapping",
                            "pseudonymization",
                            "warehouse",
                            "publication",
                            "operations",
                            "application")),
            // Nothing that holds facts: pages are made of releases, of what the catalogue calls things, and of who may
            // look. Of operations, Drift alone sees what may be shown (pagesSeeOfOperationsWhatIsShown).
            Map.entry(
                    "web",
                    List.of(
                            "canonical",
                            "settings",
                            "warehouse",
                            "catalogue",
                            "exports",
                            "audit",
                            "application",
                            "operations")),
            Map.entry(
                    "cli",
                    List.of(
                            "web",
                            "canonical",
                            "source",
                            "mapping",
                            "validation",
                            "pseudonymization",
                            "load",
                            "quarantine",
                            "warehouse",
                            "publication",
                            "exports",
                            "models",
                            "catalogue",
                            "operations",
                            "rotation",
                            "settings",
                            "audit",
                            "erasure",
                            "zones",
                            "simulation",
                            "application",
                            "documents",
                            "diagnosis"))));

    /** What of operations and application Drift is made of: none of it holds a record, a key or an exact number of persons. */
    private static final List<String> SHOWN = List.of(
            "operations.FeedState",
            "operations.FeedState$Freshness",
            "operations.HeldDeliveries",
            "operations.ScheduleMarks$Pause",
            "operations.ScheduleMarks$LastRun",
            "operations.ShownDelivery",
            "operations.ShownCounts",
            "operations.ShownRejections",
            "operations.ShownRejections$InField",
            "operations.RoundedCount",
            "operations.DeliveryStatus",
            "operations.DeliveryStory",
            "operations.DeliveryStory$Rejected",
            "operations.DeliveryStory$DriftFound",
            "operations.DeliveryStory$ClaimMade",
            "application.Operator",
            "application.Schedule$Outcome",
            "application.Erasures$Actor",
            "application.RunLog",
            "application.RunLog$Run",
            "application.RunLog$Line",
            "application.RunLog$Kind",
            "application.RunLog$Cause",
            "application.ReleaseStanding",
            "application.ReleaseStanding$Shown",
            "application.ReleaseStanding$Stopped",
            "application.ReleaseStanding$FailingTest",
            "application.RouteTree",
            "application.RouteTree$Step",
            "application.RouteTree$Kind");

    /** Types that hold, or lead to, a person who can be named. */
    static final List<Class<?>> NAMEABLE = List.of(
            IdentityNumber.class,
            PersonReference.class,
            IdentifiedRecord.class,
            IdentifiedRecord.GroupKeys.class,
            GroupClearing.class,
            RejectedRecord.class,
            MappedBatch.class,
            IdentifiedBatch.class);

    private static final String[] SPRING_AND_CAMEL = {"org.springframework..", "org.apache.camel.."};
    private static final String EMPTY_NAMES =
            ".*(Manager|Helper|Util|Utils|Handler|Processor|Impl|Base|Data|Info|Dto|DTO)";

    private ArchitectureRules() {}

    /** A package sees what its package-info allows, and nothing else of ours. */
    static ArchRule seesOnlyWhatItMay(String root, String part) {
        List<String> allowed = new ArrayList<>(List.of(root + "." + part + ".."));
        // A broken copy under another root still uses the product's records.
        for (String seen : MAY_SEE.getOrDefault(part, List.of())) {
            allowed.add(root + "." + seen + "..");
            allowed.add("se.tvarsyn." + seen + "..");
        }
        DescribedPredicate<JavaClass> forbidden = resideInAnyPackage("se.tvarsyn..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))))
                .as("in a package that %s may not see", part);
        return noClasses()
                .that()
                .resideInAPackage(root + "." + part + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .as(part + " sees only " + MAY_SEE.get(part))
                .allowEmptyShould(true);
    }

    static ArchRule recordsKnowNoLibrary(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".canonical..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache..",
                        "com.clickhouse..",
                        "com.fasterxml..",
                        "com.networknt..",
                        "org.yaml..",
                        "jakarta..");
    }

    /** Calls and method references: {@code map(IdentityNumber::reveal)} is a reference. */
    static ArchRule onlyPseudonymizationReveals(String root) {
        DescribedPredicate<JavaAccess<?>> reveal = JavaAccess.Predicates.target(
                        AccessTarget.Predicates.declaredIn(assignableTo(IdentityNumber.class)))
                .and(JavaAccess.Predicates.target(HasName.Predicates.name("reveal")))
                .forSubtype();
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".pseudonymization..")
                .should()
                .accessTargetWhere(reveal)
                .as("only pseudonymization reveals a number");
    }

    static ArchRule loadKnowsNobody(String root) {
        return noClasses()
                .that()
                .resideInAnyPackage(root + ".load..", root + ".zones..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(NAMEABLE.toArray(Class<?>[]::new))
                .as("load and zones mention no type that can name a person");
    }

    /** Spring and Camel are seen by application alone; source may take an exchange, and web is made with Spring. */
    static List<ArchRule> onlyApplicationKnowsSpringAndCamel(String root) {
        String exchange = "org.apache.camel.Exchange";
        DescribedPredicate<JavaClass> frameworks = resideInAnyPackage(SPRING_AND_CAMEL);
        return List.of(
                noClasses()
                        .that()
                        .resideInAPackage(root + "..")
                        .and()
                        .resideOutsideOfPackages(root + ".application..", root + ".source..", root + ".web..")
                        .should()
                        .dependOnClassesThat(frameworks)
                        .as("only application knows Spring and Camel"),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".web..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.camel..")
                        .as("pages know no route")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".source..")
                        .should()
                        .dependOnClassesThat(frameworks.and(DescribedPredicate.not(
                                HasName.Predicates.name(exchange).forSubtype())))
                        .as("source knows an exchange at most")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".application..")
                        .should()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName(exchange)
                        .as("no exchange outside source")
                        .allowEmptyShould(true));
    }

    /** Drift sees the types that are rounded and made for showing; other pages see nothing of operations. */
    static List<ArchRule> pagesSeeOfOperationsWhatIsShown(String root) {
        List<String> shown = SHOWN.stream().map(name -> "se.tvarsyn." + name).toList();
        DescribedPredicate<JavaClass> isElse = resideInAnyPackage("se.tvarsyn.operations..", "se.tvarsyn.application..")
                .and(DescribedPredicate.describe("made for no page", c -> !shown.contains(c.getName())));
        return List.of(
                noClasses()
                        .that()
                        .resideInAPackage(root + ".web.operations..")
                        .should()
                        .dependOnClassesThat(isElse)
                        .as("Drift sees what may be shown")
                        .allowEmptyShould(true),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".web..")
                        .and()
                        .resideOutsideOfPackage(root + ".web.operations..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("se.tvarsyn.operations..")
                        .as("only Drift knows of deliveries")
                        .allowEmptyShould(true));
    }

    /** What is printed past the log is printed past its rules. */
    static ArchRule onlyCliPrints(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessTargetWhere(
                        JavaAccess.Predicates.target(AccessTarget.Predicates.declaredIn(assignableTo(Throwable.class)))
                                .and(JavaAccess.Predicates.target(HasName.Predicates.name("printStackTrace")))
                                .forSubtype())
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .as("only cli prints, and nobody logs past SLF4J");
    }

    static ArchRule namesSayWhatAThingIs(String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveNameMatching(EMPTY_NAMES)
                .as("names say what a thing is");
    }
}
