package se.tvarsyn.pseudonymization;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.renumbering.NumberMemory;

/**
 * The numbers of the persons of one delivery, whose samordningsnummer may have become a personnummer. For one thread at a
 * time.
 */
final class PersonNumbers {
    private static final int SLOTS = 1 << 14;

    private final NumberMemory memory;
    private final TokenMaker ids;
    private final @Nullable PersonReference[] seen = new @Nullable PersonReference[SLOTS];
    private final @Nullable Numbers[] answers = new @Nullable Numbers[SLOTS];
    private @Nullable DeliveryTicket ticket;

    /** @param markKey of the marks that the memory knows ids by */
    PersonNumbers(TokenKey markKey, NumberMemory memory) {
        this.memory = memory;
        this.ids = new TokenMaker(markKey, "id");
    }

    /**
     * @param current what tokens are made of
     * @param ofKeys what the keys of the feed's rows are made of
     * @param all every number of the person that is known
     */
    record Numbers(String current, String ofKeys, Set<String> all) {
        /** Never a number. */
        @Override
        public String toString() {
            return "Numbers[" + all.size() + "]";
        }
    }

    /** Forgets the persons of another delivery. */
    void prepareFor(DeliveryTicket next) {
        Arrays.fill(seen, null);
        Arrays.fill(answers, null);
        ticket = next;
    }

    /** @param person with a number that joins across agencies */
    Numbers of(PersonReference person) {
        String number = person.number().reveal();
        boolean isTemporary = person.number().kind() == IdentityKind.SAM;
        if (!isTemporary && memory.isEmpty()) {
            return new Numbers(number, number, Set.of(number));
        }
        int hash = number.hashCode() * 31 + Objects.hashCode(person.sourceId());
        int slot = (hash ^ hash >>> 14) & SLOTS - 1;
        PersonReference before = seen[slot];
        Numbers known = answers[slot];
        if (before != null
                && known != null
                && number.equals(before.number().reveal())
                && Objects.equals(person.sourceId(), before.sourceId())) {
            return known;
        }
        Numbers made = asked(person, number, isTemporary);
        seen[slot] = person;
        answers[slot] = made;
        return made;
    }

    private Numbers asked(PersonReference person, String number, boolean isTemporary) {
        DeliveryTicket of = Objects.requireNonNull(ticket, "prepareFor comes first");
        String ofKeys = memory.keyNumber(of.feed(), number);
        Set<String> all = new TreeSet<>(memory.allOf(number));
        if (person.sourceId() != null) {
            Pseudonym id = ids.token(of.feed(), person.sourceId());
            if (isTemporary) {
                memory.seeTemporary(of, id, number);
            } else {
                String earlier = memory.seeFinal(of, id, number);
                ofKeys = earlier == null ? ofKeys : earlier;
                all.add(ofKeys);
            }
        }
        return new Numbers(memory.current(number), ofKeys, all);
    }
}
