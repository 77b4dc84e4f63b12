package se.tvarsyn.sealing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import javax.crypto.SecretKey;
import se.tvarsyn.canonical.HomeFileUnreadable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * One enciphered file of a home that a load relies on: written whole or not at all, and readable by its owner only.
 *
 * @param file where it lies
 * @param cipher with the home's own key for this file
 * @param id what it is, bound into the cipher, so that no file can stand in for another
 * @param mend said after the file's name where it does not open: what follows from that, and what to do
 */
public record SealedFile(Path file, PayloadCipher cipher, String id, String mend) {
    private static final String BACKUP = "does not open with the keys of this home, and nothing is loaded without it:"
            + " restore the newest backup of this file and of the folder 'keys'";

    /** Takes in what was written. */
    @FunctionalInterface
    public interface Reading {
        /** @return false where the bytes are of an edition that this program does not know */
        boolean from(DataInputStream in) throws IOException;
    }

    /** Gives what is to be written, all of it. */
    @FunctionalInterface
    public interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    public SealedFile {
        Objects.requireNonNull(file);
        Objects.requireNonNull(cipher);
        Objects.requireNonNull(id);
        Objects.requireNonNull(mend);
    }

    public SealedFile(Path file, SecretKey key, String id) {
        this(file, key, id, BACKUP);
    }

    public SealedFile(Path file, SecretKey key, String id, String mend) {
        this(file, new PayloadCipher(key), id, mend);
    }

    /**
     * Reads what was written last.
     *
     * @return whether there is a file
     * @throws HomeFileUnreadable where it does not open
     */
    public boolean read(Reading reading) throws IOException {
        byte[] sealed;
        try {
            sealed = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return false;
        }
        byte[] opened = cipher.decrypt(id, sealed);
        if (opened == null) {
            throw new HomeFileUnreadable(file, mend);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(opened))) {
            if (!reading.from(in)) {
                throw new HomeFileUnreadable(file, mend);
            }
        }
        return true;
    }

    /** @throws UncheckedIOException with the mend; nothing that follows from what was to be written may then go anywhere */
    public void write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
            OwnerOnlyFiles.createFolder(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            OwnerOnlyFiles.replace(file, cipher.encrypt(id, bytes.toByteArray()));
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
