package se.tvarsyn.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that are made to fill the memory or to read a file of this machine, in place of every document that some
 * feed's samples hold. The heap of the tests is 1 GB; each of these would take more, were it believed.
 */
class HostileInputTests {
    private static final String LAUGHS = """
            <!DOCTYPE a [<!ENTITY a0 "ha"><!ENTITY a1 "&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;">
            <!ENTITY a2 "&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;&a1;"><!ENTITY a3 "&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;&a2;">
            <!ENTITY a4 "&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;&a3;"><!ENTITY a5 "&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;&a4;">
            <!ENTITY a6 "&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;&a5;"><!ENTITY a7 "&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;&a6;">
            <!ENTITY a8 "&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;&a7;"><!ENTITY a9 "&a8;&a8;&a8;&a8;&a8;&a8;&a8;&a8;&a8;&a8;">]>
            <a>&a9;</a>""";

    @TempDir
    Path scratch;

    /** One delivery for each feed and ending of a file: its first sample. */
    static Stream<FuzzedDelivery> everyKindOfDocument() {
        Map<String, FuzzedDelivery> kinds = new TreeMap<>();
        for (FuzzedDelivery sample : SampleDeliveries.all()) {
            String name = sample.documents().get(0).name();
            kinds.putIfAbsent(sample.feed() + name.substring(name.lastIndexOf('.')), sample);
        }
        return kinds.values().stream();
    }

    private static List<byte[]> hostile() {
        return Stream.of(
                        "[".repeat(2_000_000),
                        "{\"data\":".repeat(400_000),
                        "{\"data\":[{\"id\":\"" + "x".repeat(4 << 20) + "\"}]}",
                        "{\"data\":[{\"id\":" + "9".repeat(4 << 20) + "}]}",
                        "{\"data\":[{\"id\":1e999999999}]}",
                        "<a>".repeat(1_000_000),
                        "<a b=\"" + "x".repeat(20 << 20) + "\"/>",
                        "<a " + "b".repeat(20 << 20) + "=\"1\"/>",
                        LAUGHS,
                        "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&f;</a>",
                        "\"".repeat(1_000_001),
                        ";".repeat(4 << 20),
                        "\n".repeat(2 << 20),
                        "x".repeat(20 << 20),
                        "\u0000".repeat(4 << 20))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("everyKindOfDocument")
    @Timeout(300)
    void takesNoDocumentThatIsMadeToFillTheMemory(FuzzedDelivery sample) {
        ChainUnderFuzz chain = new ChainUnderFuzz(scratch);
        for (byte[] document : hostile()) {
            assertThat(chain.take(sample.with(0, document)).rejections())
                    .as("%s given %s bytes", sample.feed(), document.length)
                    .allSatisfy(rejection -> assertThat(rejection.mend()).doesNotContain("root:"));
        }
    }

    /** A part of a workbook that is a thousand times its size once it is unpacked: 600 MB of the same letter. */
    @ParameterizedTest
    @MethodSource("parts")
    @Timeout(300)
    void takesNoWorkbookThatGrowsWithoutEnd(String part) {
        ChainUnderFuzz chain = new ChainUnderFuzz(scratch);
        byte[] bomb = Zip.bomb(SampleDeliveries.workbook(), part, "<a>" + "y".repeat(8_189), 75_000);
        FuzzedDelivery delivery =
                new FuzzedDelivery("social-register", List.of(new FuzzedDelivery.Document("input.xlsx", bomb)));
        assertThat(bomb).hasSizeLessThan(8 << 20);
        assertThat(chain.take(delivery).rejections()).isNotEmpty();
    }

    static Stream<String> parts() {
        return Zip.parts(SampleDeliveries.workbook()).keySet().stream()
                .filter(part -> part.startsWith("xl/") && !part.contains("sheet2"));
    }
}
