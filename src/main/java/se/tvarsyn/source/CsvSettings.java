package se.tvarsyn.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code format} section of a mapping file, for CSV.
 *
 * @param delimiter one ASCII character
 * @param encoding null = find out per file
 * @param required columns that the header must have
 * @param optional columns that it may have; their value is null where it has not
 */
record CsvSettings(
        char delimiter, @Nullable Charset encoding, String recordType, List<String> required, List<String> optional) {
    CsvSettings {
        required = List.copyOf(required);
        optional = List.copyOf(optional);
    }

    /** @throws IllegalArgumentException where the section is wrong; its message names the setting and the mend */
    static CsvSettings of(Map<String, Object> settings) {
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
        Set<String> seen = new HashSet<>();
        for (List<String> part : List.of(required, optional)) {
            for (String column : part) {
                if (!seen.add(normal(column))) {
                    throw new IllegalArgumentException("format: column " + column + " is listed twice; list it once");
                }
            }
        }
        return new CsvSettings(
                delimiter(settings.getOrDefault("delimiter", ";")),
                encoding(settings.getOrDefault("encoding", "auto")),
                String.valueOf(type.getKey()),
                required,
                optional);
    }

    SourceLayout layout() {
        List<String> fields = new ArrayList<>(required);
        fields.addAll(optional);
        return new SourceLayout(recordType, fields);
    }

    /** How column names are compared: exports differ in case and in blanks around the name. */
    static String normal(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private static List<String> names(@Nullable Object value, String setting) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(setting + ": give a list of column names");
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static char delimiter(Object value) {
        String text = String.valueOf(value);
        if (text.length() != 1 || text.charAt(0) > 126 || "\"\r\n".contains(text)) {
            throw new IllegalArgumentException(
                    "format.delimiter: give one ASCII character that is no quote and no line end, as in \";\"");
        }
        return text.charAt(0);
    }

    private static @Nullable Charset encoding(Object value) {
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "auto" -> null;
            case "utf-8" -> StandardCharsets.UTF_8;
            case "windows-1252" -> Charset.forName("windows-1252");
            case "iso-8859-1" -> StandardCharsets.ISO_8859_1;
            default ->
                throw new IllegalArgumentException("format.encoding: use one of auto, utf-8, windows-1252, iso-8859-1");
        };
    }
}
