package se.tvarsyn.cli;

import se.tvarsyn.operations.DeliveryCounts;
import se.tvarsyn.operations.RoundedCount;

/** The table of counts by feed. */
final class CountsTable {
    private CountsTable() {}

    static String header() {
        return line("feed", "deliveries", "read", "accepted", "rejected", "protected", "skipped", "unlinked");
    }

    static String row(String feed, long deliveries, DeliveryCounts counts) {
        return line(
                feed,
                Long.toString(deliveries),
                Long.toString(counts.read()),
                Long.toString(counts.accepted()),
                Long.toString(counts.rejected()),
                RoundedCount.of(counts.protectedPersons()).text(),
                Long.toString(counts.skipped()),
                RoundedCount.of(counts.unlinked()).text());
    }

    private static String line(String feed, String... cells) {
        StringBuilder line = new StringBuilder(feed).append(" ".repeat(Math.max(1, 20 - feed.length())));
        for (String cell : cells) {
            line.append(Shown.padded(cell, 11));
        }
        return line.toString();
    }
}
