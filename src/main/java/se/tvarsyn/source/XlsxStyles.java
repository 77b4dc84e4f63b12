package se.tvarsyn.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Which styles of a workbook show a number as a date or a time. */
final class XlsxStyles {
    /** Excel itself allows 65,490. */
    private static final int MOST = 65_536;

    private final BitSet dates;

    private XlsxStyles(BitSet dates) {
        this.dates = dates;
    }

    static XlsxStyles none() {
        return new XlsxStyles(new BitSet());
    }

    boolean isDate(int style) {
        return style >= 0 && dates.get(style);
    }

    static XlsxStyles read(XmlEvents xml) throws BrokenPage, IOException {
        Map<Integer, Boolean> formats = new HashMap<>();
        List<Integer> styles = new ArrayList<>();
        boolean isInCellFormats = false;
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.END_ELEMENT && xml.name().equals("cellXfs")) {
                isInCellFormats = false;
            }
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.name()) {
                case "cellXfs" -> isInCellFormats = true;
                case "numFmt" -> {
                    String code = xml.attribute("formatCode");
                    if (formats.size() < MOST && code != null) {
                        formats.put(number(xml.attribute("numFmtId")), isDateCode(code));
                    }
                }
                case "xf" -> {
                    if (isInCellFormats && styles.size() < MOST) {
                        styles.add(number(xml.attribute("numFmtId")));
                    }
                }
                default -> {}
            }
        }
        BitSet dates = new BitSet(styles.size());
        for (int style = 0; style < styles.size(); style++) {
            int format = styles.get(style);
            dates.set(style, formats.getOrDefault(format, isBuiltInDate(format)));
        }
        return new XlsxStyles(dates);
    }

    /** ECMA-376 part 1, 18.8.30: formats that stand in no workbook; 27–36 and 50–58 are dates in East Asian editions. */
    private static boolean isBuiltInDate(int format) {
        return (format >= 14 && format <= 22)
                || (format >= 27 && format <= 36)
                || (format >= 45 && format <= 47)
                || (format >= 50 && format <= 58);
    }

    /** A code of a date has y, m, d, h or s outside of quoted text, brackets and escaped characters. */
    static boolean isDateCode(String code) {
        boolean isQuoted = false;
        boolean isBracketed = false;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted) {
                continue;
            } else if (c == '[') {
                isBracketed = true;
            } else if (c == ']') {
                isBracketed = false;
            } else if (c == '\\' || c == '_' || c == '*') {
                i++;
            } else if (!isBracketed && "ymdhsYMDHS".indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** @return -1 where there is none */
    static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
