package se.tvarsyn.source;

import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
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
    /** A name and nothing else: it declares nothing and points nowhere. */
    private static final Pattern BARE_DOCTYPE = Pattern.compile("<!DOCTYPE\\s+[^\\s\\[>]+\\s*>");

    private final String document;
    private final CountedBytes bytes;
    private final Set<String> whole;
    private int depth;
    private int wholeDepth;
    private boolean isBareDoctypeAllowed;
    private boolean isReadingWhole;
    private boolean isWholeEnded;
    private @Nullable Rejection problem;

    private HardenedXml(String document, CountedBytes bytes, XMLStreamReader reader, Set<String> whole) {
        super(reader);
        this.document = document;
        this.bytes = bytes;
        this.whole = Set.copyOf(whole);
    }

    /** @param whole elements that are read into memory whole: their whole length is limited, not only that of their parts */
    static HardenedXml open(SourceDocument document, Set<String> whole) throws IOException, UnreadableDelivery {
        CountedBytes bytes = new CountedBytes(document.open(), LONGEST_ELEMENT);
        try {
            return new HardenedXml(document.name(), bytes, HardenedParser.over(document.name(), bytes), whole);
        } catch (BrokenPage e) {
            throw new UnreadableDelivery(e.problem());
        }
    }

    /** @return why reading stopped, null while it has not */
    @Nullable
    Rejection problem() {
        return problem;
    }

    /** A disk or a network that failed is no fault of the document. */
    void throwReadFailure() throws IOException {
        bytes.throwReadFailure();
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
            throw stop(bytes.isOver() ? "element-too-large" : "broken-document", e.getLocation());
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
                if (depth > HardenedParser.DEEPEST) {
                    throw stop("too-deep", null);
                }
                if (wholeDepth == 0) {
                    bytes.countAnew();
                    wholeDepth = whole.contains(getLocalName()) ? depth : 0;
                }
            }
            case END_ELEMENT -> {
                if (depth == wholeDepth) {
                    wholeDepth = 0;
                    isWholeEnded = true;
                    bytes.countAnew();
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
            case "forbidden-doctype" -> HardenedParser.documentType(document, line);
            case "element-too-large" -> HardenedParser.tooLong(document, line, "an element", LONGEST_ELEMENT);
            case "too-deep" -> HardenedParser.tooDeep(document, line);
            default -> HardenedParser.broken(document, line);
        };
        return new XMLStreamException(reason);
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
        bytes.close();
    }
}
