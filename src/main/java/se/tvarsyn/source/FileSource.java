package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One folder with files of a feed, and what may be done there. Knows no feed's rules: {@link FolderVisit} does. Touches
 * nothing outside the folder, and follows no symbolic link out of it.
 *
 * <p>{@link SourceUnreachable} = the folder as a whole; {@link FileRefused} = this file, the others may do.
 */
public abstract sealed class FileSource implements AutoCloseable permits LocalFolder, SftpFolder {
    /** The regular files of the folder, hidden ones among them; no subfolders, no symbolic links. */
    abstract List<SeenFile> list() throws SourceUnreachable;

    /** @return null where there is no such file */
    abstract @Nullable SeenFile look(String name) throws SourceUnreachable, FileRefused;

    /** Reads a file from its first byte; again from its first byte where the connection breaks on the way. */
    abstract void read(String name, Reading reading) throws SourceUnreachable, FileRefused;

    /** Writes a small file; one that is there is replaced. */
    abstract void write(String name, byte[] content) throws SourceUnreachable, FileRefused;

    /**
     * Puts a file of this machine into the folder: written under another name, and renamed when it is whole. One that is
     * there under its name already has the same size or is replaced.
     */
    abstract void store(String name, Path file) throws SourceUnreachable, FileRefused;

    /** Deletes a file; does nothing where it is gone already. */
    abstract void delete(String name) throws SourceUnreachable, FileRefused;

    /** Whether modified times are our own clock's, so that a file that has rested can be told from one look. */
    abstract boolean sharesOurClock();

    @Override
    public abstract void close();

    /** What is done with the bytes of a file. Called once more for each try. */
    interface Reading {
        /** @throws IOException where the stream breaks: the source decides whether to try again */
        void take(InputStream in) throws IOException, FileRefused;
    }
}
