package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * Walks the pages of one pull in order, cuts their elements into blocks, and keeps what was read whole when a page
 * breaks. What an element means is the format's: {@link Element}.
 */
final class PagesReading implements SourceReading {
    /** A page and the name of the endpoint that gave it. */
    record Page(String endpoint, SourceDocument document) {}

    /** What a format makes of one element. */
    interface Element extends AutoCloseable {
        /** Puts the element's records into the block. */
        void read(String endpoint, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement;

        /** After the last page: what only the whole can tell. */
        default void finish(BlockBuilder block) {}

        @Override
        void close();
    }

    private final Iterator<Page> pages;
    private final Element format;
    private final Map<String, Set<String>> arrayNames;
    private final Totals totals;
    private @Nullable Page page;
    private @Nullable PageElements elements;
    private BlockBuilder builder = new BlockBuilder("");
    private @Nullable SourceBlock ready;
    private final FieldsSeen fields = new FieldsSeen();
    private boolean finished;

    PagesReading(List<Page> pages, Map<String, Set<String>> arrayNames, Element format, Totals totals) {
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
    static boolean hasReadablePage(List<Page> pages, Map<String, Set<String>> arrayNames) {
        for (Page page : pages) {
            try (PageElements elements =
                    new PageElements(page.document(), arrayNames.getOrDefault(page.endpoint(), Set.of()))) {
                elements.next();
                return true;
            } catch (BrokenPage e) {
                continue;
            }
        }
        return false;
    }

    static UnreadableDelivery unreadable(List<SourceDocument> documents, String expected) {
        String name = documents.isEmpty() ? "(no document)" : documents.get(0).name();
        return new UnreadableDelivery(new Rejection(
                name, 0, null, "unreadable-delivery", "none of the pages can be read; expected are " + expected));
    }

    @Override
    public boolean hasNext() {
        while (ready == null && !finished) {
            advance();
        }
        return ready != null;
    }

    @Override
    public SourceBlock next() {
        if (!hasNext() || ready == null) {
            throw new NoSuchElementException();
        }
        SourceBlock block = ready;
        ready = null;
        return block;
    }

    private void advance() {
        PageElements from = elements;
        Page current = page;
        if (from == null || current == null) {
            openNext();
            return;
        }
        try {
            while (true) {
                JsonNode element = from.next();
                if (element == null) {
                    break;
                }
                take(current, element, from.ordinal());
                if (builder.isFull()) {
                    ready = builder.take();
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
        flush();
    }

    private void take(Page current, JsonNode element, long ordinal) {
        totals.delivered.merge(current.endpoint(), 1L, Long::sum);
        String name = current.document().name();
        try {
            if (!element.isObject()) {
                throw UnusableElement.wrongType(null, "an object");
            }
            fields.saw(current.endpoint(), element);
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
            elements = new PageElements(next.document(), arrayNames.getOrDefault(next.endpoint(), Set.of()));
            return;
        }
        finished = true;
        format.finish(builder);
        flush();
    }

    private void flush() {
        if (!builder.isEmpty()) {
            ready = builder.take();
        }
    }

    @Override
    public Map<String, Long> referenceCounts() {
        return Map.copyOf(totals.counts);
    }

    @Override
    public FieldsSeen fieldsSeen() {
        return fields;
    }

    @Override
    public void close() {
        try {
            PageElements open = elements;
            elements = null;
            if (open != null) {
                open.close();
            }
        } finally {
            finished = true;
            ready = null;
            format.close();
        }
    }

    /** Pages in the order of the endpoints, and within one endpoint as delivered. */
    static List<Page> inOrder(List<String> endpoints, List<Page> pages) {
        List<Page> ordered = new ArrayList<>();
        for (String endpoint : endpoints) {
            pages.stream().filter(p -> p.endpoint().equals(endpoint)).forEach(ordered::add);
        }
        return ordered;
    }
}
