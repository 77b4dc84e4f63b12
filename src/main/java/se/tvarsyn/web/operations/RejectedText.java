package se.tvarsyn.web.operations;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.operations.ShownRejections;

/**
 * What broke one rule of a delivery, as a page shows it.
 *
 * @param reason in words
 * @param code of the rule
 * @param retryableCount how many a retry can take
 * @param fields where, each with how many
 * @param became what became of those that wait no more; null where all wait
 * @param span first and last day
 */
record RejectedText(
        String feed,
        UUID delivery,
        String reason,
        String code,
        List<DeliveryText.Count> fields,
        String open,
        String retryableCount,
        boolean isRetryable,
        @Nullable String became,
        String span) {
    RejectedText {
        fields = List.copyOf(fields);
    }

    static RejectedText of(ShownRejections rejected, OperationsWords words) {
        boolean isOneDay = rejected.firstOn().equals(rejected.lastOn());
        boolean hasPast = !(rejected.taken().isNone()
                && rejected.discarded().isNone()
                && rejected.expired().isNone());
        return new RejectedText(
                rejected.feed(),
                rejected.delivery(),
                words.ofCode("reason", rejected.reason()),
                rejected.reason(),
                rejected.fields().stream()
                        .map(f -> new DeliveryText.Count(
                                f.field().isEmpty() ? words.of("rejected.no-field") : f.field(),
                                words.count(f.count())))
                        .toList(),
                words.count(rejected.open()),
                words.count(rejected.retryable()),
                !rejected.retryable().isNone(),
                hasPast
                        ? words.of(
                                "rejected.became",
                                words.count(rejected.taken()),
                                words.count(rejected.discarded()),
                                words.count(rejected.expired()))
                        : null,
                isOneDay
                        ? words.day(rejected.firstOn())
                        : words.of("scope.window", words.day(rejected.firstOn()), words.day(rejected.lastOn())));
    }

    /** A name for the row that no other has, for what stands on it. */
    String id() {
        return delivery + "-" + code;
    }
}
