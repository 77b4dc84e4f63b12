package se.tvarsyn.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times as XML Schema writes them, local to Sweden. */
final class DakTime {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final Pattern DATE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\d*(?:Z|[+-]\\d{2}:\\d{2})?");
    private static final String DAY_END = "24:00";

    private DakTime() {}

    /** The day itself: XML Schema lets a date carry an offset, which would make two keys of one day. */
    static @Nullable String day(@Nullable String value) {
        if (value == null) {
            return null;
        }
        Matcher date = DATE.matcher(value);
        return date.matches() ? date.group(1) : value;
    }

    /**
     * Minutes between start and end. Without {@code StoppDatum} (DAK 2.1 has none) an end before the start is on the next
     * day.
     *
     * @return null where one of them is missing or no time; negative where the end is before the start
     */
    static @Nullable Long minutes(
            @Nullable String day, @Nullable String start, @Nullable String stop, @Nullable String stopDay) {
        if (day == null || start == null || stop == null) {
            return null;
        }
        try {
            ZonedDateTime from = at(day, start);
            ZonedDateTime to = at(stopDay == null || stopDay.isEmpty() ? day : day(stopDay), stop);
            if (from == null || to == null) {
                return null;
            }
            if (to.isBefore(from) && (stopDay == null || stopDay.isEmpty())) {
                to = to.toLocalDateTime().plusDays(1).atZone(SWEDEN);
            }
            return Duration.between(from, to).toMinutes();
        } catch (DateTimeException e) {
            // No such day or hour. Its message holds the value, so it goes no further; the mapping rejects the record.
            return null;
        }
    }

    private static @Nullable ZonedDateTime at(@Nullable String day, String time) {
        Matcher matcher = TIME.matcher(time);
        if (day == null || !matcher.matches()) {
            return null;
        }
        // XML Schema's 24:00:00 is the midnight that ends the day.
        boolean isDayEnd = matcher.group(1).startsWith(DAY_END);
        LocalDate date = LocalDate.parse(day).plusDays(isDayEnd ? 1 : 0);
        return date.atTime(isDayEnd ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(1)))
                .atZone(SWEDEN);
    }
}
