package se.tvarsyn.source;

import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/** One element of a page cannot be used. Knows field and rule, never a value; without stack trace, as a page may hold many. */
final class UnusableElement extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final String reason;
    private final String mend;

    UnusableElement(@Nullable String field, String reason, String mend) {
        super(reason, null, false, false);
        this.field = field;
        this.reason = reason;
        this.mend = mend;
    }

    static UnusableElement wrongType(@Nullable String field, String expected) {
        return new UnusableElement(field, "wrong-type", "the source must send " + expected + " here");
    }

    Rejection at(String document, long ordinal) {
        return new Rejection(document, ordinal, field, reason, mend);
    }
}
