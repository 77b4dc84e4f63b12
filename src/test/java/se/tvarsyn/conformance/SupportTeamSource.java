package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The team's own register, whole each time. */
final class SupportTeamSource implements FeedSource {
    private static final String HEADER =
            "personnummer;skolenhetskod;stadsdel;modell;niva;steg;datum;samtycke_fran;samtycke_till;insats;anteckning";

    @Override
    public String feed() {
        return "support-team";
    }

    private static TableRows table(int persons) {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            String start = OfficialNumbers.number(person) + ";48392017;Farsta;Skolsociala team;2;";
            String consent = ";2025-09-01;2026-12-31;Samtal;Markör anteckning";
            rows.add(start + "inskrivning;2025-09-08" + consent);
            rows.add(start + "kartlaggning;2025-09-22" + consent);
        }
        return new TableRows("export.csv", HEADER, rows);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return table(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return table(persons).firstWith(";2;inskrivning", ";3;inskrivning").written();
    }

    /** Nothing: person, unit, programme, step and day are the key, because the register has no id. */
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
                .and("MARKORPNR;48392017;Farsta;SST;2;väntan;2025-09-08;;;Samtal;Markör anteckning")
                .written();
    }

    @Override
    public String state() {
        return """
                SELECT school_unit_code, district, model, level, step, step_on, consent_from, consent_to, effort, is_linkable
                FROM core.support_case FINAL WHERE feed = 'support-team'
                ORDER BY source_key, step, step_on""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of("Markör anteckning", "MARKORPNR"));
        return markers;
    }
}
