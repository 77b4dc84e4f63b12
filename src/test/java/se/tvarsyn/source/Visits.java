package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Visits to one folder with a clock that stands still, and everything that they said. */
final class Visits implements PullProgress {
    static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    final List<String> waits = new ArrayList<>();
    final List<String> problems = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final Path scratch;
    final FileArchive archive;
    /** What happens while the pick-up waits. */
    Runnable meanwhile = () -> {};

    private final Path home;

    Visits(Path home) {
        this.home = home;
        this.scratch = home.resolve("tmp");
        this.archive = archive(NOW);
    }

    FileArchive archive(Instant now) {
        return new FileArchive(home.resolve("archive"), Visits::key, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static SecretKey key(UUID file) {
        byte[] bytes = (file + "0123456789").substring(0, 32).getBytes(StandardCharsets.US_ASCII);
        return new SecretKeySpec(bytes, "AES");
    }

    FolderVisit local(Path folder, String... settings) {
        return visit(new LocalFolder("feed", folder), settings);
    }

    FolderVisit sftp(Map<String, String> account, String... settings) {
        SftpAccount sftp = SftpAccount.of(account, path -> path);
        Duration patience = Duration.ofSeconds(30);
        return visit(new SftpFolder("feed", sftp, patience, patience, Duration.ofMillis(10), this::pause), settings);
    }

    private FolderVisit visit(FileSource source, String... settings) {
        Map<String, String> rules = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            rules.put(settings[i], settings[i + 1]);
        }
        return new FolderVisit(
                "feed",
                source,
                FileRules.of(rules),
                archive,
                scratch,
                Clock.fixed(NOW, ZoneOffset.UTC),
                this::pause,
                this);
    }

    private void pause(Duration time) {
        pauses.add(time);
        meanwhile.run();
    }

    @Override
    public void page(String endpoint, int pages, long records) {
        throw new AssertionError("a folder has no pages");
    }

    @Override
    public void fileWaits(String message) {
        waits.add(message);
    }

    @Override
    public void fileProblem(String message) {
        problems.add(message);
    }

    String said() {
        return String.join("\n", waits) + "\n" + String.join("\n", problems);
    }

    /** Takes everything that is ready, as if every delivery were loaded: "name=content". */
    static List<String> takeAll(FolderVisit visit) throws Exception {
        List<String> taken = new ArrayList<>();
        try (visit) {
            for (PickedFile file = visit.next(); file != null; file = visit.next()) {
                taken.add(file.name() + "=" + text(file));
                file.taken();
            }
        }
        return taken;
    }

    static String text(SourceDocument document) throws IOException {
        try (InputStream in = document.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A file that was written long ago. */
    static Path rested(Path folder, String name, String text) throws IOException {
        return at(Files.writeString(folder.resolve(name), text), NOW.minusSeconds(3600));
    }

    static Path at(Path file, Instant modified) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
