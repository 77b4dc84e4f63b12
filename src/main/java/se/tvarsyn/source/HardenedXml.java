package se.tvarsyn.source;

import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * An XML document as StAX events, hardened, and without namespaces: DAK has two in use (ApN heritage in 2.1, Svenska
 * föreningssystem in 2.2), Edlevo's absences one for each version, and their elements are the same.
 *
 * <p>No document type, no entity of its own making, no external reference, no element over 16 MiB, no depth over 64. Why
 * reading stopped is in {@link #problem()}; the exceptions that pass through JAXB hold no text of the document.
 */
final class HardenedXml extends StreamReaderDelegate implements AutoCloseable {
    static final int LONGEST_ELEMENT = 16 * 1024 * 1024;
    private static final int DEEPEST = 64;
    /** A name and nothing else: it declares nothing and points nowhere. */
    private static final Pattern BARE_DOCTYPE = Pattern.compile("<!DOCTYPE\\s+[^\\s\\[>]+\\s*>");

    private final String document;
    private final CountedStream bytes;
    private final Set<String> whole;
    private int depth;
    private int wholeDepth;
    private boolean isBareDoctypeAllowed;
    private boolean isReadingWhole;
    private boolean isWholeEnded;
    private @Nullable Rejection problem;

    private HardenedXml(String document, CountedStream bytes, XMLStreamReader reader, Set<String> whole) {
        super(reader);
        this.document = document;
        this.bytes = bytes;
        this.whole = Set.copyOf(whole);
    }

    /** @param whole elements that are read into memory whole: their whole length is limited, not only that of their parts */
    static HardenedXml open(SourceDocument document, Set<String> whole) throws IOException, UnreadableDelivery {
        // The JDK's own parser, whatever else is on the class path: its switches are known and tested here.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external references are not followed");
        });
        CountedStream bytes = new CountedStream(document.open());
        try {
            return new HardenedXml(document.name(), bytes, factory.createXMLStreamReader(bytes), whole);
        } catch (XMLStreamException | RuntimeException e) {
            bytes.close();
            throwReadFailure(bytes);
            // Its message quotes the document, so it is not passed on.
            throw new UnreadableDelivery(broken(document.name(), 1));
        }
    }

    /** @return why reading stopped, null while it has not */
    @Nullable
    Rejection problem() {
        return problem;
    }

    /** A disk or a network that failed is no fault of the document. */
    void throwReadFailure() throws IOException {
        throwReadFailure(bytes);
    }

    private static void throwReadFailure(CountedStream bytes) throws IOException {
        if (bytes.failure != null) {
            throw bytes.failure;
        }
    }

    int line() {
        return Math.max(1, getLocation().getLineNumber());
    }

    @Override
    public int next() throws XMLStreamException {
        if (isReadingWhole && isWholeEnded) {
            return END_DOCUMENT;
        }
        int event;
        try {
            event = super.next();
        } catch (XMLStreamException e) {
            throw stop(bytes.isOver ? "element-too-large" : "broken-document", e.getLocation());
        } catch (RuntimeException e) {
            // The JDK's parser answers some broken documents with an index out of bounds.
            throw stop("broken-document", null);
        }
        switch (event) {
            case DTD -> {
                if (!isBareDoctypeAllowed || !BARE_DOCTYPE.matcher(getText()).matches()) {
                    throw stop("forbidden-doctype", null);
                }
            }
            case START_ELEMENT -> {
                depth++;
                if (depth > DEEPEST) {
                    throw stop("too-deep", null);
                }
                if (wholeDepth == 0) {
                    bytes.sinceElement = 0;
                    wholeDepth = whole.contains(getLocalName()) ? depth : 0;
                }
            }
            case END_ELEMENT -> {
                if (depth == wholeDepth) {
                    wholeDepth = 0;
                    isWholeEnded = true;
                    bytes.sinceElement = 0;
                }
                depth--;
            }
            default -> {}
        }
        return event;
    }

    /**
     * Reads the element at hand; the reader then stands at its end. JAXB by itself goes one step further, and would lose a
     * meeting that is whole where the document breaks right behind it.
     */
    <T> T readWhole(Unmarshaller unmarshaller, Class<T> type) throws JAXBException {
        isReadingWhole = true;
        isWholeEnded = false;
        try {
            return unmarshaller.unmarshal(this, type).getValue();
        } finally {
            isReadingWhole = false;
        }
    }

    /** For exporters that write a document type which declares nothing; every other one still stops the reading. */
    void allowBareDoctype() {
        isBareDoctypeAllowed = true;
    }

    /** The element that has just begun is read into memory whole: from here on its whole length is limited. */
    void holdWhole() {
        if (wholeDepth == 0) {
            wholeDepth = depth;
        }
    }

    /** Elements that are open, with the one that has just begun. */
    int depth() {
        return depth;
    }

    private XMLStreamException stop(String reason, @Nullable Location at) {
        long line = at != null && at.getLineNumber() > 0 ? at.getLineNumber() : line();
        problem = switch (reason) {
            case "forbidden-doctype" ->
                new Rejection(
                        document, line, null, reason, "the document declares a document type (DOCTYPE); remove it");
            case "element-too-large" ->
                new Rejection(
                        document,
                        line,
                        null,
                        reason,
                        "an element is over " + LONGEST_ELEMENT + " bytes; ask the sender for a sound export");
            case "too-deep" ->
                new Rejection(
                        document,
                        line,
                        null,
                        reason,
                        "elements are nested over " + DEEPEST + " deep; is this the right export?");
            default -> broken(document, line);
        };
        return new XMLStreamException(reason);
    }

    private static Rejection broken(String document, long line) {
        return new Rejection(
                document,
                line,
                null,
                "broken-document",
                "the XML breaks off or is not well formed here; export it again");
    }

    @Override
    public @Nullable String getNamespaceURI() {
        return "";
    }

    @Override
    public String getAttributeNamespace(int index) {
        return "";
    }

    @Override
    public QName getName() {
        return new QName(getLocalName());
    }

    /** Of an attribute of the element at hand, without surrounding blanks. */
    @Nullable
    String attribute(String name) {
        String value = getAttributeValue(null, name);
        return value == null ? null : value.strip();
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (XMLStreamException e) {
            // Frees buffers only; the stream below is what must be closed.
        }
        try {
            bytes.close();
        } catch (IOException e) {
            // It was only read: nothing can be lost.
        }
    }

    /** Counts bytes since an element began, and refuses to give more than one element may have. */
    private static final class CountedStream extends FilterInputStream {
        private long sinceElement;
        private boolean isOver;
        private @Nullable IOException failure;

        CountedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (sinceElement > LONGEST_ELEMENT) {
                isOver = true;
                throw new IOException("element too large");
            }
            try {
                int read = super.read(into, offset, length);
                sinceElement += Math.max(0, read);
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
    }
}
