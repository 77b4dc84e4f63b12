package se.tvarsyn.canonical;

import java.util.Objects;

/**
 * Where a batch comes from.
 *
 * @param document file or page name, for messages
 * @param ordinal number of the batch within its delivery, from 0; the same input gives the same borders
 */
public record BatchOrigin(DeliveryTicket ticket, String document, int ordinal) {
    public BatchOrigin {
        Objects.requireNonNull(ticket);
        Objects.requireNonNull(document);
    }

    /** A file may be named after a person, and Camel at DEBUG logs what a step is given. */
    @Override
    public String toString() {
        return "BatchOrigin[" + ticket + ", " + DocumentNames.safe(document) + ", " + ordinal + "]";
    }
}
