package se.tvarsyn.pseudonymization;

import java.time.LocalDate;
import java.util.Map;

/**
 * A key store's entries, as a place of keys gave them.
 *
 * @param bytes by alias ({@code KeyStoreContents})
 * @param days by alias, when the entry was put in; empty where the place does not know
 * @param revision of the place, by which it sees that somebody else has written meanwhile; 0 where it needs none
 */
public record KeyEntries(Map<String, byte[]> bytes, Map<String, LocalDate> days, long revision) {
    public KeyEntries {
        bytes = Map.copyOf(bytes);
        days = Map.copyOf(days);
    }

    /** Keys are not shown. */
    @Override
    public String toString() {
        return "KeyEntries[" + bytes.size() + "]";
    }
}
