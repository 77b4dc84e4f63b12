package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * Walks the pages of one pull in order, cuts their elements into blocks, and keeps what was read whole when a page
 * breaks. What an element means is the format's: {@link Element}.
 */
final class PagesReading extends ReadyBlocks {
    /** A page and the name of the endpoint that gave it. */
    record Page(String endpoint, SourceDocument document) {}

    /** What a format makes of one element. */
    interface Element extends AutoCloseable {
        /** Puts the element's records into the block. */
        void read(String endpoint, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement;

        /** After the last page: what only the whole can tell. */
        default void finish(BlockBuilder block) {}

        /**
         * After {@link #finish}: the next of what only the whole can tell and what does not fit in one block.
         *
         * @return whether to ask again; ask only for a new block where this one is full
         */
        default boolean finishMore(BlockBuilder block) {
            return false;
        }

        @Override
        void close();
    }

    /**
     * What a format knows of its pages before it reads them.
     *
     * @param endpoints in the order in which they must be read
     * @param arrayNames where the elements of an endpoint's page may stand
     * @param endpointOf tells a page's endpoint from its name, null where it is none of the format's
     * @param expected for the message where nothing can be read
     */
    record Layout(
            List<String> endpoints,
            Map<String, Set<String>> arrayNames,
            Function<String, @Nullable String> endpointOf,
            String expected) {}

    /** Begins to read the pages of one pull; pages of other endpoints are left alone and counted. */
    static PagesReading open(List<SourceDocument> documents, Layout layout, Function<Totals, Element> format)
            throws UnreadableDelivery {
        Totals totals = new Totals();
        List<Page> pages = new ArrayList<>();
        for (SourceDocument document : documents) {
            String endpoint = layout.endpointOf().apply(document.name());
            if (endpoint == null) {
                totals.count("ignored pages");
            } else {
                pages.add(new Page(endpoint, document));
                totals.endpoints.add(endpoint);
            }
        }
        if (!hasReadablePage(pages, layout.arrayNames())) {
            throw unreadable(documents, layout.expected());
        }
        return new PagesReading(inOrder(layout.endpoints(), pages), layout.arrayNames(), format.apply(totals), totals);
    }

    private final Iterator<Page> pages;
    private final Element format;
    private final Map<String, Set<String>> arrayNames;
    private final Totals totals;
    private final FieldsSeen seen = FieldsSeen.none();
    private @Nullable Page page;
    private @Nullable ElementsOfPage elements;
    private BlockBuilder builder = new BlockBuilder("");
    private boolean isWholeRead;
    private boolean finished;

    private PagesReading(List<Page> pages, Map<String, Set<String>> arrayNames, Element format, Totals totals) {
        this.pages = pages.iterator();
        this.arrayNames = Map.copyOf(arrayNames);
        this.format = format;
        this.totals = totals;
    }

    /** Elements read and announced by endpoint, and whatever else the format counts. */
    static final class Totals {
        private final Map<String, Long> counts = new LinkedHashMap<>();
        final Map<String, Long> delivered = new LinkedHashMap<>();
        final Map<String, Long> announced = new LinkedHashMap<>();
        final Map<String, String> lastDocument = new LinkedHashMap<>();
        /** Endpoints that have a page, be it an empty one. */
        final Set<String> endpoints = new HashSet<>();

        void count(String what) {
            counts.merge(what, 1L, Long::sum);
        }

        void set(String what, long number) {
            counts.put(what, number);
        }
    }

    /**
     * @return whether at least one page begins as a page should (or says that it is an error)
     */
    private static boolean hasReadablePage(List<Page> pages, Map<String, Set<String>> arrayNames) {
        for (Page page : pages) {
            try (ElementsOfPage elements =
                    ElementsOfPage.open(page.document(), arrayNames.getOrDefault(page.endpoint(), Set.of()))) {
                elements.next();
                return true;
            } catch (BrokenPage e) {
                continue;
            }
        }
        return false;
    }

    private static UnreadableDelivery unreadable(List<SourceDocument> documents, String expected) {
        String name = documents.isEmpty() ? "(no document)" : documents.get(0).name();
        return new UnreadableDelivery(new Rejection(
                name, 0, null, "unreadable-delivery", "none of the pages can be read; expected are " + expected));
    }

    @Override
    boolean advance() {
        if (finished) {
            return false;
        }
        ElementsOfPage from = elements;
        Page current = page;
        if (from == null || current == null) {
            openNext();
        } else {
            read(current, from);
        }
        return true;
    }

    private void read(Page current, ElementsOfPage from) {
        try {
            while (true) {
                JsonNode element = from.next();
                if (element == null) {
                    break;
                }
                take(current, element, from.ordinal());
                if (builder.isFull()) {
                    ready(builder.take());
                    return;
                }
            }
            if (from.isErrorResponse()) {
                builder.reject(from.errorResponse());
            }
        } catch (BrokenPage e) {
            builder.reject(new RejectedRecord(e.problem(), from.brokenPayload()));
        }
        Long announced = from.announced();
        if (announced != null) {
            totals.announced.merge(current.endpoint(), announced, Math::max);
        }
        from.close();
        elements = null;
        readyUnlessEmpty(builder);
    }

    private void take(Page current, JsonNode element, long ordinal) {
        totals.delivered.merge(current.endpoint(), 1L, Long::sum);
        String name = current.document().name();
        try {
            if (!element.isObject()) {
                throw UnusableElement.wrongType(null, "an object");
            }
            seen.saw(current.endpoint(), element);
            format.read(current.endpoint(), element, ordinal, builder);
        } catch (UnusableElement e) {
            builder.reject(new RejectedRecord(e.at(name, ordinal), element.toString()));
        }
    }

    private void openNext() {
        if (pages.hasNext()) {
            Page next = pages.next();
            page = next;
            builder = new BlockBuilder(next.document().name());
            totals.lastDocument.put(next.endpoint(), next.document().name());
            totals.delivered.putIfAbsent(next.endpoint(), 0L);
            elements = ElementsOfPage.open(next.document(), arrayNames.getOrDefault(next.endpoint(), Set.of()));
            return;
        }
        if (!isWholeRead) {
            isWholeRead = true;
            format.finish(builder);
        }
        boolean hasMore = true;
        while (hasMore && !builder.isFull()) {
            hasMore = format.finishMore(builder);
        }
        finished = !hasMore;
        readyUnlessEmpty(builder);
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.copyOf(totals.counts);
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return seen;
    }

    @Override
    public void close() {
        try {
            ElementsOfPage open = elements;
            elements = null;
            if (open != null) {
                open.close();
            }
        } finally {
            finished = true;
            dropReady();
            format.close();
        }
    }

    /** Pages in the order of the endpoints, and within one endpoint as delivered. */
    private static List<Page> inOrder(List<String> endpoints, List<Page> pages) {
        List<Page> ordered = new ArrayList<>();
        for (String endpoint : endpoints) {
            pages.stream().filter(p -> p.endpoint().equals(endpoint)).forEach(ordered::add);
        }
        return ordered;
    }
}
