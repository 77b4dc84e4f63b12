package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFormatTests {
    private static final String NUMBER = "201001012382";
    private static final Path SCRATCH = Path.of("target");
    private static final Map<String, Object> SETTINGS =
            Map.of("name", "csv", "records", Map.of("lesson", List.of("personnummer", "datum", "orsak")));

    @Test
    void findsColumnsInAnyOrderAndDropsTheOthersUnread() throws Exception {
        Read read = read("Orsak ;namn; DATUM;Personnummer\r\nGILTIG;Test Elev;2026-03-02;" + NUMBER + "\r\n");

        assertThat(read.values()).containsExactly(List.of(NUMBER, "2026-03-02", "GILTIG"));
        assertThat(read.records.get(0).line()).isEqualTo(2);
        assertThat(read.records.get(0).layout().recordType()).isEqualTo("lesson");
    }

    @Test
    void givesNullForAnOptionalColumnThatTheFileDoesNotHave() throws Exception {
        Map<String, Object> settings =
                Map.of("records", Map.of("lesson", List.of("datum")), "optional", List.of("skyddad"));
        Read without = read(TextDocument.of("f.csv", "datum\n2026-03-02\n"), settings);
        Read with = read(TextDocument.of("f.csv", "skyddad;datum\nja;2026-03-02\n"), settings);

        assertThat(without.records.get(0).value(1)).isNull();
        assertThat(with.records.get(0).value(1)).isEqualTo("ja");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "ISO-8859-1"})
    void readsSwedishLettersInEachEncoding(String charset) throws Exception {
        TextDocument document = TextDocument.of(
                "f.csv",
                "personnummer;datum;orsak\n1;2;Sjukanmälan på förmiddagen\n1;2;Läkare\n",
                Charset.forName(charset));

        assertThat(read(document, SETTINGS).values())
                .containsExactly(List.of("1", "2", "Sjukanmälan på förmiddagen"), List.of("1", "2", "Läkare"));
    }

    /** The two differ in 27 places of which one is common: 0x80 is the euro sign in one and nothing in the other. */
    @Test
    void readsTheEncodingThatTheMappingNames() throws Exception {
        byte[] text = "personnummer;datum;orsak\n1;2;\u00E5 \u0080\n".getBytes(StandardCharsets.ISO_8859_1);
        for (String encoding : List.of("iso-8859-1", "windows-1252")) {
            Map<String, Object> wish = Map.of("encoding", encoding, "records", SETTINGS.get("records"));

            assertThat(read(new TextDocument("f.csv", text), wish).values())
                    .containsExactly(List.of("1", "2", encoding.startsWith("iso") ? "\u00E5 \u0080" : "\u00E5 \u20AC"));
        }
    }

    @Test
    void takesAByteOrderMarkAsTheFilesOwnWord() throws Exception {
        TextDocument document = TextDocument.of("f.csv", "\uFEFFpersonnummer;datum;orsak\n1;2;Läkare\n");
        Map<String, Object> wrongWish = Map.of("encoding", "windows-1252", "records", SETTINGS.get("records"));

        assertThat(read(document, SETTINGS).values()).containsExactly(List.of("1", "2", "Läkare"));
        assertThat(read(document, wrongWish).values()).containsExactly(List.of("1", "2", "Läkare"));
    }

    @Test
    void rejectsACellThatIsNotInTheEncodingThatTheStartOfTheFileHad() throws Exception {
        String start = "personnummer;datum;orsak\n" + "1;2;3\n".repeat(CsvEncoding.LOOKED_AT / 6);
        byte[] ascii = start.getBytes(StandardCharsets.UTF_8);
        byte[] late = "1;2;L\u00E4kare\n1;2;3\n".getBytes(Charset.forName("windows-1252"));
        byte[] all = new byte[ascii.length + late.length];
        System.arraycopy(ascii, 0, all, 0, ascii.length);
        System.arraycopy(late, 0, all, ascii.length, late.length);

        Read read = read(new TextDocument("f.csv", all), SETTINGS);

        assertThat(read.rejections()).containsExactly((CsvEncoding.LOOKED_AT / 6 + 2) + " orsak wrong-encoding");
        assertThat(read.records).hasSize(CsvEncoding.LOOKED_AT / 6 + 1);
    }

    @Test
    void keepsABrokenQuoteOnItsLine() throws Exception {
        Read read = read(
                "personnummer;datum;orsak\n1;2;\"SJUK\n1;2;GILTIG\n1;2;5\" \"x\n\"1\";2;\"a;\"\"b\"\"\"\n1;2;\"a\"b\n");

        assertThat(read.rejections()).containsExactly("2 null broken-quote");
        assertThat(read.values())
                .containsExactly(
                        List.of("1", "2", "GILTIG"),
                        List.of("1", "2", "5\" \"x"),
                        List.of("1", "2", "a;\"b\""),
                        List.of("1", "2", "ab"));
    }

    @Test
    void rejectsALineWhoseEvenQuotesLeaveOneOpenAndReadsTheNext() throws Exception {
        Read read = read("personnummer;datum;orsak\n\"1\"x\";2;\"b\n1;\"2\";3\n");

        assertThat(read.rejections()).containsExactly("2 null broken-quote");
        assertThat(read.values()).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void rejectsALineWithTooFewOrTooManyCellsAndKeepsItForTheQuarantine() throws Exception {
        Read read = read("personnummer;datum;orsak\n1;2\n1;2;3;4\n1;2;\n\"1\";2\n");

        assertThat(read.rejections())
                .containsExactly("2 null wrong-column-count", "3 null wrong-column-count", "5 null wrong-column-count");
        assertThat(read.rejected.get(0).payload()).isEqualTo("{\"line\":\"1;2\"}");
        assertThat(read.values()).containsExactly(List.of("1", "2", ""));
    }

    @Test
    void countsBlankLinesAndAllLineEndsButTakesNoneForARecord() throws Exception {
        Read read = read("\n\r\npersonnummer;datum;orsak\r\n\r\n  \n1;2;3\r\r1;2;4\n\n");

        assertThat(read.records).extracting(SourceRecord::line).containsExactly(6L, 8L);
        assertThat(read.rejected).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty-file       | ''
            empty-file       | '~BOM'
            empty-file       | '~~~'
            no-records       | 'personnummer;datum;orsak~'
            no-records       | '~BOMpersonnummer;datum;orsak~~  ~'
            missing-column   | '201001012382;2026-03-02;GILTIG~201001012382;2026-03-02;GILTIG'
            missing-column   | 'personnummer;dag;orsak~1;2;3'
            duplicate-column | 'personnummer;datum;orsak;Datum~1;2;3;4'
            wrong-delimiter  | 'personnummer,datum,orsak~1,2,3'
            broken-quote     | 'personnummer;"datum;orsak~1;2;3'
            """)
    void holdsAFileThatHasNoRecordsToRead(String reason, String text) {
        String content = text.replace("~BOM", "\uFEFF").replace('~', '\n');

        UnreadableDelivery unreadable = catchThrowableOfType(UnreadableDelivery.class, () -> read(content));

        assertThat(unreadable.problem().reason()).isEqualTo(reason);
        assertThat(unreadable.getMessage())
                .doesNotContain("2010", "2026", "GILTIG", "dag")
                .startsWith("f.csv:");
    }

    @Test
    void namesEveryMissingColumnAndHowManyWereFound() {
        assertThatThrownBy(() -> read("x;orsak\n1;2\n"))
                .hasMessageContaining("personnummer, datum")
                .hasMessageContaining("2 columns found, 3 expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "3"})
    void findsTheHeaderBelowTitles(String line) throws Exception {
        Map<String, Object> settings = Map.of(
                "records",
                SETTINGS.get("records"),
                "header_line",
                line.equals("search") ? line : (Object) Integer.valueOf(line));
        TextDocument document = TextDocument.of(
                "f.csv", "Rapport;datum\n\npersonnummer;datum;orsak\n1;2;3\n\npersonnummer;datum;orsak\n");

        Read read = read(document, settings);

        assertThat(read.values()).containsExactly(List.of("1", "2", "3"), List.of("personnummer", "datum", "orsak"));
        assertThat(read.records.get(0).line()).isEqualTo(4);
    }

    @Test
    void holdsAFileWithoutAHeaderWhereItShouldBe() {
        TextDocument document = TextDocument.of("f.csv", "201001012382;2;3\n".repeat(60));

        assertThatThrownBy(() -> read(document, Map.of("records", SETTINGS.get("records"), "header_line", "search")))
                .hasMessageContaining("missing-column")
                .hasMessageNotContaining("2010");
        assertThatThrownBy(() -> read(document, Map.of("records", SETTINGS.get("records"), "header_line", 99)))
                .hasMessageContaining("missing-header");
    }

    @Test
    void knowsAColumnByItsOtherHeadings() throws Exception {
        Map<String, Object> settings = Map.of(
                "records",
                Map.of("sum", List.of("minuter")),
                "aliases",
                Map.of("minuter", List.of("N min", "Närvaro")));

        assertThat(read(TextDocument.of("f.csv", "n\u00A0MIN;F min\n5;6\n"), settings)
                        .values())
                .containsExactly(List.of("5"));
        assertThatThrownBy(() -> read(TextDocument.of("f.csv", "N min;Närvaro\n5;6\n"), settings))
                .hasMessageContaining("duplicate-column");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 234,50|1234.5", "1\u00A0234|1234", "40,0|40", "0,0|0", "-3|-3", "\u22123,25|-3.25", "7.5|7.5",
                "1.234,5|1.234,5", "i dag|i dag", "''|''", "-|-", ",5|,5", "5,|5", "1-2|1-2"
            })
    void readsNumbersAsSwedishProgramsWriteThem(String written, String plain) {
        assertThat(PlainNumber.of(written)).isEqualTo(plain);
    }

    @Test
    void writesOutOnlyTheColumnsThatAreNumbers() throws Exception {
        Map<String, Object> settings =
                Map.of("records", Map.of("post", List.of("kod", "tjanster")), "numbers", List.of("tjanster"));

        assertThat(read(TextDocument.of("f.csv", "kod;tjanster\n1,50;1,50\n\"1,50\";\"1,50\"\n"), settings)
                        .values())
                .containsExactly(List.of("1,50", "1.5"), List.of("1,50", "1.5"));
    }

    @Test
    void tellsWhichColumnsTheFileHas() throws Exception {
        try (SourceReading reading = new CsvFormat()
                .open(List.of(TextDocument.of("f.csv", "personnummer;datum;orsak;Ny\n1;2;3;4\n")), SETTINGS, SCRATCH)) {
            reading.forEachRemaining(block -> {});
            assertThat(reading.fieldsSeen().byEntity().get("lesson"))
                    .containsOnlyKeys("personnummer", "datum", "orsak", "ny");
        }
    }

    @Test
    void holdsAFileInUtf16AndSaysHowToMendIt() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            TextDocument document = TextDocument.of("f.csv", "\uFEFFpersonnummer;datum;orsak\n1;2;3\n", charset);

            assertThatThrownBy(() -> read(document, SETTINGS))
                    .hasMessageContaining("wrong-encoding")
                    .hasMessageContaining("export it as UTF-8");
        }
    }

    @Test
    void readsALineOfSixtyFourKibibytesAndRejectsOneByteMore() throws Exception {
        String longest = "1;2;" + "y".repeat(CsvLines.LONGEST - 4);

        Read read = read("personnummer;datum;orsak\n" + longest + "\n" + longest + "y\n1;2;3\n" + longest + "y");

        assertThat(read.rejections()).containsExactly("3 null line-too-long", "5 null line-too-long");
        assertThat(read.rejected.get(0).payload()).isEqualTo("{}");
        assertThat(read.records).extracting(SourceRecord::line).containsExactly(2L, 4L);
    }

    @Test
    void letsALineOfOneGigabyteStreamByInConstantMemory() throws Exception {
        long gigabyte = 1L << 30;
        AtomicLong given = new AtomicLong();
        SourceDocument document = new SourceDocument() {
            @Override
            public String name() {
                return "f.csv";
            }

            @Override
            public InputStream open() {
                return new GeneratedStream("personnummer;datum;orsak\n1;2;", gigabyte, "\n1;2;3\n", given);
            }
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Read read = read(document, SETTINGS);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L * 1024 * 1024);
        assertThat(given.get()).isGreaterThan(gigabyte);
        assertThat(read.rejections()).containsExactly("2 null line-too-long");
        assertThat(read.values()).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void drawsTheSameBordersEachTime() throws Exception {
        TextDocument document =
                TextDocument.of("f.csv", "personnummer;datum;orsak\n" + "1;2;3\n1;2\n".repeat(SourceBlock.RECORDS));

        List<Integer> sizes = read(document, SETTINGS).blockSizes;

        assertThat(sizes).containsExactly(SourceBlock.RECORDS, SourceBlock.RECORDS);
        assertThat(read(document, SETTINGS).blockSizes).isEqualTo(sizes);
    }

    @Test
    void endsABlockEarlyWhereLinesAreUncommonlyLong() throws Exception {
        String line = "1;2;" + "y".repeat(60_000) + "\n";

        Read read = read("personnummer;datum;orsak\n" + line.repeat(600));

        assertThat(read.records).hasSize(600);
        assertThat(read.blockSizes).hasSize(3).allMatch(size -> size <= 280);
    }

    @Test
    void readsSeveralFilesWithoutABlockOfTwo() throws Exception {
        List<String> documents = new ArrayList<>();
        try (SourceReading reading = new CsvFormat()
                .open(
                        List.of(
                                TextDocument.of("a.csv", "personnummer;datum;orsak\n1;2;3\n"),
                                TextDocument.of("b.csv", "orsak;personnummer;datum\n3;1;2\n")),
                        SETTINGS,
                        SCRATCH)) {
            reading.forEachRemaining(block -> documents.add(
                    block.document() + " " + block.records().get(0).value(2)));
        }

        assertThat(documents).containsExactly("a.csv 3", "b.csv 3");
    }

    @Test
    void saysNoValueInAnyMessage() throws Exception {
        String marker = "MARKOR";
        Read read = read("personnummer;datum;orsak\n" + marker + "\n" + marker + ";\"x;y\n\"" + marker + "\";y\n"
                + marker + "y".repeat(70_000) + "\n");

        assertThat(read.rejected).hasSize(4);
        for (var rejected : read.rejected) {
            assertThat(rejected.rejection().message()).doesNotContain(marker);
            assertThat(rejected.toString()).doesNotContain(marker);
        }
        assertThat(read.records)
                .allSatisfy(record -> assertThat(record.toString()).doesNotContain(marker));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";;", "\"", "å"})
    void refusesADelimiterThatIsNotOneCharacter(String delimiter) {
        assertThatThrownBy(() ->
                        new CsvFormat().layouts(Map.of("delimiter", delimiter, "records", SETTINGS.get("records"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format.delimiter");
    }

    @Property(tries = 300)
    void readsWhatCommonsCsvReads(
            @ForAll @Size(min = 1, max = 20)
                    List<
                                    @StringLength(max = 40) @Chars({'a', 'ö', ';', '"', ' ', '1'})
                                    @CharRange(from = '0', to = '9') String>
                            lines)
            throws Exception {
        StringBuilder text = new StringBuilder("personnummer;datum;orsak\n");
        List<List<String>> expected = new ArrayList<>();
        CSVFormat commons = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(';')
                .setTrailingData(true)
                .get();
        for (String line : lines) {
            text.append(line).append('\n');
            if (line.isBlank() || line.chars().filter(c -> c == '"').count() % 2 == 1) {
                continue;
            }
            try (CSVParser parser = CSVParser.parse(line, commons)) {
                CSVRecord cells = parser.iterator().next();
                if (cells.size() == 3) {
                    expected.add(cells.toList());
                }
            } catch (java.io.UncheckedIOException e) {
                // A quote is left open: rejected by both.
            }
        }
        text.append("1;2;3\n");
        expected.add(List.of("1", "2", "3"));

        assertThat(read(text.toString()).values()).isEqualTo(expected);
    }

    private static Read read(String text) throws UnreadableDelivery {
        return read(TextDocument.of("f.csv", text), SETTINGS);
    }

    private static Read read(SourceDocument document, Map<String, Object> settings) throws UnreadableDelivery {
        return Read.all(new CsvFormat().open(List.of(document), settings, SCRATCH));
    }
}
