package se.tvarsyn.exports;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Worksheet;

/** The first sheet of a workbook, and the last: what a reader must know before and after the figures. */
final class XlsxTexts {
    private static final double[] FRONT = {40, 100};
    private static final double[] DEFINITIONS = {32, 50, 16, 34, 33, 25};

    private XlsxTexts() {}

    /**
     * @param pages cube → its sheet, in order
     * @param empty the cubes that have no figures
     */
    static void front(
            ReleaseSheet sheet, Worksheet page, Map<String, Worksheet> pages, Set<String> empty, String definitions) {
        SheetLook.page(page);
        SheetLook.fitWidth(page, FRONT);
        SheetLook.title(page, 0, SwedishWords.title(sheet));
        int row = 2;
        row = pair(page, row, "Period", SwedishWords.period(sheet));
        row = pair(page, row, "Framtaget", SwedishWords.at(sheet.createdAt()));
        row = pair(page, row, "Av", sheet.createdBy());
        row = pair(page, row, "Uttag", sheet.releaseId());

        SheetLook.heading(page, ++row, "Så skyddas uppgifterna");
        row = pair(page, row + 2, "Metod", sheet.method());
        String what = "Att tänka på";
        for (String caveat : sheet.caveats()) {
            row = pair(page, row, what, caveat);
            what = "";
        }

        if (!sheet.sources().isEmpty()) {
            SheetLook.heading(page, ++row, "Källor när uppgifterna publicerades");
            row += 2;
            for (SourceLine source : sheet.sources()) {
                row = pair(page, row, source.name(), source.text());
            }
        }

        SheetLook.heading(page, ++row, "Tecken i tabellerna");
        row = pair(page, row + 2, State.HIDDEN.sign(), SwedishWords.HIDDEN);
        row = pair(page, row, State.MISSING.sign(), SwedishWords.MISSING);
        row = pair(page, row, "0", SwedishWords.ZERO);
        row = pair(page, row, "tom ruta", "Uppgiften ingår inte i uttaget");

        SheetLook.heading(page, ++row, "Blad");
        row += 2;
        for (Map.Entry<String, Worksheet> each : pages.entrySet()) {
            String name = each.getValue().getName();
            CubeText cube = sheet.cubes().get(each.getKey());
            row = link(
                    page,
                    row,
                    name,
                    (cube == null ? name : cube.nameSv())
                            + (empty.contains(each.getKey()) ? " (inga uppgifter för perioden)" : ""));
        }
        link(page, row, definitions, "Vad varje mått räknar, vad det inte räknar, och varifrån det kommer");
    }

    private static int pair(Worksheet page, int row, String what, String text) {
        page.value(row, 0, what);
        SheetLook.wrapped(page.style(row, 0)).bold().set();
        page.value(row, 1, text);
        SheetLook.wrapped(page.style(row, 1)).set();
        SheetLook.fitHeight(page, row, FRONT, List.of(what, text));
        return row + 1;
    }

    private static int link(Worksheet page, int row, String name, String text) {
        // fastexcel 0.19 writes the place of a link as it is: what XML reads otherwise is escaped here.
        String place = "'" + name.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;") + "'!A1";
        page.hyperlink(row, 0, HyperLink.internal(place, name));
        SheetLook.link(page.style(row, 0)).set();
        page.value(row, 1, text);
        SheetLook.wrapped(page.style(row, 1)).set();
        SheetLook.fitHeight(page, row, FRONT, List.of(name, text));
        return row + 1;
    }

    static void definitions(ReleaseSheet sheet, Worksheet page) {
        SheetLook.page(page);
        SheetLook.fitWidth(page, DEFINITIONS);
        SheetLook.title(page, 0, "Definitioner");
        int row = 2;
        List<String> header = List.of("Mått", "Definition", "Enhet", "Räknas inte", "Källa", "Beteckning");
        for (int c = 0; c < header.size(); c++) {
            page.value(row, c, header.get(c));
            SheetLook.band(page.style(row, c), "left").set();
        }
        page.freezePane(1, row + 1);
        page.repeatRows(row, row);
        for (MetricText metric : sheet.metrics().values()) {
            row++;
            List<String> cells = List.of(
                    metric.nameSv(),
                    metric.definitionSv(),
                    SwedishWords.unit(metric.unit()),
                    metric.exclusionsSv(),
                    metric.source(),
                    metric.id());
            for (int c = 0; c < cells.size(); c++) {
                page.value(row, c, cells.get(c));
                SheetLook.wrapped(SheetLook.body(page.style(row, c), false, false))
                        .set();
            }
            page.style(row, 0).bold().set();
            SheetLook.fitHeight(page, row, DEFINITIONS, cells);
        }
    }
}
