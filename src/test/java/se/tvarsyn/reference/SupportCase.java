package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Person;
import se.tvarsyn.reference.CoreRow.Step;

/**
 * One case: its rows up to and with {@code avslut}.
 *
 * @param person the one whom a row names across agencies; where no row does, the first row's
 * @param district and {@code level}: the last that a row names, empty where none does
 * @param steps by day, of one day in the order of the steps
 */
record SupportCase(Person person, String programme, String district, String level, List<Step> steps) {
    static final String AKTUALISERING = "aktualisering";
    static final String INSKRIVNING = "inskrivning";
    static final String GENOMFORANDE = "genomforande";
    static final String UPPFOLJNING = "uppfoljning";
    static final String VIDMAKTHALLANDE = "vidmakthallande";
    static final String AVSLUT = "avslut";
    static final List<String> ORDER = List.of(
            AKTUALISERING,
            INSKRIVNING,
            "kartlaggning",
            "planering",
            GENOMFORANDE,
            UPPFOLJNING,
            VIDMAKTHALLANDE,
            AVSLUT);

    private static final Comparator<Step> BY_DAY =
            Comparator.comparing(Step::on).thenComparing(step -> ORDER.indexOf(step.step()));

    /** The cases in the rows of any case keys: after an avslut the next row begins a new one. */
    static List<SupportCase> of(List<Step> rows) {
        Map<UUID, List<Step>> byKey = new LinkedHashMap<>();
        rows.forEach(row ->
                byKey.computeIfAbsent(row.caseKey(), key -> new ArrayList<>()).add(row));
        List<SupportCase> cases = new ArrayList<>();
        for (List<Step> ofKey : byKey.values()) {
            ofKey.sort(BY_DAY);
            int first = 0;
            for (int i = 0; i < ofKey.size(); i++) {
                if (i == ofKey.size() - 1 || ofKey.get(i).step().equals(AVSLUT)) {
                    cases.add(one(List.copyOf(ofKey.subList(first, i + 1))));
                    first = i + 1;
                }
            }
        }
        return cases;
    }

    private static SupportCase one(List<Step> steps) {
        Step last = steps.get(steps.size() - 1);
        String district = "";
        String level = "";
        for (Step step : steps) {
            district = step.district().isEmpty() ? district : step.district();
            level = step.level().isEmpty() ? level : step.level();
        }
        Person person = steps.stream()
                .map(Step::person)
                .filter(Person::isLinkable)
                .findFirst()
                .orElse(steps.get(0).person());
        return new SupportCase(person, last.model(), district, level, steps);
    }

    /** The first day of each step that was reached, by day and then in the order of the steps. */
    Map<String, LocalDate> firstDays() {
        Map<String, LocalDate> days = new LinkedHashMap<>();
        steps.forEach(step -> days.putIfAbsent(step.step(), step.on()));
        return days;
    }

    /** The first day of a step; null where it was not reached. */
    @Nullable
    LocalDate first(String step) {
        return firstDays().get(step);
    }

    boolean isEnrolledIn(Period period) {
        LocalDate from = first(INSKRIVNING);
        LocalDate to = first(AVSLUT);
        return from != null && !from.isAfter(period.last()) && (to == null || !to.isBefore(period.first()));
    }

    /** The periods in which it is enrolled; of a case that goes on, those that have begun on the day of the refresh. */
    List<Period> enrolledPeriods(List<String> kinds, LocalDate today) {
        LocalDate from = first(INSKRIVNING);
        LocalDate to = first(AVSLUT);
        return from == null ? List.of() : Period.between(from, to == null ? today : to, kinds);
    }

    /** The programme of the case that was enrolled last, of equal days the first by name; empty where none is. */
    static String programme(List<SupportCase> cases, Period period) {
        return cases.stream()
                .filter(one -> one.isEnrolledIn(period))
                .min(Comparator.comparing(SupportCase::enrolledOn).reversed().thenComparing(one -> one.programme))
                .map(SupportCase::programme)
                .orElse("");
    }

    private LocalDate enrolledOn() {
        LocalDate from = first(INSKRIVNING);
        return from == null ? LocalDate.MIN : from;
    }

    /** Cuts by programme, level and district. */
    List<Cut> cuts() {
        return Cut.totalAnd(Cut.by("programme", programme), Cut.by("level", level), Cut.by("district", district));
    }
}
