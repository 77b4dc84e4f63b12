package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Meitner's attendance export: the whole window each time, no ids. */
final class SchoolMeitnerSource implements FeedSource {
    private static final String REPORT = """
            {"school":"Norra skolan","student":{"identityNumber":"%s","name":"Markör Elev","gender":"Female",\
            "schoolType":"GR","schoolYear":"9"},"subject":"Matematik","course":"MA9","report":{"status":"Attendance",\
            "date":"%s","week":10,"lessonDurationMinutes":60,"absenceDurationMinutes":20}}""";

    @Override
    public String feed() {
        return "school-meitner";
    }

    private static PageRows reports(int persons) {
        List<String> reports = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            String number = OfficialNumbers.number(person);
            String written = number.substring(0, 8) + "-" + number.substring(8);
            reports.add(REPORT.formatted(written, "2026-03-02"));
            reports.add(REPORT.formatted(written, "2026-03-03"));
        }
        return new PageRows("attendance", reports);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return reports(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return reports(persons)
                .firstWith("\"absenceDurationMinutes\":20", "\"absenceDurationMinutes\":0")
                .written();
    }

    /** Only the unit can move: student, course and day are the key. */
    @Override
    public @Nullable Map<String, byte[]> moved(int persons) {
        return reports(persons).firstWith("Norra skolan", "Södra skolan").written();
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return reports(persons).withoutFirst().written();
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return reports(persons).and(REPORT.formatted("MARKORPNR", "2026-03-02")).written();
    }

    @Override
    public String state() {
        return """
                SELECT school_unit_code, school_grade, sex, attended_on, offered_minutes, present_minutes,
                    valid_absence_minutes, invalid_absence_minutes, unspecified_absence_minutes, is_linkable
                FROM core.attendance FINAL WHERE feed = 'school-meitner'
                ORDER BY source_key""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>(List.of("Markör Elev", "MARKORPNR"));
        for (int person = 0; person < persons; person++) {
            String number = OfficialNumbers.number(person);
            markers.add(number);
            markers.add(number.substring(0, 8) + "-" + number.substring(8));
        }
        return markers;
    }
}
