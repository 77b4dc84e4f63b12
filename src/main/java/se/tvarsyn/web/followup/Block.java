package se.tvarsyn.web.followup;

import java.util.List;

/** A part of a chapter: what is asked of a release, and how it is laid out. Its title is {@code block.<id>}. */
sealed interface Block {
    /** A word of the product, unique over all chapters: it stands in addresses. */
    String id();

    /** The metrics that it shows. */
    List<String> metrics();

    /** A figure each, for what the filters say. */
    record Cards(String id, List<String> metrics) implements Block {
        public Cards {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A row for each place of a level, a column for each metric.
     *
     * @param isMatrix with the highest and the lowest of each column named, and no chart
     */
    record ByLevel(String id, String level, List<String> metrics, boolean isMatrix) implements Block {
        public ByLevel {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * A row for each value that a metric is cut across by.
     *
     * @param level its places are the columns beside the total, where the table has it; "" = none
     */
    record ByAcross(String id, String metric, String level) implements Block {
        @Override
        public List<String> metrics() {
            return List.of(metric);
        }
    }

    /** A row for each released period of this kind, in order; a column for each metric. */
    record Series(String id, List<String> metrics) implements Block {
        public Series {
            metrics = List.copyOf(metrics);
        }
    }

    /** A row for each metric: this release, and that of the same period a year before. */
    record LastYear(String id, List<String> metrics) implements Block {
        public LastYear {
            metrics = List.copyOf(metrics);
        }
    }
}
