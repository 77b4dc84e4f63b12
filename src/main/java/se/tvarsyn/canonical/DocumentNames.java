package se.tvarsyn.canonical;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files and pages, made fit for messages, ledgers and the quarantine: a sender may name a file after a person. */
public final class DocumentNames {
    private static final String DIGIT = "\\p{Nd}";
    private static final String GAP = "[\\p{Pd}\\p{Z}+_.{}()]";

    /**
     * Ten digits or more in a row; or a date, in one piece or with its parts set apart, and four places more of which
     * the last two are digits: a number, an interim or a TF number. A date alone stays: it helps to find the file.
     */
    private static final Pattern NUMBER_SHAPE = Pattern.compile(DIGIT + "{10,}|(?:" + DIGIT + "{6,}|" + DIGIT + "{2,4}"
            + GAP + "{1,3}" + DIGIT + "{2}" + GAP + "{1,3}" + DIGIT + "{2})" + GAP + "{0,3}[\\p{Nd}\\p{L}]{2}" + DIGIT
            + "{2}(?!" + DIGIT + ")");

    private DocumentNames() {}

    /** The name with every place that could be an identity number replaced by {@code #}, its length kept. */
    public static String safe(String name) {
        int digits = 0;
        for (int i = 0; i < name.length(); i++) {
            if (Character.isDigit(name.charAt(i))) {
                digits++;
            }
        }
        // A TF number in short form has eight digits, and nothing of interest has fewer.
        if (digits < 8) {
            return name;
        }
        String safe = name;
        Matcher matcher = NUMBER_SHAPE.matcher(safe);
        int from = 0;
        while (matcher.find(from)) {
            from = matcher.start() + 1;
            if (mayHoldADate(matcher.group())) {
                String hidden = "#".repeat(matcher.end() - matcher.start());
                safe = safe.substring(0, matcher.start()) + hidden + safe.substring(matcher.end());
                matcher = NUMBER_SHAPE.matcher(safe);
            }
        }
        return safe;
    }

    /**
     * Whether a month and a day, and four places after them, can be read anywhere in the text: without, as in a
     * skolenhetskod and a year, it is no identity number, and the user needs to see which file is meant.
     */
    private static boolean mayHoldADate(String text) {
        StringBuilder places = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                places.append((char) ('0' + Character.getNumericValue(c)));
            } else if (Character.isLetter(c)) {
                places.append(c);
            }
        }
        for (int at = 2; at + 8 <= places.length(); at++) {
            int month = twoDigits(places, at);
            int day = twoDigits(places, at + 2);
            boolean isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
            boolean isCoordinationDay = month >= 0 && month <= 12 && day >= 60 && day <= 91;
            if (isDay || isCoordinationDay) {
                return true;
            }
        }
        return false;
    }

    private static int twoDigits(CharSequence places, int at) {
        char tens = places.charAt(at);
        char ones = places.charAt(at + 1);
        boolean areDigits = tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9';
        return areDigits ? (tens - '0') * 10 + ones - '0' : -1;
    }

    /** The same for everything in a rejection that a source or a mapping's author gave. */
    public static Rejection safe(Rejection rejection) {
        return new Rejection(
                safe(rejection.document()),
                rejection.line(),
                rejection.field() == null ? null : safe(rejection.field()),
                rejection.reason(),
                safe(rejection.mend()));
    }
}
