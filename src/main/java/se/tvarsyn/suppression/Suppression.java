package se.tvarsyn.suppression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import se.tvarsyn.attack.AttackRules;
import se.tvarsyn.attack.Auditor;
import se.tvarsyn.attack.Cell;
import se.tvarsyn.attack.Finding;
import se.tvarsyn.attack.Incidence;
import se.tvarsyn.attack.NullSpace;
import se.tvarsyn.attack.Population;
import se.tvarsyn.attack.Verdict;

/**
 * Exact values with primary and complementary suppression (PRIVACY.md 7, second profile).
 *
 * <p>Cells are shown one after the other, the largest first, by Gaussian elimination over the matrix of all cells of the
 * release; one that would make a hidden figure follow stays hidden. The auditor then attacks the outcome, more is hidden
 * where it succeeds, and what does not stand in the end is refused.
 *
 * <p>Without state; may be used by several threads.
 */
public final class Suppression {
    private static final int MOST_ROUNDS = 12;

    private final List<PrimaryRule> rules;
    private final AttackRules attack;

    /**
     * @param rules which cells are hidden whatever else is shown
     * @param attack what the auditor demands; its threshold also says which groups are small
     */
    public Suppression(List<PrimaryRule> rules, AttackRules attack) {
        this.rules = List.copyOf(rules);
        this.attack = attack;
    }

