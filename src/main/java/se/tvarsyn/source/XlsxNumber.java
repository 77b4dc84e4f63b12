package se.tvarsyn.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** What a number in a workbook says. A date is a number too: days since 1900, told apart by the cell's number format. */
final class XlsxNumber {
    /** Numbers are binary fractions; a workbook program shows and trusts fifteen digits of them. */
    private static final MathContext SHOWN = new MathContext(15);

    private static final int LONGEST = 32;
    private static final int MOST_ZEROS = 20;
    private static final LocalDate EPOCH_1900 = LocalDate.of(1899, 12, 30);
    private static final LocalDate EPOCH_1904 = LocalDate.of(1904, 1, 1);
    /** Day 60 is 29 February 1900, which never was; days before it are off by one. */
    private static final int NO_DAY = 60;

    private static final int LAST_DAY = 2_958_465;
    private static final int SECONDS = 86_400;

    private XlsxNumber() {}

    /** Without exponent and without a fraction of zeros; the text as it was where it is no number of sane size. */
    static String plain(String text) {
        BigDecimal number = read(text);
        if (number == null) {
            return text;
        }
        BigDecimal shown = number.round(SHOWN).stripTrailingZeros();
        return shown.signum() == 0 ? "0" : shown.toPlainString();
    }

    /**
     * A day, a time of day, or both, as ISO 8601 writes them: {@code 2026-03-02}, {@code 08:20}, {@code
     * 2026-03-02T08:20}.
     */
    static String dateOrTime(String text, boolean isFrom1904) {
        BigDecimal number = read(text);
        if (number == null || number.signum() < 0 || number.intValue() > LAST_DAY) {
            return text;
        }
        int day = number.intValue();
        int second = number.subtract(BigDecimal.valueOf(day))
                .multiply(BigDecimal.valueOf(SECONDS))
                .add(new BigDecimal("0.5"))
                .intValue();
        if (second == SECONDS) {
            second = 0;
            day++;
        }
        String time = second == 0 ? "" : LocalTime.ofSecondOfDay(second).toString();
        if (day == 0 && !isFrom1904) {
            return time.isEmpty() ? "00:00" : time;
        }
        if (!isFrom1904 && day <= NO_DAY) {
            return text;
        }
        String date = (isFrom1904 ? EPOCH_1904 : EPOCH_1900).plusDays(day).toString();
        return time.isEmpty() ? date : date + "T" + time;
    }

    private static @Nullable BigDecimal read(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            // 1E999999999 is a short text and a number of a gigabyte.
            return Math.abs((long) number.precision() - number.scale()) > MOST_ZEROS
                            || Math.abs((long) number.scale()) > LONGEST + MOST_ZEROS
                    ? null
                    : number;
        } catch (NumberFormatException | ArithmeticException e) {
            // Its message may quote the value, so it goes no further.
            return null;
        }
    }
}
