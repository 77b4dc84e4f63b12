package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An XML document as a stream of events, hardened, and without namespaces.
 *
 * <p>No document type, no entity of its own making, no external reference, no event over 1 MiB (a tag with its
 * attributes, a comment; text comes in pieces), no depth over 64: so memory holds one event, whatever is sent.
 */
final class XmlEvents implements AutoCloseable {
    static final int LONGEST_EVENT = 1 << 20;

    private final String document;
    private final CountedBytes bytes;
    private final XMLStreamReader reader;
    private int depth;

    private XmlEvents(String document, CountedBytes bytes, XMLStreamReader reader) {
        this.document = document;
        this.bytes = bytes;
        this.reader = reader;
    }

    /** @param in closed by {@link #close}, and here where this fails */
    static XmlEvents open(String document, InputStream in) throws BrokenPage, IOException {
        CountedBytes bytes = new CountedBytes(in, LONGEST_EVENT);
        return new XmlEvents(document, bytes, HardenedParser.over(document, bytes));
    }

    /**
     * Goes to the next event.
     *
     * @return a constant of {@link XMLStreamConstants}; END_DOCUMENT at the end, again and again
     * @throws BrokenPage where reading stops; there is nothing more then
     * @throws IOException where the disk or the network failed: that is no fault of the document
     */
    int next() throws BrokenPage, IOException {
        bytes.countAnew();
        int event;
        try {
            if (!reader.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            event = reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser answers some broken documents with an index out of bounds.
            bytes.throwReadFailure();
            throw bytes.isOver()
                    ? new BrokenPage(HardenedParser.tooLong(document, line(), "a tag or comment", LONGEST_EVENT))
                    : broken();
        }
        switch (event) {
            case XMLStreamConstants.DTD -> throw new BrokenPage(HardenedParser.documentType(document, line()));
            case XMLStreamConstants.ENTITY_REFERENCE -> throw broken();
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > HardenedParser.DEEPEST) {
                    throw new BrokenPage(HardenedParser.tooDeep(document, line()));
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            default -> {}
        }
        return event;
    }

    /** Elements that are open, with the one that has just begun. */
    int depth() {
        return depth;
    }

    int line() {
        return Math.max(1, reader.getLocation().getLineNumber());
    }

    /** Of the element that begins or ends, without prefix. */
    String name() {
        return reader.getLocalName();
    }

    /** Of the element that begins; null where it has no such attribute. Prefixes do not count. */
    @Nullable
    String attribute(String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    int attributes() {
        return reader.getAttributeCount();
    }

    String attributeName(int index) {
        return reader.getAttributeLocalName(index);
    }

    String attributeValue(int index) {
        return reader.getAttributeValue(index);
    }

    /** Whether the event is a piece of text. */
    static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    /** The piece of text at hand, up to so many characters. */
    void appendText(StringBuilder to, int most) {
        int length = Math.min(reader.getTextLength(), Math.max(0, most - to.length()));
        to.append(reader.getTextCharacters(), reader.getTextStart(), length);
    }

    /** The document is not what it says it is, at this place. */
    BrokenPage broken() {
        return new BrokenPage(HardenedParser.broken(document, line()));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            // Frees buffers only; the stream below is what must be closed.
        }
        bytes.close();
    }
}
