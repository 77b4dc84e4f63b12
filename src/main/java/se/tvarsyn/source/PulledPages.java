package se.tvarsyn.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * A whole pull: pages under the same names as in a directory of saved responses, so that {@code load} and {@code run}
 * share everything that follows. On disk they are enciphered with a key drawn for this pull, which lives in memory only;
 * close removes them.
 */
public final class PulledPages implements AutoCloseable {
    private final Path folder;
    private final SecretKey key;
    private final List<EncipheredPage> pages = new ArrayList<>();
    private int files;

    PulledPages(Path scratch) {
        try {
            Files.createDirectories(scratch);
            folder = Files.createTempDirectory(scratch, "pull-");
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(256);
            key = generator.generateKey();
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("no temporary folder can be made under the home"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /** In the order in which they were pulled; {@code persons-page1.json}. */
    public List<SourceDocument> documents() {
        return List.copyOf(pages);
    }

    /** A page to be written; kept once {@link #keep} is called. Every call takes a new number, and so a new nonce. */
    EncipheredPage begin(String name) {
        files++;
        return new EncipheredPage(name, folder.resolve("page-" + files), key, files);
    }

    void keep(EncipheredPage page) {
        pages.add(page);
    }

    @Override
    public void close() {
        try {
            if (!Files.exists(folder)) {
                return;
            }
            try (java.util.stream.Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("temporary files under the home cannot be removed"));
        }
    }
}
