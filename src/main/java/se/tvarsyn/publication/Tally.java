package se.tvarsyn.publication;

import java.util.Arrays;

/** What a cell holds of one metric: distinct persons and the sum of their record keys; sums, and who has most of them. */
final class Tally {
    private static final int NOBODY = -1;

    private long persons;
    private long cellKey;
    private int last = NOBODY;
    private long askedPersons;
    private long askedKey;
    private int lastAsked = NOBODY;
    private double sumOf;
    private double sumAmong;
    private double ofOfLast;
    private double amongOfLast;
    private double largestOf;
    private double secondOf;
    private double largestAmong;
    private double largestRest;
    private double secondRest;
    private double sumOfSquares;
    private final Count counted = new Count();
    private final Count asked = new Count();
    private double[] values = {};
    private int rows;

    /** A person of whom the condition holds; rows of a person come together. */
    void person(PersonRow row) {
        if (row.person() != last) {
            last = row.person();
            persons++;
            cellKey += row.recordKey();
        }
    }

    /** A person who is asked, or adds to what a sum is held against. */
    void asked(PersonRow row) {
        if (row.person() != lastAsked) {
            settle();
            lastAsked = row.person();
            askedPersons++;
            askedKey += row.recordKey();
        }
    }

    void minutes(double of, double among) {
        sumOf += of;
        sumAmong += among;
        ofOfLast += of;
        amongOfLast += among;
    }

    /** The rows of a person are through: what the person adds in all is known. */
    private void settle() {
        if (ofOfLast > largestOf) {
            secondOf = largestOf;
            largestOf = ofOfLast;
        } else {
            secondOf = Math.max(secondOf, ofOfLast);
        }
        double rest = amongOfLast - ofOfLast;
        if (rest > largestRest) {
            secondRest = largestRest;
            largestRest = rest;
        } else {
            secondRest = Math.max(secondRest, rest);
        }
        largestAmong = Math.max(largestAmong, amongOfLast);
        ofOfLast = 0;
        amongOfLast = 0;
    }

    void value(double value) {
        if (rows == values.length) {
            values = Arrays.copyOf(values, Math.max(8, rows * 2));
        }
        values[rows++] = value;
        sumOf += value;
        sumOfSquares += value * value;
    }

    long persons() {
        return persons;
    }

    long cellKey() {
        return cellKey;
    }

    long askedPersons() {
        return askedPersons;
    }

    long askedKey() {
        return askedKey;
    }

    double sumOf() {
        return sumOf;
    }

    double sumAmong() {
        return sumAmong;
    }

    double largestOf() {
        settle();
        return largestOf;
    }

    double secondOf() {
        settle();
        return secondOf;
    }

    /** Of what is left of {@code among} without {@code of}. */
    double largestRest() {
        settle();
        return largestRest;
    }

    double secondRest() {
        settle();
        return secondRest;
    }

    /** The persons of whom the condition holds, as a release shows them. */
    Count counted() {
        return counted;
    }

    /** The persons who are asked, likewise. */
    Count askedCount() {
        return asked;
    }

    double largestAmong() {
        settle();
        return largestAmong;
    }

    /** Nearest rank, as docs/figures.md has it. */
    long nearestRank(double part) {
        double[] sorted = Arrays.copyOf(values, rows);
        Arrays.sort(sorted);
        return rows == 0 ? 0 : (long) sorted[(int) Math.ceil(rows * part) - 1];
    }

    double mean() {
        return rows == 0 ? 0 : sumOf / rows;
    }

    /** 1.96 standard errors of the mean; NaN with fewer than two. */
    double halfWidth() {
        if (rows < 2) {
            return Double.NaN;
        }
        double variance = (sumOfSquares - sumOf * sumOf / rows) / (rows - 1);
        return 1.96 * Math.sqrt(Math.max(0, variance) / rows);
    }

    int rows() {
        return rows;
    }
}
