package se.tvarsyn.web.followup;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import se.tvarsyn.catalogue.Catalogue;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.web.NoSuchPage;
import se.tvarsyn.web.ReleaseHead;
import se.tvarsyn.web.ReleaseView;
import se.tvarsyn.web.ReleasedFigures;
import se.tvarsyn.web.ViewLimit;
import se.tvarsyn.web.Viewer;

/**
 * A release as a request asked for it: opened for its viewer, with the filters that name something in it, in its language.
 *
 * @param all releases that stand
 * @param sameKind the last releases of this kind of period, in their order, opened when they are asked for
 * @param lastYear the release of the same period a year before; null where there is none
 */
record OpenedRelease(
        ReleaseView view,
        Filters filters,
        Words words,
        Sight sight,
        List<ReleaseHead> all,
        @Nullable ReleaseView lastYear,
        Supplier<List<ReleaseView>> sameKind,
        Catalogue catalogue,
        Cubes cubes) {
    private static final int MOST_IN_SERIES = 6;
    private static final Pattern YEAR = Pattern.compile("([0-9]{4})(.*)");
    private static final Pattern SCHOOL_YEAR = Pattern.compile("([0-9]{4})/([0-9]{2})");

    /** The last releases of this kind of period, the earliest first, with this one. */
    List<ReleaseView> series() {
        return sameKind.get();
    }

    String period() {
        return words.period(view.head().kind(), view.head().name());
    }

    /** Which filters a figure does not heed, in words; null where it heeds all. */
    @Nullable
    String about(Set<String> dropped) {
        if (dropped.isEmpty()) {
            return null;
        }
        return words.of(
                "note.wider",
                Filters.LEVELS.stream()
                        .filter(dropped::contains)
                        .map(level -> words.level(level).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }

    /** The release to go to for metrics that this one has not, of the latest period; empty where there is none. */
    Optional<ReleaseHead> elsewhere(List<String> metrics) {
        Set<String> kinds = cubes.cubes().values().stream()
                .filter(cube -> metrics.stream().anyMatch(cube.metrics()::contains))
                .flatMap(cube -> cube.periods().stream())
                .collect(Collectors.toSet());
        return all.stream()
                .filter(release -> kinds.contains(release.kind()))
                .filter(release -> !release.kind().equals(view.head().kind()))
                .findFirst();
    }

    /** A metric that the release does not have, with the kinds of period whose releases have it. */
    String absent(String id) {
        Metric metric = catalogue.metrics().get(id);
        String name = metric == null
                ? id
                : words.isSwedish() ? metric.name().sv() : metric.name().en();
        Set<String> kinds = new TreeSet<>();
        cubes.cubes().values().stream()
                .filter(cube -> cube.metrics().contains(id))
                .forEach(cube -> kinds.addAll(cube.periods()));
        if (kinds.isEmpty()) {
            return words.of("absent.never", name);
        }
        if (kinds.contains(view.head().kind())) {
            return words.of("absent.rows", name);
        }
        return words.of(
                "absent.kinds",
                name,
                kinds.stream().map(kind -> words.of("kind." + kind)).collect(Collectors.joining(", ")));
    }

    /** The name of the same period a year before. */
    static String yearBefore(String name) {
        Matcher school = SCHOOL_YEAR.matcher(name);
        if (school.matches()) {
            int from = Integer.parseInt(school.group(1)) - 1;
            return "%04d/%02d".formatted(from, (from + 1) % 100);
        }
        Matcher year = YEAR.matcher(name);
        return year.matches() ? "%04d%s".formatted(Integer.parseInt(year.group(1)) - 1, year.group(2)) : "";
    }

    /** Opens releases for requests. */
    static final class Opening {
        private final ReleasedFigures figures;
        private final MessageSource messages;
        private final Catalogue catalogue;
        private final Cubes cubes;

        Opening(ReleasedFigures figures, MessageSource messages, Catalogue catalogue, Cubes cubes) {
            this.figures = figures;
            this.messages = messages;
            this.catalogue = catalogue;
            this.cubes = cubes;
        }

        boolean isAny() {
            return !figures.releases().isEmpty();
        }

        /**
         * Opens the release that is asked for, or that of the latest period.
         *
         * @throws NoSuchPage where there is no such release
         */
        OpenedRelease open(Viewer viewer, Map<String, String> asked, Locale locale) {
            List<ReleaseHead> all = figures.releases();
            String name = asked.getOrDefault(Filters.RELEASE, "");
            if (name.isEmpty() && !all.isEmpty()) {
                name = all.get(0).name();
            }
            ReleaseView view = figures.open(name, viewer.limit());
            Sight sight = new Sight(view);
            String before = yearBefore(name);
            ReleaseView lastYear =
                    all.stream().anyMatch(r -> r.name().equals(before)) ? figures.open(before, viewer.limit()) : null;
            Filters filters = new Filters(name, places(asked, viewer.limit(), sight));
            Words words = new Words(messages, locale);
            return new OpenedRelease(
                    view,
                    filters,
                    words,
                    sight,
                    all,
                    lastYear,
                    () -> series(viewer, view.head(), all),
                    catalogue,
                    cubes);
        }

        /** Up to this one and {@link #MOST_IN_SERIES} in all: more would push what was read out of memory. */
        private List<ReleaseView> series(Viewer viewer, ReleaseHead until, List<ReleaseHead> all) {
            List<ReleaseHead> earlier = all.stream()
                    .filter(release -> release.kind().equals(until.kind()))
                    .filter(release -> inOrder(release.name()).compareTo(inOrder(until.name())) <= 0)
                    .sorted(Comparator.comparing((ReleaseHead release) -> inOrder(release.name())))
                    .toList();
            return earlier.subList(Math.max(0, earlier.size() - MOST_IN_SERIES), earlier.size()).stream()
                    .map(release -> figures.open(release.name(), viewer.limit()))
                    .toList();
        }

        /** Names of periods sort by time but for terms: the spring comes first. */
        private static String inOrder(String name) {
            return name.replace("-VT", "-1").replace("-HT", "-2");
        }

        /** What the release does not name is dropped; a limited lead whom no total is shown to begins at their own part. */
        private static Map<String, String> places(Map<String, String> asked, ViewLimit limit, Sight sight) {
            Map<String, String> places = new LinkedHashMap<>();
            for (String level : Filters.LEVELS) {
                String code = asked.get(level);
                if (code != null
                        && !code.isEmpty()
                        && sight.codes(level, Map.of()).contains(code)) {
                    places.put(level, code);
                }
            }
            if (!limit.units().isEmpty() && !places.containsKey("school_unit")) {
                limit.units().stream().sorted().findFirst().ifPresent(unit -> places.put("school_unit", unit));
            }
            String district = limit.district();
            if (district != null && !places.containsKey("district")) {
                places.put("district", district);
            }
            widen(places, "district", "school_unit", sight);
            widen(places, "stage", "grade", sight);
            return places;
        }

        /** A school lies in one district: another district beside it would find nothing. */
        private static void widen(Map<String, String> places, String wide, String level, Sight sight) {
            String code = places.get(level);
            String around = code == null ? null : sight.wider(wide, level, code);
            if (around != null) {
                places.put(wide, around);
            }
        }
    }
}
