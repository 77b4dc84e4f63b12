package se.tvarsyn.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** The records of one XML document, one at a time. */
final class XmlRecords implements DocumentsReading.Open {
    /** Characters of one field: no code, date or number is near it. */
    static final int LONGEST_TEXT = 65_536;

    private final String document;
    private final XmlEvents xml;
    private final XmlSettings settings;
    private final FieldsSeen fieldsSeen;
    private final Payload payload = new Payload();
    private boolean isEnded;

    XmlRecords(String document, XmlEvents xml, XmlSettings settings, FieldsSeen fieldsSeen) {
        this.document = document;
        this.xml = xml;
        this.settings = settings;
        this.fieldsSeen = fieldsSeen;
    }

    /** Goes to the next element that is a record; false where there is none. */
    boolean find() throws BrokenPage, IOException {
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT
                    && settings.byElement().containsKey(xml.name())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean next(BlockInProgress block) throws IOException {
        if (isEnded) {
            return false;
        }
        try {
            XmlSettings.RecordElement element = find() ? settings.byElement().get(xml.name()) : null;
            if (element == null) {
                isEnded = true;
                return false;
            }
            new OneRecord(element).read(block);
        } catch (BrokenPage e) {
            isEnded = true;
            block.add(new RejectedRecord(e.problem(), Payload.NOTHING));
        }
        return true;
    }

    @Override
    public void close() {
        xml.close();
    }

    /** A record while its element is open. */
    private final class OneRecord {
        private final SourceLayout layout;
        private final Map<String, Integer> fieldAt;
        private final @Nullable String[] values;
        private final boolean[] isSeen;
        private final int line = xml.line();
        /** Paths of the open elements below the record, the innermost first. */
        private final Deque<String> paths = new ArrayDeque<>();

        private final Map<String, StringBuilder> texts = new HashMap<>();
        private long characters;
        private @Nullable UnusableElement problem;

        OneRecord(XmlSettings.RecordElement element) {
            layout = element.layout();
            fieldAt = element.fieldAt();
            values = new @Nullable String[layout.fields().size()];
            isSeen = new boolean[values.length];
        }

        void read(BlockInProgress block) throws BrokenPage, IOException {
            begin("");
            while (!paths.isEmpty()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    String outer = paths.element();
                    begin(outer.isEmpty() ? xml.name() : outer + "/" + xml.name());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end();
                } else if (XmlEvents.isText(event)) {
                    StringBuilder text = texts.get(paths.element());
                    if (text != null) {
                        xml.appendText(text, LONGEST_TEXT + 1);
                    }
                } else if (event == XMLStreamConstants.END_DOCUMENT) {
                    throw xml.broken();
                }
            }
            if (problem != null) {
                Map<String, @Nullable String> fields = new HashMap<>();
                for (int i = 0; i < values.length; i++) {
                    fields.put(layout.fields().get(i), values[i]);
                }
                Rejection rejection = problem.at(document, line);
                block.add(new RejectedRecord(
                        rejection, characters > Payload.LONGEST ? Payload.NOTHING : payload.of(fields)));
            } else {
                block.add(new SourceRecord(layout, line, values), characters);
            }
        }

        private void begin(String path) {
            paths.push(path);
            Integer field = fieldAt.get(path);
            if (field != null) {
                see(field);
                texts.put(path, new StringBuilder());
            }
            boolean isWhole = path.isEmpty();
            for (int i = 0; i < xml.attributes(); i++) {
                String attribute = (isWhole ? "@" : path + "/@") + xml.attributeName(i);
                if (isWhole) {
                    fieldsSeen.saw(layout.recordType(), attribute, FieldsSeen.Kind.TEXT);
                }
                Integer named = fieldAt.get(attribute);
                if (named != null) {
                    see(named);
                    take(named, xml.attributeValue(i));
                }
            }
            if (paths.size() == 2) {
                fieldsSeen.saw(layout.recordType(), path, FieldsSeen.Kind.TEXT);
            } else if (paths.size() == 3) {
                fieldsSeen.saw(layout.recordType(), path.substring(0, path.indexOf('/')), FieldsSeen.Kind.OBJECT);
            }
        }

        private void end() {
            String path = paths.pop();
            StringBuilder text = texts.remove(path);
            Integer field = fieldAt.get(path);
            if (text != null && field != null) {
                take(field, text.toString());
            }
        }

        private void see(int field) {
            if (isSeen[field]) {
                report(field, "repeated-element", "one field stands in two elements; send one, or name another path");
            }
            isSeen[field] = true;
        }

        private void take(int field, String raw) {
            String text = raw.strip();
            if (raw.length() > LONGEST_TEXT) {
                report(
                        field,
                        "text-too-long",
                        "the text is over " + LONGEST_TEXT + " characters; is this the right field?");
            } else if (!text.isEmpty()) {
                values[field] = text;
                characters += text.length();
            }
        }

        private void report(int field, String reason, String mend) {
            if (problem == null) {
                problem = new UnusableElement(layout.fields().get(field), reason, mend);
            }
        }
    }
}
