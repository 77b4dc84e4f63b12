package se.tvarsyn.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/** Invented pupils: schools of unlike size, grades, and interventions that few of them have. */
public final class Municipality {
    public static final int SCHOOL = 0;
    public static final int GRADE = 1;
    public static final int SEX = 2;
    public static final int INTERVENTION = 3;
    public static final int STAGE = 4;
    public static final int DISTRICT = 5;
    public static final int ABSENCE = 6;
    private static final int DIMENSIONS = 7;

    private final Map<List<Integer>, Integer> atoms = new HashMap<>();
    private final List<int[]> values = new ArrayList<>();
    private long[] persons = new long[16];
    private long[] keys = new long[16];

    private Municipality() {}

    /** A cell before it is decided how it is shown; {@code key} is the sum of the keys of its persons. */
    public record Counted(String label, int[] atoms, long number, long key) {}

    public static Municipality of(int pupils, int schools, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weight = new double[schools];
        double sum = 0;
        for (int school = 0; school < schools; school++) {
            sum += 0.25 + random.nextDouble();
            weight[school] = sum;
        }
        Municipality municipality = new Municipality();
        for (int pupil = 0; pupil < pupils; pupil++) {
            double draw = random.nextDouble() * sum;
            int school = 0;
            while (weight[school] < draw) {
                school++;
            }
            int grade = random.nextInt(10);
            double need = random.nextDouble();
            int intervention = need < 0.76 ? 0 : need < 0.88 ? 1 : need < 0.95 ? 2 : 3;
            int absence = random.nextDouble() < 0.13 ? 1 : 0;
            int stage = grade < 4 ? 0 : grade < 7 ? 1 : 2;
            municipality.add(
                    new int[] {school, grade, random.nextInt(2), intervention, stage, school / 4, absence},
                    random.nextLong());
        }
        return municipality;
    }

    void add(int[] pupil, long key) {
        int atom = atoms.computeIfAbsent(Arrays.stream(pupil).boxed().toList(), unknown -> {
            values.add(pupil);
            return values.size() - 1;
        });
        if (atom == persons.length) {
            persons = Arrays.copyOf(persons, 2 * atom);
            keys = Arrays.copyOf(keys, 2 * atom);
        }
        persons[atom]++;
        keys[atom] += key;
    }

    public Population population() {
        return new Population(Arrays.copyOf(persons, values.size()));
    }

    /** All cells of a cube with all its margins, of the pupils with these absences. */
    public List<Counted> cube(String name, boolean absentOnly, int... dimensions) {
        List<Counted> cells = new ArrayList<>();
        for (int margin = 0; margin < 1 << dimensions.length; margin++) {
            Map<String, List<Integer>> groups = new TreeMap<>();
            for (int atom = 0; atom < values.size(); atom++) {
                int[] value = values.get(atom);
                if (absentOnly && value[ABSENCE] == 0) {
                    continue;
                }
                StringBuilder label = new StringBuilder(name);
                for (int i = 0; i < dimensions.length; i++) {
                    label.append('/').append((margin >> i & 1) == 1 ? "*" : String.valueOf(value[dimensions[i]]));
                }
                groups.computeIfAbsent(label.toString(), unknown -> new ArrayList<>())
                        .add(atom);
            }
            groups.forEach((label, members) -> cells.add(new Counted(
                    label,
                    members.stream().mapToInt(Integer::intValue).toArray(),
                    members.stream().mapToLong(atom -> persons[atom]).sum(),
                    members.stream().mapToLong(atom -> keys[atom]).sum())));
        }
        return cells;
    }

    public static List<Cell> show(List<Counted> cells, Function<Counted, Cell> how) {
        return cells.stream().map(how).toList();
    }

    /**
     * The cell-key profile: noise by the cell's key, of variance 3 or so before it is cut at the bound; 1 and 2 are never
     * noisy values. Uniform noise would not do: it stands at its bound so often that figures pin one another down.
     */
    public static Function<Counted, Cell> underNoise(int bound, int threshold, long salt) {
        return cell -> {
            double draw = new SplittableRandom(cell.key() ^ salt).nextDouble();
            double sum = 0;
            for (int noise = -bound; noise <= bound; noise++) {
                sum += weight(cell.number(), noise);
            }
            long shown = cell.number() - bound;
            double left = draw * sum - weight(cell.number(), -bound);
            while (left > 0 && shown < cell.number() + bound) {
                shown++;
                left -= weight(cell.number(), (int) (shown - cell.number()));
            }
            return shown < threshold && shown > 0
                    ? Cell.hiddenUnderNoise(cell.label(), cell.atoms(), cell.number(), threshold, bound, true)
                    : Cell.noisy(cell.label(), cell.atoms(), cell.number(), shown, bound);
        };
    }

    private static double weight(long number, int noise) {
        long shown = number + noise;
        return shown == 0 || shown > 2 ? Math.exp(-noise * noise / 6.0) : 0;
    }

    public static Function<Counted, Cell> thresholdOnly(int threshold) {
        return cell -> cell.number() < threshold
                ? Cell.hiddenUnder(cell.label(), cell.atoms(), cell.number(), threshold)
                : Cell.exact(cell.label(), cell.atoms(), cell.number());
    }
}
