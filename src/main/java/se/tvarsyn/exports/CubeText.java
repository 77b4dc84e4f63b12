package se.tvarsyn.exports;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a cube is cut by.
 *
 * @param axes each axis as its levels, coarsest first: {@code [[district, school_unit], [stage, grade], [sex]]}; a level
 *     stands on one axis only
 */
public record CubeText(String id, String nameSv, String nameEn, List<List<String>> axes) {
    public CubeText {
        Objects.requireNonNull(id);
        Objects.requireNonNull(nameSv);
        Objects.requireNonNull(nameEn);
        axes = axes.stream().map(List::copyOf).toList();
        Set<String> levels = new HashSet<>();
        for (List<String> axis : axes) {
            if (axis.isEmpty() || !levels.addAll(axis)) {
                throw new IllegalArgumentException(
                        "An axis of cube " + id + " has no level, or one that another axis has: give each its own");
            }
        }
    }
}
