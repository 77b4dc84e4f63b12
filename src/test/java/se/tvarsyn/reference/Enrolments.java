package se.tvarsyn.reference;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Sex;
import se.tvarsyn.reference.CoreRow.Enrolment;

/** What the enrolments of one person say of a day at a unit. */
final class Enrolments {
    /** Places in preschool, fritids and open fritids stand in the same table, and are no school's form. */
    private static final Set<String> CARE = Set.of("FS", "FTH", "OPPFTH");

    /** The one that began last first; of equal days the order is fixed by what they say. */
    private static final Comparator<Enrolment> LAST_BEGUN_FIRST = Comparator.comparing(Enrolments::begin)
            .thenComparing(e -> e.source().feed())
            .thenComparing(e -> e.source().key().toString())
            .reversed();

    private final List<Enrolment> enrolments;

    Enrolments(List<Enrolment> current) {
        this.enrolments = current.stream().sorted(LAST_BEGUN_FIRST).toList();
    }

    private static LocalDate begin(Enrolment enrolment) {
        LocalDate from = enrolment.from();
        return from == null ? LocalDate.MIN : from;
    }

    private static boolean holds(Enrolment enrolment, LocalDate day) {
        LocalDate to = enrolment.to();
        return !begin(enrolment).isAfter(day) && (to == null || day.isBefore(to));
    }

    /** What the last begun enrolment says that says it. A unit that is not mapped may be any: it has none. */
    private <T> @Nullable T at(String unit, LocalDate day, Function<Enrolment, @Nullable T> told) {
        if (unit.isEmpty()) {
            return null;
        }
        return first(e -> e.unit().equals(unit) && holds(e, day), told);
    }

    private <T> @Nullable T first(Predicate<Enrolment> which, Function<Enrolment, @Nullable T> told) {
        return enrolments.stream()
                .filter(which)
                .map(told)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Integer grade(String unit, LocalDate day) {
        return at(unit, day, Enrolment::grade);
    }

    Sex sex(String unit, LocalDate day) {
        Sex sex = at(unit, day, e -> known(e.sex()));
        return sex == null ? Sex.U : sex;
    }

    /** The sex that the enrolment that began last knows, wherever and whenever it was. */
    Sex lastSex() {
        Sex sex = first(e -> true, e -> known(e.sex()));
        return sex == null ? Sex.U : sex;
    }

    private static @Nullable Sex known(Sex sex) {
        return sex == Sex.U ? null : sex;
    }

    @Nullable
    Integer birthYear(String unit, LocalDate day) {
        return at(unit, day, Enrolment::birthYear);
    }

    /** Empty where no enrolment tells. */
    String form(String unit, LocalDate day) {
        String form = at(unit, day, e -> CARE.contains(e.form()) || e.form().isEmpty() ? null : e.form());
        return form == null ? "" : form;
    }
}
