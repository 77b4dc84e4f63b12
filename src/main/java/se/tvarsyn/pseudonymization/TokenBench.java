package se.tvarsyn.pseudonymization;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.GroupClearing;
import se.tvarsyn.canonical.IdentifiedRecord;
import se.tvarsyn.canonical.IdentityKind;
import se.tvarsyn.canonical.PersonReference;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.canonical.PseudonymousBatch;
import se.tvarsyn.canonical.PseudonymousRecord;
import se.tvarsyn.canonical.SupportStep;
import se.tvarsyn.canonical.Withdrawal;

/** The token makers that one thread needs for one delivery, and the persons it has just seen. */
final class TokenBench {
    /** A school's pupils come again with every lesson; a slot for each of a large municipality's. */
    private static final int SLOTS = 1 << 17;

    private final TokenKeys keys;
    private final PersonMarks marks;
    private final CaseMarks cases;
    private final TokenMaker persons;
    private final int personVersion;
    private final @Nullable String[] seenNumbers = new @Nullable String[SLOTS];
    private final @Nullable Pseudonym[] seenTokens = new @Nullable Pseudonym[SLOTS];

    private @Nullable DeliveryTicket delivery;
    private @Nullable FeedMakers feed;

    TokenBench(TokenKeys keys, PersonMarks marks, CaseMarks cases) {
        this.keys = keys;
        this.marks = marks;
        this.cases = cases;
        KeyChain key = keys.ofPurpose();
        this.persons = new TokenMaker(key, "pnr");
        this.personVersion = key.version();
    }

    /** Forgets the persons of another delivery: numbers stay in memory no longer than the work on them. */
    void prepareFor(DeliveryTicket ticket) {
        if (ticket.equals(delivery)) {
            return;
        }
        delivery = null;
        Arrays.fill(seenNumbers, null);
        Arrays.fill(seenTokens, null);
        KeyChain key = keys.ofFeed(ticket.feed());
        feed = new FeedMakers(key.version(), new TokenMaker(key, "src"), new TokenMaker(key, "row"));
        marks.prepareFor(ticket);
        delivery = ticket;
    }

    PseudonymousRecord pseudonymize(IdentifiedRecord record, String document) {
        FeedMakers makers = makers();
        PersonReference person = record.person();
        if (person == null) {
            return impersonal(record, makers);
        }
        // For numbers that join, the name is the number, linked or not: the keys of a row do not change with a consent.
        String name = sourceScopedName(person, record.line(), document);
        Pseudonym mark =
                record.fact() instanceof SupportStep ? cases.of(ticket().feed(), asKeyPart(name), record) : null;
        boolean isLinkable = person.number().kind().joinsAcrossAgencies() && isLinked(person, record, mark);
        Pseudonym token =
                isLinkable ? personToken(name) : makers.scopedPersons().token(name);
        Pseudonym row = record.isKeyedByPerson()
                ? makers.rows().token(asKeyPart(name), record.naturalKey())
                : makers.rows().token(record.naturalKey());
        IdentifiedRecord.GroupKeys groups = record.groups();
        return new PseudonymousRecord(
                record.line(),
                token,
                isLinkable ? personVersion : makers.version(),
                isLinkable,
                row,
                groups == null ? null : groupToken(groups, name, mark, record),
                groups == null ? null : codeToken(groups),
                record.modifiedMillis(),
                record.isDeleted(),
                record.fact());
    }

    /** A step by its case, anything else by its own day. */
    private boolean isLinked(PersonReference person, IdentifiedRecord record, @Nullable Pseudonym mark) {
        if (person.consent() == null) {
            return true;
        }
        return mark != null && record.fact() instanceof SupportStep step
                ? cases.isLinked(mark, step)
                : person.consent().coversItsDay();
    }

    private Pseudonym groupToken(
            IdentifiedRecord.GroupKeys groups, String name, @Nullable Pseudonym mark, IdentifiedRecord record) {
        return mark != null && record.fact() instanceof SupportStep step
                ? CaseMarks.caseKey(
                        makers().rows(), asKeyPart(name) + "|" + groups.group(), cases.closedBefore(mark, step))
                : groupToken(groups, name);
    }

