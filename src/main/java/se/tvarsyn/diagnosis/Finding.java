package se.tvarsyn.diagnosis;

import java.util.Objects;

/**
 * What a probe found.
 *
 * @param mend what to do; empty where all is well
 */
public record Finding(Level level, String what, String mend) {
    /** In the order of gravity. */
    public enum Level {
        OK("ok"),
        WARN("warn"),
        FAIL("fail"),
        /** A source or the warehouse could not be reached: shown as a failure, and the exit code is another. */
        UNREACHABLE("fail");

        private final String word;

        Level(String word) {
            this.word = word;
        }
    }

    public Finding {
        Objects.requireNonNull(level);
        Objects.requireNonNull(what);
        Objects.requireNonNull(mend);
        if ((level == Level.OK) != mend.isEmpty()) {
            throw new IllegalArgumentException("whatever is not well has a mend");
        }
    }

    static Finding ok(String what) {
        return new Finding(Level.OK, what, "");
    }

    static Finding warn(String what, String mend) {
        return new Finding(Level.WARN, what, mend);
    }

    static Finding fail(String what, String mend) {
        return new Finding(Level.FAIL, what, mend);
    }

    /** @param message of ours: {@code what; mend} or {@code what: mend} */
    static Finding unreachable(String message) {
        return split(Level.UNREACHABLE, message);
    }

    static Finding split(Level level, String message) {
        int at = message.indexOf("; ");
        int cut = at >= 0 ? at : message.lastIndexOf(": ");
        return cut < 0
                ? new Finding(level, message, "mend it and run doctor again")
                : new Finding(level, message.substring(0, cut), message.substring(cut + 2));
    }

    /** {@code fail  what: mend}. */
    @Override
    public String toString() {
        return String.format("%-4s  %s", level.word, what) + (mend.isEmpty() ? "" : ": " + mend);
    }
}
