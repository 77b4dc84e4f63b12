package se.tvarsyn.erasure;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.Pseudonym;

/** Tokens whose rows have to go when the delivery that says so is in. */
public final class PendingErasures {
    private final Map<UUID, Set<Pseudonym>> pending = new ConcurrentHashMap<>();

    public void add(DeliveryTicket ticket, Collection<Pseudonym> persons) {
        if (!persons.isEmpty()) {
            pending.computeIfAbsent(ticket.id(), id -> ConcurrentHashMap.newKeySet())
                    .addAll(persons);
        }
    }

    /** What a delivery has asked for; asked for once. */
    public Set<Pseudonym> take(DeliveryTicket ticket) {
        Set<Pseudonym> persons = pending.remove(ticket.id());
        return persons == null ? Set.of() : new HashSet<>(persons);
    }
}
