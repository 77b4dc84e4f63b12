package se.tvarsyn.rotation;

import java.util.Locale;

/** What a campaign has behind it. The next one begins only when this one is written down. */
public enum RotationStep {
    /** The campaign is written down; nothing is changed. */
    BEGUN,
    /** The next keys are drawn, and no token is made with them. */
    DRAWN,
    /** Every table has its shadow, proven equal. From here the campaign only goes forward. */
    PROVEN,
    /** Every shadow stands in the place of its table. */
    EXCHANGED,
    /** New rows get the new version; the old tables are still there. */
    CURRENT;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
