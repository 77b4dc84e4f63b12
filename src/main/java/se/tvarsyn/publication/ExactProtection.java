package se.tvarsyn.publication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Population;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.publication.ReleaseRefused.Reason;
import se.tvarsyn.suppression.PrimaryRule;
import se.tvarsyn.suppression.Protection;
import se.tvarsyn.suppression.PublishableCell;
import se.tvarsyn.suppression.Suppression;

/**
 * Makes of the tallies of a model's exact cubes what may be shown of them (docs/suppression.md): all their counts lie in one
 * matrix. Minutes and days are shown where their persons are, and no one or two of them make up the sum.
 */
final class ExactProtection {
    private static final double MOST_OF_ONE = 0.8;
    private static final double MOST_OF_TWO = 0.9;

    private final int threshold;
    private final Set<String> alsoHidden;
    private final Map<String, PublishableCell> cells = new LinkedHashMap<>();
    private Set<String> hidden = Set.of();

    /** @param alsoHidden labels of cells that an attack with earlier releases found */
    ExactProtection(int threshold, Set<String> alsoHidden) {
        this.threshold = threshold;
        this.alsoHidden = alsoHidden;
    }

    /** Every figure is named before one is shown. */
    void add(String cube, Metric metric, Map<String, String> levels, String across, Tally tally, Tally whole) {
        ReleasedFigure named = named(cube, metric, levels, across);
        String of = id(cube, named.label());
        String among = id(cube, named.amongLabel(metric.kind()));
        switch (metric.kind()) {
            case COUNT, PERSONS ->
                put(metric, PublishableCell.of(of, tally.counted().atoms().all(), tally.persons()));
            case SHARE -> {
                put(metric, PublishableCell.of(among, whole.askedCount().atoms().all(), whole.askedPersons()));
                put(
                        metric,
                        PublishableCell.of(of, tally.counted().atoms().all(), tally.persons())
                                .within(among));
            }
            case RATE, DAYS, DIFFERENCE ->
                put(metric, PublishableCell.of(among, tally.askedCount().atoms().all(), tally.askedPersons()));
            case SUM -> {}
        }
    }

    private void put(Metric metric, PublishableCell cell) {
        cells.put(cell.id(), metric.isSensitive() ? cell.asSensitive() : cell);
    }

    private static ReleasedFigure named(String cube, Metric metric, Map<String, String> levels, String across) {
        return new ReleasedFigure(cube, metric.id(), levels, across, "", null, "", "", "");
    }

    private static String id(String cube, String label) {
        return cube + ": " + label;
    }

    /** @throws ReleaseRefused where no pattern of hidden cells stands the attack */
    void settle(Population population) {
        if (cells.isEmpty()) {
            return;
        }
        List<PrimaryRule> rules = List.of(
                new PrimaryRule.Threshold(threshold - 1L, false),
                new PrimaryRule.Homogeneity(),
                new PrimaryRule.Named(alsoHidden));
        Protection protection =
                new Suppression(rules, AttackRules.of(threshold)).protect(population, List.copyOf(cells.values()));
        if (protection instanceof Protection.Protected found) {
            hidden = found.hidden();
        } else if (protection instanceof Protection.Refused refused) {
            throw new ReleaseRefused(
                    Reason.EXACT,
                    "the exact cubes cannot be protected: " + refused.reason()
                            + "; cut them by fewer levels, or give them the profile cell-key, in warehouse/cubes");
        }
    }

    ReleasedFigure figure(
            String cube, Metric metric, Map<String, String> levels, String across, Tally tally, Tally whole) {
        ReleasedFigure named = named(cube, metric, levels, across);
        String of = shown(id(cube, named.label()), tally.persons());
        String among = id(cube, named.amongLabel(metric.kind()));
        return switch (metric.kind()) {
            case COUNT, PERSONS -> of(named, of, of, "", "");
            case SHARE -> {
                String asked = shown(among, whole.askedPersons());
                boolean isHidden = of.equals(ReleasedFigure.HIDDEN) || asked.equals(ReleasedFigure.HIDDEN);
                yield isHidden
                        // With its whole hidden, a part of nobody would say that of the whole.
                        ? of(named, ReleasedFigure.HIDDEN, ReleasedFigure.HIDDEN, asked, "")
                        : of(named, percent(tally.persons(), whole.askedPersons()), of, asked, "");
            }
            case RATE -> {
                String asked = shown(among, tally.askedPersons());
                yield of(named, rate(tally, asked), "", asked, "");
            }
            case DAYS -> {
                String asked = shown(among, tally.askedPersons());
                boolean isShown = isEnough(asked);
                yield of(
                        named,
                        isShown ? Long.toString(tally.nearestRank(0.5)) : asked(asked),
                        "",
                        asked,
                        isShown ? Long.toString(tally.nearestRank(0.9)) : asked(asked));
            }
            case DIFFERENCE -> {
                String asked = shown(among, tally.askedPersons());
                boolean isShown = isEnough(asked) && tally.rows() > 1;
                yield of(
                        named,
                        isShown ? whole(tally.mean()) : asked(asked),
                        "",
                        asked,
                        isShown ? whole(Math.ceil(tally.halfWidth())) : asked(asked));
            }
            case SUM ->
                of(
                        named,
                        BigDecimal.valueOf(tally.sumOf())
                                .setScale(2, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString(),
                        "",
                        "",
                        "");
        };
    }

    private String shown(String id, long number) {
        return hidden.contains(id) ? ReleasedFigure.HIDDEN : Long.toString(number);
    }

    private boolean isEnough(String persons) {
        return !persons.equals(ReleasedFigure.HIDDEN) && Long.parseLong(persons) >= threshold;
    }

    /** What stands for a figure that its persons do not carry. */
    private static String asked(String persons) {
        return persons.equals(ReleasedFigure.HIDDEN) ? ReleasedFigure.HIDDEN : ReleasedFigure.MISSING;
    }

    private String rate(Tally tally, String persons) {
        if (tally.sumAmong() == 0) {
            return asked(persons);
        }
        // Who knows what the others have knows the rest of either side.
        boolean isDominated = isDominated(tally.sumOf(), tally.largestOf(), tally.secondOf())
                || isDominated(tally.sumAmong() - tally.sumOf(), tally.largestRest(), tally.secondRest());
        return tally.askedPersons() > 0 && (!isEnough(persons) || isDominated)
                ? ReleasedFigure.HIDDEN
                : tenths(100 * tally.sumOf() / tally.sumAmong());
    }

    private static boolean isDominated(double side, double largest, double second) {
        return largest > MOST_OF_ONE * side || largest + second > MOST_OF_TWO * side;
    }

    private static String percent(long of, long among) {
        return among == 0 ? ReleasedFigure.MISSING : tenths(100.0 * of / among);
    }

    private static String tenths(double number) {
        return BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private static String whole(double number) {
        return BigDecimal.valueOf(number).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static ReleasedFigure of(
            ReleasedFigure named, String shown, String numerator, String denominator, String spread) {
        @Nullable BigDecimal number = shown.startsWith(".") ? null : new BigDecimal(shown);
        return new ReleasedFigure(
                named.cube(),
                named.metric(),
                named.levels(),
                named.across(),
                shown,
                number,
                numerator,
                denominator,
                spread);
    }
}
