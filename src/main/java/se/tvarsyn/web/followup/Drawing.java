package se.tvarsyn.web.followup;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.MetricEntry;
import se.tvarsyn.web.ReleaseView;

/** Lays out the blocks of a release as it was opened. Chooses and orders figures; computes none. */
final class Drawing {
    private static final String COVERAGE = "reporting-coverage";
    private static final int MOST_PANELS = 3;

    /** With more rows a chart is no picture any more; the table has them all. */
    private static final int MOST_BARS = 40;

    private final OpenedRelease opened;
    private final ReleaseView view;
    private final Words words;
    private final Sight sight;

    Drawing(OpenedRelease opened) {
        this.opened = opened;
        this.view = opened.view();
        this.words = opened.words();
        this.sight = opened.sight();
    }

    DrawnBlock draw(Block block) {
        String title = words.of("block." + block.id());
        List<String> absent = block.metrics().stream()
                .filter(id -> view.metric(id).isEmpty())
                .map(opened::absent)
                .toList();
        if (block instanceof Block.Cards cards) {
            List<FigureCard> drawn = new ArrayList<>();
            cards.metrics().forEach(id -> view.metric(id).flatMap(this::card).ifPresent(drawn::add));
            boolean isAnyKnown = block.metrics().size() > absent.size();
            DrawnBlock.Elsewhere elsewhere = drawn.isEmpty() ? elsewhere(block) : null;
            return new DrawnBlock(
                    block.id(),
                    title,
                    drawn,
                    null,
                    drawn.isEmpty() && isAnyKnown ? words.of("note.not-yours") : null,
                    SourceText.behind(opened, block.metrics()),
                    absent,
                    elsewhere);
        }
        FigureTable table = table(block, title);
        boolean isKnown = absent.size() < block.metrics().size();
        return new DrawnBlock(
                block.id(),
                title,
                List.of(),
                table,
                table == null && isKnown ? words.of(why(block)) : null,
                SourceText.behind(opened, block.metrics()),
                absent,
                table == null ? elsewhere(block) : null);
    }

    private DrawnBlock.@Nullable Elsewhere elsewhere(Block block) {
        return opened.elsewhere(block.metrics())
                .map(head -> new DrawnBlock.Elsewhere(head.name(), words.period(head.kind(), head.name())))
                .orElse(null);
    }

    private static String why(Block block) {
        if (block instanceof Block.Series) {
            return "note.no-series";
        }
        return block instanceof Block.LastYear ? "note.no-last-year" : "note.not-yours";
    }

    private @Nullable FigureTable table(Block block, String title) {
        if (block instanceof Block.ByLevel by) {
            return byLevel(by, title);
        }
        if (block instanceof Block.ByAcross by) {
            return byAcross(by, title);
        }
        if (block instanceof Block.Series series) {
            return new SeriesTable(opened).draw(series, title);
        }
        return block instanceof Block.LastYear last ? new LastYearTable(opened).draw(last, title) : null;
    }

    private Optional<FigureCard> card(MetricEntry metric) {
        return sight.find(metric.id(), "", opened.filters().places())
                .map(found -> card(metric, found.figures().get(0), opened.about(found.dropped())));
    }

    private FigureCard card(MetricEntry metric, Figure figure, @Nullable String place) {
        String coverage = null;
        if (metric.chapter().equals("absence")
                && metric.kind().equals("rate")
                && !metric.id().equals(COVERAGE)) {
            coverage = sight.find(COVERAGE, "", opened.filters().places())
                    .flatMap(found -> view.metric(COVERAGE)
                            .map(m -> words.figure(found.figures().get(0), m)))
                    .orElse(null);
        }
        return new FigureCard(
                metric.id(),
                words.name(metric),
                metric.unit().equals("percent") ? words.figure(figure, metric) : words.number(figure.shown()),
                metric.unit().equals("percent") || !figure.isNumber() ? "" : words.unit(metric.unit()),
                state(figure),
                behind(metric, figure),
                coverage,
                place,
                words.definition(metric),
                metric.exclusionsSv().isEmpty() ? null : words.told(metric.exclusionsSv(), metric.exclusionsEn()),
                metric.source());
    }

    private @Nullable String state(Figure figure) {
        if (figure.isNumber()) {
            return null;
        }
        return words.of(figure.shown().equals(Figure.HIDDEN) ? "state.hidden" : "state.missing");
    }

    private @Nullable String behind(MetricEntry metric, Figure figure) {
        boolean isShown = figure.isNumber() && !figure.denominator().isEmpty();
        if (!isShown) {
            return null;
        }
        String among = words.number(figure.denominator());
        if (metric.kind().equals("share") && !figure.numerator().isEmpty()) {
            return words.of("behind.share", words.number(figure.numerator()), among);
        }
        return switch (metric.kind()) {
            case "rate", "days", "difference" -> words.of("behind.persons", among);
            default -> null;
        };
    }

