package se.tvarsyn.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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

    private static final ObjectMapper JSON = new ObjectMapper();

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

    private static List<ReleaseHead> heads(Statements statements) {
        List<ReleaseHead> heads = new ArrayList<>();
        try {
            each(
                    statements,
                    "SELECT release_name, period_kind, toUnixTimestamp64Milli(released_at) AS at, figures, hidden, method,"
                            + " caveats FROM mart.release ORDER BY released_at DESC, release_name DESC",
                    row -> heads.add(new ReleaseHead(
                            text(row, "release_name"),
                            text(row, "period_kind"),
                            Instant.ofEpochMilli(row.path("at").asLong()),
                            row.path("figures").asLong(),
                            row.path("hidden").asLong(),
                            text(row, "method"),
                            text(row, "caveats").lines().toList())));
        } catch (ReleaseSource.NotAnswered e) {
            if (e.isAboutNoTable()) {
                return List.of();
            }
            throw e;
        }
        return List.copyOf(heads);
    }

    private static FrozenRelease whole(Statements statements, ReleaseHead head) {
        // The name comes from the table of releases, and is quoted all the same.
        String of =
                " WHERE release_name = '" + head.name().replace("\\", "\\\\").replace("'", "\\'") + "'";
        FrozenRelease.Reading reading = new FrozenRelease.Reading();
        each(
                statements,
                "SELECT * FROM mart.metric" + of + " ORDER BY chapter, metric",
                row -> reading.metric(metric(row)));
        each(
                statements,
                "SELECT cube, name_sv, name_en, axes FROM mart.cube" + of + " ORDER BY cube",
                row -> reading.cube(new CubeEntry(
                        text(row, "cube"), text(row, "name_sv"), text(row, "name_en"), axes(text(row, "axes")))));
        each(
                statements,
                "SELECT dimension, code, name FROM mart.label" + of + " ORDER BY dimension, code",
                row -> reading.label(text(row, "dimension"), text(row, "code"), text(row, "name")));
        Once once = new Once(new HashMap<>(), new HashMap<>());
        String sql = "SELECT cube, metric, across, shown, numerator, denominator, spread, "
                + String.join(", ", Cubes.LEVELS) + " FROM mart.figure" + of
                + " ORDER BY metric, dimension, value, across, cube LIMIT " + AT_ONCE + " OFFSET ";
        long[] read = {0, 1};
        while (read[1] > 0) {
            read[1] = 0;
            each(statements, sql + read[0], row -> {
                reading.figure(figure(row, once));
                read[1]++;
            });
            read[0] += read[1];
            read[1] = read[1] < AT_ONCE ? 0 : read[1];
        }
        return reading.of(head);
    }

    private static MetricEntry metric(JsonNode row) {
        return new MetricEntry(
                text(row, "metric"),
                text(row, "chapter"),
                text(row, "name_sv"),
                text(row, "name_en"),
                text(row, "definition_sv"),
                text(row, "definition_en"),
                text(row, "unit"),
                text(row, "kind"),
                text(row, "polarity"),
                text(row, "exclusions_sv"),
                text(row, "source"));
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
            String text = ReleasedFigures.text(row, column);
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

    private static void each(Statements statements, String sql, Consumer<JsonNode> taker) {
        statements.json(sql, rows -> {
            try (MappingIterator<JsonNode> row = JSON.readerFor(JsonNode.class).readValues(rows)) {
                row.forEachRemaining(taker);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asText();
    }
}
