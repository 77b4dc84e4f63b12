package se.tvarsyn.suppression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import se.tvarsyn.attack.Incidence;
import se.tvarsyn.attack.NestedFigures;

/**
 * The figures that must not follow from what is shown: the primary cells, and others that nobody would publish but a reader
 * could work out.
 */
final class Followed {
    private static final int PARENTS_OF_A_SINGLETON = 3;
    private static final int PARTNERS_OF_A_SINGLETON = 24;

    private final Incidence incidence;
    private final boolean[] hidden;
    private final Set<List<Integer>> figures = new LinkedHashSet<>();

    Followed(Incidence incidence, boolean[] hidden) {
        this.incidence = incidence;
        this.hidden = hidden;
        for (int row = 0; row < hidden.length; row++) {
            if (hidden[row]) {
                add(incidence.columnsOf(row));
            }
        }
    }

    void add(int[] columns) {
        if (columns.length > 0) {
            figures.add(Arrays.stream(columns).boxed().toList());
        }
    }

    /** What is in the one and not in the other. */
    void addDifference(int outer, int inner) {
        int[] within = incidence.columnsOf(inner);
        add(Arrays.stream(incidence.columnsOf(outer))
                .filter(column -> Arrays.binarySearch(within, column) < 0)
                .toArray());
    }

    /** Small groups that are no cell: where cubes overlap, and where one cell is hardly more than another. */
    void addSmallGroups(long most) {
        for (int column = 0; column < incidence.columns(); column++) {
            if (incidence.persons(column) >= 1 && incidence.persons(column) <= most) {
                add(new int[] {column});
            }
        }
        for (NestedFigures.Pair pair :
                new NestedFigures(incidence).smallDifferences(most, row -> !hidden[row], row -> hidden[row])) {
            add(pair.between());
        }
    }

    /**
     * What the only contributor of a cell could work out: who knows one of two hidden cells of a total knows the other, so
     * the two together must not follow either.
     */
    void addAround(int singleton) {
        int[] own = incidence.columnsOf(singleton);
        if (own.length == 0) {
            return;
        }
        int[] parents = Arrays.stream(incidence.rowsOf(own[0]))
                .filter(row -> row != singleton && !hidden[row] && holds(incidence.columnsOf(row), own))
                .boxed()
                .sorted(java.util.Comparator.comparingInt(row -> incidence.columnsOf(row).length))
                .limit(PARENTS_OF_A_SINGLETON)
                .mapToInt(Integer::intValue)
                .toArray();
        int partners = 0;
        for (int parent : parents) {
            int[] all = incidence.columnsOf(parent);
            int[] inside = Arrays.stream(all)
                    .flatMap(column -> Arrays.stream(incidence.rowsOf(column)))
                    .filter(row -> hidden[row] && row != singleton)
                    .distinct()
                    .filter(row -> holds(all, incidence.columnsOf(row)))
                    .toArray();
            for (int partner : inside) {
                if (partners++ < PARTNERS_OF_A_SINGLETON) {
                    pair(own, incidence.columnsOf(partner));
                }
            }
        }
    }

    private void pair(int[] own, int[] other) {
        if (holds(other, own)) {
            add(Arrays.stream(other)
                    .filter(column -> Arrays.binarySearch(own, column) < 0)
                    .toArray());
        } else if (Arrays.stream(own).noneMatch(column -> Arrays.binarySearch(other, column) >= 0)) {
            add(IntStream.concat(Arrays.stream(own), Arrays.stream(other))
                    .sorted()
                    .toArray());
        }
    }

    private static boolean holds(int[] outer, int[] inner) {
        return Arrays.stream(inner).allMatch(column -> Arrays.binarySearch(outer, column) >= 0);
    }

    int[][] figures() {
        List<int[]> all = new ArrayList<>();
        for (List<Integer> figure : figures) {
            all.add(figure.stream().mapToInt(Integer::intValue).toArray());
        }
        return all.toArray(int[][]::new);
    }
}
