package se.tvarsyn.web.followup;

import java.util.List;

/** Which chapters of Uppföljning show a metric. */
public final class ShownMetrics {
    private ShownMetrics() {}

    /** Ids of chapters, as they stand in addresses; none where no chapter shows it. */
    public static List<String> chapters(String metric) {
        return Chapter.ALL.stream()
                .filter(chapter ->
                        chapter.blocks().stream().anyMatch(b -> b.metrics().contains(metric)))
                .map(Chapter::id)
                .toList();
    }
}
