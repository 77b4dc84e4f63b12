package se.tvarsyn.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as a release tells of it.
 *
 * @param name in Swedish
 * @param deliveredOn day of its last delivery; null = never
 * @param expectedHours how often it should deliver; null where nothing is expected
 * @param standing {@code on-time}, {@code late}, {@code never} or {@code not-expected}, when the release was made
 * @param rejectedPercent of records read: whole percent, {@code <1} or {@code .}
 * @param unlinkedPercent of records accepted, likewise
 * @param metrics that rows of it are in
 */
public record SourceEntry(
        String feed,
        String name,
        @Nullable LocalDate deliveredOn,
        @Nullable Integer expectedHours,
        String standing,
        String rejectedPercent,
        String unlinkedPercent,
        List<String> metrics) {
    public SourceEntry {
        metrics = List.copyOf(metrics);
    }
}
