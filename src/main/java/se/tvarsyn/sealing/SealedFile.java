package se.tvarsyn.sealing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * One enciphered file of a home that a load relies on: written whole or not at all, and readable by its owner only.
 *
 * @param file where it lies
 * @param cipher with the home's own key for this file
 * @param id what it is, bound into the cipher, so that no file can stand in for another
 */
public record SealedFile(Path file, PayloadCipher cipher, String id) {
    public SealedFile {
        Objects.requireNonNull(file);
        Objects.requireNonNull(cipher);
        Objects.requireNonNull(id);
    }

    public SealedFile(Path file, SecretKey key, String id) {
        this(file, new PayloadCipher(key), id);
    }

    /**
     * @return what was written last; null where there is no file
     * @throws HomeFileUnreadable where it does not open
     */
    public byte @Nullable [] read() throws IOException {
        try {
            byte[] opened = cipher.decrypt(id, Files.readAllBytes(file));
            if (opened == null) {
                throw unreadable();
            }
            return opened;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Says that what it holds is of no use: damaged, or of another home or program. */
    public HomeFileUnreadable unreadable() {
        return new HomeFileUnreadable(
                file,
                "does not open with the keys of this home, and nothing is loaded without it: restore the newest backup of"
                        + " this file and of the folder 'keys'");
    }

    /** @throws UncheckedIOException with the mend; nothing that follows from the bytes may then go anywhere */
    public void write(byte[] bytes) {
        try {
            OwnerOnlyFiles.createFolder(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            OwnerOnlyFiles.replace(file, cipher.encrypt(id, bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException(file + ": cannot be written: see to the disk and the rights; nothing was loaded"));
        }
    }

    @Override
    public String toString() {
        return "SealedFile[" + file + "]";
    }
}
