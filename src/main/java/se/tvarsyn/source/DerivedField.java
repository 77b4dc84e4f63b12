package se.tvarsyn.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A field that stands in no column of its own and is told by others. Where the source has a value, that one stays. */
sealed interface DerivedField {
    /** The fields that it is told by. */
    List<String> from();

    /**
     * @param values of the fields in {@link #from}, in order; blank ones null
     * @param document name of the document
     * @return null where they do not say
     */
    @Nullable
    String of(@Nullable String[] values, String document) throws UnusableElement;

    /** Full years on a day, by the identity number. */
    record Age(String number, String on) implements DerivedField {
        @Override
        public List<String> from() {
            return List.of(number, on);
        }

        @Override
        public @Nullable String of(@Nullable String[] values, String document) {
            Integer age;
            try {
                age = BirthDate.ageOn(values[0], SourceTime.day(values[1], on));
            } catch (UnusableElement e) {
                // A day that is none is found by the field it belongs to.
                return null;
            }
            return age == null ? null : age.toString();
        }
    }

    /** The local day of a date or an instant. */
    record Day(String instant) implements DerivedField {
        @Override
        public List<String> from() {
            return List.of(instant);
        }

        @Override
        public @Nullable String of(@Nullable String[] values, String document) throws UnusableElement {
            LocalDate day = SourceTime.day(values[0], instant);
            return day == null ? null : day.toString();
        }
    }

    /** Minutes between two instants, or two times of day; then the second may be past midnight. */
    record Minutes(String start, String end) implements DerivedField {
        private static final int TIME_OF_DAY = 8;

        @Override
        public List<String> from() {
            return List.of(start, end);
        }

        @Override
        public @Nullable String of(@Nullable String[] values, String document) throws UnusableElement {
            String first = values[0];
            String last = values[1];
            if (first == null || last == null) {
                return null;
            }
            if (first.length() <= TIME_OF_DAY && last.length() <= TIME_OF_DAY) {
                long minutes =
                        Duration.between(time(first, start), time(last, end)).toMinutes();
                return Long.toString(minutes < 0 ? minutes + Duration.ofDays(1).toMinutes() : minutes);
            }
            Instant from = SourceTime.instant(first, start);
            Instant to = SourceTime.instant(last, end);
            if (from == null || to == null) {
                return null;
            }
            if (to.isBefore(from)) {
                throw new UnusableElement(end, "end-before-start", "the end must not be before the start; correct it");
            }
            return Long.toString(Duration.between(from, to).toMinutes());
        }

        private static LocalTime time(String text, String field) throws UnusableElement {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                // Its message quotes the value.
                throw new UnusableElement(field, "invalid-time", "write the time as 08:20");
            }
        }
    }

    /** The first or the second date in the file's name: {@code narvaro_2026-01-01_2026-01-31.csv}. */
    record DateInFileName(int which) implements DerivedField {
        private static final Pattern DATE = Pattern.compile("(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])");

        @Override
        public List<String> from() {
            return List.of();
        }

        @Override
        public @Nullable String of(@Nullable String[] values, String document) {
            Matcher dates = DATE.matcher(document);
            String found = null;
            for (int i = 0; i < which; i++) {
                found = dates.find() ? dates.group() : null;
            }
            return found;
        }
    }

    /** @throws IllegalArgumentException where the setting is none; its message names it and the mend */
    static DerivedField of(Object setting, String at) {
        if (setting instanceof Map<?, ?> map) {
            if (map.get("age_of") instanceof String number && map.get("on") instanceof String on) {
                return new Age(number, on);
            }
            if (map.get("day_of") instanceof String instant) {
                return new Day(instant);
            }
            if (map.get("minutes_from") instanceof String start && map.get("minutes_to") instanceof String end) {
                return new Minutes(start, end);
            }
            if (map.get("date_in_file_name") instanceof Number which
                    && (which.intValue() == 1 || which.intValue() == 2)) {
                return new DateInFileName(which.intValue());
            }
        }
        throw new IllegalArgumentException(at + ": use one of {age_of: FIELD, on: FIELD}, {day_of: FIELD},"
                + " {minutes_from: FIELD, minutes_to: FIELD}, {date_in_file_name: 1 or 2}");
    }
}
