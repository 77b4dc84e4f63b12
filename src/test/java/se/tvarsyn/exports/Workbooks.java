package se.tvarsyn.exports;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Reads a workbook as what it is, a zip archive of XML, with nothing that wrote it. */
final class Workbooks {
    /** @param isNumber as the file types it; a text is a text whatever is in it */
    record Cell(String text, boolean isNumber, String format, String align) {}

    /** @param cells by "row column", 0-based */
    record Page(Map<String, Cell> cells, Element xml) {
        String text(int row, int column) {
            Cell cell = cells.get(row + " " + column);
            return cell == null ? "" : cell.text();
        }

        boolean has(String tag) {
            return xml.getElementsByTagName(tag).getLength() > 0;
        }

        Element one(String tag) {
            return (Element) xml.getElementsByTagName(tag).item(0);
        }
    }

    private Workbooks() {}

    /** Name of sheet → sheet, in the order of the tabs. */
    static Map<String, Page> read(Path file) throws Exception {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> strings = new ArrayList<>();
            for (Element string : elements(xml(zip, "xl/sharedStrings.xml"), "si")) {
                strings.add(string.getTextContent());
            }
            Document styles = xml(zip, "xl/styles.xml");
            Map<String, String> formats = new HashMap<>();
            elements(styles, "numFmt")
                    .forEach(f -> formats.put(f.getAttribute("numFmtId"), f.getAttribute("formatCode")));
            List<Element> looks =
                    elements((Element) styles.getElementsByTagName("cellXfs").item(0), "xf");
            Map<String, Page> pages = new LinkedHashMap<>();
            int number = 0;
            for (Element sheet : elements(xml(zip, "xl/workbook.xml"), "sheet")) {
                Document page = xml(zip, "xl/worksheets/sheet" + ++number + ".xml");
                pages.put(
                        sheet.getAttribute("name"),
                        new Page(cells(page, strings, formats, looks), page.getDocumentElement()));
            }
            return pages;
        }
    }

    private static Map<String, Cell> cells(
            Document page, List<String> strings, Map<String, String> formats, List<Element> looks) {
        Map<String, Cell> cells = new HashMap<>();
        for (Element cell : elements(page, "c")) {
            NodeList values = cell.getElementsByTagName("v");
            if (values.getLength() == 0) {
                continue;
            }
            String value = values.item(0).getTextContent();
            boolean isText = cell.getAttribute("t").equals("s");
            String style = cell.getAttribute("s");
            Element look = looks.get(style.isEmpty() ? 0 : Integer.parseInt(style));
            NodeList align = look.getElementsByTagName("alignment");
            cells.put(
                    place(cell.getAttribute("r")),
                    new Cell(
                            isText ? strings.get(Integer.parseInt(value)) : value,
                            !isText,
                            formats.getOrDefault(look.getAttribute("numFmtId"), ""),
                            align.getLength() == 0 ? "" : ((Element) align.item(0)).getAttribute("horizontal")));
        }
        return cells;
    }

    private static String place(String reference) {
        int column = 0;
        int i = 0;
        for (; Character.isLetter(reference.charAt(i)); i++) {
            column = column * 26 + reference.charAt(i) - 'A' + 1;
        }
        return Integer.parseInt(reference.substring(i)) - 1 + " " + (column - 1);
    }

    private static Document xml(ZipFile zip, String name) throws Exception {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is not in the workbook");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(in.readAllBytes()));
        }
    }

    private static List<Element> elements(Document document, String tag) {
        return elements(document.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element above, String tag) {
        NodeList nodes = above.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            elements.add((Element) node);
        }
        return elements;
    }
}
