package se.tvarsyn.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source's dates and times. A time without offset is local (MODEL.md, Time: Edlevo and Lifecare send none); a
 * day is a day in Sweden.
 */
final class SourceTime {
    static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    private SourceTime() {}

    static @Nullable Instant instant(@Nullable String text, String path) throws UnusableElement {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZONE).toInstant();
            }
            return hasOffset(text)
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(ZONE).toInstant();
        } catch (DateTimeException e) {
            // Its message quotes the value.
            throw new UnusableElement(path, "invalid-time", "write the time as in RFC 3339: 2026-01-12T08:20:00+01:00");
        }
    }

    static @Nullable LocalDate day(@Nullable String text, String path) throws UnusableElement {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text);
            }
            return hasOffset(text)
                    ? OffsetDateTime.parse(text).atZoneSameInstant(ZONE).toLocalDate()
                    : LocalDateTime.parse(text).toLocalDate();
        } catch (DateTimeException e) {
            throw new UnusableElement(path, "invalid-date", "write the date as 2026-01-12");
        }
    }

    private static boolean hasOffset(String text) {
        int time = text.indexOf('T');
        return text.endsWith("Z") || text.indexOf('+', time) >= 0 || text.indexOf('-', Math.max(time, 9)) >= 0;
    }
}
