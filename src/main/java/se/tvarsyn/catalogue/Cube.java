package se.tvarsyn.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table of a release, as its file declares it: metrics, crossed with axes, with every total.
 *
 * @param axes each a list of levels, the widest first: district before school_unit
 * @param periods kinds of period whose releases have it
 */
public record Cube(
        String id,
        Metric.Text name,
        List<String> metrics,
        List<List<String>> axes,
        List<String> periods,
        Profile profile) {
    public Cube {
        Objects.requireNonNull(id);
        metrics = List.copyOf(metrics);
        axes = axes.stream().map(List::copyOf).toList();
        periods = List.copyOf(periods);
    }

    /** How its figures are protected (PRIVACY.md 7). */
    public enum Profile {
        /** Noise by cell key, then small values hidden. */
        CELL_KEY,
        /** No noise: small cells hidden, and complements. */
        EXACT
    }

    /** Every level of every axis, in order. */
    public List<String> levels() {
        return axes.stream().flatMap(List::stream).toList();
    }

    /**
     * Every way to cut: of each axis nothing, or its levels down to one. The total comes first.
     *
     * @return the levels of each cut; a level stands after those that it lies in
     */
    public List<List<String>> cuts() {
        List<List<String>> cuts = List.of(List.of());
        for (List<String> axis : axes) {
            List<List<String>> wider = new ArrayList<>();
            for (List<String> cut : cuts) {
                for (int depth = 0; depth <= axis.size(); depth++) {
                    List<String> longer = new ArrayList<>(cut);
                    longer.addAll(axis.subList(0, depth));
                    wider.add(List.copyOf(longer));
                }
            }
            cuts = List.copyOf(wider);
        }
        return cuts;
    }
}
