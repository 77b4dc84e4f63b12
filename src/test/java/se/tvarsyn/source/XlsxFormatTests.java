package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XlsxFormatTests {
    private static final Map<String, Object> SETTINGS = Map.of(
            "records", Map.of("handelse", List.of("personnummer", "datum")), "optional", List.of("minuter", "slag"));
    private static final String HEADER = Workbook.row("Personnummer", "Datum ", "Minuter", "Slag", "Namn");

    @TempDir
    Path scratch;

    @Test
    void readsTextsNumbersAndDatesAsTheyAreShown() throws Exception {
        Read read = read(Workbook.of(HEADER
                        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>46083</v></c>"
                        + "<c r=\"C2\"><v>45.0</v></c><c r=\"D2\" t=\"s\"><v>0</v></c>"
                        + "<c r=\"E2\" t=\"s\"><v>2</v></c></row>"
                        + "<row r=\"4\"><c r=\"A4\"><v>2.01001012382E11</v></c><c r=\"B4\" s=\"2\"><v>46083.5</v></c>"
                        + "<c r=\"C4\" s=\"3\"><v>7.4999999999999997E-2</v></c>"
                        + "<c r=\"D4\" t=\"str\"><f>A1&amp;\"x\"</f><v> insats </v></c></row>"
                        + "<row r=\"5\"><c r=\"B5\" t=\"d\"><v>2026-03-02T00:00:00</v></c><c r=\"C5\" t=\"b\"><v>1</v></c>"
                        + "</row>")
                .texts(
                        "<si><r><t>an</t></r><r><t>mälan</t></r><rPh><t>MARKER</t></rPh></si>",
                        "<si><t>20100101-2382</t></si>",
                        "<si><t>MARKER</t></si>"));

        assertThat(read.rejections()).isEmpty();
        assertThat(read.values())
                .containsExactly(
                        Arrays.asList("20100101-2382", "2026-03-02", "45", "anmälan"),
                        Arrays.asList("201001012382", "2026-03-02T12:00", "0.075", "insats"),
                        Arrays.asList(null, "2026-03-02", "true", null));
        assertThat(read.records).extracting(SourceRecord::line).containsExactly(2L, 4L, 5L);
    }

    @ParameterizedTest
    @CsvSource({
        "46083, 2026-03-02",
        "46083.999999, 2026-03-03",
        "61, 1900-03-01",
        "0.3472222222222222, 08:20",
        "60, 60",
        "-1, -1",
        "2958466, 2958466",
        "1E999999999, 1E999999999",
        "i går, i går"
    })
    void readsADayOrATimeFromANumber(String number, String shown) {
        assertThat(XlsxNumber.dateOrTime(number, false)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12.0, 12",
        "1E3, 1000",
        "-0.50, -0.5",
        "0.1, 0.1",
        "0.30000000000000004, 0.3",
        "201001012382, 201001012382",
        "1E999999999, 1E999999999",
        "1E-999999999, 1E-999999999",
        "1E99999999999, 1E99999999999"
    })
    void writesANumberOut(String number, String shown) {
        assertThat(XlsxNumber.plain(number)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-mm-dd, true",
        "h:mm, true",
        "General, false",
        "0.00, false",
        "[Red]0, false",
        "'#,##0\\ \"dagar\"', false"
    })
    void knowsADateByItsCode(String code, boolean isDate) {
        assertThat(XlsxStyles.isDateCode(code)).isEqualTo(isDate);
    }

    @Test
    void countsDaysFrom1904WhereTheWorkbookSaysSo() throws Exception {
        Read read = read(
                Workbook.of(HEADER + "<row><c><v>1</v></c><c s=\"1\"><v>44621</v></c></row>")
                        .part(
                                "xl/workbook.xml",
                                "<workbook xmlns:r=\"urn:r\"><workbookPr date1904=\"1\"/><sheet name=\"A\" r:id=\"rId1\"/></workbook>"));

        assertThat(read.values()).containsExactly(Arrays.asList("1", "2026-03-02", null, null));
    }

    @Test
    void readsANamedSheetAndAHeaderBelowTitles() throws Exception {
        Map<String, Object> settings = Map.of(
                "records",
                Map.of("handelse", List.of("personnummer", "datum")),
                "sheet",
                "Andra",
                "header_line",
                "search",
                "aliases",
                Map.of("personnummer", List.of("Pnr")),
                "numbers",
                List.of("datum"));
        Workbook workbook = Workbook.of("")
                .part(
                        "xl/worksheets/sheet2.xml",
                        Workbook.sheet(Workbook.row("Rapport", "Datum")
                                + Workbook.row("")
                                + Workbook.row("PNR", "Datum")
                                + Workbook.row("1", "1 234,50")));

        assertThat(read(workbook, settings).values()).containsExactly(List.of("1", "1234.5"));
        assertThat(unreadable(Workbook.of(HEADER), Map.of("records", SETTINGS.get("records"), "sheet", "Tredje")))
                .isEqualTo("missing-sheet");
    }

    @Test
    void rejectsARowWithAnErrorAndLeavesOutBlankOnes() throws Exception {
        Read read = read(Workbook.of(HEADER
                + "<row r=\"2\"><c r=\"A2\" t=\"e\"><v>#N/A</v></c><c r=\"B2\"><v>1</v></c></row>"
                + "<row r=\"3\"><c r=\"A3\" s=\"1\"/><c r=\"E3\" t=\"e\"><v>#N/A</v></c></row>"
                + "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>7</v></c></row>"
                + "<row r=\"5\"><c r=\"A5\" t=\"str\"><v>" + "y".repeat(40_000) + "</v></c></row>"
                + "<row r=\"6\"><c r=\"A6\"><v>1</v></c></row>"));

        assertThat(read.rejections())
                .containsExactly(
                        "2 personnummer cell-error", "4 personnummer broken-cell", "5 personnummer cell-too-long");
        assertThat(read.records).extracting(SourceRecord::line).containsExactly(6L);
    }

    @Test
    void holdsWhatIsNoWorkbook() throws Exception {
        byte[] good = Workbook.of(HEADER + Workbook.row("MARKER1", "2")).bytes();
        byte[] protectedWorkbook = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3};

        assertThat(unreadable(new byte[0])).isEqualTo("empty-file");
        assertThat(unreadable("personnummer;datum".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("not-a-workbook");
        assertThat(unreadable(protectedWorkbook)).isEqualTo("protected-workbook");
        assertThat(unreadable(Workbook.of("").without("xl/workbook.xml").bytes()))
                .isEqualTo("not-a-workbook");
        assertThat(unreadable(
                        Workbook.of("").without("xl/worksheets/sheet1.xml").bytes()))
                .isEqualTo("broken-workbook");
        assertThat(unreadable(Arrays.copyOf(good, good.length / 3))).isEqualTo("broken-workbook");
        assertThat(unreadable(Workbook.of("").bytes())).isEqualTo("missing-header");
        assertThat(unreadable(
                        Workbook.of(Workbook.row("Namn") + Workbook.row("1")).bytes()))
                .isEqualTo("missing-column");
        assertThat(unreadable(Workbook.of(Workbook.row("Personnummer", "Datum", "datum") + Workbook.row("1"))
                        .bytes()))
                .isEqualTo("duplicate-column");
        assertThat(unreadable(Workbook.of(HEADER).bytes())).isEqualTo("no-records");
        assertThat(unreadable(Workbook.of("")
                        .texts("<!DOCTYPE sst [<!ENTITY a \"b\">]>")
                        .part("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY a \"b\">]><sst>&a;</sst>")
                        .bytes()))
                .isEqualTo("broken-workbook");
        assertThat(filesIn(scratch)).isEmpty();
    }

    @Test
    void keepsTheRowsBeforeABreak() throws Exception {
        Read read = read(Workbook.of("")
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData>" + HEADER + Workbook.row("1", "2") + "<row><c><v>MARKER"));

        assertThat(read.values()).containsExactly(Arrays.asList("1", "2", null, null));
        assertThat(read.rejections()).containsExactly("1 null broken-document");
        assertThat(read.rejected.get(0).rejection().message()).doesNotContain("MARKER");
    }

    @Test
    void doesNotMakeAListAsLongAsTheColumnThatACellClaims() throws Exception {
        Read read = read(Workbook.of(HEADER + Workbook.row("1", "2") + "<row><c r=\"ZZZZZZZZ1\"><v>1</v></c></row>"
                + Workbook.row("3", "4")));

        assertThat(read.records).hasSize(1);
        assertThat(read.rejections()).containsExactly("1 null broken-document");
    }

    @Test
    void stopsAtAFileThatUnpacksToMoreThanItCouldHold() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] blanks = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(blanks);
            }
            zip.closeEntry();
        }
        assertThat(unreadable(bytes.toByteArray())).isEqualTo("workbook-too-large");
    }

    @Test
    void readsManyTextsInLittleMemory() throws Exception {
        int rows = 60_000;
        StringBuilder texts = new StringBuilder("<sst>");
        StringBuilder sheet = new StringBuilder(HEADER);
        for (int i = 0; i < rows; i++) {
            texts.append("<si><t>text ").append(i).append("</t></si>");
            sheet.append("<row><c t=\"s\"><v>").append(i).append("</v></c><c><v>1</v></c></row>");
        }
        Workbook workbook = Workbook.of(sheet.toString()).part("xl/sharedStrings.xml", texts + "</sst>");
        int[] count = {0};
        try (SourceReading reading =
                new XlsxFormat().open(List.of(new TextDocument("f.xlsx", workbook.bytes())), SETTINGS, scratch)) {
            assertThat(JsonSamples.isInClear(scratch, "text 4711")).isFalse();
            reading.forEachRemaining(block -> {
                for (SourceRecord record : block.records()) {
                    assertThat(record.value(0)).isEqualTo("text " + count[0]++);
                }
            });
        }
        assertThat(count[0]).isEqualTo(rows);
        assertThat(filesIn(scratch)).isEmpty();
    }

    @Test
    void letsAHugeUnwantedCellStreamBy() throws Exception {
        Workbook workbook = Workbook.of(HEADER + "<row><c><v>1</v></c><c><v>2</v></c><c r=\"E2\" t=\"str\"><v>"
                + "ab".repeat(8 << 20) + "</v></c></row>");
        TextDocument document = new TextDocument("f.xlsx", workbook.bytes());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Read read = Read.all(new XlsxFormat().open(List.of(document), SETTINGS, scratch));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
        assertThat(read.records).hasSize(1);
    }

    @Property(tries = 200)
    void neverFailsOtherwiseThanByItsOwnWords(@ForAll @IntRange(min = 0, max = 4_000) int at, @ForAll byte flipped)
            throws Exception {
        byte[] bytes = Workbook.of(HEADER + "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>46083</v></c></row>")
                .texts("<si><t>MARKER</t></si>")
                .bytes();
        bytes[at % bytes.length] ^= flipped;
        Path folder = Files.createTempDirectory("xlsx");
        try {
            Read.all(new XlsxFormat().open(List.of(new TextDocument("f.xlsx", bytes)), SETTINGS, folder));
        } catch (UnreadableDelivery e) {
            assertThat(e.getMessage()).doesNotContain("MARKER");
        } finally {
            assertThat(filesIn(folder)).isEmpty();
            Files.delete(folder);
        }
    }

    @Test
    void tellsWhichColumnsTheSheetHas() throws Exception {
        try (SourceReading reading = new XlsxFormat()
                .open(
                        List.of(new TextDocument(
                                "f.xlsx",
                                Workbook.of(HEADER + Workbook.row("1", "2")).bytes())),
                        SETTINGS,
                        scratch)) {
            reading.forEachRemaining(block -> {});
            assertThat(reading.fieldsSeen().byEntity().get("handelse"))
                    .containsOnlyKeys("personnummer", "datum", "minuter", "slag", "namn");
        }
    }

    private static List<Path> filesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Read read(Workbook workbook) throws UnreadableDelivery {
        return read(workbook, SETTINGS);
    }

    private Read read(Workbook workbook, Map<String, Object> settings) throws UnreadableDelivery {
        return Read.all(
                new XlsxFormat().open(List.of(new TextDocument("f.xlsx", workbook.bytes())), settings, scratch));
    }

    private String unreadable(byte[] bytes) {
        UnreadableDelivery found = catchThrowableOfType(UnreadableDelivery.class, () -> new XlsxFormat()
                .open(List.of(new TextDocument("f.xlsx", bytes)), SETTINGS, scratch));
        assertThat(found.getMessage()).doesNotContain("MARKER");
        return found.problem().reason();
    }

    private String unreadable(Workbook workbook, Map<String, Object> settings) {
        return catchThrowableOfType(UnreadableDelivery.class, () -> read(workbook, settings))
                .problem()
                .reason();
    }
}
