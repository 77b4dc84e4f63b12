package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ids that pulled pages refer to and that no pulled page holds. Pages are read one by one, and the ids that are
 * there wait on disk, so that memory does not grow with the pull.
 */
final class MissingIds implements AutoCloseable {
    /** An id is there or not; there is nothing to keep with it. */
    private static final ReferenceStore.Packing<Boolean> MARK = new ReferenceStore.Packing<>() {
        @Override
        public void pack(Boolean entity, ReferenceStore.Packer to) {}

        @Override
        public Boolean unpack(ReferenceStore.Unpacker from) {
            return true;
        }

        @Override
        public long modified(Boolean entity) {
            return Ss12000Entities.NO_TIME;
        }
    };

    private final EndpointPull.ByLookup lookup;
    private final Iterator<SourceDocument> referrers;
    private final Set<String> referrerArrays;
    private final ReferenceStore store;
    private final ReferenceStore.Entities<Boolean> known;
    private @Nullable PageElements open;

    /** @param pages of the pull so far */
    MissingIds(List<SourceDocument> pages, EndpointPull.ByLookup lookup, Path scratch) {
        this.lookup = lookup;
        referrers = of(lookup.referrer(), pages).iterator();
        referrerArrays = Ss12000Format.arrayNames(lookup.referrer());
        store = new ReferenceStore(scratch);
        known = store.entities("known", MARK);
        for (SourceDocument page : of(lookup.entity(), pages)) {
            try (PageElements elements = new PageElements(page, Ss12000Format.arrayNames(lookup.entity()))) {
                for (JsonNode one = next(elements); one != null; one = next(elements)) {
                    String id = text(one.get("id"));
                    if (id != null) {
                        known.put(id, true);
                    }
                }
            }
        }
    }

    private static List<SourceDocument> of(String endpoint, List<SourceDocument> pages) {
        return pages.stream()
                .filter(page -> page.name().startsWith(endpoint + "-"))
                .toList();
    }

    /** @return each id once, at most so many of them; empty at the end */
    List<String> next(int most) {
        List<String> missing = new ArrayList<>();
        while (missing.size() < most) {
            PageElements elements = open;
            if (elements == null) {
                if (!referrers.hasNext()) {
                    return missing;
                }
                open = new PageElements(referrers.next(), referrerArrays);
                continue;
            }
            JsonNode one = next(elements);
            if (one == null) {
                elements.close();
                open = null;
                continue;
            }
            JsonNode reference = one.get(lookup.field());
            String id = reference == null ? null : text(reference.get("id"));
            if (id != null && known.get(id) == null) {
                known.put(id, true);
                missing.add(id);
            }
        }
        return missing;
    }

    private static @Nullable JsonNode next(PageElements elements) {
        try {
            return elements.next();
        } catch (BrokenPage e) {
            throw new IllegalStateException("a page that was stored whole cannot be read again");
        }
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || !node.isTextual() ? null : node.textValue();
    }

    @Override
    public void close() {
        try {
            PageElements elements = open;
            if (elements != null) {
                elements.close();
            }
        } finally {
            store.close();
        }
    }
}
