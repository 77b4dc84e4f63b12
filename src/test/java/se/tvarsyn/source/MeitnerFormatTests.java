package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static se.tvarsyn.source.JsonSamples.document;
import static se.tvarsyn.source.JsonSamples.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeitnerFormatTests {
    private static final String REPORT = """
            {"school":"Norra skolan","student":{"identityNumber":"%s","name":"MARKER","gender":"Male","schoolType":"GR",
             "schoolYear":"9"},"subject":"Matematik","course":%s,"report":{"status":"Attendance","date":"%s","week":10,
             "lessonDurationMinutes":60,"absenceDurationMinutes":20}}""";

    @TempDir
    Path scratch;

    @Test
    void readsAReport() throws Exception {
        SourceRecord report =
                take(page(report("20100101-2382", "\"MA9\"", "2026-03-02"))).only("attendance");

        assertThat(value(report, "student.identity_number")).isEqualTo("20100101-2382");
        assertThat(value(report, "student.gender")).isEqualTo("Male");
        assertThat(value(report, "student.school_type")).isEqualTo("GR");
        assertThat(value(report, "student.school_year")).isEqualTo("9");
        assertThat(value(report, "school")).isEqualTo("Norra skolan");
        assertThat(value(report, "school_unit_code")).isNull();
        assertThat(value(report, "course")).isEqualTo("MA9");
        assertThat(value(report, "date")).isEqualTo("2026-03-02");
        assertThat(value(report, "ordinal")).isEqualTo("1");
        assertThat(value(report, "status")).isEqualTo("Attendance");
        assertThat(value(report, "lesson_minutes")).isEqualTo("60");
        assertThat(value(report, "absence_minutes")).isEqualTo("20");
        assertThat(JsonSamples.values(report)).doesNotContain("MARKER");
    }

    @Test
    void tellsTheLessonsOfOneDayApartAcrossPages() throws Exception {
        JsonSamples.Taken taken = take(
                document(
                        "attendance-page1.json",
                        page(report("20100101-2382", "\"MA9\"", "2026-03-02")
                                + "," + report("201001012382", "\"MA9\"", "2026-03-02")
                                + "," + report("20100101-2382", "null", "2026-03-02"))),
                document(
                        "attendance-page2.json",
                        page(report("20100101-2382", "\"MA9\"", "2026-03-02")
                                + "," + report("20100101-2382", "\"MA9\"", "2026-03-03")
                                + "," + report("20100101-2390", "\"MA9\"", "2026-03-02"))));

        assertThat(taken.of("attendance"))
                .extracting(r -> value(r, "course") + " " + value(r, "ordinal"))
                .containsExactly("MA9 1", "MA9 2", "Matematik 1", "MA9 3", "MA9 1", "MA9 1");
    }

    @Test
    void keepsItsCountersOnDiskEncipheredAndRemovesThem() throws Exception {
        SourceDocument large = new SourceDocument() {
            @Override
            public String name() {
                return "attendance.json";
            }

            @Override
            public InputStream open() {
                return new SequenceInputStream(new Enumeration<>() {
                    private int given;

                    @Override
                    public boolean hasMoreElements() {
                        return given <= 60_000;
                    }

                    @Override
                    public InputStream nextElement() {
                        int number = given++;
                        String text = number == 60_000
                                ? "]}"
                                : (number == 0 ? "{\"data\":[" : ",")
                                        + report("19" + (1_000_000_000L + number), "\"MA9\"", "2026-03-02");
                        return new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                    }
                });
            }
        };
        try (SourceReading reading = new MeitnerFormat().open(List.of(large), Map.of(), scratch)) {
            int records = 0;
            while (reading.hasNext()) {
                records += reading.next().records().size();
                assertThat(JsonSamples.isInClear(scratch, "191000000007")).isFalse();
            }
            assertThat(records).isEqualTo(60_000);
            assertThat(reading.fieldsSeen().byEntity().get("attendance"))
                    .containsOnlyKeys("school", "student", "subject", "course", "report");
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void tellsWhenFewerReportsCameThanTheSourceHas() throws Exception {
        JsonSamples.Taken taken = take("{\"data\":[" + report("20100101-2382", "null", "2026-03-02")
                + "],\"pagination\":{\"offset\":0,\"limit\":50,\"total\":2}}");

        assertThat(taken.reasons()).containsExactly("incomplete-pull");
        assertThat(taken.of("attendance")).hasSize(1);
    }

    @Test
    void rejectsWhatIsNoReport() throws Exception {
        JsonSamples.Taken taken = take(page(report("MARKER", "null", "i går") + ",17,{\"student\":\"MARKER\"},{}"));

        assertThat(taken.reasons()).containsExactly("invalid-date", "wrong-type", "wrong-type");
        taken.rejected().forEach(r -> assertThat(r.rejection().message()).doesNotContain("MARKER", "i går"));
        assertThat(value(taken.only("attendance"), "ordinal")).isNull();
    }

    @Test
    void refusesWhatCannotBeRead() throws Exception {
        assertThatExceptionOfType(UnreadableDelivery.class).isThrownBy(() -> take("<html>"));
        assertThatExceptionOfType(UnreadableDelivery.class).isThrownBy(() -> take(document("students.json", page(""))));
        assertThat(files()).isEmpty();
    }

    private List<Path> files() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(scratch)) {
            return files.toList();
        }
    }

    private static String report(String number, String course, String date) {
        return REPORT.formatted(number, course, date);
    }

    private static String page(String reports) {
        return "{\"data\":[" + reports + "]}";
    }

    private JsonSamples.Taken take(String page) throws UnreadableDelivery {
        return take(document("attendance.json", page));
    }

    private JsonSamples.Taken take(SourceDocument... documents) throws UnreadableDelivery {
        return JsonSamples.take(new MeitnerFormat(), scratch, documents);
    }
}
