package se.tvarsyn.source;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DocumentNames;
import se.tvarsyn.sealing.OpenedStream;
import se.tvarsyn.sealing.SealingStream;

/**
 * A pulled page on disk: AES-256-GCM in chunks of 64 KiB, so that a page of any length is written and read within a
 * small memory (the JDK's cipher stream holds a whole GCM text back until its end). The nonce is the file's number and
 * the chunk's number, which never repeat under one key; the last chunk is marked, so that a cut file is noticed.
 */
final class EncipheredPage implements SourceDocument {
    private static final int CHUNK = 64 * 1024;
    private static final int TAG_BYTES = 16;

    private final String name;
    private final Path file;
    private final SecretKey key;
    private final int number;

    /** @param number never used before with this key */
    EncipheredPage(String name, Path file, SecretKey key, int number) {
        this.name = name;
        this.file = file;
        this.key = key;
        this.number = number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InputStream open() throws IOException {
        return new Reading(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK)));
    }

    OutputStream create() throws IOException {
        return sealInto(Files.newOutputStream(file, java.nio.file.StandardOpenOption.CREATE_NEW));
    }

    /** Where the caller makes the file. */
    OutputStream sealInto(OutputStream out) {
        return new Writing(out);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private IOException broken() {
        return new IOException(DocumentNames.safe(name) + ": the stored page was changed or cut");
    }

    @Override
    public String toString() {
        return "EncipheredPage[" + DocumentNames.safe(name) + "]";
    }

    private byte[] cipher(int mode, long chunk, boolean isLast, byte[] text, int length) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(12).putInt(number).putLong(chunk).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(new byte[] {(byte) (isLast ? 1 : 0)});
            return cipher.doFinal(text, 0, length);
        } catch (GeneralSecurityException e) {
            throw broken();
        }
    }

    private final class Writing extends SealingStream {
        private final OutputStream out;
        private long chunks;
        private boolean closed;

        Writing(OutputStream out) {
            super(CHUNK);
            this.out = out;
        }

        @Override
        protected void seal(byte[] content, int length, boolean isLast) throws IOException {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, chunks, isLast, content, length);
            out.write(ByteBuffer.allocate(5)
                    .put((byte) (isLast ? 1 : 0))
                    .putInt(sealed.length)
                    .array());
            out.write(sealed);
            chunks++;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try (OutputStream closing = out) {
                    sealLast();
                    closing.flush();
                }
            }
        }
    }

    private final class Reading extends OpenedStream {
        private final DataInputStream in;
        private long chunks;
        private boolean isLast;

        Reading(DataInputStream in) {
            this.in = in;
        }

        @Override
        protected byte @Nullable [] nextBlock() throws IOException {
            if (isLast) {
                return null;
            }
            try {
                boolean wasMarkedLast = in.readByte() == 1;
                int length = in.readInt();
                if (length < TAG_BYTES || length > CHUNK + TAG_BYTES) {
                    throw broken();
                }
                byte[] sealed = new byte[length];
                in.readFully(sealed);
                byte[] chunk = cipher(Cipher.DECRYPT_MODE, chunks++, wasMarkedLast, sealed, length);
                isLast = wasMarkedLast;
                return chunk;
            } catch (EOFException e) {
                throw broken();
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
