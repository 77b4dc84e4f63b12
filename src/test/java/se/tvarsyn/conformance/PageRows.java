package se.tvarsyn.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One endpoint of a source that answers in JSON pages: elements, the first of which is the one that changes. */
record PageRows(String endpoint, List<String> elements) {
    private static final int PAGE = 50;

    PageRows {
        elements = List.copyOf(elements);
    }

    Map<String, byte[]> written() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        for (int from = 0; from == 0 || from < elements.size(); from += PAGE) {
            String page = "{\"data\":["
                    + String.join(",\n", elements.subList(from, Math.min(elements.size(), from + PAGE)))
                    + "],\"pagination\":{\"offset\":" + from + ",\"limit\":" + PAGE + ",\"total\":" + elements.size()
                    + "}}";
            pages.put("%s-page%05d.json".formatted(endpoint, from / PAGE + 1), page.getBytes(StandardCharsets.UTF_8));
        }
        return pages;
    }

    /** The first element with one text in the place of another. */
    PageRows firstWith(String before, String after) {
        String changed = elements.get(0).replace(before, after);
        if (changed.equals(elements.get(0))) {
            throw new IllegalArgumentException("the first element has no such text");
        }
        List<String> all = new ArrayList<>(elements);
        all.set(0, changed);
        return new PageRows(endpoint, all);
    }

    PageRows withoutFirst() {
        return new PageRows(endpoint, elements.subList(1, elements.size()));
    }

    PageRows and(String element) {
        List<String> all = new ArrayList<>(elements);
        all.add(element);
        return new PageRows(endpoint, all);
    }
}
