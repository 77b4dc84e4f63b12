package se.tvarsyn.operations;

import java.util.Locale;

/** States of a delivery (MODEL.md): received → loading → loaded, or held, or failed. */
public enum DeliveryStatus {
    RECEIVED,
    LOADING,
    LOADED,
    /** Nothing was loaded because it is suspicious: empty, too many rejected. */
    HELD,
    FAILED;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
