package se.tvarsyn.source;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to pull from an SS 12000 source. Two modes: the whole window, or ({@code modifiedAfter}) what changed since the
 * last pull. Shows neither headers nor address.
 *
 * @param base address up to and including the version: {@code https://…/v2.0}
 * @param headers sent with every request, besides the connection's credentials
 * @param from first day of lessons, sums, grades and checks. With {@code modifiedAfter} it should be as wide as events
 *     may still be changed: events are only found within it, because the standard wants a window of them
 * @param to last day
 * @param modifiedAfter null for the whole window; else the earliest change to ask for, with the overlap already
 *     subtracted (the standard is exclusive, Skolverket's reference API inclusive; read August 2026)
 * @param endpoints which endpoints the source has: names of the standard, of {@link #KNOWN}
 * @param limit records asked for in a page; the source may give fewer
 * @param lookupChunk ids asked for in one lookup; halved where the source says that its answer would be too large
 * @param attendances what {@code GET /attendances} takes
 * @param checksTakeTime whether {@code GET /attendanceEvents} takes {@code time.onOrAfter} and {@code .onOrBefore}. The
 *     2.0.0 draft lists neither (read November 2026); without them all of the source's check-ins are pulled, because half
 *     a day gives no whole day
 * @param organisation narrows {@code aggregatedAttendance} to one unit, null for all
 * @param schoolType narrows {@code aggregatedAttendance} to one school form, null for all
 */
public record Ss12000Pull(
        URI base,
        Map<String, String> headers,
        LocalDate from,
        LocalDate to,
        @Nullable Instant modifiedAfter,
        Set<String> endpoints,
        int limit,
        int lookupChunk,
        PullPlan.AttendanceWindow attendances,
        boolean checksTakeTime,
        @Nullable String organisation,
        @Nullable String schoolType) {

    /** All endpoints that this product takes something from. */
    public static final Set<String> KNOWN = Collections.unmodifiableSet(new LinkedHashSet<>(Ss12000Format.ENDPOINTS));

    /** What lessons are made from. A source that names attendances must have these. */
    public static final Set<String> LESSONS = Set.of(
            Ss12000Format.ORGANISATIONS,
            Ss12000Format.ACTIVITIES,
            Ss12000Format.PERSONS,
            Ss12000Format.CALENDAR_EVENTS,
            Ss12000Format.ATTENDANCES);

    /** Lessons, notices, grades and deletions: what CONTRACT names for the feed. Sums and preschool are asked for. */
    public static final Set<String> DEFAULT = Set.of(
            Ss12000Format.ORGANISATIONS,
            Ss12000Format.SYLLABUSES,
            Ss12000Format.ACTIVITIES,
            Ss12000Format.PERSONS,
            Ss12000Format.CALENDAR_EVENTS,
            Ss12000Format.ATTENDANCES,
            Ss12000Format.ABSENCES,
            Ss12000Format.GRADES,
            Ss12000Format.DELETED_ENTITIES);

    /** An endpoint, and those without which nothing can be made of it. */
    private static final Map<String, List<String>> NEEDS = Map.of(
            Ss12000Format.ATTENDANCES, List.of(Ss12000Format.CALENDAR_EVENTS, Ss12000Format.PERSONS),
            Ss12000Format.ABSENCES, List.of(Ss12000Format.PERSONS),
            Ss12000Format.GRADES, List.of(Ss12000Format.SYLLABUSES, Ss12000Format.PERSONS),
            Ss12000Format.PLACEMENTS, List.of(Ss12000Format.PERSONS),
            Ss12000Format.ATTENDANCE_EVENTS, List.of(Ss12000Format.PERSONS));

    public Ss12000Pull {
        Objects.requireNonNull(base);
        Objects.requireNonNull(attendances);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        endpoints = Set.copyOf(endpoints);
        List<String> problems = problems(endpoints);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window must not end before it begins");
        }
        if (limit < 1 || lookupChunk < 1) {
            throw new IllegalArgumentException("a page and a lookup hold at least one record");
        }
    }

    /** The whole window with the default endpoints. */
    public static Ss12000Pull window(URI base, LocalDate from, LocalDate to, int limit) {
        return new Ss12000Pull(
                base,
                Map.of(),
                from,
                to,
                null,
                DEFAULT,
                limit,
                500,
                PullPlan.AttendanceWindow.START_TIME,
                false,
                null,
                null);
    }

    /**
     * What is wrong with a choice of endpoints, for those who read it from a file.
     *
     * @return each with its mend; empty where nothing is
     */
    public static List<String> problems(Set<String> endpoints) {
        List<String> problems = new ArrayList<>();
        for (String one : new TreeSet<>(endpoints)) {
            if (!KNOWN.contains(one)) {
                problems.add("endpoint '" + one + "' is not known; there are " + String.join(", ", KNOWN));
            }
            for (String needed : NEEDS.getOrDefault(one, List.of())) {
                if (!endpoints.contains(needed)) {
                    problems.add("endpoint " + one + " needs " + needed + "; add it, or leave " + one + " out");
                }
            }
        }
        if (endpoints.isEmpty()) {
            problems.add("no endpoint is named; name those that the source has");
        }
        return problems;
    }

    /** @param after with the overlap already subtracted; null for the whole window */
    public Ss12000Pull changedAfter(@Nullable Instant after) {
        return new Ss12000Pull(
                base,
                headers,
                from,
                to,
                after,
                endpoints,
                limit,
                lookupChunk,
                attendances,
                checksTakeTime,
                organisation,
                schoolType);
    }

    public Ss12000Pull withEndpoints(Set<String> chosen) {
        return new Ss12000Pull(
                base,
                headers,
                from,
                to,
                modifiedAfter,
                chosen,
                limit,
                lookupChunk,
                attendances,
                checksTakeTime,
                organisation,
                schoolType);
    }

    /** The requests, in their order: what others refer to first, lookups last. */
    List<EndpointPull> requests() {
        List<EndpointPull> requests = new ArrayList<>();
        for (String endpoint : Ss12000Format.ENDPOINTS) {
            boolean isAsked = endpoints.contains(endpoint)
                    // Without "after" the standard would tell everything that was ever deleted.
                    && (!endpoint.equals(Ss12000Format.DELETED_ENTITIES) || modifiedAfter != null);
            if (isAsked) {
                requests.add(request(endpoint));
            }
        }
        if (modifiedAfter != null && endpoints.contains(Ss12000Format.ATTENDANCES)) {
            String events = Ss12000Format.CALENDAR_EVENTS;
            requests.add(new EndpointPull(
                    events + "-lookup",
                    events + "/lookup",
                    Map.of(),
                    Ss12000Format.arrayNames(events),
                    new EndpointPull.ByLookup(events, Ss12000Format.ATTENDANCES, "calendarEvent", lookupChunk),
                    null,
                    false));
        }
        return requests;
    }

    private EndpointPull request(String endpoint) {
        Map<String, String> query = new LinkedHashMap<>();
        EndpointPull.Steps steps = null;
        int paged = limit;
        boolean isDelta = false;
        switch (endpoint) {
            case Ss12000Format.CALENDAR_EVENTS -> {
                steps = startTimes();
                isDelta = true;
                if (modifiedAfter != null && endpoints.contains(Ss12000Format.ATTENDANCES)) {
                    // An event that was cancelled brings its attendances, which did not change themselves.
                    query.put("expand", "attendance");
                }
            }
            case Ss12000Format.ATTENDANCES -> {
                steps = attendances == PullPlan.AttendanceWindow.START_TIME ? startTimes() : null;
                isDelta = true;
            }
            case Ss12000Format.ABSENCES -> isDelta = true;
            case Ss12000Format.GRADES -> {
                isDelta = true;
                steps = modifiedAfter == null
                        ? new EndpointPull.Days(from, to, "registeredDate.onOrAfter", "registeredDate.onOrBefore")
                        : null;
            }
            case Ss12000Format.AGGREGATED_ATTENDANCE -> {
                steps = new EndpointPull.Months(from, to, "startDate", "endDate");
                paged = EndpointPull.ByToken.NO_LIMIT;
                put(query, "organisation", organisation);
                put(query, "schoolType", schoolType);
            }
            case Ss12000Format.ATTENDANCE_EVENTS ->
                steps = checksTakeTime ? new EndpointPull.Window(from, to, "time.onOrAfter", "time.onOrBefore") : null;
            case Ss12000Format.DELETED_ENTITIES -> {
                put(query, "after", String.valueOf(modifiedAfter));
                // One of its two shapes has no pages.
                paged = EndpointPull.ByToken.NO_LIMIT;
            }
            default -> isDelta = false;
        }
        if (isDelta && modifiedAfter != null) {
            query.put("meta.modified.after", modifiedAfter.toString());
        }
        return new EndpointPull(
                endpoint,
                endpoint,
                query,
                Ss12000Format.arrayNames(endpoint),
                new EndpointPull.ByToken(paged),
                steps,
                !LESSONS.contains(endpoint));
    }

    private EndpointPull.Window startTimes() {
        return new EndpointPull.Window(from, to, "startTime.onOrAfter", "startTime.onOrBefore");
    }

    private static void put(Map<String, String> query, String name, @Nullable String value) {
        if (value != null) {
            query.put(name, value);
        }
    }

    @Override
    public String toString() {
        return "Ss12000Pull[" + from + "/" + to + ", " + new TreeSet<>(endpoints) + "]";
    }
}
