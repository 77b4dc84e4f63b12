package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;

/** The elements of one page, one at a time, however the page is written; an XML element reads as JSON does. */
sealed interface ElementsOfPage extends AutoCloseable permits PageElements, XmlPageElements {
    /** @param arrayNames where the page's elements may stand */
    static ElementsOfPage open(SourceDocument document, Set<String> arrayNames) {
        return document.name().toLowerCase(Locale.ROOT).endsWith(".xml")
                ? new XmlPageElements(document, arrayNames)
                : new PageElements(document, arrayNames);
    }

    /**
     * @return the next element, null after the last one
     * @throws BrokenPage once; after it there is nothing more
     */
    @Nullable
    JsonNode next() throws BrokenPage;

    /** Position of the last element within its page, from 1. */
    long ordinal();

    /** What the source says that it has, over all pages; null where it says nothing. Known after the last element. */
    @Nullable
    Long announced();

    /** Whether the page is an answer that says no. Known after the last element. */
    boolean isErrorResponse();

    RejectedRecord errorResponse();

    /** What the encrypted quarantine keeps of a break: the text itself cannot be told apart into records. */
    String brokenPayload();

    @Override
    void close();
}
