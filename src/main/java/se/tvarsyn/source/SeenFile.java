package se.tvarsyn.source;

import java.time.Instant;
import java.util.Objects;
import se.tvarsyn.canonical.DocumentNames;

/**
 * What one look at a file showed.
 *
 * @param name without folders
 * @param size in bytes
 * @param modified as exact as the source tells it: SFTP knows whole seconds
 */
record SeenFile(String name, long size, Instant modified) {
    SeenFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(modified);
    }

    /** A file may be named after a person. */
    @Override
    public String toString() {
        return "SeenFile[" + DocumentNames.safe(name) + ", " + size + " bytes]";
    }
}
