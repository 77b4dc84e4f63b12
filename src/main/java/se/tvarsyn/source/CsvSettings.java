package se.tvarsyn.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code format} section of a mapping file, for CSV.
 *
 * @param delimiter one ASCII character
 * @param encoding null = find out per file
 */
record CsvSettings(char delimiter, @Nullable Charset encoding, ColumnSettings columns) {

    /** @throws IllegalArgumentException where the section is wrong; its message names the setting and the mend */
    static CsvSettings of(Map<String, Object> settings) {
        return new CsvSettings(
                delimiter(settings.getOrDefault("delimiter", ";")),
                encoding(settings.getOrDefault("encoding", "auto")),
                ColumnSettings.of(settings));
    }

    SourceLayout layout() {
        return columns.layout();
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
