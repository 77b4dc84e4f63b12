package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.catalogue.Cube;
import se.tvarsyn.catalogue.Metric;
import se.tvarsyn.publication.ReleaseRefused.Reason;

/** The cells of one cube: every cut of every row that was read, with what each metric counts there. Exact: it leaves no room. */
final class CubeCells {
    /** Bits of a level's code in a cell's key: five levels go into one number. */
    private static final int BITS = 12;

    private static final int MOST_LEVELS = 5;
    private static final String UNIT = "school_unit";

    private final Cube cube;
    private final RowReading reading;
    private final int[] metrics;
    private final List<int[]> cuts = new ArrayList<>();
    private final List<Map<Long, Cell>> cells = new ArrayList<>();

    /** Rows of one place come after each other where they are many: their cells are looked up once. */
    private int[] lastLevels = {};

    private final @Nullable Cell[] lastCells;

    CubeCells(Cube cube, RowReading reading) {
        if (cube.levels().size() > MOST_LEVELS) {
            throw new ReleaseRefused(
                    Reason.CUBE,
                    "cube " + cube.id() + " has more than " + MOST_LEVELS
                            + " levels in all; make two cubes of it, in warehouse/cubes");
        }
        this.cube = cube;
        this.reading = reading;
        this.metrics = cube.metrics().stream()
                .mapToInt(id -> indexOf(reading.metrics(), id))
                .filter(index -> index >= 0)
                .toArray();
        for (List<String> cut : cube.cuts()) {
            cuts.add(cut.stream()
                    .mapToInt(level -> reading.levels().indexOf(level))
                    .toArray());
            cells.add(new HashMap<>());
        }
        this.lastCells = new Cell[cuts.size()];
    }

