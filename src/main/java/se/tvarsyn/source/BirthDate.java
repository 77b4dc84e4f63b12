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
}