    /**
     * Protects a release.
     *
     * @param cells every publishable cell of the release, of all cubes together
     * @throws IllegalArgumentException where an id occurs twice, or a number is not the sum of its atoms
     */
    public Protection protect(Population population, List<PublishableCell> cells) {
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < cells.size(); at++) {
            if (places.put(cells.get(at).id(), at) != null) {
                throw new IllegalArgumentException(
                        "two cells of one name, " + cells.get(at).id() + ": name each cell once");
            }
        }
        Incidence incidence = Incidence.of(
                population, cells.stream().map(PublishableCell::atoms).toList());
        Set<String> primary = new TreeSet<>();
        boolean[] ruled = new boolean[incidence.rows()];
        for (int at = 0; at < cells.size(); at++) {
            if (hidden(cells.get(at), places, cells)) {
                primary.add(cells.get(at).id());
                ruled[incidence.rowOf(at)] = true;
            }
        }
        // Another name for the same persons says the same.
        for (int at = 0; at < cells.size(); at++) {
            if (ruled[incidence.rowOf(at)]) {
                primary.add(cells.get(at).id());
            }
        }
        boolean[] wanted = ruled.clone();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean[] hidden;
            try {
                hidden = complement(incidence, cells, places, wanted);
            } catch (NullSpace.TooLarge tooLarge) {
                return new Protection.Refused(String.valueOf(tooLarge.getMessage()));
            }
            Verdict verdict = attacked(population, cells, incidence, hidden);
            if (verdict.passes()) {
                Set<String> secondary = new TreeSet<>();
                for (int at = 0; at < cells.size(); at++) {
                    if (hidden[incidence.rowOf(at)]
                            && !primary.contains(cells.get(at).id())) {
                        secondary.add(cells.get(at).id());
                    }
                }
                return new Protection.Protected(primary, secondary, verdict, round);
            }
            if (!hideMore(verdict, incidence, places, hidden, wanted)) {
                return new Protection.Refused("the auditor can still work out "
                        + verdict.findings().get(0).cell() + " and nothing more can be hidden around it");
            }
        }
        return new Protection.Refused(
                "the auditor can work out hidden cells after every round of hiding more: publish coarser cells");
    }

    private boolean hidden(PublishableCell cell, Map<String, Integer> places, List<PublishableCell> cells) {
        OptionalLong group = group(cell, places, cells);
        return rules.stream().anyMatch(rule -> rule.hides(cell, group));
    }

    private static OptionalLong group(PublishableCell cell, Map<String, Integer> places, List<PublishableCell> cells) {
        Integer place = cell.group().map(places::get).orElse(null);
        return place == null
                ? OptionalLong.empty()
                : OptionalLong.of(cells.get(place).number());
    }

    /** Which rows are hidden when all others may be shown. */
    private boolean[] complement(
            Incidence incidence, List<PublishableCell> cells, Map<String, Integer> places, boolean[] wanted)
            throws NullSpace.TooLarge {
        Followed followed = new Followed(incidence, wanted);
        followed.addSmallGroups(attack.threshold() - 1L);
        for (int at = 0; at < cells.size(); at++) {
            PublishableCell cell = cells.get(at);
            OptionalLong group = group(cell, places, cells);
            for (PrimaryRule rule : rules) {
                if (rule instanceof PrimaryRule.Disclosure disclosure && disclosure.discloses(cell, group)) {
                    int outer = places.getOrDefault(cell.group().orElseThrow(), at);
                    followed.addDifference(incidence.rowOf(outer), incidence.rowOf(at));
                }
            }
            boolean single = cell.contributions().length == 1 || (rulesCountPersons() && cell.number() == 1);
            if (single && wanted[incidence.rowOf(at)]) {
                followed.addAround(incidence.rowOf(at));
            }
        }
        int[][] figures = followed.figures();
        long entries = 0;
        for (int row = 0; row < incidence.rows(); row++) {
            entries += incidence.columnsOf(row).length;
        }
        NullSpace space =
                new NullSpace(incidence.columns(), figures, Math.max(4_000_000L, 6 * entries), attack.effort() * 4);
        boolean[] hidden = wanted.clone();
        for (int row : inOrder(incidence, wanted)) {
            hidden[row] = !space.eliminateUnlessItTells(incidence.columnsOf(row));
        }
        return hidden;
    }

    private boolean rulesCountPersons() {
        return rules.stream().anyMatch(PrimaryRule.Threshold.class::isInstance);
    }

    /** Zeros first, since a hidden zero hides nothing; then the largest, since they are looked at most. */
    private static int[] inOrder(Incidence incidence, boolean[] wanted) {
        return IntStream.range(0, incidence.rows())
                .filter(row -> !wanted[row] && incidence.columnsOf(row).length > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer row) -> incidence.number(row) != 0)
                        .thenComparing(row -> -incidence.number(row))
                        .thenComparing(row -> -incidence.columnsOf(row).length))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Verdict attacked(
            Population population, List<PublishableCell> cells, Incidence incidence, boolean[] hidden) {
        List<Cell> shown = new ArrayList<>();
        for (int at = 0; at < cells.size(); at++) {
            PublishableCell cell = cells.get(at);
            shown.add(
                    hidden[incidence.rowOf(at)]
                            ? Cell.hidden(cell.id(), cell.atoms(), cell.number())
                            : Cell.exact(cell.id(), cell.atoms(), cell.number()));
        }
        return new Auditor(attack).attack(population, shown);
    }

    /** Hides a neighbour of each cell that was worked out: the smallest beside it, else the figure that pins it down. */
    private static boolean hideMore(
            Verdict verdict, Incidence incidence, Map<String, Integer> places, boolean[] hidden, boolean[] wanted) {
        Set<Integer> more = new HashSet<>();
        for (Finding finding : verdict.findings()) {
            int row = incidence.rowOf(places.getOrDefault(finding.cell(), 0));
            if (!hidden[row]) {
                more.add(row);
                continue;
            }
            int[] own = incidence.columnsOf(row);
            int[] above = own.length == 0
                    ? new int[0]
                    : IntStream.of(incidence.rowsOf(own[0]))
                            .filter(outer -> !hidden[outer] && holds(incidence.columnsOf(outer), own))
                            .toArray();
            OptionalLong smallest =
                    IntStream.of(above).mapToLong(incidence::number).min();
            for (int outer : above) {
                if (incidence.number(outer) == smallest.orElse(-1)) {
                    more.add(beside(incidence, outer, own, hidden));
                    break;
                }
            }
        }
        boolean changed = false;
        for (int row : more) {
            changed |= !wanted[row];
            wanted[row] = true;
        }
        return changed;
    }

    private static int beside(Incidence incidence, int outer, int[] own, boolean[] hidden) {
        int[] all = incidence.columnsOf(outer);
        return IntStream.of(all)
                .flatMap(column -> IntStream.of(incidence.rowsOf(column)))
                .distinct()
                .filter(row -> !hidden[row] && row != outer && incidence.number(row) > 0)
                .filter(row -> holds(all, incidence.columnsOf(row)) && apart(incidence.columnsOf(row), own))
                .boxed()
                .min(Comparator.comparingLong(incidence::number))
                .orElse(outer);
    }

    private static boolean holds(int[] outer, int[] inner) {
        return IntStream.of(inner).allMatch(column -> java.util.Arrays.binarySearch(outer, column) >= 0);
    }

    private static boolean apart(int[] one, int[] other) {
        return IntStream.of(one).noneMatch(column -> java.util.Arrays.binarySearch(other, column) >= 0);
    }
}
