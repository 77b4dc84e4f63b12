package se.tvarsyn.publication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import se.tvarsyn.attack.Population;
import se.tvarsyn.catalogue.Metric;

/**
 * Persons who are alike in everything that cubes look at: the atoms of the auditor. Beside those that occur stand some of
 * no person: whoever reads that nobody is in a sensitive cell must not be able to tell that nobody could be.
 */
final class Alike {
    private final List<Metric> metrics;
    private final Map<List<Kind>, Integer> atoms = new LinkedHashMap<>();
    private final List<List<PersonRow>> rows = new ArrayList<>();
    private final List<Long> persons = new ArrayList<>();
    private final List<PersonRow> ofOne = new ArrayList<>();

    Alike(List<Metric> metrics) {
        this.metrics = metrics;
    }

    /** What two rows have in common that no cube can tell apart. */
    private record Kind(List<Integer> codes) {
        static Kind of(PersonRow row) {
            List<Integer> codes = new ArrayList<>();
            Arrays.stream(row.levels()).forEach(codes::add);
            for (int i = 0; i < row.of().length; i++) {
                codes.add((row.of()[i] > 0 ? 1 : 0) + (row.among()[i] > 0 ? 2 : 0));
                codes.add(row.across()[i]);
            }
            return new Kind(codes);
        }
    }

    /** Rows of a person come together. */
    void add(PersonRow row) {
        if (!ofOne.isEmpty() && ofOne.get(0).person() != row.person()) {
            settle(1);
        }
        ofOne.add(row);
    }

    private void settle(long count) {
        if (ofOne.isEmpty()) {
            return;
        }
        List<Kind> kinds = ofOne.stream().map(Kind::of).distinct().toList();
        Integer known = atoms.get(kinds);
        if (known == null) {
            atoms.put(kinds, persons.size());
            persons.add(count);
            rows.add(List.copyOf(ofOne));
        } else {
            persons.set(known, persons.get(known) + count);
        }
        ofOne.clear();
    }

    /** A combination of levels that some period had: somebody could be there. */
    void nobody(int[] levels) {
        settle(1);
        ofOne.add(marked(levels));
        settle(0);
    }

    private PersonRow marked(int[] levels) {
        double[] of = new double[metrics.size()];
        double[] among = new double[metrics.size()];
        int[] across = new int[metrics.size()];
        for (int i = 0; i < metrics.size(); i++) {
            boolean isSensitive = metrics.get(i).isSensitive();
            of[i] = isSensitive ? 1 : 0;
            among[i] = isSensitive ? 1 : 0;
            across[i] = metrics.get(i).across() == null ? PersonRow.NOT_CUT : PersonRow.IN_NONE;
        }
        return new PersonRow(-1, 0, levels, of, among, across);
    }

    /**
     * Adds those of nobody: each person as they would be with a mark that they lack. A zero may be hidden where the metric is
     * sensitive, and the part of a share where its whole is hidden.
     *
     * @param acrossCount how many values a metric is cut across by
     */
    void addNobody(IntUnaryOperator acrossCount) {
        settle(1);
        int occurring = rows.size();
        for (int atom = 0; atom < occurring; atom++) {
            for (int m = 0; m < metrics.size(); m++) {
                if (metrics.get(m).isSensitive() || metrics.get(m).kind() == Metric.Kind.SHARE) {
                    addMarked(rows.get(atom), m, acrossCount.applyAsInt(m));
                }
            }
        }
    }

    int size() {
        return rows.size();
    }

    List<PersonRow> rowsOf(int atom) {
        return rows.get(atom);
    }

    long personsOf(int atom) {
        return persons.get(atom);
    }

    Population population(int[] taken) {
        return new Population(Arrays.stream(taken).mapToLong(persons::get).toArray());
    }

    private void addMarked(List<PersonRow> alike, int metric, int acrossCount) {
        PersonRow first = alike.get(0);
        boolean isCut = metrics.get(metric).across() != null;
        for (int value = isCut ? 0 : PersonRow.NOT_CUT;
                value < (isCut ? acrossCount : PersonRow.NOT_CUT + 1);
                value++) {
            if (first.among()[metric] > 0) {
                double[] of = first.of().clone();
                int[] across = first.across().clone();
                of[metric] = 1;
                across[metric] = value;
                ofOne.add(new PersonRow(-1, 0, first.levels(), of, first.among(), across));
                ofOne.addAll(alike.subList(1, alike.size()));
                settle(0);
            }
        }
    }
}
