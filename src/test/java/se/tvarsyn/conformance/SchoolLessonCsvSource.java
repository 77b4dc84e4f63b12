package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A lesson export: one file, the key is person, unit, day and start. */
final class SchoolLessonCsvSource implements FeedSource {
    private static final String HEADER =
            "personnummer;skolenhetskod;arskurs;kon;datum;lektion_start;lektion_min;franvaro_min;orsak";

    @Override
    public String feed() {
        return "school-lesson-csv";
    }

    private static TableRows lessons(int persons) {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            String number = OfficialNumbers.number(person);
            rows.add(number + ";48392017;9;F;2026-03-02;08:10;60;0;");
            rows.add(number + ";48392017;9;F;2026-03-02;09:20;60;60;OGILTIG");
        }
        return new TableRows("lektioner.csv", HEADER, rows);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return lessons(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return lessons(persons).firstWith(";60;0;", ";60;20;SJUK").written();
    }

    /** Unit, day and start are the key: a lesson that moves is another lesson, and the old one goes with a complete file. */
    @Override
    public @org.jspecify.annotations.Nullable Map<String, byte[]> moved(int persons) {
        return null;
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return lessons(persons).withoutFirst().written();
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return lessons(persons)
                .and("MARKORPNR;48392017;9;F;2026-03-02;08:10;60;0;")
                .written();
    }

    @Override
    public String state() {
        return """
                SELECT source_key, school_unit_code, school_grade, sex, attended_on, offered_minutes, present_minutes,
                       valid_absence_minutes, invalid_absence_minutes, is_linkable
                FROM core.attendance FINAL WHERE feed = 'school-lesson-csv' ORDER BY source_key""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>(List.of("MARKORPNR"));
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        return markers;
    }
}
