package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlFormatTests {
    private static final Path SCRATCH = Path.of("target");
    private static final Map<String, Object> SETTINGS = Map.of(
            "records",
            Map.of(
                    "arende",
                    Map.of(
                            "element",
                            "Arende",
                            "fields",
                            new java.util.TreeMap<>(Map.of(
                                    "a_id", "@id",
                                    "b_nummer", "Person/Personnummer",
                                    "c_skydd", "Person/@skyddad",
                                    "d_text", ".")))));

    @Test
    void readsAttributesElementsAndOwnText() throws Exception {
        Read read = read("""
                <e:Uttag xmlns:e="urn:e"><Grupp>
                  <e:Arende e:id=" 7 ">fri <b>MARKER</b>text<e:Person skyddad="nej"><Namn>MARKER</Namn>
                    <Personnummer>2010<!-- x -->01<![CDATA[01]]>&#50;382</Personnummer></e:Person></e:Arende>
                </Grupp><Arende/></e:Uttag>""");

        assertThat(read.rejections()).isEmpty();
        assertThat(read.values())
                .containsExactly(
                        List.of("7", "201001012382", "nej", "fri text"), Arrays.asList(null, null, null, null));
        assertThat(read.records).extracting(SourceRecord::line).containsExactly(2L, 4L);
    }

    @Test
    void readsAnyEncodingThatTheDocumentNames() throws Exception {
        TextDocument document = TextDocument.of(
                "f.xml",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><x><Arende id=\"ÅÄÖ\"/></x>",
                StandardCharsets.ISO_8859_1);

        assertThat(read(document).records.get(0).value(0)).isEqualTo("ÅÄÖ");
    }

    @Test
    void rejectsARecordWithTwoElementsForOneFieldAndReadsTheNext() throws Exception {
        Read read = read("<x><Arende id=\"1\"><Person><Personnummer>1</Personnummer></Person>"
                + "<Person><Personnummer>2</Personnummer></Person></Arende><Arende id=\"2\"/></x>");

        assertThat(read.rejections()).containsExactly("1 b_nummer repeated-element");
        assertThat(read.records).extracting(r -> r.value(0)).containsExactly("2");
    }

    @Test
    void rejectsATextThatIsTooLong() throws Exception {
        Read read = read("<x><Arende id=\"1\">" + "y ".repeat(XmlRecords.LONGEST_TEXT) + "</Arende></x>");

        assertThat(read.rejections()).containsExactly("1 d_text text-too-long");
        assertThat(read.rejected.get(0).payload()).doesNotContain("y y");
    }

    @Test
    void keepsTheRecordsBeforeABreak() throws Exception {
        Read read = read("<x><Arende id=\"1\"/><Arende id=\"2\"><Person>MARKER");

        assertThat(read.records).extracting(r -> r.value(0)).containsExactly("1");
        assertThat(read.rejections()).containsExactly("1 null broken-document");
        assertThat(read.rejected.get(0).rejection().message()).doesNotContain("MARKER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            empty-file        | ''
            broken-document   | 'MARKER;1'
            broken-document   | '<x>&MARKER;<Arende/></x>'
            no-records        | '<x><MARKER/></x>'
            forbidden-doctype | '<!DOCTYPE x [<!ENTITY a "b">]><x><Arende>&a;</Arende></x>'
            forbidden-doctype | '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x><Arende/></x>'
            """)
    void holdsADocumentThatHasNoRecordsToRead(String reason, String text) {
        UnreadableDelivery found = catchThrowableOfType(UnreadableDelivery.class, () -> read(text));

        assertThat(found.problem().reason()).isEqualTo(reason);
        assertThat(found.getMessage()).doesNotContain("MARKER");
    }

    @Test
    void stopsAtADepthThatNoRegisterHas() throws Exception {
        Read read = read("<x><Arende>" + "<a>".repeat(100) + "</x>");

        assertThat(read.rejections()).containsExactly("1 null too-deep");
    }

    @Test
    void letsATextOfOneGigabyteStreamByInConstantMemory() throws Exception {
        AtomicLong given = new AtomicLong();
        SourceDocument document = new SourceDocument() {
            @Override
            public String name() {
                return "f.xml";
            }

            @Override
            public InputStream open() {
                return new GeneratedStream(
                        "<x><Arende id=\"1\"><Fritext>", 1L << 28, "</Fritext></Arende><Arende id=\"2\"/></x>", given);
            }
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Read read = read(document);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
        assertThat(given.get()).isGreaterThan(1L << 28);
        assertThat(read.records).extracting(r -> r.value(0)).containsExactly("1", "2");
    }

    @Test
    void stopsAtATagOfManyMebibytes() throws Exception {
        Read read = read("<x><Arende id=\"1\"/><Arende id=\"" + "y".repeat(3 << 20) + "\"/></x>");

        assertThat(read.records).hasSize(1);
        assertThat(read.rejections()).hasSize(1).first().asString().endsWith("element-too-large");
    }

    @Test
    void tellsWhichFieldsTheDocumentHas() throws Exception {
        try (SourceReading reading = new XmlFormat()
                .open(
                        List.of(TextDocument.of(
                                "f.xml", "<x><Arende id=\"1\"><Ny>1</Ny><Person><Namn/></Person></Arende></x>")),
                        SETTINGS,
                        SCRATCH)) {
            reading.forEachRemaining(block -> {});
            assertThat(reading.fieldsSeen().byEntity().get("arende")).containsOnlyKeys("@id", "Ny", "Person");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "@a/b", "a b"})
    void refusesAPathThatIsNone(String path) {
        assertThatThrownBy(() -> new XmlFormat()
                        .layouts(Map.of("records", Map.of("a", Map.of("element", "A", "fields", Map.of("f", path))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format.records.a.fields.f");
    }

    private static Read read(String text) throws UnreadableDelivery {
        return read(TextDocument.of("f.xml", text));
    }

    private static Read read(SourceDocument document) throws UnreadableDelivery {
        return Read.all(new XmlFormat().open(List.of(document), SETTINGS, SCRATCH));
    }
}
