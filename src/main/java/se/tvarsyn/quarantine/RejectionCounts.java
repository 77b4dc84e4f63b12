package se.tvarsyn.quarantine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many records are in the quarantine, and what became of the rest, for who asks again and again: a file is counted once,
 * and again when it is another. Files of the quarantine are never changed in place, so one that is another has another key of
 * the file system, size or time. No payload is opened.
 */
public final class RejectionCounts {
    private final QuarantineFolder files;
    private Map<Path, Counted> counted = Map.of();

    public RejectionCounts(Path home) {
        this.files = new QuarantineFolder(home.resolve(".tvarsyn").resolve("quarantine"));
    }

    /** @param key the file system's; null where it has none */
    private record Counted(@Nullable Object key, long size, FileTime modified, List<QuarantineSummary> summaries) {
        boolean isOf(BasicFileAttributes attributes) {
            return size == attributes.size()
                    && modified.equals(attributes.lastModifiedTime())
                    && (key == null || key.equals(attributes.fileKey()));
        }
    }

    /** By feed, delivery and broken rule, in this order. */
    public synchronized List<QuarantineSummary> all() throws IOException {
        Map<Path, Counted> now = new HashMap<>();
        List<QuarantineSummary> all = new ArrayList<>();
        for (QuarantineFolder.Stored stored : files.stored()) {
            Counted known = counted.get(stored.file());
            try {
                // Before it is read: what takes its place meanwhile is counted next time.
                BasicFileAttributes attributes = Files.readAttributes(stored.file(), BasicFileAttributes.class);
                Counted file = known != null && known.isOf(attributes) ? known : count(stored, attributes);
                now.put(stored.file(), file);
                all.addAll(file.summaries());
            } catch (NoSuchFileException e) {
                // It was taken away since the folder was looked through.
                continue;
            }
        }
        counted = now;
        return all;
    }

    private static Counted count(QuarantineFolder.Stored stored, BasicFileAttributes attributes) throws IOException {
        Map<List<String>, QuarantineSummary> sums = new LinkedHashMap<>();
        QuarantineFolder.read(stored.file(), line -> QuarantineSummary.add(stored.record(line), sums));
        return new Counted(
                attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), List.copyOf(sums.values()));
    }
}
