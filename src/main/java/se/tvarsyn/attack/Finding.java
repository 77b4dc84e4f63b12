package se.tvarsyn.attack;

import java.util.Objects;

/**
 * One reason why a release must not become visible.
 *
 * @param cell label of the cell
 * @param kind which attack succeeded
 * @param text what is wrong and the mend, without a number of persons
 */
public record Finding(String cell, Kind kind, String text) {
    public Finding {
        Objects.requireNonNull(cell);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
    }

    /** Which attack succeeded. */
    public enum Kind {
        /** Only one whole number is possible. */
        DETERMINED,
        /** Fewer whole numbers are possible than the rules ask for. */
        TOO_NARROW,
        /** Neither shown to be safe nor shown to be unsafe: taken for unsafe. */
        CANNOT_BE_JUDGED,
        /** A small group that is no cell of the release follows from cells that are shown exactly. */
        SMALL_GROUP,
        /** Two exact figures differ by a small group. */
        DIFFERENCE,
        /** Exact and noisy figures about the same persons. */
        EXACT_BESIDE_NOISY,
        /** Several noisy figures of one group give its number away. */
        AVERAGED
    }
}
