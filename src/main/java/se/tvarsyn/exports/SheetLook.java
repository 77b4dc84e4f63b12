package se.tvarsyn.exports;

import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.BorderSide;
import org.dhatim.fastexcel.BorderStyle;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.StyleSetter;
import org.dhatim.fastexcel.Worksheet;

/** How the sheets of a workbook look: few colours, legible in print, contrast of at least 4.5 to 1. */
final class SheetLook {
    private static final String INK = "23415A";
    private static final String PALE = "E9EFF3";
    private static final String LINE = "CFD8DE";
    /** Not quite black: a cell with the file's first font gets another one in LibreOffice. */
    private static final String TEXT = "1E262C";

    private static final String SPAN = "9FB3C2";
    private static final String GREY = "616E78";
    private static final int WIDEST_LINE = 190;
    /** Points. A row says its height itself: LibreOffice makes no room for texts that take several lines. */
    static final double LINE_HEIGHT = 15;

    private SheetLook() {}

    static void page(Worksheet page) {
        page.hideGridLines();
        page.paperSize(PaperSize.A4_PAPER);
        page.pageOrientation("landscape");
        page.setFitToPage(true);
        page.fitToHeight((short) 0);
        page.leftMargin(0.5f);
        page.rightMargin(0.5f);
        page.topMargin(0.6f);
        page.bottomMargin(0.7f);
        page.footer("sheetname", Position.LEFT, "Calibri", 9);
        page.footer("Sida &P av &N", Position.RIGHT, "Calibri", 9);
    }

    /** One page wide, or as many as keep the print legible. */
    static void fitWidth(Worksheet page, double[] widths) {
        for (int c = 0; c < widths.length; c++) {
            page.width(c, widths[c]);
        }
        page.fitToWidth((short) pagesAcross(widths));
    }

    static int pagesAcross(double[] widths) {
        return (int) Math.max(1, Math.ceil(Arrays.stream(widths).sum() / WIDEST_LINE));
    }

    static void title(Worksheet page, int row, String text) {
        page.value(row, 0, text);
        page.style(row, 0)
                .bold()
                .fontSize(16)
                .fontColor(INK)
                .verticalAlignment("center")
                .set();
        page.rowHeight(row, 27.0);
    }

    static void below(Worksheet page, int row, String text) {
        page.value(row, 0, text);
        page.style(row, 0).fontColor(GREY).set();
    }

    /** Takes two rows: the heading, and a little air under its line. */
    static void heading(Worksheet page, int row, String text) {
        page.value(row, 0, text);
        page.rowHeight(row, 24.0);
        page.rowHeight(row + 1, 5.0);
        page.range(row, 0, row, 1)
                .style()
                .bold()
                .fontSize(12)
                .fontColor(INK)
                .verticalAlignment("bottom")
                .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
                .borderColor(BorderSide.BOTTOM, INK)
                .set();
    }

    /** A cell of the dark band over a table. */
    static StyleSetter band(StyleSetter style, String align) {
        return style.bold()
                .fontColor("FFFFFF")
                .fillColor(INK)
                .wrapText(true)
                .horizontalAlignment(align)
                .verticalAlignment("bottom");
    }

    /** A cell over the columns of one metric. No cells are merged: readers that speak, and sorting, stumble on them. */
    static StyleSetter span(StyleSetter style) {
        return style.bold()
                .fontColor("FFFFFF")
                .fillColor(INK)
                .horizontalAlignment("centerContinuous")
                .verticalAlignment("bottom")
                .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
                .borderColor(BorderSide.BOTTOM, SPAN);
    }

    /** A cell of the pale band with the units. */
    static StyleSetter units(StyleSetter style) {
        return style.italic()
                .fontColor(GREY)
                .fillColor(PALE)
                .wrapText(true)
                .horizontalAlignment("right")
                .verticalAlignment("top")
                .borderStyle(BorderSide.BOTTOM, BorderStyle.THIN)
                .borderColor(BorderSide.BOTTOM, INK);
    }

    /**
     * A cell in the body of a table.
     *
     * @param begins whether a thicker line stands above it
     */
    static StyleSetter body(StyleSetter style, boolean isTotal, boolean begins) {
        StyleSetter body = style.fontColor(TEXT)
                .verticalAlignment("center")
                .borderStyle(BorderSide.BOTTOM, BorderStyle.HAIR)
                .borderColor(BorderSide.BOTTOM, LINE);
        if (begins) {
            body = body.borderStyle(BorderSide.TOP, BorderStyle.THIN).borderColor(BorderSide.TOP, GREY);
        }
        return isTotal ? body.bold().fillColor(PALE) : body;
    }

    static StyleSetter repeated(StyleSetter style) {
        return style.fontColor(GREY);
    }

    static StyleSetter wrapped(StyleSetter style) {
        return style.fontColor(TEXT).wrapText(true).verticalAlignment("top");
    }

    static StyleSetter link(StyleSetter style) {
        return style.fontColor("0B5394").underlined().verticalAlignment("top");
    }

    /** How many lines a bold text takes where it breaks between words. */
    static double boldLines(String text, double width) {
        return lines(text, width, 1.12);
    }

    /** Makes a row high enough for its texts. */
    static void fitHeight(Worksheet page, int row, double[] widths, List<String> texts) {
        double lines = 1;
        for (int c = 0; c < texts.size(); c++) {
            lines = Math.max(lines, lines(texts.get(c), widths[c], c == 0 ? 1.05 : 1));
        }
        page.rowHeight(row, lines * LINE_HEIGHT + 1);
    }

    /** @param letter width of a letter, in widths of a digit */
    private static double lines(String text, double width, double letter) {
        int lines = 0;
        for (String line : text.split("\n", -1)) {
            lines++;
            double used = 0;
            for (String word : line.split("\\s+", -1)) {
                double length = word.length() * letter;
                if (used > 0 && used + 1 + length > width - 1.5) {
                    lines++;
                    used = 0;
                }
                used += (used > 0 ? 1 : 0) + length;
            }
        }
        return lines;
    }

    /** Number format; the locale makes it {@code 1 234,5} also where the program is not Swedish. */
    static String number(int decimals) {
        return "[$-41D]#,##0" + (decimals == 0 ? "" : "." + "0".repeat(decimals));
    }
}
