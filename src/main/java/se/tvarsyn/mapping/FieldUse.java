package se.tvarsyn.mapping;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;

/**
 * What a mapping does with one field of its source, for documents. A field has a use for every rule that reads it.
 *
 * @param entity the source's word: {@code lesson}, {@code attendance}
 * @param field the source's name; empty for a constant that the mapping itself gives
 * @param columns columns of the table that the field goes into, itself or as a token; empty where it is only looked at
 * @param table null where the use is about no table
 * @param form what becomes of the value on its way
 */
public record FieldUse(
        String entity, String field, Role role, @Nullable FactTable table, List<String> columns, Form form) {
    public FieldUse {
        Objects.requireNonNull(entity);
        Objects.requireNonNull(field);
        columns = List.copyOf(columns);
    }

    /** Why a mapping reads a field. */
    public enum Role {
        /** The identity number: becomes a token before anything is stored. */
        IDENTITY,
        /** The source's own person id: becomes a token of this feed where the number cannot be linked. */
        PERSON_ID,
        /** The mark of a protected identity: looked at, never stored. */
        PROTECTION,
        /** The days of a consent: decide whether a person may be linked. */
        CONSENT,
        /** Part of the row's own key: becomes a token. */
        KEY,
        /** What the row belongs to (a lesson, a meeting, a case): becomes a token. */
        GROUP,
        /** The source's time of modification: tells which of two rows is newer. */
        MODIFIED,
        /** A value that is stored. */
        VALUE,
        /** Must follow a rule, or the record is rejected; not stored. */
        CHECK,
        /** Decides whether a record is left out or its row taken back; not stored. */
        CONDITION,
        /** The source can send it, and the mapping does not read it: it is dropped. */
        DROPPED
    }

    /** What becomes of the value. */
    public enum Form {
        /** Not stored at all. */
        NOT_STORED,
        /** An HMAC under the home's keys. */
        TOKEN,
        /** As it is, after the rules. */
        AS_IT_IS,
        /** One of the words of the mapping's own value table. */
        WORD_OF_TABLE
    }

    /** The use as the mapping's author would name its place: {@code attendance.student.civicNo}. */
    public String source() {
        return field.isEmpty() ? entity : entity + "." + field;
    }
}
