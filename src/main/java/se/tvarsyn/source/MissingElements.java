package se.tvarsyn.source;

import java.util.Map;
import java.util.function.Function;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** The total that a source announces counts all its pages; fewer elements than that mean that pages are missing. */
final class MissingElements {
    /** More is said as this much: a number of ten digits where a count belongs may be a person's, and is not told on. */
    private static final long MOST_TOLD = 9_999_999;

    private MissingElements() {}

    static void reject(PagesReading.Totals totals, BlockBuilder block) {
        reject(
                totals,
                block,
                document -> new Rejection(
                        document,
                        0,
                        null,
                        "incomplete-pull",
                        "the source announced more records than were delivered; pull all pages again"));
    }

    /** @param problem what to say of a document, by its name */
    static void reject(PagesReading.Totals totals, BlockBuilder block, Function<String, Rejection> problem) {
        long missing = 0;
        for (Map.Entry<String, Long> announced : totals.announced.entrySet()) {
            long lacking = announced.getValue() - totals.delivered.getOrDefault(announced.getKey(), 0L);
            if (lacking > 0) {
                lacking = Math.min(lacking, MOST_TOLD);
                missing = Math.min(missing + lacking, MOST_TOLD);
                block.reject(new RejectedRecord(
                        problem.apply(totals.lastDocument.getOrDefault(announced.getKey(), announced.getKey())),
                        "{\"missing\":" + lacking + "}"));
            }
        }
        if (missing > 0) {
            totals.set("records announced but not delivered", missing);
        }
    }
}
