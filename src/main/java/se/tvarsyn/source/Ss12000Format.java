package se.tvarsyn.source;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SS 12000:2020 (YAML 2.0.0 and 2.1.0), and the page shapes of Skolverket's reference API: pages of organisations,
 * persons, lessons, attendances, grades and so on become the flat records of {@link Ss12000Layouts}.
 *
 * <p>Pages are told apart by their name, {@code <endpoint>*.json}; answers to lookups are {@code
 * <endpoint>-lookup*.json}. Pages of the standard's other endpoints are left alone and counted ("ignored pages"). A
 * missing endpoint is an empty page.
 */
public final class Ss12000Format implements SourceFormat {
    static final String ORGANISATIONS = "organisations";
    static final String SYLLABUSES = "syllabuses";
    static final String ACTIVITIES = "activities";
    static final String GROUPS = "groups";
    static final String PERSONS = "persons";
    static final String PLACEMENTS = "placements";
    static final String CALENDAR_EVENTS = "calendarEvents";
    static final String ATTENDANCES = "attendances";
    static final String ABSENCES = "absences";
    static final String GRADES = "grades";
    static final String AGGREGATED_ATTENDANCE = "aggregatedAttendance";
    static final String DELETED_ENTITIES = "deletedEntities";
    static final String ATTENDANCE_EVENTS = "attendanceEvents";
    /** What an entity refers to is read before it, whatever the order of the pull was. */
    static final List<String> ENDPOINTS = List.of(
            ORGANISATIONS,
            SYLLABUSES,
            ACTIVITIES,
            GROUPS,
            PERSONS,
            PLACEMENTS,
            CALENDAR_EVENTS,
            ATTENDANCES,
            ABSENCES,
            GRADES,
            AGGREGATED_ATTENDANCE,
            DELETED_ENTITIES,
            ATTENDANCE_EVENTS);

    private final Clock clock;

    /** @param clock decides the century of ten-digit numbers */
    public Ss12000Format(Clock clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public String name() {
        return "ss12000";
    }

    @Override
    public List<SourceLayout> layouts(Map<String, Object> settings) {
        return Ss12000Layouts.ALL;
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        Map<String, Set<String>> arrayNames = new HashMap<>();
        ENDPOINTS.forEach(endpoint -> arrayNames.put(endpoint, arrayNames(endpoint)));
        return PagesReading.open(
                documents,
                new PagesReading.Layout(
                        ENDPOINTS,
                        arrayNames,
                        Ss12000Format::endpointOf,
                        "JSON pages named organisations*.json, persons*.json, attendances*.json and so on"),
                totals -> new Ss12000Elements(
                        new Ss12000References(scratch), clock, totals, totals.endpoints.contains(PERSONS)));
    }

    /** Where the elements of an endpoint's page may stand. Deletions come as a list, or as a map of lists. */
    static Set<String> arrayNames(String endpoint) {
        return endpoint.equals(DELETED_ENTITIES)
                ? Set.of("data", "data" + PageElements.MAP, endpoint)
                : Set.of("data", endpoint);
    }

    private static @Nullable String endpointOf(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".json")) {
            return null;
        }
        for (String endpoint : ENDPOINTS) {
            int length = endpoint.length();
            // attendanceSchedules begins with attendances once case is set aside.
            if (lower.startsWith(endpoint.toLowerCase(Locale.ROOT)) && !Character.isLetter(lower.charAt(length))) {
                return endpoint;
            }
        }
        return null;
    }
}
