package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.Rejection;

/**
 * What the cells of a sheet refer to: texts, styles, the part that holds the sheet. Our own small reader, because a
 * workbook comes from outside: fastexcel-reader 0.20 (read November 2026) takes the whole file into memory, makes a list
 * as long as the column that a cell claims to stand in, gives up a whole sheet for one cell, and quotes that cell.
 */
final class XlsxWorkbook implements AutoCloseable {
    private static final int MOST_SHEETS = 1_000;

    private final SourceDocument document;
    private final XlsxStrings strings;
    private XlsxStyles styles = XlsxStyles.none();
    private boolean isFrom1904;
    private boolean hasWorkbook;
    private final Map<String, String> relationOfSheet = new LinkedHashMap<>();
    private final Map<String, String> partOfRelation = new HashMap<>();

    private XlsxWorkbook(SourceDocument document, Path scratch) {
        this.document = document;
        this.strings = new XlsxStrings(scratch);
    }

    /** Reads all but the sheets, and finds out whether the file is whole. */
    static XlsxWorkbook read(SourceDocument document, Path scratch) throws UnreadableDelivery, IOException {
        checkKind(document);
        XlsxWorkbook workbook = new XlsxWorkbook(document, scratch);
        boolean isGood = false;
        try {
            workbook.readParts();
            if (!workbook.hasWorkbook) {
                throw unreadable(document, "not-a-workbook", "the file is no .xlsx workbook; is this another export?");
            }
            isGood = true;
            return workbook;
        } finally {
            if (!isGood) {
                workbook.close();
            }
        }
    }

    private static void checkKind(SourceDocument document) throws UnreadableDelivery, IOException {
        byte[] start;
        try (InputStream in = document.open()) {
            start = in.readNBytes(4);
        }
        if (start.length == 0) {
            throw unreadable(document, "empty-file", "the file is empty; ask the sender for a new export");
        }
        if (start.length == 4 && (start[0] & 0xFF) == 0xD0 && (start[1] & 0xFF) == 0xCF) {
            // A workbook with a password is enciphered inside the container that .xls is made of.
            throw unreadable(
                    document,
                    "protected-workbook",
                    "the workbook has a password or is of the old kind (.xls); save it as .xlsx without a password");
        }
        if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
            throw unreadable(document, "not-a-workbook", "the file is no .xlsx workbook; is this another export?");
        }
    }

    private void readParts() throws UnreadableDelivery, IOException {
        BoundedZip zip = new BoundedZip(document.open());
        try (zip) {
            for (String part = zip.next(); part != null; part = zip.next()) {
                switch (part.toLowerCase(Locale.ROOT)) {
                    case "xl/workbook.xml" -> read(zip, this::workbook);
                    case "xl/_rels/workbook.xml.rels" -> read(zip, this::relations);
                    case "xl/styles.xml" -> read(zip, xml -> styles = XlsxStyles.read(xml));
                    case "xl/sharedstrings.xml" -> read(zip, this::texts);
                    default -> {}
                }
            }
        } catch (IOException | BrokenPage | RuntimeException e) {
            zip.throwReadFailure();
            throw zip.isOver()
                    ? unreadable(
                            document,
                            "workbook-too-large",
                            "the workbook unpacks to more than any register; ask the sender for a sound export")
                    : unreadable(document, "broken-workbook", "the workbook breaks off or is damaged; export it again");
        }
    }

    private interface PartReader {
        void read(XmlEvents xml) throws BrokenPage, IOException;
    }

    private void read(BoundedZip zip, PartReader reader) throws BrokenPage, IOException {
        try (XmlEvents xml = XmlEvents.open(document.name(), zip.content())) {
            reader.read(xml);
        }
    }

    private void workbook(XmlEvents xml) throws BrokenPage, IOException {
        hasWorkbook = true;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("sheet")) {
                String name = xml.attribute("name");
                String relation = xml.attribute("id");
                if (name != null && relation != null && relationOfSheet.size() < MOST_SHEETS) {
                    relationOfSheet.putIfAbsent(name.strip(), relation);
                }
            } else if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("workbookPr")) {
                String from1904 = xml.attribute("date1904");
                isFrom1904 = "1".equals(from1904) || "true".equals(from1904);
            }
        }
    }

    private void relations(XmlEvents xml) throws BrokenPage, IOException {
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && xml.name().equals("Relationship")) {
                String id = xml.attribute("Id");
                String target = xml.attribute("Target");
                if (id != null && target != null && partOfRelation.size() < 10 * MOST_SHEETS) {
                    partOfRelation.put(id, target.startsWith("/") ? target.substring(1) : "xl/" + target);
                }
            }
        }
    }

    /** Runs of one text are joined; how it is to be pronounced (rPh) is no part of it. */
    private void texts(XmlEvents xml) throws BrokenPage, IOException {
        StringBuilder text = new StringBuilder();
        int pronounced = 0;
        boolean isText = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                pronounced += xml.name().equals("rPh") ? 1 : 0;
                isText = xml.name().equals("t") && pronounced == 0;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                isText = false;
                pronounced -= xml.name().equals("rPh") ? 1 : 0;
                if (xml.name().equals("si")) {
                    strings.add(text.length() > XlsxSheet.LONGEST_CELL ? null : text.toString());
                    text.setLength(0);
                }
            } else if (isText && XmlEvents.isText(event)) {
                xml.appendText(text, XlsxSheet.LONGEST_CELL + 1);
            }
        }
    }

    /**
     * Opens a sheet.
     *
     * @param name null = the first one
     */
    XlsxSheet sheet(@Nullable String name) throws UnreadableDelivery, IOException {
        String relation =
                name == null ? relationOfSheet.values().stream().findFirst().orElse(null) : relationOfSheet.get(name);
        String wanted = relation == null ? null : partOfRelation.get(relation);
        if (wanted == null) {
            throw unreadable(
                    document,
                    "missing-sheet",
                    name == null
                            ? "the workbook has no sheet; export it again"
                            : "the workbook has no sheet '" + name
                                    + "'; name another in format.sheet of the mapping file");
        }
        BoundedZip zip = new BoundedZip(document.open());
        boolean isGood = false;
        try {
            for (String part = zip.next(); part != null; part = zip.next()) {
                if (part.equalsIgnoreCase(wanted)) {
                    XlsxSheet sheet = new XlsxSheet(this, XmlEvents.open(document.name(), zip.content()), zip);
                    isGood = true;
                    return sheet;
                }
            }
        } catch (BrokenPage | RuntimeException e) {
            throw unreadable(document, "broken-workbook", "the sheet is damaged; export the workbook again");
        } finally {
            if (!isGood) {
                zip.close();
            }
        }
        throw unreadable(document, "broken-workbook", "the workbook lacks a part; export it again");
    }

    XlsxStrings strings() {
        return strings;
    }

    /** What a number says in a cell of this style. */
    String shown(String number, int style) {
        return styles.isDate(style) ? XlsxNumber.dateOrTime(number, isFrom1904) : XlsxNumber.plain(number);
    }

    static UnreadableDelivery unreadable(SourceDocument document, String reason, String mend) {
        return new UnreadableDelivery(new Rejection(document.name(), 0, null, reason, mend));
    }

    @Override
    public void close() {
        strings.close();
    }
}
