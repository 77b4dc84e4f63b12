package se.tvarsyn.attack;

import java.util.ArrayList;
import java.util.List;

/** What figures say of one another beyond the cells: small groups nobody meant to show, and exact beside noisy. */
final class Entanglements {
    private static final int EXACT = 1;
    private static final int NOISY = 2;
    private static final int HIDDEN = 4;

    private final AttackRules rules;
    private final Incidence incidence;
    private final byte[] shownAs;
    private final String[] labels;

    Entanglements(AttackRules rules, Incidence incidence, List<Cell> cells) {
        this.rules = rules;
        this.incidence = incidence;
        this.shownAs = new byte[incidence.rows()];
        this.labels = new String[incidence.rows()];
        for (int at = 0; at < cells.size(); at++) {
            int row = incidence.rowOf(at);
            Cell cell = cells.get(at);
            labels[row] = cell.label();
            shownAs[row] |= (byte)
                    (cell.statement() instanceof Statement.Exact
                            ? EXACT
                            : cell.statement() instanceof Statement.Between ? NOISY : 0);
            shownAs[row] |= (byte) (cell.hidden() ? HIDDEN : 0);
        }
    }

    List<Finding> findings(Judgement judgement, boolean[] asked) {
        List<Finding> findings = new ArrayList<>();
        NestedFigures nested = new NestedFigures(incidence);
        for (NestedFigures.Pair pair :
                nested.smallDifferences(rules.threshold() - 1L, row -> is(row, EXACT), row -> is(row, HIDDEN))) {
            findings.add(new Finding(
                    labels[pair.outer()],
                    Finding.Kind.DIFFERENCE,
                    "differs by a small group from " + labels[pair.inner()] + ", and both are exact: hide one"));
        }
        smallGroups(judgement, asked, findings);
        mixtures(nested, findings);
        return findings;
    }

    /** Groups that follow although they are no cell: where cubes overlap, a reader learns more than each of them says. */
    private void smallGroups(Judgement judgement, boolean[] asked, List<Finding> findings) {
        for (int column = 0; column < incidence.columns(); column++) {
            long persons = incidence.persons[column];
            if (persons < 1 || persons >= rules.threshold() || !judgement.known(column)) {
                continue;
            }
            int smallest = -1;
            boolean cell = false;
            for (int row : incidence.rowsOf(column)) {
                smallest = smallest < 0 || incidence.length(row) < incidence.length(smallest) ? row : smallest;
                cell |= incidence.length(row) == 1 && asked[row];
            }
            // Where it is a cell of its own, it has its own finding.
            if (!cell) {
                findings.add(new Finding(
                        labels[smallest],
                        Finding.Kind.SMALL_GROUP,
                        "a small group within it follows from overlapping figures: hide one of them"));
            }
        }
    }

    private void mixtures(NestedFigures nested, List<Finding> findings) {
        boolean exact = false;
        boolean noisy = false;
        for (int row = 0; row < shownAs.length; row++) {
            exact |= is(row, EXACT) && incidence.number[row] > 0;
            noisy |= is(row, NOISY);
        }
        if (!exact || !noisy) {
            return;
        }
        int[] parts = nested.entangled(row -> is(row, NOISY), row -> is(row, EXACT));
        for (int row = 0; row < parts.length; row++) {
            if (parts[row] >= 0) {
                findings.add(new Finding(
                        labels[row],
                        Finding.Kind.EXACT_BESIDE_NOISY,
                        "is exact beside the noisy " + labels[parts[row]] + ": show both in one way"));
            }
        }
    }

    private boolean is(int row, int kind) {
        return (shownAs[row] & kind) != 0;
    }
}
