package se.tvarsyn.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReleaseTests {
    private static final List<String> LEVELS =
            List.of("district", "school_unit", "stage", "grade", "sex", "activity", "programme");

    @TempDir
    private Path folder;

    private String table = "";
    private String codebook = "";

    @BeforeEach
    void write() throws IOException {
        List<Path> files = new CsvRelease().write(MadeUpRelease.sheet(), MadeUpRelease.figures()::forEach, folder, "r");

        assertThat(files).containsExactly(folder.resolve("r.csv"), folder.resolve("r.codebook.csv"));
        table = Files.readString(folder.resolve("r.csv"));
        codebook = Files.readString(folder.resolve("r.codebook.csv"));
    }

    @Test
    void beginsWithAMarkThatExcelKnowsUtf8ByAndAHeader() {
        assertThat(table.getBytes(StandardCharsets.UTF_8)).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(table.lines().findFirst())
                .hasValue("\uFEFFrelease,period_kind,period,cube,metric,district,school_unit,stage,grade,sex,activity,"
                        + "programme,across,value,numerator,denominator,p90_or_half_width,unit");
        assertThat(table).endsWith("\r\n");
    }

    @Test
    void writesEveryFigureAsItCame() throws IOException {
        List<ExportedFigure> figures = MadeUpRelease.figures();
        List<CSVRecord> rows = read(table);

        assertThat(rows).hasSameSizeAs(figures);
        for (int i = 0; i < figures.size(); i++) {
            ExportedFigure figure = figures.get(i);
            CSVRecord row = rows.get(i);
            List<String> expected = new ArrayList<>(List.of("2026-3", "school_year", "2025/26"));
            expected.addAll(List.of(figure.cube(), figure.metric()));
            for (String level : LEVELS) {
                String code = figure.place().get(level);
                expected.add(code == null ? "" : code.isEmpty() ? "okänt" : code.equals("=1+1") ? "'=1+1" : code);
            }
            expected.add(figure.across());
            BigDecimal number = figure.number();
            expected.add(number != null ? number.toPlainString() : figure.state() == State.HIDDEN ? ".." : ".");
            expected.addAll(List.of(figure.numerator(), figure.denominator(), figure.p90OrHalfWidth()));
            assertThat(row.toList().subList(0, expected.size())).isEqualTo(expected);
        }
    }

    @Test
    void keepsValueZeroHiddenAndMissingApart() {
        assertThat(table)
                .contains("absence,absence-bands,,,,,,,,0,0.5,12,40,,percent\r\n")
                .contains(",0,0,12,40,,percent\r\n", ",0,..,..,40,,percent\r\n", ",0,.,.,.,,percent\r\n")
                .contains(",,-4.75,,,1.2,percentage-points\r\n");
    }

    @Test
    void theCodebookSaysWhatEveryCodeColumnSignAndMetricMeans() throws IOException {
        List<CSVRecord> rows = read(codebook);

        assertThat(found(rows, "code", "school_unit", "12345678")).isEqualTo("Norrskolan");
        assertThat(found(rows, "code", "school_unit", "23456789")).isEqualTo(MadeUpRelease.QUOTED);
        assertThat(found(rows, "code", "school_unit", "34567890")).isEqualTo("'" + MadeUpRelease.LIKE_A_FORMULA);
        assertThat(found(rows, "code", "school_unit", "77")).isEqualTo("77");
        assertThat(found(rows, "code", "school_unit", "okänt")).isEqualTo("Okänt");
        assertThat(found(rows, "code", "programme", "'=1+1")).isEqualTo("'=1+1");
        assertThat(found(rows, "code", "absence-bands", "10")).isEqualTo("10–15 %");
        assertThat(found(rows, "cube", "", "leisure")).isEqualTo(MadeUpRelease.SAME_BEGINNING);
        assertThat(rows).filteredOn(row -> row.get("part").equals("column")).hasSize(18);
        assertThat(rows).filteredOn(row -> row.get("part").equals("metric")).hasSize(6);
        assertThat(rows)
                .filteredOn(row -> row.get("part").equals("sign"))
                .extracting(row -> row.get("code"))
                .containsExactly("..", ".", "0", "'");
        assertThat(rows).filteredOn(row -> row.get("part").equals("caveat")).hasSize(2);
        assertThat(rows)
                .filteredOn(row -> row.get("part").equals("feed"))
                .extracting(row -> row.get("name") + ": " + row.get("text"))
                .containsExactly(MadeUpRelease.NEVER, MadeUpRelease.LATE);
        assertThat(rows)
                .filteredOn(row -> row.get("code").equals("absence-rate"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("exclusions")).startsWith("Lektioner"));
    }

    @Test
    void aCodeThatNoFigureHasIsNotInTheCodebook() {
        assertThat(codebook).doesNotContain("99999999", "Stängd");
    }

    @Test
    void schoolsStandInTheOrderOfTheirLabels() throws IOException {
        assertThat(read(codebook))
                .filteredOn(row -> row.get("of").equals("school_unit"))
                .extracting(row -> row.get("code"))
                .containsExactly("12345678", "23456789", "34567890", "77", "okänt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+a", "-a", "@a", "\tx", "\rx", " =1", "\uFF1D1", "-1+1", "=\"a\"\nb", "-.."})
    void whatASpreadsheetWouldRunHasAnApostrophe(String text) {
        assertThat(PlainText.inCsv(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+", "-12.5", "12", "..", ".", "a=b", "Åby", "4-6", "20–"})
    void whatItWouldNotRunIsLeftAlone(String text) {
        assertThat(PlainText.inCsv(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"okänt", "value"})
    void aWordThatMeansSomethingElseIsRefused(String word) {
        ReleaseSheet sheet = MadeUpRelease.sheet();
        String level = word.equals("value") ? "value" : "sex";
        CubeText cube = new CubeText("absence", "a", "a", List.of(List.of(level)));
        ReleaseSheet other = new ReleaseSheet(
                "r",
                "year",
                "2025",
                sheet.createdAt(),
                "x",
                "m",
                List.of(),
                sheet.metrics(),
                Map.of("absence", cube),
                Map.of(),
                List.of());
        ExportedFigure figure = new ExportedFigure(
                "absence", "pupils", Map.of(level, word), "", State.VALUE, BigDecimal.TEN, "", "", "");

        assertThatThrownBy(() -> new CsvRelease().write(other, each -> each.accept(figure), folder, "other"))
                .isInstanceOf(UnfitRelease.class)
                .hasMessageContaining("rename it");
        assertThat(folder).isDirectoryNotContaining("glob:**other*");
    }

    private static String found(List<CSVRecord> rows, String part, String of, String code) {
        return rows.stream()
                .filter(row -> row.get("part").equals(part)
                        && row.get("of").equals(of)
                        && row.get("code").equals(code))
                .findFirst()
                .orElseThrow()
                .get("name");
    }

    private static List<CSVRecord> read(String text) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        return format.parse(new StringReader(text.substring(1))).getRecords();
    }
}
