package se.tvarsyn.canonical;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one delivery: one file, or one pull of one feed.
 *
 * @param id a function of feed, scope and content, so that the same input is the same delivery
 * @param feed the mapping's and the route's name
 * @param sequence order of deliveries, given when the delivery was first seen and kept when it is loaded again; the
 *     version of rows from sources without a modification time
 */
public record DeliveryTicket(UUID id, String feed, long sequence) {
    public DeliveryTicket {
        Objects.requireNonNull(id);
        Objects.requireNonNull(feed);
    }
}
