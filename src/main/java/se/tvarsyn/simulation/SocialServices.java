package se.tvarsyn.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up cases of the social services, in the shape that Lifecare FamilyCare extracts them. */
final class SocialServices {
    private static final long DRAW = 500;

    /** Somebody in a case. */
    record Person(String number, String name, int customer, boolean isCoApplicant, LocalDate born, int pupil) {
        @Override
        public String toString() {
            return "Person[hidden]";
        }
    }

    record Actualisation(
            int id,
            Person person,
            boolean isReport,
            LocalDate on,
            String type,
            String reason,
            String from,
            @Nullable Integer investigation) {}

    record Investigation(
            int id,
            int customer,
            String type,
            LocalDate from,
            @Nullable LocalDate to,
            List<Person> persons) {}

    record Decision(
            int id,
            int customer,
            String type,
            LocalDate on,
            LocalDate from,
            @Nullable LocalDate to,
            int investigation,
            @Nullable Integer service,
            List<Person> persons) {}

    record Service(
            int id,
            int customer,
            String type,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable Integer investigation,
            @Nullable Integer decision,
            @Nullable Integer execution,
            List<Person> persons) {}

    record Execution(
            int id, int customer, LocalDate from, @Nullable LocalDate to) {}

    private static final List<String> SERVICES = List.of(
            "Öppenvård – skolsocialt team",
            "Kontaktperson",
            "Kontaktfamilj",
            "Strukturerat öppenvårdsprogram",
            "Behovsprövat personligt stöd",
            "Familjebehandling Låtsasgården");
    private static final List<String> REASONS = List.of(
            "Skolfrånvaro", "Oro från skolan, möte med mormor Påhitta", "Konflikt i hemmet", "Normbrytande beteende");
    private static final List<String> FROM = List.of("Skola", "Polis", "Vårdnadshavare", "BUP", "Anonym");

    final List<Actualisation> actualisations = new ArrayList<>();
    final List<Investigation> investigations = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    private final Schooling schooling;
    private final List<TestNumbers.Born> adults = new ArrayList<>();
    private int customers = 1000;

