package se.tvarsyn.web.followup;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.web.Figure;
import se.tvarsyn.web.MetricEntry;
import se.tvarsyn.web.ReleaseView;

/** This release beside that of the same period a year before: two releases side by side, and no difference between them. */
final class LastYearTable {
    private final OpenedRelease opened;

    LastYearTable(OpenedRelease opened) {
        this.opened = opened;
    }

    /** Null where the year before is not released, or nothing of it is the viewer's. */
    @Nullable
    FigureTable draw(Block.LastYear block, String title) {
        ReleaseView before = opened.lastYear();
        if (before == null) {
            return null;
        }
        Words words = opened.words();
        Map<String, String> filters = opened.filters().places();
        Sight past = new Sight(before);
        String now = opened.period();
        String then = words.period(before.head().kind(), before.head().name());
        Grid grid = new Grid(words);
        MetricEntry any = null;
        for (String id : block.metrics()) {
            MetricEntry metric = opened.view().metric(id).orElse(null);
            MetricEntry same = before.metric(id).orElse(null);
            // A metric that was defined otherwise a year ago is another metric.
            if (metric == null || same == null || !metric.definitionSv().equals(same.definitionSv())) {
                continue;
            }
            Sight.Found here = opened.sight().find(id, "", filters).orElse(null);
            Sight.Found there = past.find(id, "", filters).orElse(null);
            if (here == null || there == null || !here.dropped().equals(there.dropped())) {
                continue;
            }
            if (any == null) {
                any = metric;
                grid.column(Words.capitalized(then), metric, null);
                grid.column(Words.capitalized(now), metric, null);
            }
            Figure first = there.figures().get(0);
            Figure second = here.figures().get(0);
            grid.row(words.name(metric), false, List.of(first, second));
        }
        if (any == null) {
            return null;
        }
        FigureTable table = grid.table(words.of("column.metric"), null, grid.chart(title, now, 2), false);
        // A file is of one release: these are of two, and each can be had from its own page.
        return new FigureTable(table.rowTitle(), table.columns(), table.rows(), null, table.chart(), List.of());
    }
}
