package se.tvarsyn.web.followup;

import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.OwnText;

/**
 * One figure with everything that a reader needs to understand it. All texts but the last two are in the reader's language.
 *
 * @param value a number, with its sign where it is percent, or {@code ..} or {@code .}
 * @param unit of a number that is not percent; "" else
 * @param state of a figure that is no number, what its sign means; null else
 * @param behind {@code 493 av 2 391 elever}; null where the metric has no counts
 * @param coverage the reported share beside a rate of absence; null where the metric needs none
 * @param place what the figure is about where it is not what the filters say; null else
 * @param exclusions what is not counted, in Swedish where the release has no other; null = nothing
 * @param source of the definition, in Swedish: a law, a report or a decision
 */
record FigureCard(
        String metric,
        String name,
        String value,
        String unit,
        @Nullable String state,
        @Nullable String behind,
        @Nullable String coverage,
        @Nullable String place,
        String definition,
        @Nullable OwnText exclusions,
        String source) {}
