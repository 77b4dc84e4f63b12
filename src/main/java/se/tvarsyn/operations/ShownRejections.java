package se.tvarsyn.operations;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
import se.tvarsyn.quarantine.QuarantineSummary;

/**
 * The rejected records of one delivery that broke the same rule, as they may be shown: no value, and no exact number.
 *
 * @param fields where the rule was broken, by the source's name; "" where no single field is to blame
 * @param open what waits for somebody
 * @param retryable of them, those that a retry can take
 * @param taken by a retry
 * @param discarded by a person
 * @param expired when their time was over
 * @param firstOn first day, in Sweden, on which one of them was put here
 * @param lastOn last such day
 */
public record ShownRejections(
        String feed,
        UUID delivery,
        String reason,
        List<InField> fields,
        RoundedCount open,
        RoundedCount retryable,
        RoundedCount taken,
        RoundedCount discarded,
        RoundedCount expired,
        LocalDate firstOn,
        LocalDate lastOn) {
    public ShownRejections {
        fields = List.copyOf(fields);
    }

    /** @param count of all states */
    public record InField(String field, RoundedCount count) {}

    /** The rule that a delivery broke: what is retried or discarded at once. */
    private record Rule(String feed, UUID delivery, String reason) {}

    /** The newest first: what is still open before what is done with. */
    public static List<ShownRejections> of(List<QuarantineSummary> summaries) {
        Map<Rule, List<QuarantineSummary>> byRule = new LinkedHashMap<>();
        summaries.forEach(
                s -> byRule.computeIfAbsent(new Rule(s.feed(), s.delivery(), s.reason()), none -> new ArrayList<>())
                        .add(s));
        List<ShownRejections> shown = new ArrayList<>();
        byRule.forEach((rule, parts) -> shown.add(of(rule, parts)));
        shown.sort((a, b) -> a.open.isNone() == b.open.isNone()
                ? b.lastOn.compareTo(a.lastOn)
                : Boolean.compare(a.open.isNone(), b.open.isNone()));
        return shown;
    }

    private static ShownRejections of(Rule rule, List<QuarantineSummary> parts) {
        return new ShownRejections(
                rule.feed,
                rule.delivery,
                rule.reason,
                parts.stream()
                        .map(p -> new InField(p.field(), RoundedCount.of(p.all())))
                        .toList(),
                sum(parts, QuarantineSummary::open),
                sum(parts, QuarantineSummary::retryable),
                sum(parts, QuarantineSummary::taken),
                sum(parts, QuarantineSummary::discarded),
                sum(parts, QuarantineSummary::expired),
                parts.stream()
                        .map(QuarantineSummary::firstOn)
                        .min(LocalDate::compareTo)
                        .orElseThrow(),
                parts.stream()
                        .map(QuarantineSummary::lastOn)
                        .max(LocalDate::compareTo)
                        .orElseThrow());
    }

    private static RoundedCount sum(List<QuarantineSummary> parts, ToLongFunction<QuarantineSummary> count) {
        return RoundedCount.of(parts.stream().mapToLong(count).sum());
    }
}
