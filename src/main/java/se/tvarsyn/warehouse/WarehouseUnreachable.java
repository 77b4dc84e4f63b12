package se.tvarsyn.warehouse;

import org.jspecify.annotations.Nullable;

/** No warehouse answers. The message is one line for the operator: what, who holds it, and the mend. */
public class WarehouseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WarehouseUnreachable(String message) {
        super(message);
    }

    public WarehouseUnreachable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
