package se.tvarsyn.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Cubes;
import se.tvarsyn.warehouse.Statements;

/**
 * Reads releases, and keeps what it read: a release is frozen, so it is read whole, once. Kept is a bounded number of figures,
 * the releases that were looked at last; what was taken back is forgotten when the list of releases is read anew, which
 * is at the first question after anybody had the storage.
 */
public final class ReleasedFigures {
    /** Some 150 bytes each; four large releases, or all of a small municipality. */
    private static final int MOST_FIGURES = 600_000;

    /** An analyst may have 100,000 rows at once. */
    private static final int AT_ONCE = 50_000;

    private final @Nullable ReleaseSource analyst;
    private final Map<String, FrozenRelease> kept = new LinkedHashMap<>(16, 0.75f, true);
    private @Nullable List<ReleaseHead> heads;
    private String mark = "";

    /** @param analyst null where no address of releases is set */
    ReleasedFigures(@Nullable ReleaseSource analyst) {
        this.analyst = analyst;
    }

    /**
     * The releases that stand, the last made first.
     *
     * @throws FiguresUnavailable where they cannot be read
     */
    public synchronized List<ReleaseHead> releases() {
        ReleaseSource source = source();
        List<ReleaseHead> known = heads;
        if (known != null && mark.equals(source.mark())) {
            return known;
        }
        if (!source.isThere()) {
            return List.of();
        }
        try {
            List<ReleaseHead> read = source.ask(ReleasedFigures::heads);
            mark = source.mark();
            heads = read;
            kept.values().removeIf(release -> !read.contains(release.head()));
            return read;
        } catch (FiguresUnavailable e) {
            if (known == null) {
                throw e;
            }
            // Somebody releases just now. Until that is done, what stood stands.
            return known;
        }
    }

    /**
     * A release as somebody may see it.
     *
     * @throws NoSuchPage where there is none
     */
    public synchronized ReleaseView open(String name, ViewLimit limit) {
        ReleaseHead head = releases().stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(NoSuchPage::new);
        FrozenRelease release = kept.get(name);
        if (release == null) {
            release = source().ask(statements -> whole(statements, head));
            kept.put(name, release);
            forgetOldest();
        }
        return new ReleaseView(release, limit);
    }

    private void forgetOldest() {
        long size = kept.values().stream().mapToLong(FrozenRelease::size).sum();
        Iterator<FrozenRelease> oldest = kept.values().iterator();
        while (size > MOST_FIGURES && kept.size() > 1 && oldest.hasNext()) {
            size -= oldest.next().size();
            oldest.remove();
        }
    }

    private ReleaseSource source() {
        if (analyst == null) {
            throw new FiguresUnavailable("figures.no-address");
        }
        return analyst;
    }

    /** Every column is asked for, here and of metrics and names: until the next release, a table may lack the newer ones. */
    private static List<ReleaseHead> heads(Statements statements) {
        List<ReleaseHead> heads = new ArrayList<>();
        try {
            JsonRows.each(
                    statements,
                    "SELECT *, toUnixTimestamp64Milli(released_at) AS at FROM mart.release",
                    row -> heads.add(new ReleaseHead(
                            JsonRows.text(row, "release_name"),
                            JsonRows.text(row, "period_kind"),
                            Instant.ofEpochMilli(row.path("at").asLong()),
                            row.path("figures").asLong(),
                            row.path("hidden").asLong(),
                            JsonRows.text(row, "method"),
                            JsonRows.text(row, "method_en"),
                            JsonRows.text(row, "caveats").lines().toList(),
                            JsonRows.text(row, "caveats_en").lines().toList())));
        } catch (ReleaseSource.NotAnswered e) {
            if (e.isAboutNoTable()) {
                return List.of();
            }
            throw e;
        }
        heads.sort(ReleaseHead.LATEST_PERIOD_FIRST);
        return List.copyOf(heads);
    }

