package se.tvarsyn.source;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which calls of the Absence API make up one pull: every service for every unit, window by window, because the API
 * answers at most a year of events and five years of aggregations in one call (SOURCES.md 1.6).
 */
final class EdlevoCalls {
    private static final int EVENT_YEARS = 1;
    private static final int AGGREGATION_YEARS = 5;

    private final List<EdlevoService> services;
    private final List<String> unitIds;

    /**
     * One call. Answers are not paged.
     *
     * @param name of the document, which begins with the service: {@code GetCompulsorySchoolAbsence-1.xml}
     * @param path below the base address: the service
     */
    record Call(String name, String path, Map<String, String> query) {
        Call {
            query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        }
    }

    /**
     * @param services names of services, as the vendor writes them
     * @param unitIds ids of school units, as the source writes them (a GUID in braces)
     * @throws IllegalArgumentException where there is no service, no unit, or a name that is no service's
     */
    EdlevoCalls(List<String> services, List<String> unitIds) {
        this.unitIds = List.copyOf(unitIds);
        this.services = services.stream().map(EdlevoCalls::service).toList();
        if (this.services.isEmpty() || this.unitIds.isEmpty()) {
            throw new IllegalArgumentException("name at least one service and one unit");
        }
    }

    private static EdlevoService service(String name) {
        EdlevoService service = EdlevoService.ofName(name);
        if (service == null) {
            throw new IllegalArgumentException("there is no service '" + name
                    + "'; write it as in GetCompulsorySchoolAbsence or GetUpperSecondarySchoolPresenceAggregation");
        }
        return service;
    }

    /**
     * @param from first day
     * @param to last day
     * @return calls in order: service, unit, window
     */
    List<Call> calls(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a window must not end before it begins");
        }
        List<Call> calls = new ArrayList<>();
        for (EdlevoService service : services) {
            int years = service.isAggregation() ? AGGREGATION_YEARS : EVENT_YEARS;
            int ordinal = 0;
            for (String unitId : unitIds) {
                for (LocalDate start = from; !start.isAfter(to); start = end(start, to, years)) {
                    ordinal++;
                    Map<String, String> query = new LinkedHashMap<>();
                    query.put("UnitId", unitId);
                    query.put("StartDate", start.toString());
                    // Without a time of day it is the midnight that begins the day: the day itself is left out.
                    query.put("EndDate", end(start, to, years).toString());
                    calls.add(new Call(service.name() + "-" + ordinal + ".xml", service.name(), query));
                }
            }
        }
        return calls;
    }

    /** The day after the last one of the window: a day under the limit, so that no reading of the limit is over it. */
    private static LocalDate end(LocalDate start, LocalDate to, int years) {
        LocalDate longest = start.plusYears(years).minusDays(1);
        LocalDate dayAfter = to.plusDays(1);
        return longest.isBefore(dayAfter) ? longest : dayAfter;
    }
}
