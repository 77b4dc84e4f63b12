package se.tvarsyn.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Attacks a release as a reader could (PRIVACY.md 7). Works in memory that grows with the input alone, and ends: what it
 * cannot judge within its effort is a finding, never safe.
 *
 * <p>Without state; may be used by several threads.
 */
public final class Auditor {
    private final AttackRules rules;

    public Auditor(AttackRules rules) {
        this.rules = Objects.requireNonNull(rules);
    }

    /**
     * Attacks one release.
     *
     * @param population the atoms with their true numbers
     * @param cells every cell that the release shows or hides, of all its cubes together
     * @throws IllegalArgumentException where the number of a cell is not the sum of its atoms: the auditor would attack
     *     another release than the one to be published
     */
    public Verdict attack(Population population, List<Cell> cells) {
        return attack(population, cells, cell -> true);
    }

    /**
     * The same, of cells of which some are known to be safe.
     *
     * @param isAsked whether a cell's number is to be judged; what is shown of the others is used
     */
    public Verdict attack(Population population, List<Cell> cells, Predicate<Cell> isAsked) {
        Incidence incidence =
                Incidence.of(population, cells.stream().map(Cell::members).toList());
        long[] low = new long[incidence.rows()];
        long[] high = new long[incidence.rows()];
        Arrays.fill(high, Statement.UNBOUNDED);
        boolean[] asked = new boolean[incidence.rows()];
        int hidden = 0;
        for (int at = 0; at < cells.size(); at++) {
            Cell cell = cells.get(at);
            int row = incidence.rowOf(at);
            if (incidence.number[row] != cell.number()) {
                throw new IllegalArgumentException(
                        "the number of " + cell.label() + " is not the sum of its atoms: give both from one count");
            }
            low[row] = Math.max(low[row], cell.statement().low());
            high[row] = Math.min(high[row], cell.statement().high());
            asked[row] |= atRisk(cell) && isAsked.test(cell);
            hidden += cell.hidden() ? 1 : 0;
        }
        Judgement judgement = new Judgement(rules, incidence, low, high, asked);
        List<Finding> findings = new ArrayList<>();
        int atRisk = 0;
        int left = 0;
        for (int at = 0; at < cells.size(); at++) {
            if (atRisk(cells.get(at)) && isAsked.test(cells.get(at))) {
                atRisk++;
                left += judgement.leftToPrograms(incidence.rowOf(at)) ? 1 : 0;
                judge(cells.get(at).label(), judgement.outcome(incidence.rowOf(at)), findings);
            }
        }
        findings.addAll(new Entanglements(rules, incidence, cells).findings(judgement, asked));
        return new Verdict(
                cells.size(), hidden, atRisk, incidence.columns(), judgement.blocks(), atRisk - left, left, findings);
    }

    /**
     * Attacks what a series of releases shows of the same cells: averages what is under noise, and subtracts what is exact.
     *
     * @param showings of the current and of all earlier releases, oldest first
     * @param noise how the noise was drawn
     */
    public List<Finding> attackSeries(List<Showing> showings, NoiseModel noise) {
        return new SeriesAttack(noise).findings(showings);
    }

    private boolean atRisk(Cell cell) {
        return cell.hidden() || (cell.number() >= 1 && cell.number() < rules.threshold());
    }

    private static void judge(String label, Judgement.Outcome outcome, List<Finding> findings) {
        switch (outcome) {
            case DETERMINED ->
                findings.add(new Finding(
                        label,
                        Finding.Kind.DETERMINED,
                        "the number can be worked out from what is shown: hide or perturb more around it"));
            case NARROW ->
                findings.add(new Finding(
                        label,
                        Finding.Kind.TOO_NARROW,
                        "too few numbers remain possible: hide or perturb more around it"));
            case UNJUDGED, OPEN ->
                findings.add(new Finding(
                        label,
                        Finding.Kind.CANNOT_BE_JUDGED,
                        "neither shown safe nor unsafe within the effort: publish fewer or coarser cells"));
            case SAFE, NOT_ASKED -> {}
        }
    }
}
