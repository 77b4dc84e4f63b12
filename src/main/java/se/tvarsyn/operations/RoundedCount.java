package se.tvarsyn.operations;

/**
 * A count of persons as it may be shown outside {@code ops} (MODEL.md, Counts): an exact number of protected, unlinked or
 * rejected persons is itself sensitive. The exact number is not in it, so it cannot slip out by another way.
 *
 * @param text 0, {@code 1–9}, or rounded to 10
 */
public record RoundedCount(String text) {
    private static final int SMALL = 10;

    /** @param count at least 0 */
    public static RoundedCount of(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a count is not below 0");
        }
        if (count == 0) {
            return new RoundedCount("0");
        }
        return new RoundedCount(count < SMALL ? "1–9" : Long.toString((count + SMALL / 2) / SMALL * SMALL));
    }

    public boolean isNone() {
        return text.equals("0");
    }

    @Override
    public String toString() {
        return text;
    }
}
