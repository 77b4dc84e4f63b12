package se.tvarsyn.source;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tietoevry Lifecare FamilyCare API v1, {@code Extract/*} as JSON or XML (Swagger read August 2026; no live system): pages
 * of actualisations, investigations, decisions and services become one flat record per row and person. Names, caseworkers
 * and decision makers are not among the fields.
 *
 * <p>Executions and resource allocations carry a customer number and no person. Whom it stands for is told by the rows
 * that name both, in the same delivery; without such a row, or with two people for one number, they are rejected ({@code
 * unknown-customer}, {@code ambiguous-customer}). So they belong to whole pulls, not to those of what changed.
 */
public final class LifecareFormat implements SourceFormat {
    static final String ACTUALISATIONS = "actualisations";
    static final String INVESTIGATIONS = "investigations";
    static final String DECISIONS = "decisions";
    static final String SERVICES = "services";
    static final String EXECUTIONS = "executions";
    static final String RESOURCE_ALLOCATIONS = "resourceallocations";
    static final List<String> ENDPOINTS =
            List.of(ACTUALISATIONS, INVESTIGATIONS, DECISIONS, SERVICES, EXECUTIONS, RESOURCE_ALLOCATIONS);

    /** One list for all six, so that a mapping reads alike; what a row does not have is null. */
    private static final List<String> FIELDS = List.of(
            "record",
            "id",
            "person_key",
            "customer",
            "person_number",
            "person_customer",
            "co_applicant",
            "age_at_start",
            "is_ambiguous",
            "type",
            "aktualisering",
            "reason",
            "from_who",
            "started_on",
            "ended_on",
            "investigation_id",
            "decision_id",
            "has_assessment",
            "address_protection",
            "protected_registration",
            "protection");

    static final Map<String, SourceLayout> LAYOUTS = layouts();

    private static Map<String, SourceLayout> layouts() {
        Map<String, SourceLayout> layouts = new LinkedHashMap<>();
        layouts.put(ACTUALISATIONS, new SourceLayout("actualisation", FIELDS));
        layouts.put(INVESTIGATIONS, new SourceLayout("investigation", FIELDS));
        layouts.put(DECISIONS, new SourceLayout("decision", FIELDS));
        layouts.put(SERVICES, new SourceLayout("service", FIELDS));
        layouts.put(EXECUTIONS, new SourceLayout("execution", FIELDS));
        layouts.put(RESOURCE_ALLOCATIONS, new SourceLayout("resource_allocation", FIELDS));
        return layouts;
    }

    @Override
    public String name() {
        return "lifecare";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return List.copyOf(LAYOUTS.values());
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        Map<String, Set<String>> arrayNames = new HashMap<>();
        ENDPOINTS.forEach(endpoint -> arrayNames.put(endpoint, Set.of("Result", "result")));
        return PagesReading.open(
                documents,
                new PagesReading.Layout(
                        ENDPOINTS,
                        arrayNames,
                        LifecareFormat::endpointOf,
                        "JSON or XML pages named extract-actualisations*, extract-services* and so on"),
                totals -> new LifecareRows(new ReferenceStore(scratch), totals));
    }

    private static @Nullable String endpointOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".json") && !lower.endsWith(".xml")) {
            return null;
        }
        String base = lower.startsWith("extract-") ? lower.substring("extract-".length()) : lower;
        for (String endpoint : ENDPOINTS) {
            if (base.startsWith(endpoint)) {
                return endpoint;
            }
        }
        return null;
    }
}
