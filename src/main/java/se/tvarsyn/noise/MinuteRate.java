package se.tvarsyn.noise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The exact minutes of a group, and the noise on their rate. Noise in the size of the top contributor is the method of the
 * Australian Bureau of Statistics for magnitudes (Thompson, Broadfoot and Elazar, UNECE work session on statistical data
 * confidentiality 2013; Giessing and Tent, the same, 2019). Two things differ, for the reasons in docs/cell-keys.md: the
 * size is that of the largest whole schedule, not of the largest absence; and the noise may be small, for where it cannot
 * be, who knows all the others reads one person's minutes off it.
 */
record MinuteRate(
        BigDecimal of,
        BigDecimal among,
        long persons,
        BigDecimal largestOf,
        BigDecimal secondLargestOf,
        BigDecimal largestAmong) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_OF_ONE = new BigDecimal("0.80");
    private static final BigDecimal MOST_OF_TWO = new BigDecimal("0.90");
    private static final BigDecimal STEP =
            BigDecimal.ONE.divide(BigDecimal.valueOf(2).pow(64));

    MinuteRate {
        if (persons < 0 || secondLargestOf.signum() < 0 || largestAmong.signum() < 0) {
            throw new IllegalArgumentException("persons and minutes are not negative");
        }
        BigDecimal others = BigDecimal.valueOf(Math.max(0, persons - 1));
        if (secondLargestOf.compareTo(largestOf) > 0
                || largestOf.add(secondLargestOf).compareTo(of) > 0
                || of.compareTo(largestOf.add(secondLargestOf.multiply(others))) > 0) {
            throw new IllegalArgumentException(
                    "the two largest parts of the numerator do not fit it: take them per person");
        }
        if (largestAmong.compareTo(among) > 0
                || among.compareTo(largestAmong.multiply(BigDecimal.valueOf(persons))) > 0) {
            throw new IllegalArgumentException(
                    "the largest part of the denominator does not fit it: take it per person");
        }
    }

    /**
     * Whether one or two persons make up the numerator, asked of the exact numerator and of a noisy one. Asked of the
     * exact one alone, a hidden rate beside a shown one of the same group without one person would prove that person's
     * share.
     */
    boolean isDominated(long cellKey) {
        BigDecimal judged = of.min(of.add(noise("dominance", cellKey)));
        return largestOf.compareTo(MOST_OF_ONE.multiply(judged)) > 0
                || largestOf.add(secondLargestOf).compareTo(MOST_OF_TWO.multiply(judged)) > 0;
    }

    /** 0.0 to 100.0; {@link #among} must not be 0. */
    BigDecimal noisyPercent(long cellKey) {
        return of.add(noise("rate", cellKey))
                .multiply(HUNDRED)
                .divide(among, 1, RoundingMode.HALF_UP)
                .max(BigDecimal.valueOf(0, 1))
                .min(HUNDRED.setScale(1));
    }

    /**
     * In minutes: a triangle over two schedules to each side, mean 0. Half of it stays while the members stay, so that it
     * does not average out over the months; half of it changes with the minutes, so that the change from month to month is
     * not exact either. The same members with the same minutes have the same noise.
     */
    private BigDecimal noise(String use, long cellKey) {
        BigDecimal part = drawn(use, cellKey, "").add(drawn(use, cellKey, plain(of) + "/" + plain(among)));
        // Where sources contradict each other, a person may have been absent longer than there was to attend.
        return largestAmong.max(largestOf).multiply(part);
    }

    /** Even over -1 to 1, both ends excluded. A hash, because sums of cell keys must not foretell the noise of unions. */
    private static BigDecimal drawn(String use, long cellKey, String minutes) {
        byte[] text = (use + "\n" + minutes).getBytes(StandardCharsets.US_ASCII);
        byte[] hash = sha256(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(cellKey)
                .put(text)
                .array());
        BigDecimal bits = BigDecimal.valueOf(ByteBuffer.wrap(hash).getLong());
        return bits.add(bits).add(BigDecimal.ONE).multiply(STEP);
    }

    /** 60 and 60.0 are the same minutes. */
    private static String plain(BigDecimal minutes) {
        return minutes.stripTrailingZeros().toPlainString();
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
