package se.tvarsyn.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Files that come to their names together when all are whole: a reader never finds half a release. */
final class NewFiles implements AutoCloseable {
    private record Aside(Path target, Path part, OutputStream out) {}

    private final Path folder;
    private final List<Aside> files = new ArrayList<>();

    NewFiles(Path folder) {
        this.folder = folder;
    }

    OutputStream open(String name) throws IOException {
        if (name.startsWith(".") || !Path.of(name).equals(Path.of(name).getFileName())) {
            throw new IllegalArgumentException("A release's name is part of a path: give a name without folders");
        }
        Path part = part(name);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.CREATE_NEW));
        files.add(new Aside(folder.resolve(name), part, out));
        return out;
    }

    private Path part(String name) {
        return folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
    }

    List<Path> keep() throws IOException {
        for (Aside file : files) {
            file.out().close();
        }
        List<Path> kept = new ArrayList<>();
        for (Aside file : files) {
            Files.move(file.part(), file.target(), StandardCopyOption.REPLACE_EXISTING);
            kept.add(file.target());
        }
        return kept;
    }

    /** After {@link #keep} nothing is left to do. */
    @Override
    public void close() throws IOException {
        for (Aside file : files) {
            try {
                file.out().close();
            } finally {
                Files.deleteIfExists(file.part());
            }
        }
    }
}
