package se.tvarsyn.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What an identity number says about age. Classifies nothing and checks no check digit: that is {@code canonical}'s. */
final class BirthDate {
    private BirthDate() {}

    /**
     * Full years on a day. A samordningsnummer adds 60 to the day; day 60 and month 00 stand for an unknown date
     * (Skatteverket's test list holds both), and then the age is only told where every possible birth date gives the
     * same.
     *
     * @return null where the number does not say
     */
    static @Nullable Integer ageOn(@Nullable String number, @Nullable LocalDate on) {
        if (number == null || on == null) {
            return null;
        }
        String plain = number.replaceAll("[-+ {}]", "");
        int digits = plain.length() == 12 ? 8 : plain.length() == 10 ? 6 : 0;
        if (digits == 0 || !plain.substring(0, digits).chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int month = Integer.parseInt(plain.substring(digits - 4, digits - 2));
        int day = Integer.parseInt(plain.substring(digits - 2, digits));
        int year;
        if (digits == 8) {
            year = Integer.parseInt(plain.substring(0, 4));
        } else {
            // Ten digits: the youngest person who was born by then; "+" is a hundred years more.
            year = on.getYear() - Math.floorMod(on.getYear() - Integer.parseInt(plain.substring(0, 2)), 100);
            year -= number.indexOf('+') >= 0 ? 100 : 0;
        }
        if (year < 1850) {
            return null;
        }
        boolean isSamordning = day >= 60;
        day -= isSamordning ? 60 : 0;
        if (!isSamordning && (day == 0 || month == 0)) {
            return null;
        }
        try {
            LocalDate first = LocalDate.of(year, month == 0 ? 1 : month, day == 0 ? 1 : day);
            LocalDate last = day != 0 && month != 0
                    ? first
                    : month == 0
                            ? LocalDate.of(year, 12, 31)
                            : YearMonth.of(year, month).atEndOfMonth();
            int oldest = first.until(on).getYears();
            return oldest == last.until(on).getYears() ? oldest : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * The year of a birth date or of an identity number of any kind, TF and interim numbers too.
     *
     * @param today decides the century of a ten-digit number
     * @return null where the text does not say, or says a year that nobody alive was born in
     */
    static @Nullable Integer year(@Nullable String text, LocalDate today) {
        if (text == null) {
            return null;
        }
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        boolean hasCentury = text.length() > 11 || digits == 8 || (digits == 4 && text.length() == 10);
        int year;
        if (hasCentury && digits >= 4) {
            year = Integer.parseInt(text.substring(0, 4));
        } else if (digits >= 6) {
            int ofCentury = Integer.parseInt(text.substring(0, 2));
            year = today.getYear() - Math.floorMod(today.getYear() - ofCentury, 100);
            if (text.indexOf('+') > 0) {
                year -= 100;
            }
        } else {
            return null;
        }
        return year >= 1850 && year <= today.getYear() ? year : null;
    }
}
