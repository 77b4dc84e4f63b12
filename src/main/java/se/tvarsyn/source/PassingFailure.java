package se.tvarsyn.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One try of a call failed in a way that may pass. Its words hold no value of the answer. */
final class PassingFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable Integer status;
    private final String what;
    private final String mend;
    private final @Nullable Duration rest;

    /** @param status HTTP status, null where there was no answer */
    PassingFailure(@Nullable Integer status, String what, String mend) {
        this(status, what, mend, null);
    }

    /** @param rest how long the source asks to be left alone (Retry-After), null where it does not say */
    PassingFailure(@Nullable Integer status, String what, String mend, @Nullable Duration rest) {
        super(what, null, false, false);
        this.status = status;
        this.what = what;
        this.mend = mend;
        this.rest = rest;
    }

    @Nullable
    Integer status() {
        return status;
    }

    String what() {
        return what;
    }

    String mend() {
        return mend;
    }

    @Nullable
    Duration rest() {
        return rest;
    }
}
