package se.tvarsyn.mapping;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.SourceRecord;

/**
 * Reads one canonical field: converts the source's text and checks the rules of the mapping file. Remembers what it
 * made of recent texts, because dates, units and grades repeat. Used by one thread at a time.
 */
final class FieldReader {
    /** Enough for the dates of a year, the units of a large municipality and every number of minutes. */
    private static final int REMEMBERED = 4_096;

    private static final int RECENT = 256;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,7}([.,][0-9]{1,2})?");
    private static final Object ABSENT = new Object();
    private static final Object NEW_AND_DROPPED = new Object();

    private final FieldRule rule;
    private final int position;
    private final int fallbackPosition;
    private final Map<String, String> units;
    private final @Nullable Object constant;
    private final SchemaContract.Action onNewValue;
    /** What every word outside the table becomes: one object, so that such records can be counted. */
    private @Nullable Object forNewValue;

    private long newValues;
    private final Map<String, Object> remembered = new HashMap<>();
    /** What was read just before, by the text itself: readers give equal short texts as one object. */
    private final @Nullable String[] recentTexts = new @Nullable String[RECENT];

    private final @Nullable Object[] recentValues = new @Nullable Object[RECENT];

    FieldReader(
            FieldRule rule,
            int position,
            int fallbackPosition,
            Map<String, String> units,
            SchemaContract.Action onNewValue) {
        this.onNewValue = onNewValue;
        this.rule = rule;
        this.position = position;
        this.fallbackPosition = fallbackPosition;
        this.units = units;
        this.constant = rule.constant() == null ? null : convert(rule.constant());
    }

    FieldRule rule() {
        return rule;
    }

    /** Gives the converted value, null where the source has none, or a {@link Violation}. */
    @Nullable
    Object read(SourceRecord record) {
        if (constant != null) {
            return constant;
        }
        String raw = record.value(position);
        if (raw == null) {
            raw = "";
        }
        int slot = raw.hashCode() & RECENT - 1;
        Object known = recentValues[slot];
        if (known == null || !raw.equals(recentTexts[slot])) {
            known = known(raw);
            recentTexts[slot] = raw;
            recentValues[slot] = known;
        }
        if (known == forNewValue) {
            newValues++;
        }
        if (known == ABSENT && fallbackPosition >= 0) {
            String unit = record.value(fallbackPosition);
            return unit == null ? null : units.get(unit);
        }
        return known == ABSENT || known == NEW_AND_DROPPED ? null : known;
    }

    /** How many records held a word outside the value table since this was asked last. */
    long takeNewValues() {
        long count = newValues;
        newValues = 0;
        return count;
    }

    private Object known(String raw) {
        Object known = remembered.get(raw);
        if (known == null) {
            Object made = make(raw);
            known = made == null ? ABSENT : made;
            if (remembered.size() < REMEMBERED) {
                remembered.put(raw, known);
            }
        }
        return known;
    }

    private @Nullable Object make(String raw) {
        String text = raw.strip();
        Map<String, String> values = rule.values();
        if (values != null) {
            String mapped = values.get(text);
            if (mapped == null) {
                if (text.isEmpty()) {
                    return rule.otherwise() == null ? absent() : convert(rule.otherwise());
                }
                return newValue();
            }
            return convert(mapped);
        }
        return text.isEmpty() ? absent() : convert(text);
    }

    private Object newValue() {
        Object made = forNewValue;
        if (made == null) {
            made = makeForNewValue();
            forNewValue = made;
        }
        return made;
    }

    private Object makeForNewValue() {
        String otherwise = rule.otherwise();
        boolean isRejected = onNewValue == SchemaContract.Action.REJECT_ROW
                || onNewValue == SchemaContract.Action.FREEZE
                || (otherwise == null && onNewValue != SchemaContract.Action.REJECT_VALUE);
        if (isRejected) {
            return rule.violation(
                    "unknown-value", "the value is not in the mapping's table; add it there, or ask the source");
        }
        if (onNewValue == SchemaContract.Action.REJECT_VALUE || otherwise == null) {
            return rule.required()
                    ? rule.violation("missing-value", "the field is required; ask the source to deliver it")
                    : NEW_AND_DROPPED;
        }
        Object converted = convert(otherwise);
        // An object of its own: the same word may also stand in the table.
        return converted instanceof String text ? new StringBuilder(text).toString() : converted;
    }

    private @Nullable Object absent() {
        if (rule.fallback() != null) {
            return convert(rule.fallback());
        }
        return rule.required()
                ? rule.violation("missing-value", "the field is required; ask the source to deliver it")
                : null;
    }

    private Object convert(String text) {
        Pattern pattern = rule.pattern();
        if (pattern != null && !pattern.matcher(text).matches()) {
            return rule.violation("wrong-pattern", "the value must match " + pattern.pattern());
        }
        return switch (rule.as()) {
            case TEXT -> text;
            case INTEGER -> integer(text);
            case DATE -> date(text);
            case BOOLEAN -> bool(text);
            case DECIMAL -> decimal(text);
        };
    }

    private Object integer(String text) {
        boolean negative = text.startsWith("-");
        int start = negative ? 1 : 0;
        int length = text.length() - start;
        if (length < 1 || length > 9) {
            return rule.violation("not-an-integer", "the value must be a whole number");
        }
        int number = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return rule.violation("not-an-integer", "the value must be a whole number");
            }
            number = number * 10 + digit;
        }
        Integer value = negative ? -number : number;
        if (rule.lowest() != null && rule.highest() != null && (value < rule.lowest() || value > rule.highest())) {
            return rule.violation("out-of-range", "the value must be from " + rule.lowest() + " to " + rule.highest());
        }
        return value;
    }

    private Object decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return rule.violation("not-a-decimal", "the value must be a number with at most two decimals");
        }
        return new BigDecimal(text.replace(',', '.'));
    }

    /** Strict ISO date; years far away are typing errors that would make partitions of their own. */
    private Object date(String text) {
        LocalDate date = IsoDates.parse(text);
        if (date == null) {
            return rule.violation("not-a-date", "the value must be a day that exists, as YYYY-MM-DD");
        }
        if (date.getYear() < 1990 || date.getYear() > 2100) {
            return rule.violation("date-out-of-range", "the year must be from 1990 to 2100");
        }
        return date;
    }

    private Object bool(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> rule.violation("not-true-or-false", "the value must be true or false");
        };
    }
}
