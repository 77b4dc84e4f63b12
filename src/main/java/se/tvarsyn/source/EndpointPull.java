package se.tvarsyn.source;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint is pulled.
 *
 * @param name the name of its pages, as in a saved directory: {@code persons}, {@code extract-services}
 * @param path below the feed's base address: {@code persons}, {@code apifc/v1/Extract/Services}
 * @param query filters that stay the same for all pages
 * @param arrayNames where the page's elements may stand
 * @param window days that are asked for step by step, null where the endpoint takes no window
 * @param isOptional whether a source may lack it: then a 404 is told as a matter of configuration
 */
record EndpointPull(
        String name,
        String path,
        Map<String, String> query,
        Set<String> arrayNames,
        Paging paging,
        @Nullable Steps window,
        boolean isOptional) {

    EndpointPull {
        Objects.requireNonNull(name);
        Objects.requireNonNull(path);
        Objects.requireNonNull(paging);
        query = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(query));
        arrayNames = Set.copyOf(arrayNames);
    }

    /** The queries of the first page: one for each step of the window. */
    List<Map<String, String>> queries() {
        if (window == null) {
            return List.of(query);
        }
        List<Map<String, String>> queries = new ArrayList<>();
        for (Map<String, String> step : window.steps()) {
            Map<String, String> all = new LinkedHashMap<>(query);
            all.putAll(step);
            queries.add(all);
        }
        return queries;
    }

    @Override
    public String toString() {
        return "EndpointPull[" + name + "]";
    }

    /** How the next page is asked for. */
    sealed interface Paging {
        /** Records asked for in one page; the source may give fewer. */
        int limit();
    }

    /**
     * SS 12000: an opaque token, which may stand with {@code limit} only and is sent alone.
     *
     * @param limit {@link #NO_LIMIT} where none is sent; a token that comes all the same is followed
     */
    record ByToken(int limit) implements Paging {
        /** For endpoints that some sources do not page. */
        static final int NO_LIMIT = 0;
    }

    /**
     * SS 12000: {@code POST …/lookup} of what pulled pages refer to and no pulled page holds.
     *
     * @param entity endpoint of what is looked up
     * @param referrer endpoint whose elements refer to it
     * @param field of the referrer's elements: {@code calendarEvent} in {@code {"calendarEvent": {"id": …}}}
     * @param limit ids in one request
     */
    record ByLookup(String entity, String referrer, String field, int limit) implements Paging {}

    /**
     * One answer that is not paged, in XML.
     *
     * @param roots names of the root element that such an answer may have
     */
    record Whole(Set<String> roots) implements Paging {
        @Override
        public int limit() {
            return 1;
        }
    }

    /** Lifecare: {@code offset} and {@code limit}. */
    record ByOffset(int limit) implements Paging {}

    /** How a long time is asked for. */
    sealed interface Steps {
        /** The parameters of each request, in the order of time. */
        List<Map<String, String>> steps();
    }

    /** Dates in one request, both of which belong to it. */
    record Days(LocalDate from, LocalDate to, String first, String last) implements Steps {
        @Override
        public List<Map<String, String>> steps() {
            Map<String, String> step = new LinkedHashMap<>();
            step.put(first, from.toString());
            step.put(last, to.toString());
            return List.of(step);
        }
    }

    /**
     * Whole calendar months, one a request: the days are part of the key of sums, so that a part of a month would be
     * another row beside the month's.
     */
    record Months(LocalDate from, LocalDate to, String first, String last) implements Steps {
        @Override
        public List<Map<String, String>> steps() {
            List<Map<String, String>> steps = new ArrayList<>();
            for (YearMonth month = YearMonth.from(from);
                    !month.isAfter(YearMonth.from(to));
                    month = month.plusMonths(1)) {
                steps.addAll(new Days(month.atDay(1), month.atEndOfMonth(), first, last).steps());
            }
            return steps;
        }
    }

    /**
     * Days to ask for, at most 31 at a time: sources refuse long windows (one throttles calendar events to 30 days).
     *
     * @param from first day
     * @param to last day
     * @param after parameter that takes the first instant of a step
     * @param before parameter that takes the last second of a step
     */
    record Window(LocalDate from, LocalDate to, String after, String before) implements Steps {
        private static final int STEP_DAYS = 31;

        Window {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a window must not end before it begins");
            }
        }

        @Override
        public List<Map<String, String>> steps() {
            List<Map<String, String>> steps = new ArrayList<>();
            for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(STEP_DAYS)) {
                LocalDate end = day.plusDays(STEP_DAYS);
                if (end.isAfter(to)) {
                    end = to.plusDays(1);
                }
                Map<String, String> step = new LinkedHashMap<>();
                step.put(after, text(day, 0));
                // Both ends are inclusive in the standard; the next step begins one second later.
                step.put(before, text(end, 1));
                steps.add(step);
            }
            return steps;
        }

        private static String text(LocalDate midnight, int secondsBefore) {
            OffsetDateTime at = midnight.atStartOfDay(SourceTime.ZONE)
                    .minusSeconds(secondsBefore)
                    .toOffsetDateTime();
            return java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
        }
    }
}
