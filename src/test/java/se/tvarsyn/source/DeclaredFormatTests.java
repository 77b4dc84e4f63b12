package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredFormatTests {
    private static final Map<String, Object> CSV =
            Map.of("name", "csv", "records", Map.of("bokning", List.of("id", "start", "slut")));
    private static final Map<String, Object> JSON = Map.of(
            "name",
            "json",
            "records",
            Map.of(
                    "bokning",
                    Map.of(
                            "page",
                            "bookings",
                            "fields",
                            ordered("id", "id", "start", "period.start", "slut", "period.end"))));
    private static final Map<String, Object> DERIVED = Map.of(
            "bokning",
            ordered(
                    "minuter",
                    Map.of("minutes_from", "start", "minutes_to", "slut"),
                    "datum",
                    Map.of("day_of", "start"),
                    "fran",
                    Map.of("date_in_file_name", 1),
                    "till",
                    Map.of("date_in_file_name", 2)));
    private static final Map<String, Object> SETTINGS = settings();

    @TempDir
    Path scratch;

    /** As a mapping file gives it: in the order in which it is written. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, Object> settings() {
        Map<String, Object> files = new LinkedHashMap<>();
        files.put("*.csv", CSV);
        files.put("bookings*.json", JSON);
        return Map.of("name", "declared", "files", files, "derived", DERIVED);
    }

    @Test
    void readsEveryFormIntoTheSameRecords() throws Exception {
        Read csv = read("uttag.CSV", "id;start;slut\n1;2026-03-02T17:00;2026-03-02T18:30\n");
        Read json = read("bookings-page1.json", """
                {"data":[{"id":1,"bookedBy":"MARKER","period":{"start":"2026-03-02T16:00:00Z","end":"2026-03-02T17:30:00Z"}},
                {"id":2}]}""");

        assertThat(csv.shown("id", "minuter", "datum")).containsExactly("bokning id=1 minuter=90 datum=2026-03-02");
        assertThat(json.shown("id", "minuter", "datum"))
                .containsExactly("bokning id=1 minuter=90 datum=2026-03-02", "bokning id=2");
        assertThat(csv.records.get(0).layout()).isEqualTo(json.records.get(0).layout());
        assertThat(json.values().toString()).doesNotContain("MARKER");
    }

    @Test
    void takesThePeriodFromTheFilesName() throws Exception {
        Read named = read("narvaro_2026-01-01_2026-01-31.csv", "id;start;slut\n1;;\n");
        Read unnamed = read("narvaro_20260101.csv", "id;start;slut\n1;;\n");

        assertThat(named.shown("fran", "till")).containsExactly("bokning fran=2026-01-01 till=2026-01-31");
        assertThat(unnamed.shown("fran", "till")).containsExactly("bokning");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T18:00, 2026-03-02T17:00, end-before-start",
        "MARKER på kvällen, 2026-03-02T17:00, invalid-time",
        "25:00, 26:00, invalid-time"
    })
    void rejectsTimesThatCannotBe(String start, String end, String reason) throws Exception {
        Read read = read("f.csv", "id;start;slut\n1;" + start + ";" + end + "\n2;;\n");

        assertThat(read.rejected.get(0).rejection().reason()).isEqualTo(reason);
        assertThat(read.rejected.get(0).rejection().message()).doesNotContain("MARKER");
        assertThat(read.records).hasSize(1);
    }

    @Test
    void holdsAFileOfAnotherKind() {
        UnreadableDelivery found = catchThrowableOfType(UnreadableDelivery.class, () -> read("f.pdf", "%PDF"));

        assertThat(found.problem().reason()).isEqualTo("unknown-file");
    }

    @Test
    void takesPagesTogetherAndFilesOneByOne() {
        assertThat(new DeclaredFormat().isDirectoryOneDelivery(SETTINGS)).isTrue();
        assertThat(new DeclaredFormat().isDirectoryOneDelivery(Map.of("files", Map.of("*.csv", CSV))))
                .isFalse();
    }

    @Test
    void tellsWhenFewerRecordsCameThanTheSourceHas() throws Exception {
        Read read = read("bookings.json", "{\"data\":[{\"id\":1}],\"pagination\":{\"total\":3}}");

        assertThat(read.rejections()).containsExactly("0 null incomplete-pull");
        assertThat(read.records).hasSize(1);
    }

    @Test
    void rejectsAnObjectWhereAValueBelongs() throws Exception {
        Read read = read("bookings.json", "{\"data\":[{\"id\":{\"x\":\"MARKER\"}},{\"period\":[]},{\"id\":2}]}");

        assertThat(read.rejections()).containsExactly("1 id wrong-type", "2 period.start wrong-type");
        assertThat(read.records).hasSize(1);
    }

    @Test
    void countsMinutesPastMidnightWhereTimesHaveNoDay() throws Exception {
        assertThat(new DerivedField.Minutes("a", "b").of(new String[] {"23:30", "00:15"}, "f"))
                .isEqualTo("45");
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThat(problem(Map.of())).contains("format.files");
        assertThat(problem(Map.of("files", Map.of("*.csv", Map.of("name", "pdf")))))
                .contains("format.files.*.csv.name", "csv, xlsx, xml, json");
        assertThat(problem(Map.of("files", Map.of("*.csv", Map.of("name", "csv")))))
                .contains("format.files.*.csv", "format.records");
    }

    private static String problem(Map<String, Object> settings) {
        try {
            new DeclaredFormat().layouts(settings);
            return "none";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void refusesADerivedFieldThatNothingTells() {
        assertThatThrownBy(() -> new DeclaredFormat()
                        .layouts(Map.of(
                                "files",
                                Map.of("*.csv", CSV),
                                "derived",
                                Map.of("bokning", Map.of("alder", Map.of("age_of", "pnr", "on", "start"))))))
                .hasMessageContaining("format.derived.bokning.alder")
                .hasMessageContaining("pnr");
    }

    private Read read(String name, String text) throws UnreadableDelivery {
        return Read.all(new DeclaredFormat().open(List.of(TextDocument.of(name, text)), SETTINGS, scratch));
    }
}
