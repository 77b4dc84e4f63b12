package se.tvarsyn.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a release's table is cut by.
 *
 * @param axes levels, the widest first: {@code [[district, school_unit], [sex]]}
 */
public record CubeEntry(String id, String nameSv, String nameEn, List<List<String>> axes) {
    public CubeEntry {
        axes = axes.stream().map(List::copyOf).toList();
    }

    /** Whether it is cut by a level. */
    public boolean has(String level) {
        return axes.stream().anyMatch(axis -> axis.contains(level));
    }

    /** The levels that a figure is cut by where it is cut by these: a school lies in a district. */
    public Set<String> withWider(Collection<String> levels) {
        Set<String> all = new TreeSet<>();
        for (List<String> axis : axes) {
            List<String> taken = new ArrayList<>();
            for (String level : axis) {
                taken.add(level);
                if (levels.contains(level)) {
                    all.addAll(taken);
                }
            }
        }
        return all;
    }
}
