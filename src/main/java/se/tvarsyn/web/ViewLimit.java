package se.tvarsyn.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What part of the municipality somebody may see.
 *
 * @param district as releases name it; null = any
 * @param units codes of school units; empty = any of the district
 */
public record ViewLimit(@Nullable String district, Set<String> units) {
    /** Everything that is released. */
    public static final ViewLimit NONE = new ViewLimit(null, Set.of());

    public ViewLimit {
        units = Set.copyOf(units);
    }

    boolean isNone() {
        return district == null && units.isEmpty();
    }

    /**
     * Whether a figure is about what they may see.
     *
     * @param ofDistrict null where the figure is about all districts
     * @param ofUnit null where it is about all units
     * @param areTotalsOpen whether figures about the whole municipality may be seen
     */
    boolean allows(@Nullable String ofDistrict, @Nullable String ofUnit, boolean areTotalsOpen) {
        if (isNone()) {
            return true;
        }
        if (ofDistrict == null && ofUnit == null) {
            return areTotalsOpen;
        }
        if (!units.isEmpty()) {
            return ofUnit != null && units.contains(ofUnit);
        }
        return ofDistrict != null && ofDistrict.equals(district);
    }
}
