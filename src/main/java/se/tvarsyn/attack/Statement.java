package se.tvarsyn.attack;

/**
 * What a reader knows of the true number of a cell, in persons (for magnitudes in the smallest unit that is shown).
 *
 * <p>PRIVACY.md 7: a value, a value under noise, or hidden.
 */
public sealed interface Statement {
    /** No upper bound: far above any number of persons, and far enough below the end of a long to be added up. */
    long UNBOUNDED = Long.MAX_VALUE / 4;

    /** The least number that agrees with what is shown. */
    long low();

    /** The greatest number that agrees with what is shown, or {@link #UNBOUNDED}. */
    long high();

    /** The true number is shown. */
    record Exact(long value) implements Statement {
        public Exact {
            check(0, value);
        }

        @Override
        public long low() {
            return value;
        }

        @Override
        public long high() {
            return value;
        }
    }

    /** The true number lies between two bounds, both included: a value under noise, or hidden after noise. */
    record Between(long low, long high) implements Statement {
        public Between {
            check(low, high);
        }
    }

    /** Hidden, and the reader knows that it was hidden because it is below {@code threshold}. */
    record Under(long threshold) implements Statement {
        public Under {
            check(1, threshold);
        }

        @Override
        public long low() {
            return 0;
        }

        @Override
        public long high() {
            return threshold - 1;
        }
    }

    /** Hidden, and nothing else is known. */
    record Nothing() implements Statement {
        @Override
        public long low() {
            return 0;
        }

        @Override
        public long high() {
            return UNBOUNDED;
        }
    }

    private static void check(long low, long high) {
        if (low < 0 || high < low || high > UNBOUNDED) {
            throw new IllegalArgumentException("bounds of a statement out of order: give 0 <= low <= high");
        }
    }
}
