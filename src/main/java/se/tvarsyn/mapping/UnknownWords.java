package se.tvarsyn.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import se.tvarsyn.canonical.DeliveryTicket;

/**
 * How often the records of each open delivery held a word that no value table names: by record type and field. The words
 * themselves are values and are not kept.
 */
public final class UnknownWords {
    private final Map<UUID, Map<Place, Long>> byDelivery = new ConcurrentHashMap<>();

    /** Where a word stood: record type and the source's field. */
    public record Place(String recordType, String field) {}

    void add(DeliveryTicket ticket, Place place, long count) {
        byDelivery.computeIfAbsent(ticket.id(), id -> new LinkedHashMap<>()).merge(place, count, Long::sum);
    }

    /** Gives a delivery's counts and forgets them. */
    public Map<Place, Long> take(DeliveryTicket ticket) {
        Map<Place, Long> counts = byDelivery.remove(ticket.id());
        return counts == null ? Map.of() : counts;
    }
}
