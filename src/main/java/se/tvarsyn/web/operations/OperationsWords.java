package se.tvarsyn.web.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import se.tvarsyn.operations.HeldDeliveries;
import se.tvarsyn.operations.RoundedCount;
import se.tvarsyn.operations.ShownDelivery;

/** Words, times and numbers of Drift in the reader's language. */
final class OperationsWords {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final Pattern WINDOW = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int NAMED_NUMBERS = 12;

    /** A break inside a number would make two of it. */
    private static final char NO_BREAK = '\u00A0';

    private final MessageSource messages;
    private final Locale locale;

    OperationsWords(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    private boolean isSwedish() {
        return locale.getLanguage().equals("sv");
    }

    String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** The word of a code, or the code itself where a municipality's own mapping made it. */
    String ofCode(String prefix, String code) {
        return String.valueOf(messages.getMessage(prefix + "." + code, null, code, locale));
    }

    Said said(String key, Object... arguments) {
        return new Said(of(key, arguments), locale.getLanguage());
    }

    /** What stopped a run: as a command says it, unless there are words of the reader's language for it. */
    Said told(String failure) {
        OptionalInt held = HeldDeliveries.in(failure);
        return held.isPresent() ? said("told.held", held.getAsInt()) : Said.told(failure);
    }

    /** In Swedish time, to the minute. */
    String at(Instant instant) {
        return DateTimeFormatter.ofPattern(isSwedish() ? "d MMM yyyy 'kl.' HH.mm" : "d MMM yyyy, HH:mm", locale)
                .withZone(SWEDEN)
                .format(instant);
    }

    /** The time of a line in a log, to the second. */
    String clock(Instant instant) {
        return DateTimeFormatter.ofPattern(isSwedish() ? "HH.mm.ss" : "HH:mm:ss", locale)
                .withZone(SWEDEN)
                .format(instant);
    }

    String atOrNone(@Nullable Instant instant) {
        return instant == null ? "–" : at(instant);
    }

    String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("d MMM yyyy", locale).format(day);
    }

    /** {@code 12 480}; what is no number stays as it is. */
    String number(String digits) {
        if (!DIGITS.matcher(digits).matches()) {
            return digits;
        }
        char separator = isSwedish() ? NO_BREAK : ',';
        return String.format(Locale.ROOT, "%,d", Long.parseLong(digits)).replace(',', separator);
    }

    String number(long number) {
        return number(Long.toString(number));
    }

    String count(RoundedCount count) {
        return number(count.text());
    }

    /** {@code Två}, up to twelve. */
    String spelled(int number) {
        return number <= NAMED_NUMBERS ? of("number." + number) : number(number);
    }

    /** {@code 2 dagar}. */
    String span(Duration span) {
        if (span.toMinutes() % (24 * 60) == 0) {
            return unit("days", span.toDays());
        }
        return span.toMinutes() % 60 == 0 ? unit("hours", span.toHours()) : unit("minutes", span.toMinutes());
    }

    private String unit(String unit, long count) {
        return of("span." + unit + (count == 1 ? ".one" : ""), number(count));
    }

    /** What a delivery was asked for. */
    String scope(ShownDelivery delivery) {
        if (delivery.isRetry()) {
            return of("scope.retry");
        }
        Matcher window = WINDOW.matcher(delivery.scope());
        if (window.matches()) {
            return of("scope.window", day(LocalDate.parse(window.group(1))), day(LocalDate.parse(window.group(2))));
        }
        return ofCode("scope", delivery.scope());
    }
}
