package se.tvarsyn.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.source.SourceRecord;

/**
 * A condition on one or two source fields, for {@code skip} and {@code delete}.
 *
 * @param position position of the field, -1 where a rule has no such part
 * @param over null, or holds where the field is a larger whole number
 */
record RecordRule(
        int position, List<String> is, @Nullable Integer over, int andPosition, List<String> andIs, String reason) {

    boolean holds(SourceRecord record) {
        String value = text(record, position);
        boolean first = over == null ? is.contains(value) : isOver(value, over);
        return first && (andPosition < 0 || andIs.contains(text(record, andPosition)));
    }

    private static String text(SourceRecord record, int position) {
        String value = record.value(position);
        return value == null ? "" : value.strip();
    }

    private static boolean isOver(String value, int limit) {
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        return Integer.parseInt(value) > limit;
    }
}
