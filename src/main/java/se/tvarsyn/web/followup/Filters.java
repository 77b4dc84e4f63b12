package se.tvarsyn.web.followup;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.springframework.web.util.UriUtils;

/**
 * What a page's address asks for. A filter that names nothing of the release was dropped.
 *
 * @param release its name
 * @param places level → code
 */
record Filters(String release, Map<String, String> places) {
    static final String RELEASE = "release";

    /** In the order of the form. */
    static final List<String> LEVELS = List.of("district", "school_unit", "stage", "grade", "sex");

    Filters {
        Map<String, String> sorted = new LinkedHashMap<>();
        for (String level : LEVELS) {
            String code = places.get(level);
            if (code != null) {
                sorted.put(level, code);
            }
        }
        places = java.util.Collections.unmodifiableMap(sorted);
    }

    /** The same, without some levels. */
    Map<String, String> without(Collection<String> levels) {
        Map<String, String> rest = new LinkedHashMap<>(places);
        rest.keySet().removeAll(levels);
        return rest;
    }

    /** For the end of an address, with its question mark. */
    String query() {
        StringJoiner query = new StringJoiner("&", "?", "");
        query.add(RELEASE + "=" + UriUtils.encode(release, StandardCharsets.UTF_8));
        places.forEach((level, code) -> query.add(level + "=" + UriUtils.encode(code, StandardCharsets.UTF_8)));
        return query.toString();
    }
}
