package se.tvarsyn.operations;

import java.util.Locale;

/** States of a delivery (MODEL.md): received → loading → loaded, or held, or failed. */
public enum DeliveryStatus {
    RECEIVED,
    LOADING,
    LOADED,
    /**
     * Suspicious: empty, or its source has changed, or it would take back too much. Its good rows may be in; nothing was
     * taken back, and the next run tries again.
     */
    HELD,
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
