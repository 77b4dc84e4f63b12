package se.tvarsyn.source;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to pull for one feed, and with which credentials. Shows neither headers nor queries. */
public final class PullPlan {
    /** What {@code GET /attendances} of a source takes. */
    public enum AttendanceWindow {
        /** The same window as calendarEvents. */
        START_TIME,
        /**
         * No window. The 2.0.0 draft lists none for attendances (read August 2026), and a strict source answers an
         * unknown filter with 400.
         */
        NONE
    }

    private static final Map<String, String> XML = Map.of("Accept", "application/xml");

    private final String feed;
    private final URI base;
    private final Map<String, String> headers;
    private final Map<String, String> credentials;
    private final List<EndpointPull> endpoints;

    private PullPlan(
            String feed,
            URI base,
            Map<String, String> headers,
            Map<String, String> credentials,
            List<EndpointPull> endpoints) {
        this.feed = Objects.requireNonNull(feed);
        this.base = Objects.requireNonNull(base);
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials));
        this.endpoints = List.copyOf(endpoints);
    }

    /**
     * SS 12000: the five endpoints that lessons are made from, for a whole window.
     *
     * @param base address up to and including the version: {@code https://…/v2.0}
     * @param headers such as {@code Authorization}
     * @param from first day of the window, {@code to} its last
     * @param limit records asked for in a page
     */
    public static PullPlan ss12000(
            String feed,
            URI base,
            Map<String, String> headers,
            LocalDate from,
            LocalDate to,
            int limit,
            AttendanceWindow attendances) {
        return ss12000(
                feed,
                new Ss12000Pull(
                        base,
                        headers,
                        from,
                        to,
                        null,
                        Ss12000Pull.LESSONS,
                        limit,
                        limit,
                        attendances,
                        false,
                        null,
                        null));
    }

    /** SS 12000: what the request asks for, as a whole window or as what changed. */
    public static PullPlan ss12000(String feed, Ss12000Pull request) {
        return new PullPlan(feed, request.base(), request.headers(), Map.of(), request.requests());
    }

    /**
     * Lifecare FamilyCare: the extracts that social events are made from. Executions and ResourceAllocations name no
     * person, only a customer whom the other four tell; so they come in a pull of everything, not in one of what changed.
     *
     * @param base address up to and including {@code WESE.FC.Api.FC}
     * @param domain and {@code key} go into every query, and into no message
     * @param modifiedAfter rows changed since, null for all
     */
    public static PullPlan lifecare(
            String feed,
            URI base,
            Map<String, String> headers,
            String domain,
            String key,
            @Nullable String modifiedAfter,
            int limit) {
        Map<String, String> query = modifiedAfter == null ? Map.of() : Map.of("modifiedAfter", modifiedAfter);
        List<EndpointPull> endpoints = new ArrayList<>();
        List<String> names = new ArrayList<>(List.of("Actualisations", "Investigations", "Decisions", "Services"));
        if (modifiedAfter == null) {
            names.addAll(List.of("Executions", "ResourceAllocations"));
        }
        for (String name : names) {
            endpoints.add(new EndpointPull(
                    "extract-" + name.toLowerCase(Locale.ROOT),
                    "apifc/v1/Extract/" + name,
                    query,
                    Set.of("Result", "result"),
                    new EndpointPull.ByOffset(limit),
                    null,
                    false));
        }
        return new PullPlan(feed, base, headers, Map.of("domain", domain, "key", key), endpoints);
    }

    /** Meitner's data export: everything it has, by offset. */
    public static PullPlan meitner(String feed, URI base, int limit) {
        EndpointPull attendance = new EndpointPull(
                "attendance", "attendance", Map.of(), Set.of("data"), new EndpointPull.ByOffset(limit), null, false);
        return new PullPlan(feed, base, Map.of(), Map.of(), List.of(attendance));
    }

    /**
     * Edlevo Absence API v2: each service for each unit.
     *
     * @param services names as the vendor writes them: {@code GetCompulsorySchoolAbsence}
     * @throws IllegalArgumentException where a name is no service's
     */
    public static PullPlan edlevo(
            String feed, URI base, List<String> services, List<String> unitIds, LocalDate from, LocalDate to) {
        List<EndpointPull> endpoints = new ArrayList<>();
        for (EdlevoCalls.Call call : new EdlevoCalls(services, unitIds).calls(from, to)) {
            endpoints.add(new EndpointPull(
                    call.name().replaceFirst("\\.xml$", ""),
                    call.path(),
                    call.query(),
                    Set.of(),
                    new EndpointPull.Whole(EdlevoDocument.ROOTS),
                    null,
                    false));
        }
        return new PullPlan(feed, base, XML, Map.of(), endpoints);
    }

    /**
     * Stockholm's betyg: grades that were set within the window.
     *
     * @param schoolType one school form, null for all
     */
    public static PullPlan betyg(String feed, URI base, LocalDate from, LocalDate to, @Nullable String schoolType) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("from", from + "T00:00");
        query.put("tom", to + "T23:59");
        if (schoolType != null) {
            query.put("schoolType", schoolType);
        }
        EndpointPull betyg = new EndpointPull(
                "betyg",
                "api/skolplattform/betyg",
                query,
                Set.of(),
                new EndpointPull.Whole(Set.of("betyg")),
                null,
                false);
        return new PullPlan(feed, base, XML, Map.of(), List.of(betyg));
    }

    String feed() {
        return feed;
    }

    URI base() {
        return base;
    }

    Map<String, String> headers() {
        return headers;
    }

    Map<String, String> credentials() {
        return credentials;
    }

    List<EndpointPull> endpoints() {
        return endpoints;
    }

    @Override
    public String toString() {
        return "PullPlan[" + feed + "]";
    }
}
