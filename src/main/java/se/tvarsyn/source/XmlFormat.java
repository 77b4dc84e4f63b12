package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import se.tvarsyn.canonical.Rejection;

/**
 * XML whose layout the mapping declares. Settings, in the mapping file's {@code format} section:
 *
 * <pre>records: {arende: {element: Arende, fields: {id: "@id", personnummer: Person/Personnummer}}}</pre>
 *
 * <p>Every {@code Arende}, wherever it stands, is a record; a path is below it, and {@code .} is its own text. Namespaces
 * and prefixes do not count. An element that is missing or empty is null. What is not named is never kept. Rejected
 * records: {@code repeated-element} (one field, two elements: nobody can tell which is meant), {@code text-too-long},
 * {@code broken-document} where the XML breaks off. Unreadable deliveries: {@code empty-file}, {@code no-records},
 * {@code broken-document}, {@code forbidden-doctype}, {@code element-too-large}, {@code too-deep}, {@code
 * unreadable-file}.
 */
public final class XmlFormat implements SourceFormat {
    @Override
    public String name() {
        return "xml";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return XmlSettings.of(settings).layouts();
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return false;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        XmlSettings xml = XmlSettings.of(settings);
        FieldsSeen fieldsSeen = new FieldsSeen();
        List<Part> parts = new ArrayList<>();
        for (SourceDocument document : documents) {
            look(document, xml);
            parts.add(new Part(document, xml, fieldsSeen));
        }
        return new DocumentsReading(parts, fieldsSeen);
    }

    /** Reads to the first record: a document that has none is held before anything of the delivery is loaded. */
    private static void look(SourceDocument document, XmlSettings settings) throws UnreadableDelivery {
        try {
            try (InputStream in = document.open()) {
                if (in.read() < 0) {
                    throw unreadable(document, "empty-file", "the file is empty; ask the sender for a new export");
                }
            }
            try (XmlEvents xml = XmlEvents.open(document.name(), document.open())) {
                XmlRecords records = new XmlRecords(document.name(), xml, settings, new FieldsSeen());
                if (!records.find()) {
                    throw unreadable(
                            document,
                            "no-records",
                            "the document has no "
                                    + String.join(
                                            " and no ",
                                            settings.byElement().keySet().stream()
                                                    .sorted()
                                                    .toList())
                                    + "; is this the right export, and does the mapping name its elements?");
                }
            } catch (BrokenPage e) {
                throw new UnreadableDelivery(e.problem());
            }
        } catch (IOException e) {
            throw unreadable(document, "unreadable-file", "the file could not be read; check that it is there");
        }
    }

    private static UnreadableDelivery unreadable(SourceDocument document, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document.name(), 0, null, reason, mend));
    }

    private record Part(SourceDocument source, XmlSettings settings, FieldsSeen fieldsSeen)
            implements DocumentsReading.Part {
        @Override
        public String document() {
            return source.name();
        }

        @Override
        public DocumentsReading.Open open() throws IOException {
            try {
                return new XmlRecords(
                        source.name(), XmlEvents.open(source.name(), source.open()), settings, fieldsSeen);
            } catch (BrokenPage e) {
                throw new IOException("the file changed while it was read");
            }
        }

        @Override
        public void close() {}
    }
}
