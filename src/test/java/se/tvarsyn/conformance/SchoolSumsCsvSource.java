package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report over one month, whole each time. */
final class SchoolSumsCsvSource implements FeedSource {
    private static final String HEADER =
            "Namn;personnummer;skolenhetskod;arskurs;kon;Undv. tid;N min;GF min;F min;N %;Ej reg tid;period_fran;period_till";

    @Override
    public String feed() {
        return "school-sums-csv";
    }

    private static TableRows table(int persons) {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            rows.add("Markör Elev;" + OfficialNumbers.number(person)
                    + ";48392017;9;F;1 200;1 000;120;60;83,3;20;2026-01-01;2026-01-31");
        }
        return new TableRows("export.csv", HEADER, rows);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return table(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return table(persons).firstWith(";120;60;", ";180;0;").written();
    }

    /** Nothing: person, unit and period are the key, because the report has no id; a sum of another unit is another sum. */
    @Override
    public @Nullable Map<String, byte[]> moved(int persons) {
        return null;
    }

    @Override
    public Map<String, byte[]> deleted(int persons) {
        return table(persons).withoutFirst().written();
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return table(persons)
                .and("Markör Elev;MARKORPNR;48392017;9;F;många;0;0;0;0;0;2026-01-01;2026-01-31")
                .written();
    }

    @Override
    public String state() {
        return """
                SELECT school_unit_code, school_grade, sex, period_from_on, period_to_on, offered_minutes, present_minutes,
                    valid_absence_minutes, invalid_absence_minutes, unreported_minutes, is_linkable
                FROM core.attendance_period FINAL WHERE feed = 'school-sums-csv'
                ORDER BY source_key""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of("Markör Elev", "MARKORPNR"));
        return markers;
    }
}
