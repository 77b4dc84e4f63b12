package se.tvarsyn.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.reference.CoreRow.Source;

/**
 * The deliveries: of each feed one a month, one of corrections, and three that are not loaded. Their rows are invented,
 * and so are their counts: what is read adds up, but to no number of rows in {@code core}.
 */
final class DeliveryPlan {
    static final String REST = "school-ss12000";
    static final String CSV = "school-lesson-csv";
    static final String EDLEVO = "school-edlevo-absence";
    static final String MEITNER = "school-meitner";
    static final String SUMS = "school-sums-csv";
    static final String GRADES = "grades-stockholm";
    static final String SUPPORT = "support-team";
    static final String SOCIAL = "social-lifecare";
    static final String LEISURE = "leisure-dak";
    static final String RESOURCES = "resources";
    static final List<String> FEEDS =
            List.of(REST, CSV, EDLEVO, MEITNER, SUMS, GRADES, SUPPORT, SOCIAL, LEISURE, RESOURCES);

    private static final int MONTHS = 24;
    private static final int CORRECTION = MONTHS;
    private static final int FAILED = MONTHS + 1;
    private static final int HELD = MONTHS + 2;
    /** Was loaded once, and is being loaded again. */
    private static final int AGAIN = MONTHS + 3;

    private final long seed;
    private final Map<String, UUID[]> ids = new LinkedHashMap<>();

    DeliveryPlan(long seed) {
        this.seed = seed;
        for (int feed = 0; feed < FEEDS.size(); feed++) {
            UUID[] own = new UUID[AGAIN + 1];
            for (int number = 0; number <= AGAIN; number++) {
                own[number] = Tokens.of(seed ^ 0x5eed, 1_000L * feed + number);
            }
            ids.put(FEEDS.get(feed), own);
        }
    }

    private Source source(String feed, int number, UUID key, long version) {
        UUID[] own = ids.get(feed);
        if (own == null) {
            throw new IllegalArgumentException("no such feed: " + feed);
        }
        return new Source(feed, own[number], key, version, false);
    }

    /** A row of the monthly delivery that holds the day. Monthly rows have versions from 100 on, corrections from 500. */
    Source monthly(String feed, LocalDate day, UUID key) {
        int month = Math.max(0, Math.min(MONTHS - 1, SchoolCalendar.month(day)));
        return source(feed, month, key, 100 + month);
    }

    Source corrected(Source row) {
        return source(row.feed(), CORRECTION, row.key(), 500);
    }

    Source deleted(Source row) {
        Source correction = corrected(row);
        return new Source(row.feed(), correction.delivery(), row.key(), 501, true);
    }

    /** A newer version whose delivery is not loaded, in one of three ways. */
    Source unloaded(Source row, int way) {
        return source(row.feed(), FAILED + Math.floorMod(way, 3), row.key(), 600);
    }

    /** What stands in the ledger, older states of a delivery included. */
    List<DeliveryRow> rows() {
        List<DeliveryRow> rows = new ArrayList<>();
        ids.forEach((feed, own) -> {
            for (int number = 0; number <= AGAIN; number++) {
                rows.addAll(states(feed, own[number], number));
            }
        });
        return rows;
    }

    private List<DeliveryRow> states(String feed, UUID id, int number) {
        long draw = Tokens.mix(seed * 31 + number * 131L + FEEDS.indexOf(feed));
        YearMonth month = YearMonth.from(SchoolCalendar.FIRST).plusMonths(Math.min(number, MONTHS - 1));
        // The evening of the last day in universal time is the next month in Stockholm.
        LocalDate day = month.atDay(number % 5 == 0 ? month.lengthOfMonth() : 3 + (int) (draw >>> 8 & 15));
        Instant started = (number == MONTHS - 1 ? month.atDay(5 + (int) (draw >>> 5 & 15)) : day)
                .atTime(22, 30)
                .toInstant(ZoneOffset.UTC);
        Instant finished = started.plusSeconds(600 + (draw & 255));
        return switch (number) {
            case FAILED -> List.of(row(id, feed, "failed", draw, started, finished, 1));
            case HELD -> List.of(row(id, feed, "held", draw, started, finished, 1));
            case AGAIN ->
                Arrays.asList(
                        row(id, feed, "loaded", draw, started, finished, 1),
                        row(id, feed, "loading", draw, started, null, 2));
            default ->
                number % 4 == 1
                        ? List.of(
                                row(id, feed, "loading", draw / 2, started, null, 1),
                                row(id, feed, "loaded", draw, started, finished, 2))
                        : List.of(row(id, feed, "loaded", draw, started, finished, 1));
        };
    }

    private static DeliveryRow row(
            UUID id, String feed, String status, long draw, Instant started, @Nullable Instant finished, int order) {
        long accepted = 400 + (draw >>> 4 & 1023);
        long rejected = draw >>> 16 & 31;
        long barred = draw >>> 24 & 7;
        long skipped = draw >>> 32 & 63;
        boolean isSchool = feed.startsWith("school") || feed.startsWith("grades");
        return new DeliveryRow(
                id,
                feed,
                status,
                accepted + rejected + barred + skipped,
                accepted,
                rejected,
                barred,
                skipped,
                draw >>> 40 & 15,
                isSchool ? draw >>> 48 & 15 : 0,
                started,
                finished,
                started.plusSeconds(order));
    }
}
