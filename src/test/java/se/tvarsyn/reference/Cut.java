package se.tvarsyn.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a metric in a period.
 *
 * @param dimension of the catalogue's {@code by}; empty = the total
 * @param value of the dimension; empty = unknown, or none
 * @param across value of the metric's {@code across}; empty = the metric has none
 */
record Cut(String dimension, String value, String across) {
    static final Cut TOTAL = new Cut("", "", "");

    static Cut by(String dimension, String value) {
        return new Cut(dimension, value, "");
    }

    Cut across(String other) {
        return new Cut(dimension, value, other);
    }

    /** The total, and the cuts that say what they are cut by. A row without a mapped unit is in no cut by unit. */
    static List<Cut> totalAnd(Cut... others) {
        List<Cut> cuts = new ArrayList<>();
        cuts.add(TOTAL);
        for (Cut cut : others) {
            if (!cut.dimension.equals("school_unit") || !cut.value.isEmpty()) {
                cuts.add(cut);
            }
        }
        return cuts;
    }

    /** Short texts that differ in one letter would fall together. */
    @Override
    public int hashCode() {
        long both = (long) dimension.hashCode() << 32 | value.hashCode() & 0xFFFFFFFFL;
        return (int) Tokens.mix(both + 31L * across.hashCode());
    }
}
