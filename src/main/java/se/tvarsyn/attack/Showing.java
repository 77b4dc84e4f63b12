package se.tvarsyn.attack;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * What one release showed of one cell.
 *
 * @param cell names the cell without the release; with the period in the name only figures on the same time are compared
 * @param release names the release
 * @param number true number of persons at that release
 * @param statement what was shown
 * @param hidden whether it was shown as {@code ..}
 * @param shown the value that was shown under noise; empty where it was hidden or exact
 * @param draw the same for two releases exactly where the same noise was drawn: the cell key. Noise that stays because the
 *     same persons are in the cell says nothing new
 */
public record Showing(
        String cell, String release, long number, Statement statement, boolean hidden, OptionalLong shown, long draw) {
    public Showing {
        Objects.requireNonNull(cell);
        Objects.requireNonNull(release);
        Objects.requireNonNull(statement);
        Objects.requireNonNull(shown);
    }
}
