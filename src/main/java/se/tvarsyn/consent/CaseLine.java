package se.tvarsyn.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All cases of one person at one unit in one programme: each step after avslut belongs to the next. */
final class CaseLine {
    /** In place of the day of the avslut before the first case. */
    static final LocalDate NEVER = LocalDate.MIN;

    final TreeSet<LocalDate> closedOn = new TreeSet<>();
    final TreeMap<LocalDate, KnownCase> cases = new TreeMap<>();
    /** Of the newest delivery that brought steps: where an older one saw the case end is history. */
    long sequence;

    /** Day of the avslut that the case of a step follows; null for the first case. */
    @Nullable
    LocalDate closedBefore(LocalDate stepOn) {
        return closedOn.lower(stepOn);
    }

    @Nullable
    KnownCase caseOf(LocalDate stepOn) {
        return cases.get(key(closedBefore(stepOn)));
    }

    static LocalDate key(@Nullable LocalDate closedBefore) {
        return closedBefore == null ? NEVER : closedBefore;
    }

    /** @return days of avslut before the cases whose rows have to be unlinked, {@link #NEVER} for the first case */
    List<LocalDate> update(List<CaseStep> delivered, long delivery, LocalDate today) {
        List<CaseStep> steps = new ArrayList<>(delivered);
        steps.sort(Comparator.comparing(CaseStep::on)); // stable: the later of two lines states last
        if (delivery >= sequence) {
            sequence = delivery;
            // What the delivery spans it knows better: an avslut that was a mistake is gone.
            closedOn.tailSet(steps.get(0).on(), true).clear();
            steps.stream().filter(s -> s.kind() == CaseStep.Kind.CLOSES).forEach(s -> closedOn.add(s.on()));
        }
        TreeMap<LocalDate, List<CaseStep>> byCase = new TreeMap<>();
        steps.forEach(s -> byCase.computeIfAbsent(key(closedBefore(s.on())), none -> new ArrayList<>())
                .add(s));
        List<LocalDate> unlinked = new ArrayList<>();
        byCase.forEach((closed, own) -> {
            KnownCase known = cases.computeIfAbsent(
                    closed, none -> new KnownCase(own.get(0).on()));
            if (known.update(own, delivery, today)) {
                unlinked.add(closed);
            }
        });
        return unlinked;
    }
}
