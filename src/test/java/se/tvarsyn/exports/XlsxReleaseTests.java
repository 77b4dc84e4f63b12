package se.tvarsyn.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxReleaseTests {
    @TempDir
    private static Path folder;

    private static Map<String, Workbooks.Page> pages = Map.of();

    @BeforeAll
    static void writeAndRead() throws Exception {
        new XlsxRelease().write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "r");
        pages = Workbooks.read(folder.resolve("r.xlsx"));
    }

    @Test
    void everySheetHasANameOfItsOwnThatExcelTakes() {
        assertThat(pages.keySet())
                .containsExactly(
                        "Om uppgifterna",
                        "Frånvaro per stadsdel…",
                        "Frånvaro per stadsdel… 2",
                        "Stöd & insatser ’prov’",
                        "Hela kommunen",
                        "Definitioner");
        assertThat(pages.keySet()).allMatch(name -> name.length() <= 31);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Def: a/b [c]*? | Def- a-b -c---
                    history | history 2
                    DEFINITIONER | DEFINITIONER 2
                    Ettmycketlångtordutanettendablanksteg | Ettmycketlångtordutanettendabl…
                    '' | Tabell
                    """)
    void aNameThatExcelRefusesIsMended(String wanted, String expected) {
        SheetNames names = new SheetNames();
        names.take(XlsxRelease.DEFINITIONS);

        assertThat(names.take(wanted)).isEqualTo(expected).hasSizeLessThanOrEqualTo(31);
    }

    @Test
    void everyCellEqualsWhatWasWritten() {
        int firstRow = 6;
        Map<String, String> expected = new TreeMap<>();
        for (ExportedFigure figure : MadeUpRelease.figures()) {
            if (figure.cube().equals("absence")) {
                expected.put(labels(figure) + " " + heading(figure), shown(figure));
            }
        }
        Workbooks.Page page = page(1);
        Map<String, String> found = new TreeMap<>();
        for (int row = firstRow; !page.text(row, 0).isEmpty(); row++) {
            String metric = "";
            for (int column = 3; !page.text(5, column).isEmpty(); column++) {
                metric = page.text(3, column).isEmpty() ? metric : page.text(3, column);
                boolean isPart = page.text(4, column).matches("Under 5 %|10–15 %|Minst 50 %");
                String heading = isPart ? metric + "/" + page.text(4, column) : page.text(4, column) + "/";
                Workbooks.Cell cell = page.cells().get(row + " " + column);
                if (cell != null) {
                    List<String> labels = List.of(page.text(row, 0), page.text(row, 1), page.text(row, 2));
                    String key = labels + " " + heading;
                    // Several unknown units share a label: what stands under them is told apart by JSON-stat's ids.
                    found.merge(key, plain(cell), (one, other) -> one + " " + other);
                }
            }
        }

        assertThat(found.keySet()).isEqualTo(expected.keySet());
        assertThat(found).allSatisfy((key, text) -> {
            if (!key.startsWith("[Okänt")) {
                assertThat(text).as(key).isEqualTo(expected.get(key));
            }
        });
        assertThat(found.values().stream()
                        .mapToInt(text -> text.split(" ", -1).length)
                        .sum())
                .isEqualTo((int) MadeUpRelease.figures().stream()
                        .filter(f -> f.cube().equals("absence"))
                        .count());
    }

    @Test
    void numbersAreNumbersInSwedishStyleAndSignsAreTextsAtTheRight() {
        List<Workbooks.Cell> figures = page(1).cells().entrySet().stream()
                .filter(e -> Integer.parseInt(e.getKey().split(" ", -1)[0]) >= 6
                        && Integer.parseInt(e.getKey().split(" ", -1)[1]) >= 3)
                .map(Map.Entry::getValue)
                .toList();

        assertThat(figures).allMatch(cell -> cell.align().equals("right"));
        assertThat(figures).filteredOn(Workbooks.Cell::isNumber).allMatch(cell -> cell.format()
                .startsWith("[$-41D]#,##0"));
        assertThat(figures)
                .filteredOn(cell -> !cell.isNumber())
                .extracting(Workbooks.Cell::text)
                .containsOnly("..", ".");
    }

    @Test
    void theNinthDecileAndTheHalfWidthStandBesideTheirFigures() {
        Workbooks.Page page = page(3);
        List<String> rows = new ArrayList<>();
        for (int row = 3; row <= 10; row++) {
            rows.add(page.text(row, 0) + "|" + page.text(row, 1) + "|" + page.text(row, 2) + "|" + page.text(row, 3)
                    + "|" + page.text(row, 4));
        }

        assertThat(rows)
                .containsExactly(
                        "|Väntetid till insats||Frånvaro före och efter avslut|",
                        "Stödprogram|Median|9:e decilen|Skillnad|± (95 %)",
                        "|dagar|dagar|procentenheter|procentenheter",
                        "Totalt|34|120|-4.75|1.2",
                        "-|..|..|..|..",
                        "=1+1|34|.|-4.75|.",
                        "Närvaroteamet|34|120|-4.75|1.2",
                        "Okänt|34|120|-4.75|1.2");
    }

    @Test
    void noCellIsAFormula() {
        assertThat(pages.values()).noneMatch(page -> page.has("f"));
        assertThat(page(1).cells().values()).anyMatch(cell -> cell.text().equals(MadeUpRelease.LIKE_A_FORMULA));
    }

    @Test
    void theFirstSheetSaysWhatAReaderMustKnow() {
        Workbooks.Page page = page(0);
        List<String> texts =
                page.cells().values().stream().map(Workbooks.Cell::text).toList();

        assertThat(page.text(0, 0)).isEqualTo("Uppgifter för läsåret 2025/26");
        assertThat(texts)
                .contains(
                        "2026-08-14 kl. 09.05",
                        "Åsa Öberg, utbildningsförvaltningen",
                        SwedishWords.HIDDEN,
                        SwedishWords.MISSING)
                .contains("Delar summerar inte till totaler.", "..", ".")
                .contains(MadeUpRelease.NEVER.split(": ")[1], MadeUpRelease.LATE.split(": ")[1], "Närvarokort (DAK)")
                .contains("Frånvaro per stadsdel… 2", "Stöd & insatser ’prov’", "Definitioner");
        assertThat(page.one("hyperlink").getAttribute("location")).isEqualTo("'Frånvaro per stadsdel…'!A1");
    }

    @Test
    void anEmptyCubeSaysSo() {
        assertThat(page(2).text(3, 0)).isEqualTo("Inga uppgifter för perioden.");
    }

    @Test
    void aSheetIsPrintedAcrossThePageWithItsHeadOnEachAndStaysInViewOnScreen() {
        Workbooks.Page page = page(1);

        assertThat(page.one("pageSetup").getAttribute("orientation")).isEqualTo("landscape");
        assertThat(page.one("pageSetup").getAttribute("fitToWidth")).isEqualTo("1");
        assertThat(page.one("pageSetup").getAttribute("fitToHeight")).isEqualTo("0");
        assertThat(page.one("pane").getAttribute("topLeftCell")).isEqualTo("D7");
    }

    @Test
    void everyMetricIsDefined() {
        Workbooks.Page page = page(5);

        for (int i = 0; i < 6; i++) {
            assertThat(page.text(3 + i, 1)).startsWith("Det som måttet");
        }
        assertThat(page.text(3, 5)).isEqualTo("absence-rate");
    }

    private static Workbooks.Page page(int index) {
        return List.copyOf(pages.values()).get(index);
    }

    private static String plain(Workbooks.Cell cell) {
        return cell.isNumber()
                ? new BigDecimal(cell.text()).stripTrailingZeros().toPlainString()
                : cell.text();
    }

    private static String shown(ExportedFigure figure) {
        BigDecimal number = figure.number();
        if (number != null) {
            return number.stripTrailingZeros().toPlainString();
        }
        return figure.state() == State.HIDDEN ? ".." : ".";
    }

    private static List<String> labels(ExportedFigure figure) {
        ReleaseSheet sheet = MadeUpRelease.sheet();
        List<String> labels = new ArrayList<>();
        for (List<String> axis :
                List.of(List.of("district", "school_unit"), List.of("stage", "grade"), List.of("sex"))) {
            String label = labels.isEmpty() ? "Hela kommunen" : "Totalt";
            for (String level : axis) {
                String code = figure.place().get(level);
                if (code != null) {
                    label = code.isEmpty()
                            ? "Okänt"
                            : sheet.labels().getOrDefault(level, Map.of()).getOrDefault(code, code);
                }
            }
            labels.add(label.replace('\n', ' '));
        }
        return labels;
    }

    private static String heading(ExportedFigure figure) {
        ReleaseSheet sheet = MadeUpRelease.sheet();
        return sheet.metric(figure.metric()).nameSv() + "/" + sheet.acrossLabel(figure.metric(), figure.across());
    }
}
