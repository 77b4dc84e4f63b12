package se.tvarsyn.web.followup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block as a template shows it.
 *
 * @param note where there is less than the block could show, why; null else
 * @param sources what its figures are made of, each source with its last delivery; null where the release does not tell
 * @param absent metrics that the release does not have, each with the kinds of period that have it
 * @param elsewhere a release that may have what this block shows nothing of; null where it shows something, or there is none
 */
record DrawnBlock(
        String id,
        String title,
        List<FigureCard> cards,
        @Nullable FigureTable table,
        @Nullable String note,
        @Nullable String sources,
        List<String> absent,
        @Nullable Elsewhere elsewhere) {
    /**
     * Another release.
     *
     * @param name of the release, as an address has it
     * @param period as a reader calls it
     */
    record Elsewhere(String name, String period) {}

    DrawnBlock {
        cards = List.copyOf(cards);
        absent = List.copyOf(absent);
    }

    boolean isEmpty() {
        return cards.isEmpty() && table == null;
    }
}
