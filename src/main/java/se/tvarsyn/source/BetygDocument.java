package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * Walks through one document of betyg pupil by pupil. A pupil is read whole: half of one would take the other half's
 * grades away. Who decided the grade is dropped here.
 */
final class BetygDocument implements AutoCloseable {
    static final String SUBJECT_GRADE = "ämnesbetyg";
    static final String COURSE_GRADE = "kursbetyg";
    private static final List<String> DROPPED = List.of("beslutsfattare", "betygsgrupp");

    /** One of a pupil's grades. */
    record Grade(String kind, long line, JsonNode content) {
        /** Never the values. */
        @Override
        public String toString() {
            return "Grade[" + kind + "]";
        }
    }

    /** One {@code elev} with all grades. */
    record Pupil(long line, @Nullable String id, List<Grade> grades) {
        /** Never the values. */
        @Override
        public String toString() {
            return "Pupil[" + grades.size() + " grades]";
        }
    }

    private final String name;
    private final HardenedXml xml;
    private final FieldsSeen seen;
    private @Nullable Rejection problem;

    BetygDocument(SourceDocument document, FieldsSeen seen) throws IOException, UnreadableDelivery {
        this.name = document.name();
        this.seen = seen;
        this.xml = HardenedXml.open(document, Set.of());
        // The publisher's own example (betyg/r11, read November 2026) begins with <!DOCTYPE xml>.
        xml.allowBareDoctype();
    }

    /** @return why reading stopped before the end; null while it has not */
    @Nullable
    Rejection problem() {
        return problem != null ? problem : xml.problem();
    }

    /** @return null at the end, and where reading stopped for {@link #problem()} */
    @Nullable
    Pupil next() throws IOException {
        try {
            while (problem() == null && xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.depth() == 1 && !xml.getLocalName().equals("betyg")) {
                    problem = new Rejection(
                            name,
                            xml.line(),
                            null,
                            "not-betyg",
                            "the root element is not betyg; is this another export?");
                } else if (xml.getLocalName().equals("elev")) {
                    return pupil();
                }
            }
        } catch (XMLStreamException e) {
            // Why is in problem(); the exception may hold text of the document.
            xml.throwReadFailure();
        }
        return null;
    }

    private Pupil pupil() throws XMLStreamException {
        xml.holdWhole();
        long line = xml.line();
        String id = xml.attribute("id");
        if (id != null) {
            seen.saw("elev", "id", FieldsSeen.Kind.TEXT);
        }
        List<Grade> grades = new ArrayList<>();
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                return new Pupil(line, id, grades);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String kind = xml.getLocalName();
                long at = xml.line();
                JsonNode content = XmlTree.read(xml);
                seen.saw("elev", kind, FieldsSeen.Kind.OBJECT);
                seen.saw(kind, content);
                if (content instanceof ObjectNode fields) {
                    fields.remove(DROPPED);
                }
                if (kind.equals(SUBJECT_GRADE) || kind.equals(COURSE_GRADE)) {
                    grades.add(new Grade(kind, at, content));
                }
            }
        }
    }

    @Override
    public void close() {
        xml.close();
    }
}