    private static int indexOf(List<Metric> metrics, String id) {
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** What every metric of the cube counts in one cell. */
    private final class Cell {
        private final Tally[] whole = new Tally[metrics.length];
        private final List<Map<Integer, Tally>> across = new ArrayList<>();

        Cell() {
            for (int i = 0; i < whole.length; i++) {
                whole[i] = new Tally();
                across.add(new TreeMap<>());
            }
        }

        Tally of(int metric, int code) {
            return code == PersonRow.NOT_CUT
                    ? whole[metric]
                    : across.get(metric).computeIfAbsent(code, c -> new Tally());
        }
    }

    void add(PersonRow row) {
        for (int i = 0; i < cuts.size(); i++) {
            long key = key(cuts.get(i), row.levels());
            if (key >= 0) {
                Cell cell = cells.get(i).computeIfAbsent(key, k -> new Cell());
                for (int m = 0; m < metrics.length; m++) {
                    add(cell, m, row);
                }
            }
        }
    }

    /** A cell that nobody may be in: a zero there is a figure too. */
    void addEmpty(int[] levels) {
        for (int i = 0; i < cuts.size(); i++) {
            long key = key(cuts.get(i), levels);
            if (key >= 0) {
                cells.get(i).computeIfAbsent(key, k -> new Cell());
            }
        }
    }

    /** Negative where the row is in no cell of the cut: a unit that is not mapped may be any (MODEL.md, Units). */
    private long key(int[] cut, int[] levels) {
        long key = 0;
        for (int level : cut) {
            int code = levels[level];
            if (code >= 1 << BITS) {
                throw new ReleaseRefused(
                        Reason.CUBE,
                        "cube " + cube.id() + ": the level "
                                + reading.levels().get(level) + " has more than " + (1 << BITS)
                                + " values; cut by a wider one");
            }
            if (reading.levels().get(level).equals(UNIT)
                    && reading.valuesOf(level).text(code).isEmpty()) {
                return -1;
            }
            key = key << BITS | code;
        }
        return key;
    }

    private void add(Cell cell, int m, PersonRow row) {
        Tally counted = counted(cell, m, row);
        if (counted != null) {
            counted.person(row);
        }
        Tally asked = asked(cell, m, row);
        if (asked != null) {
            asked.asked(row);
            double of = row.of()[metrics[m]];
            switch (reading.metrics().get(metrics[m]).kind()) {
                case RATE -> asked.minutes(of, row.among()[metrics[m]]);
                case SUM, DAYS, DIFFERENCE -> asked.value(of);
                case COUNT, PERSONS, SHARE -> {}
            }
        }
    }

    /** Where the row counts as a person with the condition; null where it does not. */
    private @Nullable Tally counted(Cell cell, int m, PersonRow row) {
        int metric = metrics[m];
        boolean isCounted =
                switch (reading.metrics().get(metric).kind()) {
                    case COUNT, PERSONS, SHARE -> row.of()[metric] > 0 && row.across()[metric] != PersonRow.IN_NONE;
                    case RATE, SUM, DAYS, DIFFERENCE -> false;
                };
        return isCounted ? cell.of(m, row.across()[metric]) : null;
    }

    /** Where the row counts as one that is asked, or adds to a sum; null where it does not. */
    private @Nullable Tally asked(Cell cell, int m, PersonRow row) {
        int metric = metrics[m];
        boolean isAsked = row.among()[metric] > 0;
        return switch (reading.metrics().get(metric).kind()) {
            case COUNT, PERSONS -> null;
            case SHARE -> isAsked ? cell.whole[m] : null;
            case RATE -> isAsked || row.of()[metric] > 0 ? cell.whole[m] : null;
            case SUM, DAYS, DIFFERENCE ->
                isAsked && row.across()[metric] != PersonRow.IN_NONE ? cell.of(m, row.across()[metric]) : null;
        };
    }

    /** Every count that a row is in. */
    void counts(PersonRow row, Consumer<Count> each) {
        if (!Arrays.equals(row.levels(), lastLevels)) {
            lastLevels = row.levels();
            for (int i = 0; i < cuts.size(); i++) {
                long key = key(cuts.get(i), row.levels());
                lastCells[i] = key < 0 ? null : cells.get(i).computeIfAbsent(key, k -> new Cell());
            }
        }
        for (Cell cell : lastCells) {
            for (int m = 0; cell != null && m < metrics.length; m++) {
                Tally counted = counted(cell, m, row);
                if (counted != null) {
                    each.accept(counted.counted());
                }
                Tally asked = asked(cell, m, row);
                if (asked != null) {
                    each.accept(asked.askedCount());
                }
            }
        }
    }

    /** Takes the figures of a cube, one by one. */
    @FunctionalInterface
    interface EachFigure {
        /**
         * @param levels the cell's values by level; a level that is not there is a total
         * @param across empty where the metric is not cut across
         * @param whole the tally of all values of across together: what a share is held against
         */
        void take(Metric metric, Map<String, String> levels, String across, Tally tally, Tally whole);
    }

    int size() {
        return cells.stream().mapToInt(Map::size).sum();
    }

    /** In the order of cuts, then cells, then metrics; a value of across that any cell has stands in every cell. */
    void each(EachFigure each) {
        for (int i = 0; i < cuts.size(); i++) {
            int[] cut = cuts.get(i);
            new TreeMap<>(cells.get(i)).forEach((key, cell) -> {
                Map<String, String> levels = levels(cut, key);
                for (int m = 0; m < metrics.length; m++) {
                    each(each, m, cell, levels);
                }
            });
        }
    }

    private void each(EachFigure each, int m, Cell cell, Map<String, String> levels) {
        Metric metric = reading.metrics().get(metrics[m]);
        if (metric.across() == null) {
            each.take(metric, levels, "", cell.whole[m], cell.whole[m]);
            return;
        }
        Codes values = reading.acrossOf(metrics[m]);
        for (int code = 0; code < values.size(); code++) {
            each.take(
                    metric,
                    levels,
                    values.text(code),
                    cell.across.get(m).getOrDefault(code, new Tally()),
                    cell.whole[m]);
        }
    }

    private Map<String, String> levels(int[] cut, long key) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (int i = 0; i < cut.length; i++) {
            int code = (int) (key >> (long) BITS * (cut.length - 1 - i) & (1 << BITS) - 1);
            levels.put(reading.levels().get(cut[i]), reading.valuesOf(cut[i]).text(code));
        }
        return levels;
    }
}
