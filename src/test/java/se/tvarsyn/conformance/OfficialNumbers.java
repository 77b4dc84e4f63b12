package se.tvarsyn.conformance;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * Personnummer of the series that Skatteverket sets apart for tests: its list (CC0, read in 2026) has serial 239 for every
 * day of 2008–2013.
 */
final class OfficialNumbers {
    private static final LocalDate FIRST = LocalDate.of(2008, 1, 1);
    private static final int DAYS = 2_000;

    private OfficialNumbers() {}

    /** @param person from 0; the same person has the same number in every feed */
    static String number(int person) {
        if (person < 0 || person >= DAYS) {
            throw new IllegalArgumentException("there are numbers for " + DAYS + " persons");
        }
        String eleven = FIRST.plusDays(person).format(DateTimeFormatter.BASIC_ISO_DATE) + "239";
        int sum = 0;
        for (int i = 2; i < eleven.length(); i++) {
            int doubled = (eleven.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += doubled / 10 + doubled % 10;
        }
        return eleven + (10 - sum % 10) % 10;
    }
}
