package se.tvarsyn.quarantine;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rejected records somebody means; null means any.
 *
 * @param reason code of the rule that was broken
 * @param since first day, in Sweden, on which they were put here
 */
public record QuarantineChoice(
        @Nullable String feed,
        @Nullable UUID delivery,
        @Nullable String reason,
        @Nullable LocalDate since) {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    public static QuarantineChoice all() {
        return new QuarantineChoice(null, null, null, null);
    }

    public boolean isMeant(QuarantinedRecord record) {
        return (feed == null || feed.equals(record.feed()))
                && (delivery == null || delivery.equals(record.deliveryId()))
                && (reason == null || reason.equals(record.rejection().reason()))
                && (since == null || !dayOf(record).isBefore(since));
    }

    static LocalDate dayOf(QuarantinedRecord record) {
        return LocalDate.ofInstant(record.at(), SWEDEN);
    }
}