    private static FrozenRelease whole(Statements statements, ReleaseHead head) {
        // The name comes from the table of releases, and is quoted all the same.
        String of =
                " WHERE release_name = '" + head.name().replace("\\", "\\\\").replace("'", "\\'") + "'";
        FrozenRelease.Reading reading = new FrozenRelease.Reading();
        JsonRows.each(
                statements,
                "SELECT * FROM mart.metric" + of + " ORDER BY chapter, metric",
                row -> reading.metric(metric(row)));
        JsonRows.each(
                statements,
                "SELECT cube, name_sv, name_en, axes FROM mart.cube" + of + " ORDER BY cube",
                row -> reading.cube(new CubeEntry(
                        JsonRows.text(row, "cube"),
                        JsonRows.text(row, "name_sv"),
                        JsonRows.text(row, "name_en"),
                        axes(JsonRows.text(row, "axes")))));
        JsonRows.each(
                statements,
                "SELECT * FROM mart.label" + of + " ORDER BY dimension, code",
                row -> reading.label(
                        JsonRows.text(row, "dimension"),
                        JsonRows.text(row, "code"),
                        new CodeName(JsonRows.text(row, "name"), JsonRows.text(row, "name_en"))));
        sources(statements, of, reading);
        Once once = new Once(new HashMap<>(), new HashMap<>());
        String sql = "SELECT cube, metric, across, shown, numerator, denominator, spread, "
                + String.join(", ", Cubes.LEVELS) + " FROM mart.figure" + of
                + " ORDER BY metric, dimension, value, across, cube LIMIT " + AT_ONCE + " OFFSET ";
        long[] read = {0, 1};
        while (read[1] > 0) {
            read[1] = 0;
            JsonRows.each(statements, sql + read[0], row -> {
                reading.figure(figure(row, once));
                read[1]++;
            });
            read[0] += read[1];
            read[1] = read[1] < AT_ONCE ? 0 : read[1];
        }
        return reading.of(head);
    }

    /** Where nothing was released since releases tell of their sources, there is no such table. */
    private static void sources(Statements statements, String of, FrozenRelease.Reading reading) {
        try {
            JsonRows.each(
                    statements,
                    "SELECT feed, name, delivered_on, expected_hours, standing, rejected_percent, unlinked_percent,"
                            + " metrics FROM mart.source" + of + " ORDER BY feed",
                    row -> reading.source(source(row)));
        } catch (ReleaseSource.NotAnswered e) {
            if (!e.isAboutNoTable()) {
                throw e;
            }
        }
    }

    private static SourceEntry source(JsonNode row) {
        return new SourceEntry(
                JsonRows.text(row, "feed"),
                JsonRows.text(row, "name"),
                row.hasNonNull("delivered_on") ? LocalDate.parse(JsonRows.text(row, "delivered_on")) : null,
                row.hasNonNull("expected_hours") ? row.path("expected_hours").asInt() : null,
                JsonRows.text(row, "standing"),
                JsonRows.text(row, "rejected_percent"),
                JsonRows.text(row, "unlinked_percent"),
                List.of(JsonRows.text(row, "metrics").split(",")));
    }

    private static MetricEntry metric(JsonNode row) {
        return new MetricEntry(
                JsonRows.text(row, "metric"),
                JsonRows.text(row, "chapter"),
                JsonRows.text(row, "name_sv"),
                JsonRows.text(row, "name_en"),
                JsonRows.text(row, "definition_sv"),
                JsonRows.text(row, "definition_en"),
                JsonRows.text(row, "unit"),
                JsonRows.text(row, "kind"),
                JsonRows.text(row, "polarity"),
                JsonRows.text(row, "exclusions_sv"),
                JsonRows.text(row, "exclusions_en"),
                JsonRows.text(row, "source"));
    }

    private static Figure figure(JsonNode row, Once once) {
        Map<String, String> place = new HashMap<>();
        for (String level : Cubes.LEVELS) {
            if (row.hasNonNull(level)) {
                place.put(level, once.text(row, level));
            }
        }
        return new Figure(
                once.text(row, "cube"),
                once.text(row, "metric"),
                once.place(place),
                once.text(row, "across"),
                once.text(row, "shown"),
                once.text(row, "numerator"),
                once.text(row, "denominator"),
                once.text(row, "spread"));
    }

    /** Keeps each text and each place once: a release says the same few thousand again and again. */
    private record Once(Map<String, String> texts, Map<Map<String, String>, Map<String, String>> places) {
        String text(JsonNode row, String column) {
            String text = JsonRows.text(row, column);
            String before = texts.putIfAbsent(text, text);
            return before == null ? text : before;
        }

        Map<String, String> place(Map<String, String> place) {
            return places.computeIfAbsent(place, Map::copyOf);
        }
    }

    private static List<List<String>> axes(String text) {
        return Arrays.stream(text.split(";"))
                .filter(axis -> !axis.isEmpty())
                .map(axis -> List.of(axis.split(",")))
                .toList();
    }
}
