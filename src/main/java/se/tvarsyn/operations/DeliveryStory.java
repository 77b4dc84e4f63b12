package se.tvarsyn.operations;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one delivery, as it may be shown: no value of a record.
 *
 * @param entities reference entities that were read, by kind
 * @param rejections why records were rejected when it came
 * @param drift how the source had changed
 * @param claims what became of claims to completeness
 * @param retries deliveries in which its rejected records were taken again
 */
public record DeliveryStory(
        ShownDelivery delivery,
        Map<String, Long> entities,
        List<Rejected> rejections,
        List<DriftFound> drift,
        List<ClaimMade> claims,
        List<UUID> retries) {
    public DeliveryStory {
        entities = Map.copyOf(entities);
        rejections = List.copyOf(rejections);
        drift = List.copyOf(drift);
        claims = List.copyOf(claims);
        retries = List.copyOf(retries);
    }

    /** @param field the source's name, "" where no single field is to blame */
    public record Rejected(String reason, String field, RoundedCount count) {}

    /**
     * @param change new-field, changed-type, missing-field or new-value
     * @param action what the mapping orders
     */
    public record DriftFound(String entity, String field, String change, String action, RoundedCount records) {}

    /**
     * @param from first day of the scope, null for all rows of the feed
     * @param state settled, or withheld
     * @param reason why it was withheld, "" where it was settled
     */
    public record ClaimMade(
            String table,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            RoundedCount gone,
            String state,
            String reason) {}
}
