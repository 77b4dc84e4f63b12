package se.tvarsyn.attack;

import java.util.Comparator;
import java.util.stream.IntStream;

/** One attack on one release: the screens from the cheap to the dear, and what each row comes to. */
final class Judgement {
    /** What a row came to. */
    enum Outcome {
        NOT_ASKED,
        OPEN,
        SAFE,
        DETERMINED,
        NARROW,
        UNJUDGED
    }

    /** Columns of a first, small programme. */
    private static final int FEW = 120;

    private final AttackRules rules;
    private final Incidence incidence;
    private final long[] low;
    private final long[] high;
    private final Outcome[] outcome;
    private final Bounds bounds;
    private final Witnesses witnesses;
    private final Blocks blocks;
    private final WholePersons wholePersons;
    private final boolean[] columnKnown;
    private final boolean[] programmed;
    private long programEffort;

    Judgement(AttackRules rules, Incidence incidence, long[] low, long[] high, boolean[] asked) {
        this.rules = rules;
        this.programEffort = rules.effort();
        this.incidence = incidence;
        this.low = low;
        this.high = high;
        this.outcome = new Outcome[incidence.rows()];
        for (int row = 0; row < outcome.length; row++) {
            outcome[row] = asked[row] ? Outcome.OPEN : Outcome.NOT_ASKED;
        }
        this.bounds = new Bounds(incidence, low, high);
        this.blocks = new Blocks(incidence, bounds, low, high);
        this.witnesses = new Witnesses(incidence, low, high, rules.leastValues());
        this.wholePersons = new WholePersons(incidence, low, high, bounds, witnesses);
        this.programmed = new boolean[incidence.rows()];
        this.columnKnown = new boolean[incidence.columns()];
        for (int column = 0; column < columnKnown.length; column++) {
            columnKnown[column] = bounds.fixed(column);
        }
        judge();
    }

    private void judge() {
        for (int row = 0; row < outcome.length; row++) {
            if (outcome[row] == Outcome.OPEN && bounds.rowHigh[row] != Statement.UNBOUNDED) {
                long values = bounds.rowHigh[row] - bounds.rowLow[row] + 1;
                if (values < rules.leastValues()) {
                    outcome[row] = values == 1 ? Outcome.DETERMINED : Outcome.NARROW;
                }
            }
        }
        RepairSearch search = new RepairSearch(incidence, low, high, witnesses, rules.effort() / 2);
        search.easyMoves();
        algebra();
        for (int row : open()) {
            search.search(row);
        }
        programs();
    }

    /** Rows that are still open; those that a witness settled meanwhile are noted as safe. */
    private int[] open() {
        for (int row = 0; row < outcome.length; row++) {
            if (outcome[row] == Outcome.OPEN && witnesses.settles(row)) {
                outcome[row] = Outcome.SAFE;
            }
        }
        return IntStream.range(0, outcome.length)
                .filter(row -> outcome[row] == Outcome.OPEN)
                .toArray();
    }

    /** What follows from the exact figures by adding and subtracting alone, and the moves that they leave open. */
    private void algebra() {
        int[] exact = IntStream.range(0, outcome.length)
                .filter(row -> low[row] == high[row] && incidence.length(row) > 0)
                .boxed()
                .sorted(Comparator.comparingInt(incidence::length))
                .mapToInt(Integer::intValue)
                .toArray();
        if (exact.length == 0) {
            return;
        }
        long mostEntries = Math.max(2_000_000L, 4L * incidence.rowColumns.length);
        NullSpace space = new NullSpace(incidence.columns(), new int[0][], mostEntries, rules.effort() / 2);
        boolean whole = true;
        try {
            // What is plainly known goes first: it makes everything after it shorter. Then short figures before long.
            for (int column = 0; column < columnKnown.length; column++) {
                if (columnKnown[column]) {
                    space.eliminate(new int[] {column});
                }
            }
            for (int row : exact) {
                space.eliminate(incidence.columnsOf(row));
            }
        } catch (NullSpace.TooLarge tooLarge) {
            // The moves found so far may serve still; each is checked against every figure.
            whole = false;
        }
        boolean[] movable = new boolean[incidence.columns()];
        space.forEachVector((columns, steps, size) -> {
            for (int i = 0; i < size; i++) {
                movable[columns[i]] = true;
            }
            witnesses.tryBoth(columns, steps, size);
        });
        if (whole) {
            for (int column = 0; column < movable.length; column++) {
                columnKnown[column] |= !movable[column];
            }
            for (int row : open()) {
                if (space.follows(incidence.columnsOf(row))) {
                    outcome[row] = Outcome.DETERMINED;
                }
            }
        }
    }

    private void programs() {
        Programs programs = new Programs(incidence, low, high, bounds, witnesses);
        int[] open = open();
        for (int row : open) {
            if (witnesses.settles(row)) {
                outcome[row] = Outcome.SAFE;
                continue;
            }
            programmed[row] = true;
            outcome[row] = program(programs, row);
        }
    }

    /** A few columns first, which may prove safety; then all of the row's blocks, which prove either. */
    private Outcome program(Programs programs, int row) {
        for (int some = FEW; some <= rules.programColumns() && programEffort > 0; some *= 3) {
            programs.over(blocks.near(row, some));
            programEffort -= programs.cost();
            for (int direction = -1; direction <= 1 && !witnesses.settles(row); direction += 2) {
                programs.shortestMove(row, direction);
            }
            if (witnesses.settles(row)) {
                return Outcome.SAFE;
            }
        }
        int[] all = blocks.around(row, rules.programColumns());
        if (all.length == 0) {
            return Outcome.UNJUDGED;
        }
        programs.over(all);
        programEffort -= 2 * programs.cost();
        if (programEffort <= 0) {
            return Outcome.UNJUDGED;
        }
        Outcome parts = outcomeOf(row, programs.range(row));
        return parts == Outcome.OPEN ? wholePersons(row, all) : parts;
    }

    /** Parts of persons may leave room where whole persons do not, and a reader knows that pupils are not divided. */
    private Outcome wholePersons(int row, int[] columns) {
        boolean everywhere = wholePersons.search(row, columns, rules.leastValues());
        if (witnesses.settles(row)) {
            return Outcome.SAFE;
        }
        if (!everywhere) {
            return Outcome.UNJUDGED;
        }
        return witnesses.finds(row) ? Outcome.NARROW : Outcome.DETERMINED;
    }

    private Outcome outcomeOf(int row, Programs.Range range) {
        if (witnesses.settles(row)) {
            return Outcome.SAFE;
        }
        if (!range.certain()) {
            return Outcome.UNJUDGED;
        }
        long values = range.up() - range.down() + 1;
        if (values >= rules.leastValues()) {
            return Outcome.OPEN;
        }
        return values <= 1 ? Outcome.DETERMINED : Outcome.NARROW;
    }

    Outcome outcome(int row) {
        return outcome[row];
    }

    int blocks() {
        return blocks.count();
    }

    boolean leftToPrograms(int row) {
        return programmed[row];
    }

    /** Columns whose number is known for certain. */
    boolean known(int column) {
        return columnKnown[column];
    }
}
