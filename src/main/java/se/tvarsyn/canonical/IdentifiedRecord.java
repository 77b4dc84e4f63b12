package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fact and the person it is about, before pseudonymization.
 *
 * @param line line or ordinal in the source document, for messages
 * @param person null for tables without persons
 * @param naturalKey what makes the row itself: the source's own id, or the parts of the natural key joined by "|"
 *     where it has none (MODEL.md); never an identity number
 * @param isKeyedByPerson whether the person is the first part of the natural key; pseudonymization puts it there
 * @param groups keys of what the row belongs to and is replaced with: a meeting, a case; null for facts without
 * @param modifiedMillis latest modification of every entity the row was made from, UTC milliseconds; null where the
 *     source has none, and then the order of deliveries decides
 * @param isDeleted the source says that this row is gone
 */
public record IdentifiedRecord(
        long line,
        @Nullable PersonReference person,
        String naturalKey,
        boolean isKeyedByPerson,
        @Nullable GroupKeys groups,
        @Nullable Long modifiedMillis,
        boolean isDeleted,
        Fact fact) {
    public IdentifiedRecord {
        Objects.requireNonNull(naturalKey);
        Objects.requireNonNull(fact);
        if ((person != null) != fact.table().hasPerson()) {
            throw new IllegalArgumentException("a row of " + fact.table() + " has a person or not, as its table says");
        }
    }

    @Override
    public String toString() {
        return "IdentifiedRecord[line " + line + ", " + fact.table() + "]";
    }

    /**
     * What a row belongs to.
     *
     * @param group the meeting (association, card, kod, date) or case
     * @param code the group without its date, where the source may move it to another day; null where it may not
     * @param isKeyedByPerson whether the person is the first part of the group's key: a case
     */
    public record GroupKeys(String group, @Nullable String code, boolean isKeyedByPerson) {
        @Override
        public String toString() {
            return "GroupKeys[hidden]";
        }
    }
}
