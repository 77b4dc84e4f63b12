package se.tvarsyn.source;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.OwnerOnlyFiles;

/**
 * Files that were taken, enciphered: {@code .tvarsyn/archive/<feed>/<day>.<id>.archived}. The id is drawn, so that each
 * file has a key of its own and the archive's names say nothing; the sender's name for the file is inside, before its
 * content. The day is part of the name, because a restored backup has other times.
 */
public final class FileArchive {
    private static final Pattern FEED = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern STORED =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.archived");
    private static final String PART = ".part";

    private final Path folder;
    private final Function<UUID, SecretKey> keyOfFile;
    private final Clock clock;

    /** @param keyOfFile an AES key of 256 bits for each file, the same whenever asked */
    public FileArchive(Path folder, Function<UUID, SecretKey> keyOfFile, Clock clock) {
        this.folder = folder;
        this.keyOfFile = keyOfFile;
        this.clock = clock;
    }

    /** An archived file. */
    public record Entry(String feed, UUID id, LocalDate takenOn) {}

    /** Archives a file; when it returns, the file is on the disk. */
    UUID put(String feed, SourceDocument file) throws IOException {
        if (!FEED.matcher(feed).matches()) {
            throw new IllegalArgumentException("a feed is named with a-z, 0-9 and -");
        }
        Path own = folder.resolve(feed);
        OwnerOnlyFiles.createFolder(folder);
        OwnerOnlyFiles.createFolder(own);
        UUID id = UUID.randomUUID();
        Path target = own.resolve(LocalDate.now(clock) + "." + id + ".archived");
        Path part = own.resolve(id + PART);
        try (FileChannel channel = OwnerOnlyFiles.create(part)) {
            try (DataOutputStream out = new DataOutputStream(
                            sealed(id, part).sealInto(new Unclosed(Channels.newOutputStream(channel))));
                    InputStream in = file.open()) {
                out.writeUTF(file.name());
                in.transferTo(out);
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        OwnerOnlyFiles.moveInto(part, target);
        return id;
    }

    /** What the archive holds, by feed and day. */
    public List<Entry> list() throws IOException {
        return stored().stream().map(Stored::entry).toList();
    }

    /**
     * A file as its sender wrote it, under the name that it had. For a person with the right to see it, never for a log.
     *
     * @return null where the archive has no such file
     * @throws IOException where it was changed or cut, or where this home's keys are not those that it was made with
     */
    public @Nullable SourceDocument open(UUID id) throws IOException {
        for (Stored stored : stored()) {
            if (stored.entry.id().equals(id)) {
                EncipheredPage sealed = sealed(id, stored.file);
                try (DataInputStream in = new DataInputStream(sealed.open())) {
                    return new ArchivedFile(in.readUTF(), sealed);
                }
            }
        }
        return null;
    }

    /**
     * Destroys what has been here for longer than its feed's days, and what a killed process left unfinished.
     *
     * @param daysOfFeed how many days a feed's files are kept
     * @return how many files were destroyed
     */
    public int expire(ToIntFunction<String> daysOfFeed) throws IOException {
        LocalDate today = LocalDate.now(clock);
        int count = 0;
        for (Stored stored : stored()) {
            int days = daysOfFeed.applyAsInt(stored.entry.feed());
            if (!stored.entry.takenOn().plusDays(days).isAfter(today)) {
                Files.deleteIfExists(stored.file);
                count++;
            }
        }
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(PART)) {
                Files.deleteIfExists(file);
            }
        }
        return count;
    }

    /**
     * Destroys the files that a search finds: a file holds many persons, and its text cannot be mended.
     *
     * @param isSought asked about pieces of a file's text, which overlap by 64 signs; zero bytes are left out, so that
     *     UTF-16 reads as digits too
     * @return how many
     * @throws IOException where a file does not open: what it holds cannot be told
     */
    public int destroyWhere(Predicate<CharSequence> isSought) throws IOException {
        int count = 0;
        for (Stored stored : stored()) {
            boolean isFound;
            try (DataInputStream in =
                    new DataInputStream(sealed(stored.entry.id(), stored.file).open())) {
                isFound = isSought.test(in.readUTF()) || TextSearch.isIn(in, isSought);
            }
            if (isFound) {
                Files.deleteIfExists(stored.file);
                count++;
            }
        }
        return count;
    }

    private List<Stored> stored() throws IOException {
        List<Stored> stored = new ArrayList<>();
        for (Path file : files()) {
            Matcher name = STORED.matcher(file.getFileName().toString());
            Path feed = file.getParent();
            if (name.matches() && feed != null) {
                UUID id = UUID.fromString(name.group(2));
                LocalDate day = day(name.group(1));
                if (day != null) {
                    stored.add(new Stored(new Entry(feed.getFileName().toString(), id, day), file));
                }
            }
        }
        return stored;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            // Somebody else's file: left alone.
            return null;
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Under a key of its own the file is its first and only one, so its chunks' nonces are used once. */
    private EncipheredPage sealed(UUID id, Path file) {
        return new EncipheredPage(id.toString(), file, keyOfFile.apply(id), 1);
    }

    private record Stored(Entry entry, Path file) {}

    /** The content behind the name. */
    private record ArchivedFile(String name, EncipheredPage sealed) implements SourceDocument {
        @Override
        public InputStream open() throws IOException {
            DataInputStream in = new DataInputStream(sealed.open());
            try {
                in.readUTF();
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        @Override
        public String toString() {
            return "ArchivedFile[" + sealed.name() + "]";
        }
    }

    /** Leaves the channel open, so that it can be forced to the disk after the last byte. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