    /** Rows are places; the filters of the same axis would leave one of them. */
    private @Nullable FigureTable byLevel(Block.ByLevel block, String title) {
        Set<String> axis =
                switch (block.level()) {
                    case "district" -> Set.of("district", "school_unit");
                    case "school_unit" -> Set.of("school_unit");
                    case "stage" -> Set.of("stage", "grade");
                    default -> Set.of(block.level());
                };
        Map<String, String> filters = opened.filters().without(axis);
        Map<MetricEntry, Sight.Found> columns = new LinkedHashMap<>();
        Map<MetricEntry, Sight.Found> totals = new LinkedHashMap<>();
        for (String id : block.metrics()) {
            MetricEntry metric = view.metric(id).orElse(null);
            if (metric != null) {
                sight.find(id, block.level(), filters).ifPresent(found -> columns.put(metric, found));
                sight.find(id, "", filters).ifPresent(found -> totals.put(metric, found));
            }
        }
        if (columns.isEmpty()) {
            return null;
        }
        Set<String> found = new HashSet<>();
        columns.values().forEach(c -> c.figures().forEach(f -> found.add(String.valueOf(f.code(block.level())))));
        List<String> codes =
                found.stream().sorted(words.order(view, block.level())).toList();
        Grid grid = new Grid(words);
        for (MetricEntry metric : columns.keySet()) {
            grid.column(words.name(metric), metric, words.definition(metric));
        }
        boolean hasTotal = columns.keySet().stream().anyMatch(totals::containsKey);
        if (hasTotal) {
            grid.row(
                    words.of(isPlace(block.level()) && !filters.containsKey("district") ? "row.all" : "row.total"),
                    true,
                    columns.keySet().stream()
                            .map(m -> totals.containsKey(m)
                                    ? Objects.requireNonNull(totals.get(m))
                                            .figures()
                                            .get(0)
                                    : null)
                            .toList());
        }
        List<Map<String, Figure>> cells = columns.values().stream()
                .map(column -> column.by(block.level()))
                .toList();
        for (String code : codes) {
            grid.row(
                    words.code(view, block.level(), code),
                    false,
                    cells.stream().map(column -> column.get(code)).toList());
        }
        Set<String> dropped =
                columns.values().stream().flatMap(f -> f.dropped().stream()).collect(Collectors.toSet());
        boolean isDrawn = !block.isMatrix() && codes.size() > 1 && codes.size() <= MOST_BARS;
        return grid.table(
                words.level(block.level()),
                opened.about(dropped),
                isDrawn ? grid.chart(title, opened.period(), MOST_PANELS) : null,
                block.isMatrix());
    }

    private static boolean isPlace(String level) {
        return level.equals("district") || level.equals("school_unit");
    }

    private @Nullable FigureTable byAcross(Block.ByAcross block, String title) {
        MetricEntry metric = view.metric(block.metric()).orElse(null);
        if (metric == null) {
            return null;
        }
        Map<String, String> filters = opened.filters().places();
        Sight.Found total = sight.find(metric.id(), "", filters).orElse(null);
        boolean isCut = !block.level().isEmpty() && !filters.containsKey(block.level());
        Sight.Found parts =
                isCut ? sight.find(metric.id(), block.level(), filters).orElse(null) : null;
        if (total == null) {
            return null;
        }
        Set<String> rows = new TreeSet<>(words.order(view, metric.id()));
        total.figures().forEach(f -> rows.add(f.across()));
        Set<String> codes = new TreeSet<>(words.order(view, block.level().isEmpty() ? "sex" : block.level()));
        if (parts != null) {
            parts.figures().forEach(f -> rows.add(f.across()));
            parts.figures().forEach(f -> codes.add(String.valueOf(f.code(block.level()))));
        }
        Grid grid = new Grid(words);
        grid.column(words.of("column.total"), metric, null);
        codes.forEach(code -> grid.column(words.code(view, block.level(), code), metric, null));
        for (String across : rows) {
            List<@Nullable Figure> cells = new ArrayList<>();
            cells.add(with(total, across, "", ""));
            codes.forEach(code -> cells.add(with(Objects.requireNonNull(parts), across, block.level(), code)));
            grid.row(words.code(view, metric.id(), across), false, cells);
        }
        return grid.table(
                words.name(metric),
                opened.about(total.dropped()),
                grid.chart(title, opened.period(), MOST_PANELS + 1),
                false);
    }

    private static @Nullable Figure with(Sight.Found found, String across, String level, String code) {
        return found.figures().stream()
                .filter(f -> f.across().equals(across))
                .filter(f -> level.isEmpty() || code.equals(f.code(level)))
                .findFirst()
                .orElse(null);
    }

    /** Whether one number is more than another. */
    static boolean isMore(String one, String other) {
        return new BigDecimal(one).compareTo(new BigDecimal(other)) > 0;
    }
}
