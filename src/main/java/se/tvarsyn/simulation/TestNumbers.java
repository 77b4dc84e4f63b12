package se.tvarsyn.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Identity numbers of the series that Skatteverket sets apart for tests, made by rule: serial 238 or 980 is a woman,
 * 239 or 981 a man. Its list (CC0, read in 2026) has both 238 and 239 for every day of 1976–2013 and, from 2014, one of
 * them a day, in turn; where a turn is missed or taken twice is written below, so that every personnummer made by
 * {@link #listed} stands in the list itself.
 */
final class TestNumbers {
    private static final Set<String> NOT_LISTED = Set.of(
            "19800101238",
            "19800101239",
            "20070911239",
            "20071228238",
            "20101211238",
            "20111230238",
            "20140317238",
            "20140317239",
            "20161026238",
            "20161026239");
    private static final LocalDate ONE_A_DAY_FROM = LocalDate.of(2014, 1, 1);
    private static final LocalDate[][] TURNED = {
        {LocalDate.of(2017, 2, 28), LocalDate.of(2017, 10, 24)},
        {LocalDate.of(2018, 9, 25), LocalDate.of(2019, 1, 1)},
    };

    private TestNumbers() {}

    /** Number and what it says of its bearer. */
    record Born(LocalDate on, boolean isWoman, String number) {
        @Override
        public String toString() {
            return "Born[hidden]";
        }
    }

    /** Every listed number of persons born in a year of 1977–1988 or 2007–2019, in order of date. */
    static List<Born> listed(int year) {
        List<Born> all = new ArrayList<>();
        for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
            for (boolean isWoman : new boolean[] {true, false}) {
                String serial = isWoman ? "238" : "239";
                if (isListed(day, isWoman, serial)) {
                    all.add(new Born(day, isWoman, number(day, serial)));
                }
            }
        }
        return all;
    }

    private static boolean isListed(LocalDate day, boolean isWoman, String serial) {
        if (NOT_LISTED.contains(compact(day) + serial)) {
            return false;
        }
        if (day.isBefore(ONE_A_DAY_FROM)) {
            return true;
        }
        boolean womansTurn = day.getDayOfYear() % 2 == 0;
        for (LocalDate[] turned : TURNED) {
            if (!day.isBefore(turned[0]) && day.isBefore(turned[1])) {
                womansTurn = !womansTurn;
            }
        }
        return isWoman == womansTurn;
    }

    static String number(LocalDate day, String serial) {
        String eleven = compact(day) + serial;
        return eleven + checkDigit(eleven);
    }

    /** Samordningsnummer with the same serial: day + 60. */
    static String coordination(Born born) {
        String eleven = born.number().substring(0, 6)
                + (born.on().getDayOfMonth() + 60)
                + born.number().substring(8, 11);
        return eleven + checkDigit(eleven);
    }

    /** "Birth date and woman or man", and nothing more (SCB's rule); no check digit. */
    static String temporary(Born born) {
        return compact(born.on()) + (born.isWoman() ? "TF20" : "TF10");
    }

    /** The same number with a check digit that cannot be right. */
    static String broken(String number) {
        int digit = number.charAt(11) - '0';
        return number.substring(0, 11) + (digit + 1) % 10;
    }

    /** Luhn over the ten-digit form, century left out. */
    static int checkDigit(String eleven) {
        int sum = 0;
        for (int i = 2; i < 11; i++) {
            int doubled = (eleven.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += doubled / 10 + doubled % 10;
        }
        return (10 - sum % 10) % 10;
    }

    /** Not by String.format: a municipality asks tens of thousands of times. */
    private static String compact(LocalDate day) {
        int number = (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
        return Integer.toString(number);
    }
}
