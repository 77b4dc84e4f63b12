package se.tvarsyn.reference;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One cell while it is being counted. A person's contributions come one after the other. */
final class Cell {
    private static final double NORMAL_95 = 1.96;

    private long numerator;
    private long denominator;
    private long contributors;
    private boolean isFraction;
    private @Nullable UUID lastPerson;
    private @Nullable NavigableMap<Long, Long> days;
    private long n;
    private double mean;
    private double squares;

    /** @return whether the person is new in this cell */
    private boolean isNew(@Nullable UUID person) {
        if (person == null || person.equals(lastPerson)) {
            return false;
        }
        lastPerson = person;
        contributors++;
        return true;
    }

    void fraction(long of, long among, @Nullable UUID person) {
        isFraction = true;
        numerator += of;
        denominator += among;
        if (among > 0) {
            isNew(person);
        }
    }

    void person(UUID person) {
        if (isNew(person)) {
            numerator++;
        }
    }

    void value(long value) {
        numerator += value;
        denominator++;
    }

    void days(long value, UUID person) {
        NavigableMap<Long, Long> counts = days == null ? new TreeMap<>() : days;
        counts.merge(value, 1L, Long::sum);
        days = counts;
        n++;
        isNew(person);
    }

    void difference(double percentagePoints, UUID person) {
        n++;
        // Welford: mean and squared deviations, value by value.
        double distance = percentagePoints - mean;
        mean += distance / n;
        squares += distance * (percentagePoints - mean);
        isNew(person);
    }

    boolean exists() {
        return denominator > 0 || !isFraction && (numerator > 0 || n > 0);
    }

    /** The smallest value that at least so many hundredths of the values do not exceed. */
    static long nearestRank(NavigableMap<Long, Long> counts, long n, int hundredths) {
        long rank = (n * hundredths + 99) / 100;
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        throw new IllegalArgumentException("no values");
    }

    TrueValue value(String metric, Period period, Cut cut) {
        return value(metric, period, cut, this);
    }

    /** @param above holds the numerator */
    TrueValue value(String metric, Period period, Cut cut, Cell above) {
        NavigableMap<Long, Long> counts = days;
        boolean isDifference = n > 0 && counts == null;
        double standardError = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
        return new TrueValue(
                metric,
                period.kind(),
                period.name(),
                cut.dimension(),
                cut.value(),
                cut.across(),
                above.numerator,
                denominator,
                contributors,
                n,
                counts == null ? 0 : nearestRank(counts, n, 50),
                counts == null ? 0 : nearestRank(counts, n, 90),
                mean,
                isDifference ? NORMAL_95 * standardError : 0);
    }
}
