package se.tvarsyn.source;

import java.util.Map;
import se.tvarsyn.canonical.RejectedRecord;
import se.tvarsyn.canonical.Rejection;

/** The total that a source announces counts all its pages; fewer elements than that mean that pages are missing. */
final class MissingElements {
    private MissingElements() {}

    static void reject(PagesReading.Totals totals, BlockBuilder block) {
        long missing = 0;
        for (Map.Entry<String, Long> announced : totals.announced.entrySet()) {
            long lacking = announced.getValue() - totals.delivered.getOrDefault(announced.getKey(), 0L);
            if (lacking > 0) {
                missing += lacking;
                block.reject(new RejectedRecord(
                        new Rejection(
                                totals.lastDocument.getOrDefault(announced.getKey(), announced.getKey()),
                                0,
                                null,
                                "incomplete-pull",
                                "the source announced more records than were delivered; pull all pages again"),
                        "{\"missing\":" + lacking + "}"));
            }
        }
        if (missing > 0) {
            totals.set("records announced but not delivered", missing);
        }
    }
}
