package se.tvarsyn.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks for tests, as small as the standard allows. Style 1 is a date, style 2 a date of its own code, 3 a number. */
final class Workbook {
    private final Map<String, String> parts = new LinkedHashMap<>();

    private Workbook() {
        parts.put("[Content_Types].xml", "<Types/>");
        parts.put("xl/workbook.xml", """
                <workbook xmlns:r="urn:r"><workbookPr/><sheets>
                <sheet name="Blad1" sheetId="1" r:id="rId1"/><sheet name="Andra" sheetId="2" r:id="rId2"/>
                </sheets></workbook>""");
        parts.put("xl/_rels/workbook.xml.rels", """
                <Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
                <Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>""");
        parts.put("xl/styles.xml", """
                <styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-41D]yyyy\\-mm\\-dd;@"/>
                <numFmt numFmtId="165" formatCode="0&quot; dagar&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/>
                </cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>
                </cellXfs></styleSheet>""");
        parts.put("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>");
    }

    static Workbook of(String rows) {
        Workbook workbook = new Workbook();
        workbook.parts.put("xl/worksheets/sheet1.xml", sheet(rows));
        return workbook;
    }

    static String sheet(String rows) {
        return "<x:worksheet xmlns:x=\"urn:x\"><x:sheetData>" + rows + "</x:sheetData></x:worksheet>";
    }

    /** The texts that cells of type s refer to. */
    Workbook texts(String... items) {
        return part("xl/sharedStrings.xml", "<sst>" + String.join("", items) + "</sst>");
    }

    Workbook part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    Workbook without(String name) {
        parts.remove(name);
        return this;
    }

    /** A row of inline texts. */
    static String row(String... texts) {
        StringBuilder row = new StringBuilder("<row>");
        for (String text : texts) {
            row.append("<c t=\"inlineStr\"><is><t>").append(text).append("</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
