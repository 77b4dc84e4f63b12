package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * Walks through one answer of the Absence API, v1 or v2, event by event. Free text, names and staff are dropped here and
 * get no further.
 */
final class EdlevoDocument implements AutoCloseable {
    static final Set<String> ROOTS = Set.of("persons", "absence", "events");
    private static final List<String> DROPPED = List.of(
            "comment",
            "registeredby",
            "unitname",
            "courseorsubjectname",
            "grouporclassid",
            "grouporclassname",
            "departmentname");
    /** The call's own parameters, which the service repeats in its comments (seen in the vendor's example). */
    private static final Pattern UNIT_ID = Pattern.compile("\\bUnitId\\s*=\\s*(\\{?[0-9a-fA-F-]{36}\\}?)");

    /**
     * What a document says of itself.
     *
     * @param answeredAt epoch milliseconds; local time in the document
     * @param unitId the unit that was asked for, null where the call named a person
     */
    record Properties(
            long answeredAt,
            @Nullable String unitId,
            @Nullable String schoolType) {}

    /**
     * An event or an aggregation.
     *
     * @param ordinal from 1, within the document
     * @param personId of the {@code person} around it
     */
    record Item(
            boolean isAggregation,
            long line,
            long ordinal,
            @Nullable String personId,
            JsonNode content) {
        /** Never the values. */
        @Override
        public String toString() {
            return "Item[" + ordinal + "]";
        }
    }

    private final String name;
    private final HardenedXml xml;
    private final FieldsSeen seen;
    private @Nullable String personId;
    private @Nullable Properties properties;
    private @Nullable Rejection problem;
    private long ordinal;
    private long persons;

    EdlevoDocument(SourceDocument document, FieldsSeen seen) throws IOException, UnreadableDelivery {
        this.name = document.name();
        this.seen = seen;
        this.xml = HardenedXml.open(document, Set.of());
    }

    /** @return why reading stopped before the end; null while it has not */
    @Nullable
    Rejection problem() {
        return problem != null ? problem : xml.problem();
    }

    long persons() {
        return persons;
    }

    /** Known once an item has been given. */
    Properties properties() {
        if (properties == null) {
            throw new IllegalStateException("no item has been read yet");
        }
        return properties;
    }

    /** @return null at the end, and where reading stopped for {@link #problem()} */
    @Nullable
    Item next() throws IOException {
        try {
            while (problem() == null && xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    Item item = begun(xml.getLocalName());
                    if (item != null) {
                        return item;
                    }
                }
            }
        } catch (XMLStreamException e) {
            // Why is in problem(); the exception may hold text of the document.
            xml.throwReadFailure();
        }
        return null;
    }

    private @Nullable Item begun(String element) throws XMLStreamException {
        if (xml.depth() == 1 && !ROOTS.contains(element)) {
            problem = new Rejection(
                    name,
                    xml.line(),
                    null,
                    "not-edlevo",
                    "the root is none of persons, absence, events; another export?");
            return null;
        }
        switch (element) {
            case "person" -> {
                persons++;
                personId = null;
            }
            case "personid" -> {
                seen.saw("person", element, FieldsSeen.Kind.TEXT);
                personId = XmlTree.read(xml).asText();
            }
            case "properties" -> properties = properties(XmlTree.read(xml));
            case "event", "aggregation" -> {
                if (properties == null) {
                    problem = problem == null ? withoutTime() : problem;
                    return null;
                }
                long line = xml.line();
                JsonNode content = XmlTree.read(xml);
                seen.saw(element, content);
                drop(content);
                ordinal++;
                return new Item(element.equals("aggregation"), line, ordinal, personId, content);
            }
            default -> {}
        }
        return null;
    }

    private Rejection withoutTime() {
        return new Rejection(
                name,
                xml.line(),
                "datetime",
                "missing-datetime",
                "properties must say when the answer was made: it decides which of two answers holds");
    }

    private void drop(JsonNode content) {
        for (String part : List.of("schoolevent", "preschoolevent")) {
            if (content.get(part) instanceof ObjectNode inner) {
                seen.saw(part, inner);
                inner.remove(DROPPED);
            }
        }
        if (content instanceof ObjectNode outer) {
            outer.remove(DROPPED);
        }
    }

    private @Nullable Properties properties(JsonNode content) {
        seen.saw("properties", content);
        try {
            Instant answered = SourceTime.instant(JsonFields.text(content, "datetime", "datetime"), "datetime");
            if (answered == null) {
                return null;
            }
            String comments = JsonFields.text(content, "comments", "comments");
            Matcher unit = UNIT_ID.matcher(comments == null ? "" : comments);
            return new Properties(
                    answered.toEpochMilli(),
                    unit.find() ? SourcePerson.guid(unit.group(1)) : null,
                    JsonFields.text(content, "schooltype", "schooltype"));
        } catch (UnusableElement e) {
            problem = e.at(name, xml.line());
            return null;
        }
    }

    @Override
    public void close() {
        xml.close();
    }
}
