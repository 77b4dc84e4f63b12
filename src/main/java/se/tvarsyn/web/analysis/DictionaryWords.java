package se.tvarsyn.web.analysis;

import java.util.Locale;
import java.util.ResourceBundle;

/** The English of tables and columns, which the database describes in Swedish. */
final class DictionaryWords {
    private final ResourceBundle words = ResourceBundle.getBundle(
            "web/dictionary",
            Locale.ENGLISH,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));

    /** @param name {@code table} or {@code table.column}; @return empty where it is not ours */
    String of(String name) {
        return words.containsKey(name) ? words.getString(name) : "";
    }
}
