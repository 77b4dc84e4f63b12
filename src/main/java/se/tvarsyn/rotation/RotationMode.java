package se.tvarsyn.rotation;

import java.util.Locale;

/** The two modes of PRIVACY.md 2. */
public enum RotationMode {
    /** Tokens are made of the stored tokens; the older versions stay as inner keys. */
    CHAIN,
    /** Every row comes again from its source under a key of its own; the older versions are destroyed. */
    RELOAD;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
