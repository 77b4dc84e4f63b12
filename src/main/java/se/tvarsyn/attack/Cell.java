package se.tvarsyn.attack;

import java.util.Objects;

/**
 * One published cell: which atoms it counts, its true number, and what is shown of it.
 *
 * <p>An atom is a group of persons who are alike in everything that the release looks at ({@link Population}). Two cells
 * with the same atoms are one fact shown twice, whatever their labels.
 */
public final class Cell {
    private final String label;
    private final int[] atoms;
    private final long number;
    private final Statement statement;
    private final boolean hidden;

    /**
     * @param label names the cell in findings: cube, metric, period, dimensions. Never a value
     * @param atoms ids of atoms, ascending, each once; empty where no person can be in the cell
     * @param number true number of persons, the sum over the atoms
     * @param statement what is shown; must agree with the true number
     * @param hidden whether the cell is shown as {@code ..}
     * @throws IllegalArgumentException where the atoms are out of order or the statement is untrue
     */
    public Cell(String label, int[] atoms, long number, Statement statement, boolean hidden) {
        this.label = Objects.requireNonNull(label);
        this.atoms = atoms.clone();
        this.number = number;
        this.statement = Objects.requireNonNull(statement);
        this.hidden = hidden;
        for (int i = 0; i < atoms.length; i++) {
            if (atoms[i] < 0 || (i > 0 && atoms[i] <= atoms[i - 1])) {
                throw new IllegalArgumentException("atoms out of order in " + label + ": sort them, each once");
            }
        }
        if (number < statement.low() || number > statement.high()) {
            throw new IllegalArgumentException(
                    "what is shown of " + label + " cannot be true: the statement must hold the true number");
        }
    }

    /** Shown as it is. */
    public static Cell exact(String label, int[] atoms, long number) {
        return new Cell(label, atoms, number, new Statement.Exact(number), false);
    }

    /** Shown as {@code shown}, which is at most {@code noise} away from the true number. */
    public static Cell noisy(String label, int[] atoms, long number, long shown, long noise) {
        Statement between = new Statement.Between(Math.max(0, shown - noise), shown + noise);
        return new Cell(label, atoms, number, between, false);
    }

    /**
     * Hidden under the cell-key profile: the number under noise is below {@code threshold}.
     *
     * @param zeroShown whether a true 0 would have been shown, so that the reader knows there is someone
     */
    public static Cell hiddenUnderNoise(
            String label, int[] atoms, long number, long threshold, long noise, boolean zeroShown) {
        Statement between = new Statement.Between(zeroShown ? 1 : 0, threshold - 1 + noise);
        return new Cell(label, atoms, number, between, true);
    }

    /** Hidden, for whatever reason: the reader knows nothing. */
    public static Cell hidden(String label, int[] atoms, long number) {
        return new Cell(label, atoms, number, new Statement.Nothing(), true);
    }

    /** Hidden, and known to be below {@code threshold}. */
    public static Cell hiddenUnder(String label, int[] atoms, long number, long threshold) {
        return new Cell(label, atoms, number, new Statement.Under(threshold), true);
    }

    public String label() {
        return label;
    }

    public int[] atoms() {
        return atoms.clone();
    }

    public long number() {
        return number;
    }

    public Statement statement() {
        return statement;
    }

    public boolean hidden() {
        return hidden;
    }

    /** Without a copy: a release holds millions of these entries. */
    int[] members() {
        return atoms;
    }

    @Override
    public String toString() {
        return "Cell[" + label + "]";
    }
}
