package se.tvarsyn.warehouse;

import org.jspecify.annotations.Nullable;

/** The migrations cannot be applied. The message names the file, and the line where there is one, and the mend. */
public final class MigrationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MigrationRefused(String message) {
        super(message);
    }

    MigrationRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
