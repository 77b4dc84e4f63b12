package se.tvarsyn.web.followup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.MetricEntry;
import se.tvarsyn.web.ReleaseView;

/** Releases of one kind of period, one after the other: each as it was released, and no difference between them. */
final class SeriesTable {
    private static final int MOST_PANELS = 3;

    private final OpenedRelease opened;

    SeriesTable(OpenedRelease opened) {
        this.opened = opened;
    }

    /** Null where there are no two periods to lay beside each other, or nothing of them is the viewer's. */
    @Nullable
    FigureTable draw(Block.Series block, String title) {
        List<ReleaseView> releases = opened.series();
        if (releases.size() < 2) {
            return null;
        }
        Words words = opened.words();
        Map<String, String> filters = opened.filters().places();
        Grid grid = new Grid(words);
        List<MetricEntry> metrics = new ArrayList<>();
        for (String id : block.metrics()) {
            MetricEntry metric = opened.view().metric(id).orElse(null);
            if (metric != null && opened.sight().find(id, "", filters).isPresent()) {
                metrics.add(metric);
                grid.column(words.name(metric), metric, words.definition(metric));
            }
        }
        if (metrics.isEmpty()) {
            return null;
        }
        for (ReleaseView release : releases) {
            Sight sight = new Sight(release);
            List<@Nullable Figure> figures = new ArrayList<>();
            metrics.forEach(metric -> figures.add(figure(release, sight, metric, filters)));
            String period = words.period(release.head().kind(), release.head().name());
            grid.row(Words.capitalized(period), false, figures);
        }
        FigureTable table =
                grid.table(words.of("column.period"), null, grid.chart(title, opened.period(), MOST_PANELS), false);
        // A file is of one release: these are of several, and each can be had from its own page.
        return new FigureTable(table.rowTitle(), table.columns(), table.rows(), null, table.chart(), List.of());
    }

    /** Null where the release has none, defined it otherwise, or has it of a wider part than this release. */
    private @Nullable Figure figure(ReleaseView release, Sight sight, MetricEntry metric, Map<String, String> filters) {
        MetricEntry same = release.metric(metric.id()).orElse(null);
        Sight.Found here = opened.sight().find(metric.id(), "", filters).orElse(null);
        Sight.Found there = sight.find(metric.id(), "", filters).orElse(null);
        if (same == null || here == null || there == null) {
            return null;
        }
        boolean isAlike = same.definitionSv().equals(metric.definitionSv())
                && here.dropped().equals(there.dropped());
        return isAlike ? there.figures().get(0) : null;
    }
}
