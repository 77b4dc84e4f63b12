package se.tvarsyn.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Reference entities of one delivery wait here to be joined: on disk, enciphered with a key drawn for this run and held
 * in memory only, so that memory does not grow with the municipality and nothing readable is left behind by a crash.
 */
final class ReferenceStore implements AutoCloseable {
    private static final int CACHE_MEBIBYTES = 16;
    private static final long WRITE_BUFFER_BYTES = 1L << 20;
    private static final long DECODED_BYTES = 4L << 20;

    private final Path file;
    private final MVStore store;
    private long unwritten;

    /** @param scratch folder for the file; created where missing */
    ReferenceStore(Path scratch) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Files.createDirectories(scratch);
            file = Files.createTempFile(scratch, "reference-", ".mv");
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("no temporary file can be made under the home"));
        }
        store = new MVStore.Builder()
                .fileName(file.toString())
                .encryptionKey(HexFormat.of().formatHex(key).toCharArray())
                .cacheSize(CACHE_MEBIBYTES)
                .autoCommitDisabled()
                .open();
        store.setVersionsToKeep(0);
        store.setRetentionTime(0);
    }

    /** Opens one kind of entity. */
    <E> Entities<E> entities(String kind, Packing<E> packing) {
        return new Entities<>(
                store.openMap(
                        kind,
                        new MVMap.Builder<String, byte[]>()
                                .keyType(StringDataType.INSTANCE)
                                .valueType(ByteArrayDataType.INSTANCE)),
                packing);
    }

    /** Moves to disk by amount, not by time, so that memory stays small and two runs do the same. */
    private void wrote(int bytes) {
        unwritten += bytes;
        if (unwritten >= WRITE_BUFFER_BYTES) {
            unwritten = 0;
            store.commit();
        }
    }

    @Override
    public void close() {
        try {
            store.closeImmediately();
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(new IOException("a temporary file under the home cannot be removed"));
            }
        }
    }

    /** How an entity is written down and read back. */
    interface Packing<E> {
        void pack(E entity, Packer to) throws IOException;

        E unpack(Unpacker from) throws IOException;

        /** The entity's own modified time, epoch milliseconds; {@link Long#MIN_VALUE} where the source gives none. */
        long modified(E entity);
    }

    /** Entities of one kind by id. The newest version of an id stays, whatever page it came on. */
    final class Entities<E> {
        private final MVMap<String, byte[]> map;
        private final Packing<E> packing;
        private final Map<String, Decoded<E>> decoded = new LinkedHashMap<>(1024, 0.75f, true);
        private long decodedBytes;

        private record Decoded<E>(E entity, int bytes) {}

        Entities(MVMap<String, byte[]> map, Packing<E> packing) {
            this.map = map;
            this.packing = packing;
        }

        void put(String id, E entity) {
            E known = get(id);
            if (known != null && packing.modified(known) > packing.modified(entity)) {
                return;
            }
            Packer packer = new Packer();
            try {
                packing.pack(entity, packer);
            } catch (IOException e) {
                throw new IllegalStateException("writing to memory cannot fail");
            }
            byte[] packed = packer.bytes();
            map.put(id, packed);
            wrote(id.length() + packed.length);
            Decoded<E> old = decoded.remove(id);
            decodedBytes -= old == null ? 0 : old.bytes();
        }

        @Nullable
        E get(@Nullable String id) {
            if (id == null) {
                return null;
            }
            Decoded<E> hit = decoded.get(id);
            if (hit != null) {
                return hit.entity();
            }
            byte[] packed = map.get(id);
            if (packed == null) {
                return null;
            }
            E entity = unpacked(packed);
            decoded.put(id, new Decoded<>(entity, packed.length));
            decodedBytes += packed.length;
            forget();
            return entity;
        }

        /** Takes one out again: what the source has moved to another key. */
        void remove(String id) {
            map.remove(id);
            Decoded<E> old = decoded.remove(id);
            decodedBytes -= old == null ? 0 : old.bytes();
        }

        /** All of them, by id in the order of its characters; read as they are asked for. Nothing may be put meanwhile. */
        Iterator<E> inOrderOfIds() {
            Cursor<String, byte[]> cursor = map.cursor(null);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return cursor.hasNext();
                }

                @Override
                public E next() {
                    cursor.next();
                    return unpacked(cursor.getValue());
                }
            };
        }

        private E unpacked(byte[] packed) {
            try {
                return packing.unpack(new Unpacker(packed));
            } catch (IOException e) {
                throw new IllegalStateException("a temporary file under the home was changed while it was in use");
            }
        }

        private void forget() {
            Iterator<Decoded<E>> oldest = decoded.values().iterator();
            while (decodedBytes > DECODED_BYTES && decoded.size() > 1) {
                decodedBytes -= oldest.next().bytes();
                oldest.remove();
            }
        }
    }

    /** Writes fields one after another, texts with their length. */
    static final class Packer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private final DataOutputStream out = new DataOutputStream(bytes);

        void text(@Nullable String text) throws IOException {
            if (text == null) {
                out.writeInt(-1);
                return;
            }
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(encoded.length);
            out.write(encoded);
        }

        void number(long number) throws IOException {
            out.writeLong(number);
        }

        void flag(boolean flag) throws IOException {
            out.writeBoolean(flag);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }

    /** Reads fields in the order in which they were written. */
    static final class Unpacker {
        private final DataInputStream in;

        Unpacker(byte[] packed) {
            in = new DataInputStream(new ByteArrayInputStream(packed));
        }

        @Nullable
        String text() throws IOException {
            int length = in.readInt();
            return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }

        long number() throws IOException {
            return in.readLong();
        }

        boolean flag() throws IOException {
            return in.readBoolean();
        }
    }
}
