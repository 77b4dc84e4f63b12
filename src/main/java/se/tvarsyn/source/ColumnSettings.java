package se.tvarsyn.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table become fields: what the {@code format} sections for CSV and for workbooks share.
 *
 * @param required columns that the header must have
 * @param optional columns that it may have; their value is null where it has not
 * @param aliases column to the other headings that it goes by
 * @param numbers columns of numbers that may be written the Swedish way
 * @param headerLine line of the header from 1; {@link #FIRST} or {@link #SEARCH}
 */
record ColumnSettings(
        String recordType,
        List<String> required,
        List<String> optional,
        Map<String, List<String>> aliases,
        Set<String> numbers,
        int headerLine) {
    /** The header is the first line that is not blank. */
    static final int FIRST = 0;

    /** Titles come first, as in printed reports: the header is the first line that has every required column. */
    static final int SEARCH = -1;

    /** Lines in which a header is looked for; a report has a title, a period and a filter above its table. */
    static final int SEARCHED_LINES = 50;

    ColumnSettings {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
        aliases = Map.copyOf(aliases);
        numbers = Set.copyOf(numbers);
    }

    /** @throws IllegalArgumentException where the section is wrong; its message names the setting and the mend */
    static ColumnSettings of(Map<String, Object> settings) {
        Object records = settings.get("records");
        if (!(records instanceof Map<?, ?> types) || types.size() != 1) {
            throw new IllegalArgumentException(
                    "format.records: name one record type and its columns, as in records: {lesson: [datum, orsak]}");
        }
        Map.Entry<?, ?> type = types.entrySet().iterator().next();
        List<String> required = names(type.getValue(), "format.records." + type.getKey());
        if (required.isEmpty()) {
            throw new IllegalArgumentException("format.records." + type.getKey() + ": list at least one column");
        }
        List<String> optional =
                settings.get("optional") == null ? List.of() : names(settings.get("optional"), "format.optional");
        Map<String, List<String>> aliases = aliases(settings.get("aliases"));
        List<String> numbers =
                settings.get("numbers") == null ? List.of() : names(settings.get("numbers"), "format.numbers");
        List<String> columns = new ArrayList<>(required);
        columns.addAll(optional);
        for (String named : concat(aliases.keySet(), numbers)) {
            if (!columns.contains(named)) {
                throw new IllegalArgumentException("format: column " + named
                        + " of aliases or numbers is in neither records nor optional; list it there");
            }
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            for (String heading : concat(List.of(column), aliases.getOrDefault(column, List.of()))) {
                if (!seen.add(normal(heading))) {
                    throw new IllegalArgumentException("format: column " + heading + " is listed twice; list it once");
                }
            }
        }
        return new ColumnSettings(
                String.valueOf(type.getKey()),
                required,
                optional,
                aliases,
                Set.copyOf(numbers),
                headerLine(settings.get("header_line")));
    }

    SourceLayout layout() {
        return new SourceLayout(recordType, concat(required, optional));
    }

    /** Every heading by which the column may be found, in comparable form. */
    List<String> headings(String column) {
        return concat(List.of(column), aliases.getOrDefault(column, List.of())).stream()
                .map(ColumnSettings::normal)
                .toList();
    }

    /** Which fields of the layout are numbers. */
    boolean[] numberFields() {
        List<String> fields = layout().fields();
        boolean[] isNumber = new boolean[fields.size()];
        for (int i = 0; i < isNumber.length; i++) {
            isNumber[i] = numbers.contains(fields.get(i));
        }
        return isNumber;
    }

    /** How column names are compared: exports differ in case and in blanks, those of no break among them. */
    static String normal(String column) {
        return column.replace('\u00A0', ' ').strip().toLowerCase(Locale.ROOT);
    }

    private static int headerLine(@Nullable Object value) {
        if (value == null) {
            return FIRST;
        }
        if (value instanceof Number line && line.intValue() > 0) {
            return line.intValue();
        }
        if ("search".equals(value)) {
            return SEARCH;
        }
        throw new IllegalArgumentException("format.header_line: give the line of the header, or search");
    }

    private static Map<String, List<String>> aliases(@Nullable Object value) {
        Map<String, List<String>> aliases = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach(
                    (column, others) -> aliases.put(String.valueOf(column), names(others, "format.aliases." + column)));
        } else if (value != null) {
            throw new IllegalArgumentException("format.aliases: give a column and its other headings, as in orsak:"
                    + " [Anledning, Frånvaroorsak]");
        }
        return aliases;
    }

    private static List<String> names(@Nullable Object value, String setting) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(setting + ": give a list of column names");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static List<String> concat(Iterable<String> first, Iterable<String> second) {
        List<String> all = new ArrayList<>();
        first.forEach(all::add);
        second.forEach(all::add);
        return all;
    }
}
