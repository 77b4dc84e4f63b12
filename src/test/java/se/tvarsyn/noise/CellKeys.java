package se.tvarsyn.noise;

import java.math.BigDecimal;

/** Cell keys that tests ask for. */
final class CellKeys {
    private static final BigDecimal ALL = BigDecimal.valueOf(2).pow(64);

    private CellKeys() {}

    /** The key that is this part, 0 up to but not 1, of all keys. */
    static long at(BigDecimal part) {
        return part.multiply(ALL).toBigInteger().longValue();
    }

    /** A key in the middle of those that give the count this noise. */
    static long giving(PerturbationTable table, long count, int noise) {
        double before = 0;
        for (int less = -table.largest(); less < noise; less++) {
            before += table.probability(count, less);
        }
        long key = at(new BigDecimal(before + table.probability(count, noise) / 2));
        if (table.noise(count, key) != noise) {
            throw new IllegalArgumentException("the count never gets that noise");
        }
        return key;
    }
}
