package se.tvarsyn.canonical;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a record was not taken. Holds where and which rule; never a value of the record.
 *
 * @param document file or page name
 * @param line line in a text file, ordinal of the record in a page; 0 = the document as a whole
 * @param field the source's name of the field, null where no single field is to blame
 * @param reason short code, lower case with hyphens, counted and shown: {@code invalid-identity-number}
 * @param mend what to do, in words
 */
public record Rejection(
        String document, long line, @Nullable String field, String reason, String mend) {
    public Rejection {
        Objects.requireNonNull(document);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(mend);
    }

    /** Rule and place, under a name that shows no number. */
    @Override
    public String toString() {
        return "Rejection[" + DocumentNames.safe(document) + ":" + line + ", " + reason + "]";
    }

    /** One line for a person: {@code file:line: field: what, and the mend}. */
    public String message() {
        return document + ":" + line + ": " + (field == null ? "" : field + ": ") + reason + ": " + mend;
    }
}
