package se.tvarsyn.noise;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Which noise a count gets for which cell key. A row is a count, the last row stands for all greater ones, and a row
 * splits the 2<sup>64</sup> cell keys into one stretch for each noise, ascending, as long as the noise is probable. Row 0
 * holds only 0: nobody is made up where nobody is. Immutable.
 */
public final class PerturbationTable {
    private static final BigDecimal KEYS = BigDecimal.valueOf(2).pow(64);
    private static final long LAST_KEY = -1;

    /** A noise, and the part of all cell keys (0 to 1) at which its stretch ends, itself included. */
    record Step(int noise, BigDecimal upTo) {}

    /** Bounds are unsigned: the last cell key of each noise. */
    private record Row(List<Integer> noises, List<Long> lastKeys) {
        private Row {
            noises = List.copyOf(noises);
            lastKeys = List.copyOf(lastKeys);
        }
    }

    /** The row of count 1 comes first. */
    private final List<Row> rows;

    private final int largest;

    private PerturbationTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.largest = rows.stream()
                .flatMap(row -> row.noises.stream())
                .mapToInt(Math::abs)
                .max()
                .orElse(0);
    }

    /** @throws NoSuchNoise where some count can have no noise of mean 0 and this variance */
    public static PerturbationTable of(NoiseShape shape) {
        List<Row> rows = new ArrayList<>();
        for (int count = 1; count <= shape.lastRow(); count++) {
            int[] noises = shape.noises(count);
            double[] p = MaximumEntropy.probabilities(count, noises, shape.variance());
            List<Step> steps = new ArrayList<>();
            double sum = 0;
            for (int i = 0; i < noises.length; i++) {
                sum += p[i];
                // The sum of all is 1 but for round-off, and no key may be left without a noise.
                double upTo = i == noises.length - 1 ? 1 : Math.min(sum, 1);
                steps.add(new Step(noises[i], new BigDecimal(upTo)));
            }
            rows.add(row(steps));
        }
        return new PerturbationTable(rows);
    }

    /** A table of another's making, with the row of count 1 first: for checking look-ups against published ones. */
    static PerturbationTable ofRows(List<List<Step>> rows) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a table has a row for count 1 at least");
        }
        return new PerturbationTable(rows.stream().map(PerturbationTable::row).toList());
    }

    private static Row row(List<Step> steps) {
        List<Integer> noises = new ArrayList<>();
        List<Long> lastKeys = new ArrayList<>();
        BigDecimal before = BigDecimal.ZERO;
        for (Step step : steps) {
            boolean isFirst = noises.isEmpty();
            if (step.upTo.compareTo(before) < 0 || !isFirst && step.noise <= noises.get(noises.size() - 1)) {
                throw new IllegalArgumentException("the noises of a row and their bounds ascend");
            }
            noises.add(step.noise);
            lastKeys.add(lastKey(step.upTo));
            before = step.upTo;
        }
        if (before.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("the last bound of a row is 1");
        }
        return new Row(noises, lastKeys);
    }

    /** The greatest key that is, as a part of 2^64, not above the bound. Rounding down makes the comparison exact. */
    private static long lastKey(BigDecimal bound) {
        return bound.compareTo(BigDecimal.ONE) >= 0
                ? LAST_KEY
                : bound.multiply(KEYS).toBigInteger().longValue();
    }

    /**
     * @param count persons, exact; not negative
     * @param cellKey all 64 bits, unsigned
     * @return what to add to the count: never below -count, and 0 for 0
     */
    public int noise(long count, long cellKey) {
        if (count == 0) {
            return 0;
        }
        Row row = row(count);
        int i = 0;
        while (Long.compareUnsigned(cellKey, row.lastKeys.get(i)) > 0) {
            i++;
        }
        return row.noises.get(i);
    }

    /** The part of all cell keys that give a count this noise: 0 for a noise that it never gets. */
    public double probability(long count, int noise) {
        if (count == 0) {
            return noise == 0 ? 1 : 0;
        }
        Row row = row(count);
        int i = row.noises.indexOf(noise);
        if (i < 0) {
            return 0;
        }
        // Keys start at 0, so the first stretch holds one key more than its last key says.
        return part(i == 0 ? row.lastKeys.get(0) : row.lastKeys.get(i) - row.lastKeys.get(i - 1))
                + (i == 0 ? 0x1p-64 : 0);
    }

    /** The most a count is moved, in persons. */
    public int largest() {
        return largest;
    }

    /** The count whose row stands for all greater ones. */
    int lastRow() {
        return rows.size();
    }

    /** The noises of a count above 0, ascending. */
    int[] noises(long count) {
        return row(count).noises.stream().mapToInt(Integer::intValue).toArray();
    }

    private Row row(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count of persons is not negative");
        }
        return rows.get((int) Math.min(count, rows.size()) - 1);
    }

    private static double part(long keys) {
        return (keys >>> 1) * 0x1p-63 + (keys & 1) * 0x1p-64;
    }
}
