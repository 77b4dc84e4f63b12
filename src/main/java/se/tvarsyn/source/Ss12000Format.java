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
 * activities, calendarEvents, persons and attendances become flat {@code attendance} and {@code enrolment} records.
 *
 * <p>Pages are told apart by their name, {@code <endpoint>*.json}. Pages of the standard's other endpoints are left
 * alone and counted ("ignored pages"). A missing endpoint is an empty page.
 */
public final class Ss12000Format implements SourceFormat {
    static final String ORGANISATIONS = "organisations";
    static final String ACTIVITIES = "activities";
    static final String CALENDAR_EVENTS = "calendarEvents";
    static final String PERSONS = "persons";
    static final String ATTENDANCES = "attendances";
    /** What an entity refers to is read before it. */
    static final List<String> ENDPOINTS = List.of(ORGANISATIONS, ACTIVITIES, CALENDAR_EVENTS, PERSONS, ATTENDANCES);

    static final SourceLayout ATTENDANCE = new SourceLayout(
            "attendance",
            List.of(
                    "id",
                    "modified",
                    "student.id",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "attended_on",
                    "event.cancelled",
                    "participates",
                    "offered_minutes",
                    "is_reported",
                    "present_minutes",
                    "valid_absence_minutes",
                    "invalid_absence_minutes",
                    "other_minutes",
                    "activity.type"));
    static final SourceLayout ENROLMENT = new SourceLayout(
            "enrolment",
            List.of(
                    "student.id",
                    "modified",
                    "student.civicNo",
                    "student.sex",
                    "student.securityMarking",
                    "student.birth_year",
                    "school_unit_code",
                    "organisation.id",
                    "school_type",
                    "school_year",
                    "valid_from",
                    "valid_to",
                    "cancelled",
                    "ordinal"));

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
        return List.of(ATTENDANCE, ENROLMENT);
    }

    @Override
    public boolean isDirectoryOneDelivery() {
        return true;
    }

    @Override
    public SourceReading open(List<SourceDocument> documents, Map<String, Object> settings, Path scratch)
            throws UnreadableDelivery {
        Map<String, Set<String>> arrayNames = new HashMap<>();
        ENDPOINTS.forEach(endpoint -> arrayNames.put(endpoint, Set.of("data", endpoint)));
        return PagesReading.open(
                documents,
                new PagesReading.Layout(
                        ENDPOINTS,
                        arrayNames,
                        Ss12000Format::endpointOf,
                        "JSON pages named organisations*.json, persons*.json, attendances*.json and so on"),
                totals -> new Ss12000Elements(new ReferenceStore(scratch), clock, totals));
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
