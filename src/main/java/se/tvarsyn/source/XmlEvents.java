package se.tvarsyn.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * An XML document as a stream of events, hardened, and without namespaces.
 *
 * <p>No document type, no entity of its own making, no external reference, no event over 1 MiB (a tag with its
 * attributes, a comment; text comes in pieces), no depth over 64: so memory holds one event, whatever is sent.
 */
final class XmlEvents implements AutoCloseable {
    static final int LONGEST_EVENT = 1 << 20;
    static final int DEEPEST = 64;

    private final String document;
    private final CountedStream bytes;
    private final XMLStreamReader reader;
    private int depth;

    private XmlEvents(String document, CountedStream bytes, XMLStreamReader reader) {
        this.document = document;
        this.bytes = bytes;
        this.reader = reader;
    }

    /** @param in closed by {@link #close}, and here where this fails */
    static XmlEvents open(String document, InputStream in) throws BrokenPage, IOException {
        // The JDK's own parser, whatever else is on the class path: its switches are known and tested here.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external references are not followed");
        });
        CountedStream bytes = new CountedStream(in);
        try {
            return new XmlEvents(document, bytes, factory.createXMLStreamReader(bytes));
        } catch (XMLStreamException | RuntimeException e) {
            bytes.close();
            bytes.throwReadFailure();
            // Its message quotes the document, so it is neither passed on nor chained.
            throw broken(document, 1);
        }
    }

    /**
     * Goes to the next event.
     *
     * @return a constant of {@link XMLStreamConstants}; END_DOCUMENT at the end, again and again
     * @throws BrokenPage where reading stops; there is nothing more then
     * @throws IOException where the disk or the network failed: that is no fault of the document
     */
    int next() throws BrokenPage, IOException {
        bytes.sinceEvent = 0;
        int event;
        try {
            if (!reader.hasNext()) {
                return XMLStreamConstants.END_DOCUMENT;
            }
            event = reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser answers some broken documents with an index out of bounds.
            bytes.throwReadFailure();
            throw bytes.isOver
                    ? stop(
                            "element-too-large",
                            "a tag or comment is over " + LONGEST_EVENT + " bytes; ask the sender for a sound export")
                    : broken();
        }
        switch (event) {
            case XMLStreamConstants.DTD ->
                throw stop("forbidden-doctype", "the document declares a document type (DOCTYPE); remove it");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw broken();
            case XMLStreamConstants.START_ELEMENT -> {
                depth++;
                if (depth > DEEPEST) {
                    throw stop("too-deep", "elements are nested over " + DEEPEST + " deep; is this the right export?");
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
        return broken(document, line());
    }

    private static BrokenPage broken(String document, int line) {
        return new BrokenPage(new Rejection(
                document,
                line,
                null,
                "broken-document",
                "the XML breaks off or is not well formed here; export it again"));
    }

    private BrokenPage stop(String reason, String mend) {
        return new BrokenPage(new Rejection(document, line(), null, reason, mend));
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

    /** Counts bytes since the last event, and refuses to give more than one event may have. */
    private static final class CountedStream extends FilterInputStream {
        private long sinceEvent;
        private boolean isOver;
        private @Nullable IOException failure;

        CountedStream(InputStream in) {
            super(in);
        }

        void throwReadFailure() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (sinceEvent > LONGEST_EVENT) {
                isOver = true;
                throw new IOException("event too large");
            }
            try {
                int read = super.read(into, offset, length);
                sinceEvent += Math.max(0, read);
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8_192)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {
            try {
                super.close();
            } catch (IOException e) {
                // It was only read: nothing can be lost.
            }
        }
    }
}
