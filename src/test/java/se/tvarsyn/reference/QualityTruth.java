package se.tvarsyn.reference;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Chapter quality: what the accounts are made from, and what the ledger says. */
final class QualityTruth {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    private final Figures figures;
    private final Limits limits;
    private final Period.Known periods;

    private record FeedPeriod(String feed, Period period) {}

    QualityTruth(Figures figures, Limits limits, Period.Known periods) {
        this.figures = figures;
        this.limits = limits;
        this.periods = periods;
    }

    void add(UUID person, Account account) {
        Map<FeedPeriod, Minutes> counted = new HashMap<>();
        Map<FeedPeriod, Long> uncovered = new HashMap<>();
        for (Account.Line line : account.lines()) {
            for (Period period : periods(line.day(), line.kind())) {
                counted.merge(new FeedPeriod(line.feed(), period), line.minutes(), Minutes::plus);
            }
        }
        for (Account.Uncovered line : account.uncovered()) {
            for (Period period : periods(line.day(), line.kind())) {
                uncovered.merge(new FeedPeriod(line.feed(), period), line.absence(), Long::sum);
            }
        }
        counted.forEach((key, minutes) -> {
            long without = uncovered.getOrDefault(key, 0L);
            rate("quality-coverage", key, minutes.reported(), minutes.offered(), person);
            rate("quality-without-denominator", key, without, minutes.absence() + without, person);
        });
        uncovered.forEach((key, without) -> {
            if (!counted.containsKey(key)) {
                rate("quality-without-denominator", key, without, without, person);
            }
        });
    }

    /** What crosses a month's end is in no month and no quarter. */
    private List<Period> periods(LocalDate day, String kind) {
        List<Period> all = periods.of(day);
        return kind.equals(Period.TERM) ? all.subList(2, 4) : all;
    }

    private void rate(String metric, FeedPeriod key, long of, long among, UUID person) {
        figures.rate(metric, key.period(), byFeed(key.feed()), of, among, person);
    }

    private static List<Cut> byFeed(String feed) {
        return Cut.totalAnd(Cut.by("feed", feed));
    }

    void deliveries(List<DeliveryRow> current) {
        Map<String, LocalDate> last = new HashMap<>();
        for (DeliveryRow delivery : current) {
            Instant finished = delivery.finishedAt();
            if (delivery.isLoaded() && finished != null) {
                LocalDate day = LocalDate.ofInstant(finished, SWEDEN);
                last.merge(delivery.feed(), day, (a, b) -> a.isAfter(b) ? a : b);
                periods.of(day).forEach(period -> delivery(delivery, period));
            }
        }
        Period now = new Period("now", "now", limits.today(), limits.today());
        last.forEach((feed, day) ->
                figures.rate("quality-freshness", now, byFeed(feed), DAYS.between(day, limits.today()), 1, null));
    }

    private void delivery(DeliveryRow row, Period period) {
        List<Cut> cuts = byFeed(row.feed());
        figures.rate("quality-complete", period, cuts, row.accepted(), row.read(), null);
        figures.rate("quality-rejected", period, cuts, row.rejected(), row.read(), null);
        figures.rate("quality-protected", period, cuts, row.barred(), row.read(), null);
        figures.rate("quality-unlinked", period, cuts, row.unlinked(), row.accepted(), null);
        figures.rate("quality-unmapped-unit", period, cuts, row.unmappedUnit(), row.accepted(), null);
    }
}
