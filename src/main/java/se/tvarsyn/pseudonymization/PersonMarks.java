package se.tvarsyn.pseudonymization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.barring.BarredPerson;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;

/**
 * Asks the barred list about the persons of one delivery, and tells it whom the delivery marks. For one thread at a time.
 *
 * <p>A person is known by every name that a source may use: by number in all feeds (personnummer and samordningsnummer),
 * and within one feed by its own id and by numbers that collide (interim, TF). So a pupil who gets a TF number in place of
 * a personnummer stays barred where the source keeps its id.
 */
final class PersonMarks {
    private static final int SLOTS = 1 << 17;
    private static final String FEED_DOMAIN = "/src:";

    private final TokenKeys keys;
    private final BarredList barred;
    private final PersonNumbers persons;
    private final TokenMaker numbers;
    private final TokenMaker scopedNumbers;
    private final TokenMaker ids;
    private final @Nullable String[] judgedNames = new @Nullable String[SLOTS];
    private final @Nullable String[] judgedIds = new @Nullable String[SLOTS];
    private final boolean[] verdicts = new boolean[SLOTS];
    private final Set<String> flaggedHere = new HashSet<>();
    private final List<Pseudonym> flagged = new ArrayList<>();
    private @Nullable DeliveryTicket ticket;
    private long revision;

    PersonMarks(TokenKeys keys, TokenKey markKey, BarredList barred, PersonNumbers persons) {
        this.persons = persons;
        this.keys = keys;
        this.barred = barred;
        this.numbers = new TokenMaker(markKey, "pnr");
        this.scopedNumbers = new TokenMaker(markKey, "src");
        this.ids = new TokenMaker(markKey, "id");
    }

    /** Forgets the persons of another delivery. */
    void prepareFor(DeliveryTicket next) {
        forgetVerdicts();
        flaggedHere.clear();
        flagged.clear();
        ticket = next;
    }

    /** Tells the list that the delivery marks a person; nobody, where nothing names the person. */
    void flag(PersonReference person) {
        Set<Pseudonym> marks = of(person);
        if (marks.isEmpty() || !flaggedHere.add(nameOf(person) + "|" + person.sourceId())) {
            return;
        }
        BarredPerson known = new BarredPerson(marks, rowsOf(person, numbersOf(person), keys, ticket().feed()));
        if (barred.flag(ticket(), known)) {
            flagged.addAll(known.rows());
        }
    }

    /** Tokens of those whom this delivery was the first to mark, since last asked. */
    List<Pseudonym> takeFlagged() {
        List<Pseudonym> taken = List.copyOf(flagged);
        flagged.clear();
        return taken;
    }

    /** Whether a record about the person is left out. Tells the list, too, that the delivery names them without a mark. */
    boolean isBarred(PersonReference person) {
        long now = barred.revision();
        if (now == 0) {
            return false;
        }
        if (now != revision) {
            forgetVerdicts();
            revision = now;
        }
        String name = nameOf(person);
        int hash = name.hashCode() * 31 + Objects.hashCode(person.sourceId());
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        if (name.equals(judgedNames[slot]) && Objects.equals(person.sourceId(), judgedIds[slot])) {
            return verdicts[slot];
        }
        boolean isBarred = barred.isBarred(ticket(), of(person), person.carriesMark() && !person.isProtected());
        judgedNames[slot] = name;
        judgedIds[slot] = person.sourceId();
        verdicts[slot] = isBarred;
        return isBarred;
    }

    private void forgetVerdicts() {
        Arrays.fill(judgedNames, null);
        Arrays.fill(judgedIds, null);
    }

    private Set<Pseudonym> of(PersonReference person) {
        Set<Pseudonym> marks = new HashSet<>();
        IdentityKind kind = person.number().kind();
        if (kind.joinsAcrossAgencies()) {
            numbersOf(person).forEach(n -> marks.add(numbers.token(n)));
        } else if (isScoped(kind)) {
            marks.add(scopedNumbers.token(ticket().feed(), person.number().reveal()));
        }
        if (person.sourceId() != null) {
            marks.add(ids.token(ticket().feed(), person.sourceId()));
        }
        return marks;
    }

    /** Also those that the person had before: a samordningsnummer may have become a personnummer. */
    private Set<String> numbersOf(PersonReference person) {
        return person.number().kind().joinsAcrossAgencies()
                ? persons.of(person).all()
                : Set.of(person.number().reveal());
    }

    /** Every token that rows may have about a person: in all feeds by number, in one also by its own id. */
    static Set<Pseudonym> rowsOf(PersonReference person, Set<String> numbers, TokenKeys keys, String feed) {
        Set<Pseudonym> rows = new HashSet<>();
        IdentityKind kind = person.number().kind();
        if (kind.joinsAcrossAgencies()) {
            TokenMaker maker = new TokenMaker(keys.ofPurpose(), "pnr");
            numbers.forEach(n -> rows.add(maker.token(n)));
        }
        for (Map.Entry<String, KeyChain> key : keys.byDomain().entrySet()) {
            int at = key.getKey().indexOf(FEED_DOMAIN);
            boolean isOwn =
                    at >= 0 && key.getKey().substring(at + FEED_DOMAIN.length()).equals(feed);
            // A person without consent is known to a feed by the number, under that feed's key.
            if (at >= 0 && (kind.joinsAcrossAgencies() || isOwn && isScoped(kind))) {
                TokenMaker maker = new TokenMaker(key.getValue(), "src");
                numbers.forEach(n -> rows.add(maker.token(n)));
            }
            if (isOwn && person.sourceId() != null) {
                rows.add(new TokenMaker(key.getValue(), "src").token(person.sourceId()));
            }
        }
        return rows;
    }

    private static boolean isScoped(IdentityKind kind) {
        return kind == IdentityKind.INTERIM || kind == IdentityKind.TF;
    }

    private static String nameOf(PersonReference person) {
        return person.number().reveal();
    }

    private DeliveryTicket ticket() {
        return Objects.requireNonNull(ticket, "prepareFor comes first");
    }
}
