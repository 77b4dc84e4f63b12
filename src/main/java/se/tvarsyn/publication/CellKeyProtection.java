package se.tvarsyn.publication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.noise.CellKeyNoise;
import se.tvarsyn.noise.ShownNumber;

/** Makes of a cell's tally what may be shown of it, by the cell-key profile (docs/cell-keys.md). */
final class CellKeyProtection {
    private static final ShownNumber HIDDEN = new ShownNumber.Hidden();
    private static final ShownNumber MISSING = new ShownNumber.Missing();

    private final CellKeyNoise noise;

    CellKeyProtection(CellKeyNoise noise) {
        this.noise = noise;
    }

    ReleasedFigure figure(
            String cube, Metric metric, Map<String, String> levels, String across, Tally tally, Tally whole) {
        boolean isSensitive = metric.isSensitive();
        ShownNumber shown;
        String numerator = "";
        String denominator = "";
        String spread = "";
        switch (metric.kind()) {
            case COUNT, PERSONS -> {
                shown = noise.count(tally.persons(), tally.cellKey(), isSensitive);
                numerator = shown.text();
            }
            case SHARE -> {
                shown = noise.share(
                        tally.persons(), tally.cellKey(), whole.askedPersons(), whole.askedKey(), isSensitive);
                // A full share is hidden although both numbers could be shown: then the part is hidden, too.
                numerator = shown instanceof ShownNumber.Value
                        ? noise.count(tally.persons(), tally.cellKey(), isSensitive)
                                .text()
                        : shown.text();
                denominator = noise.count(whole.askedPersons(), whole.askedKey(), isSensitive)
                        .text();
            }
            case RATE -> {
                shown = rate(tally, metric, isSensitive);
                denominator = noise.count(tally.askedPersons(), tally.askedKey(), isSensitive)
                        .text();
            }
            case DAYS -> {
                shown = days(tally, isSensitive, 0.5);
                spread = days(tally, isSensitive, 0.9).text();
                denominator = noise.count(tally.askedPersons(), tally.askedKey(), isSensitive)
                        .text();
            }
            case DIFFERENCE -> {
                ShownNumber persons = noise.count(tally.askedPersons(), tally.askedKey(), isSensitive);
                return difference(cube, metric, levels, across, tally, persons);
            }
            case SUM ->
                shown = new ShownNumber.Value(BigDecimal.valueOf(tally.sumOf())
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros());
            default -> throw new IllegalStateException("a kind of metric without protection: " + metric.kind());
        }
        return new ReleasedFigure(
                cube, metric.id(), levels, across, shown.text(), number(shown), numerator, denominator, spread);
    }

    private static @Nullable BigDecimal number(ShownNumber shown) {
        return shown instanceof ShownNumber.Value value ? value.number() : null;
    }

    /** Of the two sides the rarer is asked whether one or two persons make it up, and the other is what is left. */
    private ShownNumber rate(Tally tally, Metric metric, boolean isSensitive) {
        if (tally.askedPersons() == 0) {
            // No person: kronor by kronor.
            return tally.sumAmong() == 0
                    ? MISSING
                    : new ShownNumber.Value(BigDecimal.valueOf(100 * tally.sumOf() / tally.sumAmong())
                            .setScale(1, RoundingMode.HALF_UP)
                            .max(BigDecimal.ZERO));
        }
        ShownNumber persons = noise.count(tally.askedPersons(), tally.askedKey(), isSensitive);
        if (!(persons instanceof ShownNumber.Value value) || value.number().signum() == 0) {
            return HIDDEN;
        }
        double of = tally.sumOf();
        double among = tally.sumAmong();
        boolean isRarer = 2 * of <= among;
        ShownNumber rate = noise.rate(
                minutes(isRarer ? of : among - of),
                minutes(among),
                tally.askedPersons(),
                keyOf(metric, tally.askedKey()),
                minutes(isRarer ? tally.largestOf() : tally.largestRest()),
                minutes(isRarer ? tally.secondOf() : tally.secondRest()),
                minutes(tally.largestAmong()));
        return isRarer || !(rate instanceof ShownNumber.Value shown)
                ? rate
                : new ShownNumber.Value(BigDecimal.valueOf(100).subtract(shown.number()));
    }

    /** Valid and invalid absence make up the total: with the same noise in all three it could be subtracted out. */
    private static long keyOf(Metric metric, long cellKey) {
        long key = cellKey;
        for (int i = 0; i < metric.id().length(); i++) {
            key = (key ^ metric.id().charAt(i)) * 0x100000001b3L;
        }
        return key;
    }

    private static BigDecimal minutes(double minutes) {
        return BigDecimal.valueOf(Math.max(0, Math.round(minutes)));
    }

    private ShownNumber days(Tally tally, boolean isSensitive, double part) {
        if (tally.askedPersons() == 0) {
            return isSensitive ? HIDDEN : MISSING;
        }
        BigDecimal days = BigDecimal.valueOf(tally.nearestRank(part));
        return part > 0.5
                ? noise.ninthDecile(days, tally.askedPersons(), tally.askedKey())
                : noise.median(days, tally.askedPersons(), tally.askedKey());
    }

    /**
     * Whole percentage points: with ten persons, who knows all but one of them learns that one's change to ten points at best.
     */
    private static ReleasedFigure difference(
            String cube, Metric metric, Map<String, String> levels, String across, Tally tally, ShownNumber persons) {
        boolean isShown = persons instanceof ShownNumber.Value && tally.rows() > 0;
        BigDecimal mean = BigDecimal.valueOf(tally.mean()).setScale(0, RoundingMode.HALF_EVEN);
        double half = tally.halfWidth();
        String shown =
                isShown ? mean.toPlainString() : persons instanceof ShownNumber.Value ? MISSING.text() : HIDDEN.text();
        String spread = !isShown
                ? shown
                : Double.isNaN(half)
                        ? MISSING.text()
                        : BigDecimal.valueOf(half)
                                .setScale(0, RoundingMode.CEILING)
                                .toPlainString();
        return new ReleasedFigure(
                cube, metric.id(), levels, across, shown, isShown ? mean : null, "", persons.text(), spread);
    }
}
