package se.tvarsyn.warehouse;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An instant as ClickHouse reads it in a statement, in UTC; what is finer is cut off. */
public final class InstantText {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private InstantText() {}

    /** For a DateTime64(3). */
    public static String millis(Instant instant) {
        return MILLIS.format(instant);
    }

    /** For a DateTime64(6), such as the {@code written_at} of every table of {@code ops}. */
    public static String micros(Instant instant) {
        return MICROS.format(instant);
    }
}
