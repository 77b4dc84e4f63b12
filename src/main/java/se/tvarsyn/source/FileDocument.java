package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import se.tvarsyn.canonical.DocumentNames;

/** A file on disk, read where it lies: no copy is made. */
public record FileDocument(Path path) implements SourceDocument {
    @Override
    public String name() {
        return path.getFileName().toString();
    }

    /** A file may be named after a person, and Camel at DEBUG logs what a step is given. */
    @Override
    public String toString() {
        return "FileDocument[" + DocumentNames.safe(name()) + "]";
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    /** The files of a directory by name, hidden ones and subfolders left out. */
    public static List<SourceDocument> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted(java.util.Comparator.comparing(
                            f -> f.getFileName().toString().toLowerCase(Locale.ROOT)))
                    .map(f -> (SourceDocument) new FileDocument(f))
                    .toList();
        }
    }
}
