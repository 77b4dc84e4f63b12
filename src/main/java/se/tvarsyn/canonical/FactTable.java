package se.tvarsyn.canonical;

import java.util.Locale;

/** The tables of database {@code core}; the lower-case name is the table's. */
public enum FactTable {
    ATTENDANCE,
    PUPIL_TERM,
    SOCIAL_EVENT,
    LEISURE_VISIT;

    public String tableName() {
        return "core." + name().toLowerCase(Locale.ROOT);
    }
}
