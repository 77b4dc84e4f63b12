package se.tvarsyn.source;

import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import se.tvarsyn.canonical.Rejection;

/**
 * The one parser of XML: no document type, no entity of its own making, no external reference. Its two readers, {@link
 * HardenedXml} and {@link XmlEvents}, bound depth and length besides, and say the same of what they refuse.
 */
final class HardenedParser {
    static final int DEEPEST = 64;

    private HardenedParser() {}

    /**
     * @param bytes closed where this fails
     * @throws BrokenPage where it does not begin as XML
     * @throws IOException where the disk or the network failed
     */
    static XMLStreamReader over(String document, CountedBytes bytes) throws BrokenPage, IOException {
        // The JDK's own parser, whatever else is on the class path: its switches are known and tested here.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external references are not followed");
        });
        try {
            return factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException | RuntimeException e) {
            bytes.close();
            bytes.throwReadFailure();
            // Its message quotes the document, so it is neither passed on nor chained.
            throw new BrokenPage(broken(document, 1));
        }
    }

    static Rejection broken(String document, long line) {
        return new Rejection(
                document,
                line,
                null,
                "broken-document",
                "the XML breaks off or is not well formed here; export it again");
    }

    static Rejection documentType(String document, long line) {
        return new Rejection(
                document,
                line,
                null,
                "forbidden-doctype",
                "the document declares a document type (DOCTYPE); remove it");
    }

    /** @param what was too long, with an article */
    static Rejection tooLong(String document, long line, String what, long most) {
        return new Rejection(
                document,
                line,
                null,
                "element-too-large",
                what + " is over " + most + " bytes; ask the sender for a sound export");
    }

    static Rejection tooDeep(String document, long line) {
        return new Rejection(
                document,
                line,
                null,
                "too-deep",
                "elements are nested over " + DEEPEST + " deep; is this the right export?");
    }
}
