package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/**
 * The rows of an XML page, as .NET's serializer writes what it also writes as JSON: the rows stand in an element of the
 * array's name, lists of persons have names that end in {@code DTOs}, and null is {@code i:nil}. The names are those of
 * the JSON form; the root's name and the namespaces are free.
 */
final class XmlPageElements implements ElementsOfPage {
    private static final String LIST_ENDING = "DTOs";

    private final String name;
    private final Set<String> arrayNames;
    private final @Nullable HardenedXml xml;
    private @Nullable Rejection unopened;
    private boolean hasArray;
    private boolean isError;
    private boolean isFinished;
    private int arrayDepth;
    private long ordinal;
    private @Nullable Long announced;

    XmlPageElements(SourceDocument document, Set<String> arrayNames) {
        this.name = document.name();
        this.arrayNames = arrayNames;
        HardenedXml opened = null;
        try {
            opened = HardenedXml.open(document, Set.of());
        } catch (UnreadableDelivery e) {
            unopened = e.problem();
        } catch (IOException e) {
            throw unreadableFile();
        }
        this.xml = opened;
    }

    private UncheckedIOException unreadableFile() {
        return new UncheckedIOException(new IOException(name + ": the page cannot be read from its storage"));
    }

    @Override
    public @Nullable JsonNode next() throws BrokenPage {
        if (isFinished) {
            return null;
        }
        HardenedXml from = xml;
        if (from == null) {
            throw broken(unopened, 1, "the page is not XML");
        }
        try {
            JsonNode row = advance(from);
            isFinished = row == null;
            if (isFinished && !hasArray && !isError) {
                throw broken(null, from.line(), "the page has none of " + String.join(", ", sorted()));
            }
            return row;
        } catch (XMLStreamException e) {
            try {
                from.throwReadFailure();
            } catch (IOException failure) {
                // A failing disk is no broken page: the delivery must fail, not lose its tail.
                throw unreadableFile();
            }
            throw broken(from.problem(), from.line(), "the XML breaks off or is garbled here");
        }
    }

    private List<String> sorted() {
        return arrayNames.stream().sorted().toList();
    }

    private @Nullable JsonNode advance(HardenedXml from) throws XMLStreamException {
        while (from.hasNext()) {
            int event = from.next();
            if (event == XMLStreamConstants.END_ELEMENT && from.depth() < arrayDepth) {
                arrayDepth = 0;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = from.getLocalName();
            int depth = from.depth();
            if (arrayDepth > 0) {
                JsonNode row = withLists(XmlTree.read(from));
                ordinal++;
                return row;
            }
            if (depth == 1) {
                isError = element.equalsIgnoreCase("Error");
            } else if (depth == 2 && arrayNames.contains(element)) {
                hasArray = true;
                arrayDepth = depth;
            } else if (depth == 2 && element.equals("TotalNumberOfRecords")) {
                announced = number(XmlTree.read(from).asText());
            }
        }
        return null;
    }

    private static @Nullable Long number(String text) {
        boolean isNumber = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.valueOf(text) : null;
    }

    /** XML does not tell a list of one from an object: a name that ends in DTOs is a list, wrapped or repeated. */
    private static JsonNode withLists(JsonNode row) {
        if (row instanceof ObjectNode fields) {
            List<String> names = new ArrayList<>();
            fields.fieldNames().forEachRemaining(names::add);
            for (String field : names) {
                if (field.endsWith(LIST_ENDING)) {
                    fields.set(field, list(fields.path(field)));
                }
            }
        }
        return row;
    }

    private static JsonNode list(JsonNode value) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        if (value instanceof ArrayNode several) {
            several.forEach(list::add);
        } else if (value instanceof ObjectNode one && isWrapper(one)) {
            one.forEach(inner -> {
                if (inner instanceof ArrayNode several) {
                    several.forEach(list::add);
                } else {
                    list.add(inner);
                }
            });
        } else if (value.isObject()) {
            list.add(value);
        } else if (!value.isNull() && !value.asText().isEmpty()) {
            return value; // text where persons belong: whoever reads it says so
        }
        return list;
    }

    private static boolean isWrapper(ObjectNode value) {
        for (JsonNode inner : value) {
            if (!inner.isContainerNode()) {
                return false;
            }
        }
        return true;
    }

    private BrokenPage broken(@Nullable Rejection problem, long line, String what) {
        isFinished = true;
        String reason = problem == null ? "broken-document" : problem.reason();
        String mend = reason.equals("broken-document")
                ? what + "; the " + ordinal + " whole elements before it were read, send the page again"
                : String.valueOf(problem == null ? what : problem.mend());
        return new BrokenPage(new Rejection(name, problem == null ? line : problem.line(), null, reason, mend));
    }

    @Override
    public long ordinal() {
        return ordinal;
    }

    @Override
    public @Nullable Long announced() {
        return announced;
    }

    @Override
    public boolean isErrorResponse() {
        return isError;
    }

    @Override
    public RejectedRecord errorResponse() {
        return PageElements.errorResponse(name, Payload.NOTHING);
    }

    @Override
    public String brokenPayload() {
        return "{\"readWhole\":" + ordinal + "}";
    }

    @Override
    public void close() {
        if (xml != null) {
            xml.close();
        }
    }
}
