package se.tvarsyn.simulation;

import java.util.Arrays;

/**
 * Draws one pupil's year. The levels are set so that the municipality looks like a Swedish one: total absence 7–9 % of
 * reported time, more by grade, a long tail in years 7–9, illness in winter.
 */
final class AbsencePattern {
    private static final double[] ILLNESS_BY_MONTH = {1.5, 1.7, 1.25, 0.9, 0.7, 0.5, 0, 0.5, 0.9, 1.0, 1.25, 1.2};
    private final SchoolYear year;

    AbsencePattern(SchoolYear year) {
        this.year = year;
    }

    /** 0 for most; for the long tail how heavy, 0.1–1. */
    static double burden(SeededDraws draws, int grade, boolean isBurdened) {
        double many = grade >= 7 ? 0.108 : grade >= 4 ? 0.05 : 0.025;
        if (!draws.chance(many * (isBurdened ? 1.3 : 0.8))) {
            return 0;
        }
        double height = draws.share();
        return 0.15 + 0.85 * height * height;
    }

    byte[] draw(SeededDraws draws, int grade, boolean isWoman, boolean isBurdened, double burden, SchoolUnit unit) {
        int blocks = SchoolYear.blocks(grade);
        byte[] lessons = new byte[year.count() * SchoolYear.BLOCKS];
        double frail =
                (0.5 + 1.1 * draws.share()) * (isBurdened ? 1.12 : 0.93) * (grade >= 7 ? (isWoman ? 1.2 : 1.05) : 1.0);
        double skips =
                (grade >= 7 ? 0.011 : grade >= 4 ? 0.002 : 0.0005) * (isBurdened ? 1.3 : 0.8) * (isWoman ? 0.9 : 1.1);
        int kind = draws.below(100);
        for (int day = 0; day < year.count(); day++) {
            for (int block = 0; block < blocks; block++) {
                lessons[day * SchoolYear.BLOCKS + block] = ordinary(draws, skips);
            }
        }
        double illness = 0.0232 * frail;
        for (int day = 0; day < year.count(); day++) {
            int month = year.day(day).getMonthValue();
            if (draws.chance(illness * ILLNESS_BY_MONTH[month - 1])) {
                int length = draws.between(1, 3);
                fill(lessons, day, length, blocks, Outcome.validWhole(draws.chance(0.15) ? 3 : draws.below(2)));
                day += length;
            }
        }
        if (draws.chance(0.12)) {
            fill(lessons, draws.below(year.count()), draws.between(1, 5), blocks, Outcome.validWhole(2));
        }
        if (burden > 0) {
            burden(draws, lessons, blocks, burden, kind, unit);
        }
        return lessons;
    }

    private static byte ordinary(SeededDraws draws, double skips) {
        double share = draws.share();
        if (share < skips) {
            return draws.chance(0.4) ? Outcome.invalidWhole() : Outcome.invalidPart(draws.below(8));
        }
        if (share < skips + 0.006) {
            return Outcome.validPart(draws.below(6));
        }
        if (share < skips + 0.009) {
            return Outcome.ELSEWHERE;
        }
        return share > 0.997 ? Outcome.UNREPORTED : Outcome.PRESENT;
    }

    /** Scattered absence, long invalid absence, or long valid absence: the three that the documents tell apart. */
    private void burden(SeededDraws draws, byte[] lessons, int blocks, double burden, int kind, SchoolUnit unit) {
        if (kind < 25) {
            for (int spell = draws.between(1, 3); spell > 0; spell--) {
                int length = (int) (6 + burden * draws.between(20, 50));
                fill(lessons, draws.below(year.count()), length, blocks, Outcome.invalidWhole());
            }
        } else if (kind < 55) {
            for (int spell = draws.between(3, 6); spell > 0; spell--) {
                int length = (int) (4 + burden * draws.between(5, 22));
                fill(lessons, draws.below(year.count()), length, blocks, Outcome.validWhole(4));
            }
        }
        double often = (kind < 55 ? 0.04 : 0.12) + (kind < 55 ? 0.10 : 0.42) * burden;
        for (int day = 0; day < year.count(); day++) {
            double today = often * helped(unit, day);
            boolean isValid = draws.chance(0.3);
            byte absent = isValid ? Outcome.validWhole(0) : Outcome.invalidWhole();
            if (draws.chance(today * 0.55)) {
                fill(lessons, day, 1, blocks, absent);
            } else {
                for (int block = 0; block < blocks; block++) {
                    if (draws.chance(today * 0.45)) {
                        lessons[day * SchoolYear.BLOCKS + block] = absent;
                    }
                }
            }
        }
    }

    /** What is left of the tail while a programme runs: down to 60 % at the end of the spring term. */
    private double helped(SchoolUnit unit, int day) {
        if (!unit.hasProgramme() || day < year.springFrom) {
            return 1;
        }
        return 1 - 0.4 * (day - year.springFrom) / (year.count() - year.springFrom);
    }

    private void fill(byte[] lessons, int from, int length, int blocks, byte outcome) {
        for (int day = from; day < Math.min(from + length, year.count()); day++) {
            int first = day * SchoolYear.BLOCKS;
            Arrays.fill(lessons, first, first + blocks, outcome);
        }
    }
}
