package se.tvarsyn.web.operations;

import java.util.ArrayList;
import java.util.List;
import se.tvarsyn.operations.DeliveryStatus;
import se.tvarsyn.operations.ShownCounts;
import se.tvarsyn.operations.ShownDelivery;

/**
 * A delivery as a page shows it.
 *
 * @param link to its story
 * @param status in words
 * @param isWrong whether somebody should see to it
 * @param endedAt "–" where it has not ended
 * @param counts in the order of {@link #COUNTS}
 */
record DeliveryText(
        String link,
        String feed,
        String at,
        String endedAt,
        String scope,
        String status,
        boolean isWrong,
        List<Count> counts) {
    DeliveryText {
        counts = List.copyOf(counts);
    }

    /** Words of the columns, {@code count.*}. */
    static final List<String> COUNTS =
            List.of("read", "accepted", "rejected", "protected", "skipped", "unlinked", "unmapped-unit");

    /** @param word of {@link #COUNTS} */
    record Count(String word, String shown) {}

    static DeliveryText of(ShownDelivery delivery, OperationsWords words) {
        String status = delivery.status().code();
        boolean isWrong = delivery.status() == DeliveryStatus.HELD || delivery.status() == DeliveryStatus.FAILED;
        return new DeliveryText(
                "/drift/delivery/" + delivery.id(),
                delivery.feed(),
                words.at(delivery.startedAt()),
                words.atOrNone(delivery.finishedAt()),
                words.scope(delivery),
                words.of("delivery." + status),
                isWrong,
                counts(delivery.counts(), words));
    }

    private static List<Count> counts(ShownCounts counts, OperationsWords words) {
        List<String> shown = List.of(
                words.number(counts.read()),
                words.count(counts.accepted()),
                words.count(counts.rejected()),
                words.count(counts.protectedPersons()),
                words.count(counts.skipped()),
                words.count(counts.unlinked()),
                words.count(counts.unmappedUnit()));
        List<Count> texts = new ArrayList<>();
        for (int i = 0; i < COUNTS.size(); i++) {
            texts.add(new Count(COUNTS.get(i), shown.get(i)));
        }
        return texts;
    }

    /** The first three, in one line. */
    public List<Count> first() {
        return counts.subList(0, 3);
    }
}