    private static PseudonymousRecord impersonal(IdentifiedRecord record, FeedMakers makers) {
        return new PseudonymousRecord(
                record.line(),
                null,
                makers.version(),
                false,
                makers.rows().token(record.naturalKey()),
                null,
                null,
                record.modifiedMillis(),
                record.isDeleted(),
                record.fact());
    }

    PersonMarks marks() {
        return marks;
    }

    PseudonymousBatch.ClearedGroup pseudonymize(GroupClearing clearing) {
        return new PseudonymousBatch.ClearedGroup(
                clearing.line(),
                clearing.table(),
                groupToken(clearing.groups(), ""),
                codeToken(clearing.groups()),
                clearing.isDated());
    }

    /** Null where the row's key starts with a person whom nobody can name: such a row was never made. */
    PseudonymousBatch.@Nullable WithdrawnRow pseudonymize(Withdrawal withdrawal) {
        TokenMaker rows = makers().rows();
        PersonReference person = withdrawal.person();
        String name = person == null ? null : nameOf(person);
        IdentifiedRecord.GroupKeys groups = withdrawal.groups();
        if (name == null && (withdrawal.isKeyedByPerson() || (groups != null && groups.isKeyedByPerson()))) {
            return null;
        }
        Pseudonym row = withdrawal.isKeyedByPerson() && name != null
                ? rows.token(asKeyPart(name), withdrawal.naturalKey())
                : rows.token(withdrawal.naturalKey());
        return new PseudonymousBatch.WithdrawnRow(
                withdrawal.line(),
                withdrawal.table(),
                row,
                groups == null ? null : groupToken(groups, name == null ? "" : name),
                groups == null ? null : codeToken(groups),
                withdrawal.modifiedMillis(),
                withdrawal.isUndated());
    }

    private Pseudonym personToken(String number) {
        int hash = number.hashCode();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Pseudonym seen = seenTokens[slot];
        if (seen != null && number.equals(seenNumbers[slot])) {
            return seen;
        }
        Pseudonym token = persons.token(number);
        seenNumbers[slot] = number;
        seenTokens[slot] = token;
        return token;
    }

    /** Interim and TF numbers collide between agencies, so they count within their feed only (MODEL.md, Person). */
    private static String sourceScopedName(PersonReference person, long line, String document) {
        String name = nameOf(person);
        if (name == null) {
            throw new IllegalStateException(document + ":" + line
                    + ": a person with neither a number nor an id of the source ("
                    + person.number().kind() + ") passed validation, which must reject it");
        }
        return name;
    }

    /** What a person's token is made from; null where there is nothing to name the person by. */
    static @Nullable String nameOf(PersonReference person) {
        IdentityKind kind = person.number().kind();
        if (kind.joinsAcrossAgencies()) {
            return person.number().reveal();
        }
        if (person.sourceId() != null) {
            return person.sourceId();
        }
        return kind == IdentityKind.INTERIM || kind == IdentityKind.TF
                ? person.number().reveal()
                : null;
    }

    /** Escapes the bar, so that another person with another row cannot give the same key. */
    static String asKeyPart(String name) {
        return name.indexOf('|') < 0 && name.indexOf('\\') < 0
                ? name
                : name.replace("\\", "\\\\").replace("|", "\\|");
    }

    private Pseudonym groupToken(IdentifiedRecord.GroupKeys groups, String name) {
        return groups.isKeyedByPerson()
                ? makers().rows().token("group", asKeyPart(name) + "|" + groups.group())
                : makers().rows().token("group", groups.group());
    }

    private @Nullable Pseudonym codeToken(IdentifiedRecord.GroupKeys groups) {
        return groups.code() == null ? null : makers().rows().token("code", groups.code());
    }

    private FeedMakers makers() {
        if (feed == null) {
            throw new IllegalStateException("prepareFor comes first");
        }
        return feed;
    }

    private DeliveryTicket ticket() {
        if (delivery == null) {
            throw new IllegalStateException("prepareFor comes first");
        }
        return delivery;
    }

    private record FeedMakers(int version, TokenMaker scopedPersons, TokenMaker rows) {}
}
