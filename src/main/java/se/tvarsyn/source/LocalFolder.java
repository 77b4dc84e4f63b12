package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of this machine, or one that is mounted here. */
public final class LocalFolder extends FileSource {
    private static final String PART = ".part";

    private final String feed;
    private final Path folder;
    /**
     * As the operating system gave them: without a UTF-8 locale the JDK cannot make the path of {@code frånvaro.csv} from
     * its name (seen on JDK 17 with LANG=C), but can use the one that it listed.
     */
    private final Map<String, Path> paths = new HashMap<>();

    public LocalFolder(String feed, Path folder) {
        this.feed = feed;
        this.folder = folder;
    }

    @Override
    List<SeenFile> list() throws SourceUnreachable {
        try (Stream<Path> listed = Files.list(folder)) {
            List<SeenFile> seen = new ArrayList<>();
            paths.clear();
            for (Path path : listed.toList()) {
                SeenFile file = look(path);
                if (file != null) {
                    paths.put(file.name(), path);
                    seen.add(file);
                }
            }
            return seen;
        } catch (IOException | java.io.UncheckedIOException e) {
            // Without the cause: it names files.
            throw new SourceUnreachable(
                    feed,
                    "directory",
                    null,
                    "the folder cannot be listed",
                    "see that it is there, and that the account that runs Tvärsyn may read and enter it");
        }
    }

    private static @Nullable SeenFile look(Path path) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isRegularFile()
                    ? new SeenFile(
                            path.getFileName().toString(),
                            seen.size(),
                            seen.lastModifiedTime().toInstant())
                    : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    @Nullable
    SeenFile look(String name) throws FileRefused {
        try {
            return look(path(name));
        } catch (IOException e) {
            throw refused(e, "read");
        }
    }

    @Override
    void read(String name, Reading reading) throws FileRefused {
        try (InputStream in = Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS)) {
            reading.take(in);
        } catch (IOException e) {
            throw refused(e, "read");
        }
    }

    @Override
    void write(String name, byte[] content) throws FileRefused {
        try {
            Files.write(
                    path(name),
                    content,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw refused(e, "written");
        }
    }

    @Override
    void store(String name, Path file) throws FileRefused {
        Path whole = path(name);
        Path part = path(name + PART);
        try {
            // Not Files.copy: that gives it the rights of our own file, and somebody else is to read it.
            try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
                    FileChannel out = FileChannel.open(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS)) {
                long size = in.size();
                for (long at = 0; at < size; ) {
                    at += in.transferTo(at, size - at, out);
                }
                out.force(true);
            }
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw refused(e, "written");
        }
    }

    @Override
    void delete(String name) throws FileRefused {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException e) {
            throw refused(e, "deleted");
        }
    }

    private Path path(String name) throws FileRefused {
        Path listed = paths.get(name);
        if (listed != null) {
            return listed;
        }
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw FileRefused.because(
                    "its name cannot be written in the locale of this process", "run with LC_ALL=C.UTF-8");
        }
    }

    private static FileRefused refused(IOException e, String verb) {
        if (e instanceof NoSuchFileException) {
            return FileRefused.because("is gone", "ask the sender whether it was withdrawn");
        }
        return FileRefused.because(
                "cannot be " + verb + (e instanceof AccessDeniedException ? ": no permission" : ""),
                "let the account that runs Tvärsyn read the folder's files, and write there unless it keeps them");
    }

    @Override
    boolean sharesOurClock() {
        return true;
    }

    @Override
    public void close() {
        paths.clear();
    }
}
