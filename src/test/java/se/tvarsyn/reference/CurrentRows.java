package se.tvarsyn.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which rows count: of each key of a feed the one with the largest version, unless it is deleted or its delivery is not
 * loaded. A row that such a delivery has replaced counts in neither version: the warehouse keeps one row per key.
 */
final class CurrentRows {
    private final Set<UUID> loaded;

    CurrentRows(Set<UUID> loadedDeliveries) {
        this.loaded = Set.copyOf(loadedDeliveries);
    }

    /** All versions of a key have to be among the rows. */
    <R extends CoreRow> List<R> of(List<R> rows) {
        Map<UUID, R> newest = new HashMap<>(rows.size() * 2);
        for (R row : rows) {
            // A key is a token of its feed, so no two feeds have the same.
            newest.merge(
                    row.source().key(),
                    row,
                    (a, b) -> a.source().version() >= b.source().version() ? a : b);
        }
        return rows.stream()
                .filter(row -> newest.get(row.source().key()) == row)
                .filter(row -> !row.source().isDeleted()
                        && loaded.contains(row.source().delivery()))
                .toList();
    }
}