    SocialServices(Schooling schooling) {
        this.schooling = schooling;
        for (int year = 1977; year <= 1988; year++) {
            adults.addAll(TestNumbers.listed(year));
        }
        SeededDraws.of(schooling.seed, DRAW, 0, 0).shuffle(adults);
        int protectedCases = 0;
        int unlinkedCases = 0;
        for (Pupil pupil : schooling.pupils) {
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW + 1, pupil.index, 0);
            boolean isChosen = draws.chance(pupil.burden > 0 ? 0.30 + 0.4 * pupil.burden : 0.034);
            String number = pupil.number;
            if (number == null) {
                continue;
            }
            if (pupil.isProtected() && pupil.isLinkable && protectedCases < 2) {
                isChosen = true;
                protectedCases++;
            }
            if (number.contains("TF") && !pupil.isProtected() && unlinkedCases < 3) {
                isChosen = true;
                unlinkedCases++;
            }
            if (isChosen) {
                child(draws, person(number, pupil.givenName + " " + pupil.familyName, pupil.born.on(), pupil.index));
            }
        }
        for (int i = 0; i < 20; i++) {
            TestNumbers.Born born = schooling.outsiders.get(i * 5);
            SeededDraws draws = SeededDraws.of(schooling.seed, DRAW + 2, i, 0);
            child(draws, person(born.number(), name(draws), born.on(), -1));
        }
        for (int i = 0; i < Math.max(5, schooling.pupils.size() / 60); i++) {
            household(SeededDraws.of(schooling.seed, DRAW + 3, i, 0));
        }
    }

    private static String name(SeededDraws draws) {
        return draws.pick(MadeUpNames.GIVEN) + " " + draws.pick(MadeUpNames.FAMILY);
    }

    private Person person(String number, String name, LocalDate born, int pupil) {
        return new Person(number, name, customers++, false, born, pupil);
    }

    private Person adult(SeededDraws draws, boolean isCoApplicant) {
        TestNumbers.Born born = adults.get(customers % adults.size());
        return new Person(born.number(), name(draws), customers++, isCoApplicant, born.on(), -1);
    }

    private void child(SeededDraws draws, Person child) {
        LocalDate on = SchoolYear.FIRST.plusDays(draws.below(270));
        if (draws.chance(0.12)) {
            services.add(new Service(
                    9000 + services.size(),
                    child.customer(),
                    "Insats utan behovsprövning",
                    on,
                    draws.chance(0.5) ? on.plusDays(60) : null,
                    null,
                    null,
                    null,
                    List.of(child)));
            return;
        }
        boolean isInvestigated = draws.chance(0.6);
        Integer investigation = isInvestigated ? (Integer) (80000 + investigations.size()) : null;
        report(draws, child, on, investigation);
        if (draws.chance(0.3)) {
            report(draws, child, on.plusDays(draws.between(5, 60)), investigation);
        }
        if (investigation == null) {
            if (draws.chance(0.2)) {
                actualisations.add(new Actualisation(
                        12000 + actualisations.size(),
                        child,
                        false,
                        on.plusDays(20),
                        "Ansökan barn",
                        "Ansökan om stöd",
                        "Vårdnadshavare",
                        null));
            }
            return;
        }
        List<Person> family = new ArrayList<>(List.of(child));
        if (draws.chance(0.35)) {
            family.add(adult(draws, draws.chance(0.5)));
        }
        LocalDate opened = on.plusDays(draws.between(2, 16));
        boolean isClosed = draws.chance(0.8);
        LocalDate closed = opened.plusDays(draws.between(40, 125));
        investigations.add(new Investigation(
                investigation,
                child.customer(),
                "Utredning barn",
                opened,
                isClosed ? closed : null,
                List.copyOf(family)));
        if (isClosed && draws.chance(0.65)) {
            effort(draws, child, family, investigation, closed);
        }
    }

    private void report(SeededDraws draws, Person child, LocalDate on, @Nullable Integer investigation) {
        actualisations.add(new Actualisation(
                12000 + actualisations.size(),
                child,
                true,
                on,
                "Anmälan barn",
                draws.pick(REASONS),
                draws.pick(FROM),
                investigation));
    }

    private void effort(SeededDraws draws, Person child, List<Person> family, int investigation, LocalDate decided) {
        int decision = 110000 + decisions.size();
        boolean isGranted = draws.chance(0.9);
        LocalDate start = decided.plusDays(draws.between(1, 30));
        LocalDate end = draws.chance(0.4) ? start.plusDays(draws.between(60, 150)) : null;
        Integer service = isGranted ? (Integer) (9000 + services.size()) : null;
        decisions.add(new Decision(
                decision,
                child.customer(),
                isGranted ? "Bifall öppenvård 11 kap. 1 § SoL" : "Avslag",
                decided,
                start,
                end,
                investigation,
                service,
                List.copyOf(family)));
        if (service != null) {
            int execution = 100000 + executions.size();
            executions.add(new Execution(execution, child.customer(), start, end));
            services.add(new Service(
                    service,
                    child.customer(),
                    draws.pick(SERVICES),
                    start,
                    end,
                    investigation,
                    decision,
                    execution,
                    List.copyOf(family)));
        }
    }

    /** Adults without a child in school: an application for economic support, never a fact about a pupil. */
    private void household(SeededDraws draws) {
        Person applicant = adult(draws, false);
        LocalDate on = SchoolYear.FIRST.plusDays(draws.below(270));
        int investigation = 80000 + investigations.size();
        actualisations.add(new Actualisation(
                12000 + actualisations.size(),
                applicant,
                false,
                on,
                "Ansökan ekonomiskt bistånd",
                "Försörjningsstöd",
                "Den enskilde",
                investigation));
        List<Person> both = draws.chance(0.4) ? List.of(applicant, adult(draws, true)) : List.of(applicant);
        investigations.add(new Investigation(
                investigation, applicant.customer(), "Utredning ekonomiskt bistånd", on, on.plusDays(20), both));
    }

    /** When the extract would call a row changed: the last date it names that is not in the future of the year. */
    static LocalDate modifiedOn(LocalDate from, @Nullable LocalDate to) {
        return to == null || to.isAfter(SchoolYear.LAST) ? from : to;
    }
}
