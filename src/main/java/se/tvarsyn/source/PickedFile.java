package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import se.tvarsyn.canonical.DocumentNames;

/** A file as it was when it was ready: its enciphered copy, until it is known what became of its delivery. */
public final class PickedFile implements SourceDocument {
    private final FolderVisit visit;
    private final SeenFile seen;
    private final EncipheredPage copy;
    private final byte[] sha256;

    PickedFile(FolderVisit visit, SeenFile seen, EncipheredPage copy, byte[] sha256) {
        this.visit = visit;
        this.seen = seen;
        this.copy = copy;
        this.sha256 = sha256.clone();
    }

    @Override
    public String name() {
        return seen.name();
    }

    @Override
    public InputStream open() throws IOException {
        return copy.open();
    }

    /**
     * Its delivery is loaded, or was known: the file is put away as the feed's rules say, and the copy removed. Throws
     * nothing: the rows are in, and a file that stays is known when it comes again. What went wrong is told.
     */
    public void taken() {
        visit.taken(this);
    }

    /** Its delivery was not loaded: the file stays as it is, and the copy is removed. */
    public void left() {
        visit.left(this);
    }

    SeenFile seen() {
        return seen;
    }

    EncipheredPage copy() {
        return copy;
    }

    byte[] sha256() {
        return sha256.clone();
    }

    @Override
    public String toString() {
        return "PickedFile[" + DocumentNames.safe(name()) + "]";
    }
}
