package se.tvarsyn.web;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers with the signs of a reader's language. */
public final class NumberText {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,60}(\\.[0-9]{1,60})?");

    /** A break inside a number would make two of it. */
    private static final char NO_BREAK = '\u00A0';

    private static final char MINUS = '\u2212';

    private NumberText() {}

    /** Whether a text is a number with a point, and no sign of a state. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /**
     * A number with this language's signs and as many decimals as it has; another text as it is.
     *
     * @param isGrouped whether thousands are set apart
     */
    public static String of(String text, boolean isSwedish, boolean isGrouped) {
        if (!isNumber(text)) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(isSwedish ? NO_BREAK : ',');
        symbols.setDecimalSeparator(isSwedish ? ',' : '.');
        symbols.setMinusSign(MINUS);
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setGroupingUsed(isGrouped);
        format.setMinimumFractionDigits(number.scale());
        format.setMaximumFractionDigits(number.scale());
        return format.format(number);
    }
}
