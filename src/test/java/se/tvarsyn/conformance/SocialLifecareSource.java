package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All six extracts of one whole pull. */
final class SocialLifecareSource implements FeedSource {
    private static final String NAME = "Markör Namn";
    private static final String RESOURCE = "Markörfamiljen";
    private static final String CASEWORKER = "Markör Handläggare";

    @Override
    public String feed() {
        return "social-lifecare";
    }

    @Override
    public Map<String, byte[]> ordinary(int persons) {
        return extracts(persons, service(0, "Familjebehandling", "2026-02-02"), "");
    }

    /** A row has no time of change: the later delivery holds. */
    @Override
    public Map<String, byte[]> corrected(int persons) {
        return extracts(persons, service(0, "Kontaktfamilj", "2026-02-02"), "");
    }

    @Override
    public Map<String, byte[]> moved(int persons) {
        return extracts(persons, service(0, "Familjebehandling", "2025-06-02"), "");
    }

    /** The API has no deletions: the row is no longer there. */
    @Override
    public Map<String, byte[]> deleted(int persons) {
        return extracts(persons, "", "");
    }

    @Override
    public boolean deletesByCompleteness() {
        return true;
    }

    @Override
    public Map<String, byte[]> withBadRow(int persons) {
        return extracts(
                persons,
                service(0, "Familjebehandling", "2026-02-02"),
                "{\"Id\":8999,\"CustomerNumber\":\"MARKÖRKUND\",\"FromDate\":\"2026-02-02T00:00:00\"}");
    }

    @Override
    public String state() {
        return """
                SELECT kind, category, started_on, ended_on, was_assessed, is_linkable
                FROM core.social_event FINAL WHERE feed = 'social-lifecare' ORDER BY ALL""";
    }

    @Override
    public List<String> markers(int persons) {
        List<String> markers = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            markers.add(OfficialNumbers.number(person));
        }
        markers.addAll(List.of(NAME, RESOURCE, CASEWORKER, "MARKÖRKUND"));
        return markers;
    }

    /** @param firstService the first person's, {@code badExecution} one more execution */
    private static Map<String, byte[]> extracts(int persons, String firstService, String badExecution) {
        List<String> actualisations = new ArrayList<>();
        List<String> investigations = new ArrayList<>();
        List<String> decisions = new ArrayList<>();
        List<String> services = new ArrayList<>();
        List<String> executions = new ArrayList<>();
        List<String> allocations = new ArrayList<>();
        for (int person = 0; person < persons; person++) {
            actualisations.add(
                    """
                    {"Id":%d,"PersonId":"%s","Name":"%s","CustomerNumber":%d,"Aktualisering":"Orosanmälan",
                     "Type":"Anmälan barn","Date":"2025-10-06T00:00:00","Caseworker":"%s"}
                    """.formatted(4_000 + person, OfficialNumbers.number(person), NAME, customer(person), CASEWORKER));
            investigations.add("""
                    {"Id":%d,"CustomerNumber":%d,"Type":"Utredning barn","FromDate":"2025-10-14T00:00:00",
                     "ToDate":"2026-01-30T00:00:00","InvestigationPersonDTOs":[%s]}
                    """.formatted(5_000 + person, customer(person), person(person)));
            decisions.add("""
                    {"Id":%d,"CustomerNumber":%d,"Type":"Bifall öppenvård 11 kap. 1 § SoL","Date":"2026-01-30T00:00:00",
                     "FromDate":"2026-02-01T00:00:00","ToDate":"2026-07-31T00:00:00","DecisionPersonDTOs":[%s]}
                    """.formatted(6_000 + person, customer(person), person(person)));
            String own = person == 0 ? firstService : service(person, "Familjebehandling", "2026-02-02");
            if (!own.isEmpty()) {
                services.add(own);
            }
            executions.add("""
                    {"Id":%d,"CustomerNumber":%d,"Type":"Genomförande öppenvård","FromDate":"2026-02-02T00:00:00",
                     "ToDate":null,"Caseworker":"%s"}
                    """.formatted(8_000 + person, customer(person), CASEWORKER));
            allocations.add("""
                    {"Id":%d,"CustomerNumber":%d,"ResourceType":"Familjehem","Resource":"%s","Percent":100,
                     "StartDate":"2026-02-02T00:00:00","EndDate":"2026-06-30T00:00:00"}
                    """.formatted(9_000 + person, customer(person), RESOURCE));
        }
        if (!badExecution.isEmpty()) {
            executions.add(badExecution);
        }
        Map<String, byte[]> pages = new LinkedHashMap<>();
        pages.put("extract-actualisations.json", page(actualisations));
        pages.put("extract-investigations.json", page(investigations));
        pages.put("extract-decisions.json", page(decisions));
        pages.put("extract-services.json", page(services));
        pages.put("extract-executions.json", page(executions));
        pages.put("extract-resourceallocations.json", page(allocations));
        return pages;
    }

    private static int customer(int person) {
        return 50_000 + person;
    }

    private static String service(int person, String type, String start) {
        return """
                {"Id":%d,"CustomerNumber":%d,"ServiceType":"%s","StartDate":"%sT00:00:00","EndDate":null,
                 "InvestigationId":%d,"DecisionId":%d,"Caseworker":"%s","ServicePersonDTOs":[%s]}
                """.formatted(
                        7_000 + person,
                        customer(person),
                        type,
                        start,
                        5_000 + person,
                        6_000 + person,
                        CASEWORKER,
                        person(person));
    }

    private static String person(int person) {
        return "{\"PersonId\":\"%s\",\"Name\":\"%s\",\"CustomerNumber\":%d,\"CoApplicant\":false}"
                .formatted(OfficialNumbers.number(person), NAME, customer(person));
    }

    private static byte[] page(List<String> rows) {
        return "{\"ModifiedAfter\":null,\"TotalNumberOfRecords\":%d,\"Result\":[%s]}"
                .formatted(rows.size(), String.join(",", rows))
                .getBytes(StandardCharsets.UTF_8);
    }
}
