package se.tvarsyn.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource inventory: no person; the persons asked for are posts. */
final class ResourcesSource implements FeedSource {
    private static final String HEADER = "stadsdel;ar;insats;malgrupp;tjanster;kronor;slag;platser;kontakt";

    @Override
    public String feed() {
        return "resources";
    }

    private static TableRows table(int persons) {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            rows.add("Farsta;2026;Insats " + person + ";årskurs 4–9;1,50;1 200 000;insats;;Markör Kontakt");
        }
        return new TableRows("export.csv", HEADER, rows);
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return table(persons).written();
    }

    @Override
    public Map<String, byte[]> corrected(int persons) {
        return table(persons).firstWith(";1,50;", ";2,25;").written();
    }

    /** Nothing: district, year, kind, effort and target group are the key; a post of another district is another post. */
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
                .and("Farsta;i år;Insats;årskurs 4–9;1,5;1;insats;;Markör Kontakt")
                .written();
    }

    @Override
    public String state() {
        return """
                SELECT district, budget_year, resource_kind, effort, target_group, posts, places, kronor
                FROM core.resource FINAL WHERE feed = 'resources'
                ORDER BY source_key""";
    }

    @Override
    public List<String> markers(int persons) {
        return List.of("Markör Kontakt");
    }
}
