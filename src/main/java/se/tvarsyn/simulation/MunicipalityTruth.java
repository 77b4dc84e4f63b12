package se.tvarsyn.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a right warehouse says of the municipality (MODEL.md), computed from the generated records. Protection is judged
 * as when {@code school-ss12000} was loaded first: it alone carries marks, and they hold in every feed.
 *
 * @param feeds counts by feed, summed over its deliveries
 * @param attendance by month, unit, grade and sex, in that order; both school feeds
 * @param overlap linkable pupils by what they have
 * @param leisureVisitCount visits that stand after every Update, Remove and new Add
 * @param leisureMinutes their minutes
 * @param leisureLinkableCount linkable persons with a standing visit, pupils or not
 */
public record MunicipalityTruth(
        Map<String, FeedCounts> feeds,
        List<AttendanceCell> attendance,
        Overlap overlap,
        long leisureVisitCount,
        long leisureMinutes,
        long leisureLinkableCount) {
    public MunicipalityTruth {
        feeds = java.util.Collections.unmodifiableMap(new TreeMap<>(feeds));
        attendance = List.copyOf(attendance);
    }

    /** Counts of one feed, by its name in CONTRACT.md. */
    public FeedCounts feed(String name) {
        FeedCounts counts = feeds.get(name);
        if (counts == null) {
            throw new IllegalArgumentException("the municipality delivers nothing by that feed");
        }
        return counts;
    }

    /**
     * {@code read = accepted + rejected + protected + skipped}. A record that is both left out by a rule and about a
     * protected person is skipped.
     *
     * @param accepted exact duplicates included
     * @param rejectedByReason reasons in this package's words: invalid-identity-number, dangling-participant,
     *     absence-outside-lesson, malformed-field, absence-without-reason, missing-field
     * @param unlinked within accepted: TF numbers and persons without a number
     * @param parts read records by extract or kind, for feeds that have several
     */
    public record FeedCounts(
            long read,
            long accepted,
            Map<String, Long> rejectedByReason,
            long protectedCount,
            long skipped,
            long unlinked,
            Map<String, Long> parts) {
        public FeedCounts {
            rejectedByReason = java.util.Collections.unmodifiableMap(new TreeMap<>(rejectedByReason));
            parts = java.util.Collections.unmodifiableMap(new TreeMap<>(parts));
        }

        public long rejected() {
            return rejectedByReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * @param month {@code 2025-09}
     * @param sex F, M or U, as the feed says it
     * @param pupils distinct, with at least one accepted row
     * @param offeredMinutes of all accepted rows
     * @param reportedMinutes offered of reported rows: the denominator of the rate
     * @param absenceMinutes valid and invalid
     */
    public record AttendanceCell(
            String month,
            String schoolUnitCode,
            int grade,
            String sex,
            long pupils,
            long rows,
            long offeredMinutes,
            long reportedMinutes,
            long validMinutes,
            long invalidMinutes) {
        public long absenceMinutes() {
            return validMinutes + invalidMinutes;
        }
    }

    /**
     * Linkable, not protected pupils with attendance; high absence is total absence ≥ 10 % of reported time over the
     * year; a social event is any accepted fact; leisure is any standing visit.
     */
    public record Overlap(
            long pupils,
            long highAbsence,
            long social,
            long leisure,
            long highAbsenceAndSocial,
            long highAbsenceAndLeisure,
            long socialAndLeisure,
            long all) {}
}
