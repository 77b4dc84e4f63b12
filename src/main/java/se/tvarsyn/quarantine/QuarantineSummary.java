package se.tvarsyn.quarantine;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The rejected records of one delivery that broke the same rule. Holds no value.
 *
 * @param field the source's name, "" where no single field is to blame
 * @param open whose payload is here
 * @param retryable of them, those that a retry can take
 * @param taken by a retry
 * @param discarded by a person
 * @param expired when their time was over
 * @param firstOn first day, in Sweden, on which one of them was put here
 * @param lastOn last such day
 */
public record QuarantineSummary(
        String feed,
        UUID delivery,
        String reason,
        String field,
        long open,
        long retryable,
        long taken,
        long discarded,
        long expired,
        LocalDate firstOn,
        LocalDate lastOn) {

    /** Counts a record among those of its feed, delivery, rule and field. */
    static void add(QuarantinedRecord record, Map<List<String>, QuarantineSummary> sums) {
        QuarantineSummary one = of(record);
        sums.merge(
                List.of(one.feed(), one.delivery().toString(), one.reason(), one.field()),
                one,
                QuarantineSummary::plus);
    }

    private static QuarantineSummary of(QuarantinedRecord record) {
        LocalDate day = QuarantineChoice.dayOf(record);
        String field = record.rejection().field();
        return new QuarantineSummary(
                record.feed(),
                record.deliveryId(),
                record.rejection().reason(),
                field == null ? "" : field,
                of(record, QuarantinedRecord.State.OPEN),
                record.isRetryable() ? 1 : 0,
                of(record, QuarantinedRecord.State.TAKEN),
                of(record, QuarantinedRecord.State.DISCARDED),
                of(record, QuarantinedRecord.State.EXPIRED),
                day,
                day);
    }

    private static long of(QuarantinedRecord record, QuarantinedRecord.State state) {
        return record.state() == state ? 1 : 0;
    }

    private QuarantineSummary plus(QuarantineSummary other) {
        return new QuarantineSummary(
                feed,
                delivery,
                reason,
                field,
                open + other.open,
                retryable + other.retryable,
                taken + other.taken,
                discarded + other.discarded,
                expired + other.expired,
                firstOn.isBefore(other.firstOn) ? firstOn : other.firstOn,
                lastOn.isAfter(other.lastOn) ? lastOn : other.lastOn);
    }

    /** Of all states. */
    public long all() {
        return open + taken + discarded + expired;
    }
}
