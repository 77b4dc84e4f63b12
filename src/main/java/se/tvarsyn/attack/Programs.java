package se.tvarsyn.attack;

import java.util.Arrays;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Linear programming over some of the columns: the least and the greatest number of a row that agree with every statement.
 *
 * <p>Columns that are left out stay as they truly are. So with all columns of a row's blocks the range is the reader's;
 * with fewer it can only be narrower. Solutions are offered as witnesses, which check them in whole numbers: a solver's word
 * is never taken for safety.
 */
final class Programs {
    private static final double TOLERANCE = 1e-6;
    /** Steps away from the truth that are looked at; more would prove nothing that these do not. */
    private static final long FAR = 2_000;

    private final Incidence incidence;
    private final long[] low;
    private final long[] high;
    private final Bounds bounds;
    private int[] columns = {};
    private Variable[] variables = {};
    private int[] rows = {};
    private ExpressionsBasedModel model = new ExpressionsBasedModel();
    private int constraints;
    private final Witnesses witnesses;

    Programs(Incidence incidence, long[] low, long[] high, Bounds bounds, Witnesses witnesses) {
        this.witnesses = witnesses;
        this.incidence = incidence;
        this.low = low;
        this.high = high;
        this.bounds = bounds;
    }

    /** The range of a row in whole numbers, as steps away from the truth. */
    record Range(long down, long up, boolean certain) {}

    /** Steps of arithmetic that one solution may cost, roughly. */
    long cost() {
        return 40L * (columns.length + constraints) * (constraints + 10L);
    }

    int size() {
        return columns.length;
    }

    /** Lays out the programme for these columns, ascending; does nothing where it is laid out. */
    void over(int[] wanted) {
        if (Arrays.equals(wanted, columns)) {
            return;
        }
        columns = wanted;
        model = new ExpressionsBasedModel();
        variables = new Variable[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            long persons = incidence.persons[column];
            variables[i] = model.newVariable("c" + column)
                    .lower(Math.max(-FAR, bounds.columnLow[column] - persons))
                    .upper(Math.min(FAR, bounds.columnHigh[column] - persons));
        }
        rows = Arrays.stream(columns)
                .flatMap(column -> Arrays.stream(incidence.rowsOf(column)))
                .sorted()
                .distinct()
                .filter(row -> !bounds.slack(row, low[row], high[row]))
                .toArray();
        constraints = 0;
        for (int row : rows) {
            constrain(row, sum(model, row, variables, new Variable[0]));
            constraints++;
        }
    }

    /**
     * Looks for the move of fewest persons that changes a row by one. Such moves are short cycles, and so mostly whole,
     * where the corners that {@link #range} comes to lie far away. What is found is offered as a witness.
     */
    void shortestMove(int row, int direction) {
        ExpressionsBasedModel shortest = new ExpressionsBasedModel();
        Variable[] more = new Variable[columns.length];
        Variable[] fewer = new Variable[columns.length];
        for (int i = 0; i < columns.length; i++) {
            int column = columns[i];
            long persons = incidence.persons[column];
            more[i] = shortest.newVariable("m" + column)
                    .lower(0L)
                    .upper(Math.min(FAR, bounds.columnHigh[column] - persons))
                    .weight(1L);
            fewer[i] = shortest.newVariable("f" + column)
                    .lower(0L)
                    .upper(persons - bounds.columnLow[column])
                    .weight(1L);
        }
        for (int tied : rows) {
            constrain(tied, sum(shortest, tied, more, fewer));
        }
        Expression asked = shortest.newExpression("asked");
        for (int i = 0; i < columns.length; i++) {
            if (incidence.contains(row, columns[i])) {
                asked.set(more[i], 1L).set(fewer[i], -1L);
            }
        }
        asked.level(direction);
        Optimisation.Result result = shortest.minimise();
        if (result.getState().isFeasible()) {
            double[] moves = new double[columns.length];
            for (int i = 0; i < columns.length; i++) {
                moves[i] = result.doubleValue(2 * i) - result.doubleValue(2 * i + 1);
            }
            offer(moves);
        }
    }

    private Expression sum(ExpressionsBasedModel of, int row, Variable[] plus, Variable[] minus) {
        Expression expression = of.newExpression("r" + row);
        for (int at = incidence.rowStart[row]; at < incidence.rowStart[row + 1]; at++) {
            int place = Arrays.binarySearch(columns, incidence.rowColumns[at]);
            if (place >= 0) {
                expression.set(plus[place], 1L);
                if (minus.length > 0) {
                    expression.set(minus[place], -1L);
                }
            }
        }
        return expression;
    }

    private void constrain(int row, Expression expression) {
        if (low[row] == high[row]) {
            expression.level(0L);
            return;
        }
        expression.lower(low[row] - incidence.number[row]);
        if (high[row] != Statement.UNBOUNDED) {
            expression.upper(high[row] - incidence.number[row]);
        }
    }

    /** The range of a row over the columns that are laid out, in parts of persons. */
    Range range(int row) {
        for (int i = 0; i < columns.length; i++) {
            variables[i].weight(incidence.contains(row, columns[i]) ? 1L : 0L);
        }
        double most = solve(row, true);
        double least = solve(row, false);
        if (Double.isNaN(most) || Double.isNaN(least)) {
            return new Range(0, 0, false);
        }
        return new Range((long) Math.ceil(least - TOLERANCE), (long) Math.floor(most + TOLERANCE), true);
    }

    /** The greatest or least change of the row; not a number where the solution is doubtful. */
    private double solve(int row, boolean greatest) {
        // A model that was solved keeps what its presolver concluded from the last objective: each is solved on a copy.
        Optimisation.Result result =
                greatest ? model.copy().maximise() : model.copy().minimise();
        if (!result.getState().isFeasible()) {
            return Double.NaN;
        }
        double change = 0;
        double[] moves = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            moves[i] = result.doubleValue(i);
            double left = incidence.persons[columns[i]] + moves[i];
            if (left < -TOLERANCE) {
                return Double.NaN;
            }
            change += incidence.contains(row, columns[i]) ? moves[i] : 0;
        }
        for (int constrained : rows) {
            double net = 0;
            for (int at = incidence.rowStart[constrained]; at < incidence.rowStart[constrained + 1]; at++) {
                int place = Arrays.binarySearch(columns, incidence.rowColumns[at]);
                net += place >= 0 ? moves[place] : 0;
            }
            double seen = incidence.number[constrained] + net;
            if (seen < low[constrained] - TOLERANCE || seen > high[constrained] + TOLERANCE) {
                return Double.NaN;
            }
        }
        offer(moves);
        return result.getState().isOptimal() ? change : Double.NaN;
    }

    /** A corner in whole numbers, as most are, is a witness for every row that it changes. */
    private void offer(double[] moves) {
        int[] moved = new int[moves.length];
        long[] steps = new long[moves.length];
        int size = 0;
        for (int i = 0; i < moves.length; i++) {
            if (Math.rint(moves[i]) != 0) {
                moved[size] = columns[i];
                steps[size++] = (long) Math.rint(moves[i]);
            }
        }
        witnesses.tryMove(moved, steps, size);
    }
}
