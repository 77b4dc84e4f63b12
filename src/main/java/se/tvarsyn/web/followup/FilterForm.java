package se.tvarsyn.web.followup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import se.tvarsyn.web.ViewLimit;

/**
 * The form of filters: what there is to choose of, in the reader's words.
 *
 * @param releases that stand
 * @param fields one for each level that the release is cut by
 * @param chosen what is chosen beside the release, in words
 */
record FilterForm(List<Option> releases, List<Field> fields, List<String> chosen) {
    FilterForm {
        releases = List.copyOf(releases);
        fields = List.copyOf(fields);
        chosen = List.copyOf(chosen);
    }

    record Option(String code, String name, boolean isChosen) {}

    /** @param all the word for no choice; "" where the viewer must have one */
    record Field(String level, String name, String all, List<Option> options) {
        Field {
            options = List.copyOf(options);
        }
    }

    static FilterForm of(OpenedRelease opened) {
        Words words = opened.words();
        Map<String, String> places = opened.filters().places();
        List<Option> releases = opened.all().stream()
                .map(r -> new Option(
                        r.name(),
                        words.period(r.kind(), r.name()),
                        r.name().equals(opened.filters().release())))
                .toList();
        List<Field> fields = new ArrayList<>();
        List<String> chosen = new ArrayList<>();
        for (String level : Filters.LEVELS) {
            Set<String> codes = new TreeSet<>(words.order(opened.view(), level));
            codes.addAll(opened.sight().codes(level, within(level, places)));
            codes.remove("");
            if (codes.isEmpty()) {
                continue;
            }
            String now = places.get(level);
            List<Option> options = codes.stream()
                    .map(code -> new Option(code, words.code(opened.view(), level, code), code.equals(now)))
                    .toList();
            options.stream()
                    .filter(Option::isChosen)
                    .forEach(option -> chosen.add(words.level(level) + ": " + option.name()));
            boolean isBound = isBound(level, opened.view().limit());
            fields.add(new Field(level, words.level(level), isBound ? "" : words.of("filter.all." + level), options));
        }
        return new FilterForm(releases, fields, chosen);
    }

    /** Schools of the chosen district, years of the chosen stage. */
    private static Map<String, String> within(String level, Map<String, String> places) {
        String wide = level.equals("school_unit") ? "district" : level.equals("grade") ? "stage" : "";
        String code = places.get(wide);
        return code == null ? Map.of() : Map.of(wide, code);
    }

    private static boolean isBound(String level, ViewLimit limit) {
        return level.equals("district") && limit.district() != null
                || level.equals("school_unit") && !limit.units().isEmpty();
    }
}
