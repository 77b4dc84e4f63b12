package se.tvarsyn.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meitner's data export, {@code GET /data-export/v1/attendance} (documentation read in 2026; no live system): pages
 * {@code attendance*.json} become one {@code attendance} record per report.
 *
 * <p>A report has no id. {@code ordinal} tells the lessons of one student, course and day apart, counted in the order of
 * the delivery; {@code course} is the subject where a lesson has no course (grundskola). {@code school_unit_code} is
 * always null: Meitner names schools by name, and the mapping's table {@code units} looks it up by {@code school}.
 * Absence comes without a reason.
 */
public final class MeitnerFormat implements SourceFormat {
    private static final String PAGE = "attendance";

    static final SourceLayout ATTENDANCE = new SourceLayout(
            "attendance",
            List.of(
                    "student.identity_number",
                    "student.gender",
                    "student.school_type",
                    "student.school_year",
                    "school",
                    "school_unit_code",
                    "course",
                    "date",
                    "ordinal",
                    "status",
                    "lesson_minutes",
                    "absence_minutes"));

    @Override
    public String name() {
        return "meitner";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.of(ATTENDANCE);
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        return PagesReading.open(
                documents,
                new PagesReading.Layout(
                        List.of(PAGE),
                        Map.of(PAGE, Set.of("data")),
                        MeitnerFormat::endpointOf,
                        "JSON pages named attendance*.json"),
                totals -> new Reports(new ReferenceStore(scratch), totals));
    }

    private static @Nullable String endpointOf(String document) {
        String name = document.toLowerCase(Locale.ROOT);
        return name.startsWith(PAGE) && name.endsWith(".json") ? PAGE : null;
    }

    /** Makes one record of each report, and counts the lessons of a day. */
    private static final class Reports implements PagesReading.Element {
        private static final ReferenceStore.Packing<Long> COUNTER = new ReferenceStore.Packing<>() {
            @Override
            public void pack(Long count, ReferenceStore.Packer to) throws IOException {
                to.number(count);
            }

            @Override
            public Long unpack(ReferenceStore.Unpacker from) throws IOException {
                return from.number();
            }

            @Override
            public long modified(Long count) {
                return count;
            }
        };

        private final ReferenceStore store;
        private final ReferenceStore.Entities<Long> lessons;
        private final PagesReading.Totals totals;

        Reports(ReferenceStore store, PagesReading.Totals totals) {
            this.store = store;
            this.lessons = store.entities("lessons", COUNTER);
            this.totals = totals;
        }

        @Override
        public void read(String endpoint, JsonNode element, long ordinal, BlockBuilder block) throws UnusableElement {
            JsonNode student = JsonFields.object(element, "student", "student");
            JsonNode report = JsonFields.object(element, "report", "report");
            String number = JsonFields.text(student, "identityNumber", "student.identityNumber");
            String course = JsonFields.text(element, "course", "course");
            if (course == null) {
                course = JsonFields.text(element, "subject", "subject");
            }
            LocalDate day = SourceTime.day(JsonFields.text(report, "date", "report.date"), "report.date");
            String date = day == null ? null : day.toString();
            block.add(new SourceRecord(ATTENDANCE, ordinal, new @Nullable String[] {
                number,
                JsonFields.text(student, "gender", "student.gender"),
                JsonFields.text(student, "schoolType", "student.schoolType"),
                JsonFields.text(student, "schoolYear", "student.schoolYear"),
                JsonFields.text(element, "school", "school"),
                null,
                course,
                date,
                ordinalWithinDay(number, course, date),
                JsonFields.text(report, "status", "report.status"),
                JsonFields.text(report, "lessonDurationMinutes", "report.lessonDurationMinutes"),
                JsonFields.text(report, "absenceDurationMinutes", "report.absenceDurationMinutes")
            }));
        }

        /** Null where the source does not say whose lesson or on which day: the mapping rejects such a record. */
        private @Nullable String ordinalWithinDay(
                @Nullable String number, @Nullable String course, @Nullable String date) {
            if (number == null || date == null) {
                return null;
            }
            // The same number is written with and without its dash.
            String key = date + '|' + number.replaceAll("[^0-9A-Za-z]", "") + '|' + (course == null ? "" : course);
            Long before = lessons.get(key);
            long count = before == null ? 1 : before + 1;
            lessons.put(key, count);
            return Long.toString(count);
        }

        @Override
        public void finish(BlockBuilder block) {
            MissingElements.reject(totals, block);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
