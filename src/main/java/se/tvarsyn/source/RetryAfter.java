package se.tvarsyn.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date of the form that RFC 9110 tells servers to send. */
final class RetryAfter {
    private RetryAfter() {}

    /** @return never negative; null where the header is missing or in no known form */
    static @Nullable Duration of(Optional<String> header, Instant now) {
        String text = header.orElse("").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Duration rest = Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return rest.isNegative() ? Duration.ZERO : rest;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
