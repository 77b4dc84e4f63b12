package se.tvarsyn.canonical;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An identity number, classified and in its one canonical form. */
public final class IdentityNumber {
    private static final IdentityNumber MISSING = new IdentityNumber(IdentityKind.MISSING, "");
    private static final int LONG_FORM = 12;
    private static final int SHORT_FORM = 10;
    private static final int FIRST_CENTURY = 18;
    private static final int LAST_CENTURY = 20;
    private static final int UNKNOWN_DAY = 60;
    /** The letters that interim numbers begin their last four places with. */
    private static final String INTERIM_LETTERS = "TRSUWXJKLMN";

    private final IdentityKind kind;
    private final String canonical;

    private IdentityNumber(IdentityKind kind, String canonical) {
        this.kind = Objects.requireNonNull(kind);
        this.canonical = Objects.requireNonNull(canonical);
    }

    public static IdentityNumber missing() {
        return MISSING;
    }

    /**
     * Classifies a source's value (PRIVACY.md 3). Strips {@code -}, {@code +}, white space and braces, resolves the
     * century and compares letters in upper case. Never repairs a number: what is not exactly a number is OTHER, and
     * what has a number's shape but cannot be one is nothing at all.
     *
     * <p>Runs once a row of every load, so the usual forms take one pass and allocate no more than the result.
     *
     * @param today decides the century of a ten-digit number (the latest in which the day of birth is not to come;
     *     {@code +} means the year of the hundredth birthday or later), and no number is of a day after it
     * @return null where the value has the shape of a personnummer or samordningsnummer (10 or 12 digits) but its check
     *     digit or date cannot be right
     */
    public static @Nullable IdentityNumber read(@Nullable String raw, LocalDate today) {
        if (raw == null) {
            return MISSING;
        }
        long digits = 0;
        int count = 0;
        boolean hasPlus = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++count > LONG_FORM) {
                    return readSpelled(raw, today);
                }
                digits = digits * 10 + (c - '0');
            } else if (c == '+') {
                hasPlus = true;
            } else if (c != '-' && c != ' ' && c != '{' && c != '}') {
                return readSpelled(raw, today);
            }
        }
        if (count == LONG_FORM) {
            return ofDigits(digits, raw.length() == LONG_FORM ? raw : null, today);
        }
        if (count == SHORT_FORM) {
            return ofDigits(withCentury(digits, hasPlus, today), null, today);
        }
        return count == 0 ? MISSING : readSpelled(raw, today);
    }

    /** @param digits twelve digits, or less where no century fits; @param text the same as text where it is at hand */
    private static @Nullable IdentityNumber ofDigits(long digits, @Nullable String text, LocalDate today) {
        int date = (int) (digits / 10_000);
        if (!isNamedDay(date, true, today) || !hasCheckDigit(digits)) {
            return null;
        }
        // The century check leaves a first digit of 1 or 2: the text has twelve digits.
        return new IdentityNumber(
                date % 100 < UNKNOWN_DAY ? IdentityKind.PNR : IdentityKind.SAM,
                text == null ? Long.toString(digits) : text);
    }

    /** Everything but plain digits: letters, other white space, other alphabets. */
    private static @Nullable IdentityNumber readSpelled(String raw, LocalDate today) {
        String composed = Normalizer.normalize(raw, Normalizer.Form.NFC);
        StringBuilder kept = new StringBuilder(composed.length());
        boolean hasPlus = false;
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            hasPlus |= c == '+';
            if (!isFiller(c)) {
                kept.append(c);
            }
        }
        String text = Normalizer.normalize(kept.toString().toUpperCase(Locale.ROOT), Normalizer.Form.NFC);
        if (text.isEmpty()) {
            return MISSING;
        }
        int length = text.length();
        if (length == LONG_FORM || length == SHORT_FORM) {
            int letters = lettersAfterDate(text);
            if (letters == 0) {
                long digits = Long.parseLong(text);
                return length == LONG_FORM
                        ? ofDigits(digits, text, today)
                        : ofDigits(withCentury(digits, hasPlus, today), null, today);
            }
            String full = letters < 0 ? null : spelledNumber(text, letters, hasPlus, today);
            if (full != null) {
                return new IdentityNumber(letters == 1 ? IdentityKind.INTERIM : IdentityKind.TF, full);
            }
        }
        return new IdentityNumber(IdentityKind.OTHER, text);
    }

    /** 0: digits only; 1: an interim letter stands for the first digit after the date; 2: TF does; -1: something else. */
    private static int lettersAfterDate(String text) {
        int place = text.length() - 4;
        int letters = INTERIM_LETTERS.indexOf(text.charAt(place)) >= 0
                ? text.charAt(place) == 'T' && text.charAt(place + 1) == 'F' ? 2 : 1
                : 0;
        for (int i = 0; i < text.length(); i++) {
            boolean isLetter = i >= place && i < place + letters;
            if (!isLetter && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return -1;
            }
        }
        return letters;
    }

    /** The twelve places of an interim or TF number, or null where it is none. */
    private static @Nullable String spelledNumber(String text, int letters, boolean hasPlus, LocalDate today) {
        int place = text.length() - 4;
        long date = Long.parseLong(text.substring(0, place));
        String tail = text.substring(place);
        if (letters == 2) {
            // No short form of a TF number is known, and its century could not be told.
            return text.length() == LONG_FORM && isNamedDay((int) date, false, today) ? text : null;
        }
        long digits = date * 10_000 + Long.parseLong("1" + tail.substring(1));
        if (text.length() == SHORT_FORM) {
            digits = withCentury(digits, hasPlus, today);
        }
        boolean isNumber = hasCheckDigit(digits) && isNamedDay((int) (digits / 10_000), false, today);
        return isNumber ? digits / 10_000 + tail : null;
    }

    /** Puts the century before ten digits; the digits as they are where no century makes a day that has been. */
    private static long withCentury(long digits, boolean hasPlus, LocalDate today) {
        int date = (int) (digits / 10_000);
        // Plus is written from the year of the hundredth birthday on, whatever the day (folkbokföringslagen 18 §).
        int latest = hasPlus ? (today.getYear() - 100) * 10_000 + 1231 : asNumber(today);
        for (int century = LAST_CENTURY; century >= FIRST_CENTURY; century--) {
            int full = century * 1_000_000 + date;
            if (earliestDay(full) <= latest) {
                return full * 10_000L + digits % 10_000;
            }
        }
        return digits;
    }

    /**
     * Whether a date of eight digits can stand in a number: a day of the calendar from 1800 to today, or with 60 added
     * to the day. With the 60 the calendar does not hold: of the 2,264 numbers in Skatteverket's test list 41 have day
     * 60, 132 month 00 (parts of the date that are not known), and 24 a day that their month lacks, such as 31 April
     * (checked 2026-11).
     */
    private static boolean isNamedDay(int date, boolean mayHaveSixtyAdded, LocalDate today) {
        int century = date / 1_000_000;
        int month = date / 100 % 100;
        int day = date % 100;
        if (century < FIRST_CENTURY || century > LAST_CENTURY || month > 12) {
            return false;
        }
        boolean hasSixtyAdded = day >= UNKNOWN_DAY && mayHaveSixtyAdded;
        boolean isPossible =
                hasSixtyAdded ? day <= UNKNOWN_DAY + 31 : day > 0 && month > 0 && day <= daysIn(date / 10_000, month);
        return isPossible && earliestDay(date) <= asNumber(today);
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Without the added 60. An unknown part stays zero, which is before any known one. */
    private static int earliestDay(int date) {
        return date % 100 >= UNKNOWN_DAY ? date - UNKNOWN_DAY : date;
    }

    private static int asNumber(LocalDate day) {
        return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
    }

    /** Luhn over the last ten digits. */
    private static boolean hasCheckDigit(long digits) {
        int sum = 0;
        long rest = digits;
        for (int i = 0; i < SHORT_FORM; i++) {
            int digit = (int) (rest % 10);
            rest /= 10;
            if ((i & 1) == 1) {
                digit *= 2;
                if (digit > 9) {
                    digit -= 9;
                }
            }
            sum += digit;
        }
        return sum % 10 == 0;
    }

    private static boolean isFiller(char c) {
        return c == '-' || c == '+' || c == '{' || c == '}' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    public IdentityKind kind() {
        return kind;
    }

    /** The number itself. Only {@code pseudonymization} may call this (ArchitectureTests). */
    public String reveal() {
        return canonical;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IdentityNumber that && kind == that.kind && canonical.equals(that.canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "IdentityNumber[" + kind + "]";
    }
}
