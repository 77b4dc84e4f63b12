package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;

/** A file or a page. Can be read more than once, and reads the same each time. */
public interface SourceDocument {
    /** File or page name without folders, for messages: {@code attendances-page2.json}. */
    String name();

    InputStream open() throws IOException;
}
