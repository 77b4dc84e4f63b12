package se.tvarsyn.source;

import java.nio.file.Path;

/** Where files are handed to somebody else. A file is there whole, or not at all. */
public interface FileTarget extends AutoCloseable {
    /**
     * Hands a file over. The same file again changes nothing.
     *
     * @param name without folders
     * @throws SourceUnreachable where it could not be; the same may be tried later
     */
    void put(String name, Path file) throws SourceUnreachable;

    @Override
    void close();

    /** A folder of this machine or on an SFTP server: written as {@code NAME.part} and renamed. */
    static FileTarget of(String user, FileSource folder) {
        return new FileTarget() {
            @Override
            public void put(String name, Path file) throws SourceUnreachable {
                try {
                    folder.store(name, file);
                } catch (FileRefused e) {
                    String whatAndMend = String.valueOf(e.getMessage());
                    int mend = whatAndMend.indexOf("; ");
                    throw new SourceUnreachable(
                            user,
                            "hand-over",
                            null,
                            "a file " + whatAndMend.substring(0, mend),
                            whatAndMend.substring(mend + 2));
                }
            }

            @Override
            public void close() {
                folder.close();
            }
        };
    }
}
