package se.tvarsyn.pseudonymization;

import java.util.Locale;

/** What a key version is for. */
public enum KeyState {
    /** Tokens of new rows end with it. */
    CURRENT,
    /** The current version is chained to it: without it no later load finds the rows that are there. */
    INNER,
    /** Drawn by a rotation that is not finished. */
    PENDING,
    /** No row needs it: it can be destroyed. */
    UNUSED;

    /** As {@code keys list} shows it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
