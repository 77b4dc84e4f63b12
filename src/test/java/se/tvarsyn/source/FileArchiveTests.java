package se.tvarsyn.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileArchiveTests {
    @TempDir
    private Path home;

    private Path only() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }

    @Test
    void givesAFileBackByteForByte() throws Exception {
        FileArchive archive = new Visits(home).archive;
        byte[] content = new byte[300_000];
        new java.util.Random(5).nextBytes(content);
        UUID id = archive.put("feed", new TextDocument("frånvaro.csv", content));
        UUID empty = archive.put("feed", new TextDocument("tom.csv", new byte[0]));
        SourceDocument back = Objects.requireNonNull(archive.open(id));
        try (var in = back.open()) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
        assertThat(back.name()).isEqualTo("frånvaro.csv");
        assertThat(Visits.text(Objects.requireNonNull(archive.open(empty)))).isEmpty();
        assertThat(archive.open(UUID.randomUUID())).isNull();
    }

    @Test
    void letsNobodyElseIn() throws Exception {
        new Visits(home).archive.put("feed", TextDocument.of("a.csv", "A"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(only())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Objects.requireNonNull(only().getParent()))))
                .isEqualTo("rwx------");
    }

    @Test
    void noticesAFileThatWasChangedOrIsAnothers() throws Exception {
        FileArchive archive = new Visits(home).archive;
        UUID id = archive.put("feed", TextDocument.of("a.csv", "A".repeat(100)));
        Path file = only();
        byte[] stored = Files.readAllBytes(file);
        byte[] changed = stored.clone();
        changed[50] ^= 1;
        Files.write(file, changed);
        assertThatThrownBy(() -> archive.open(id)).hasMessageContaining("changed or cut");
        Files.write(file, stored);
        UUID other = UUID.randomUUID();
        Files.move(file, file.resolveSibling("2026-06-01." + other + ".archived"));
        assertThatThrownBy(() -> archive.open(other)).hasMessageContaining("changed or cut");
    }

    @Test
    void destroysAFileWhenItsDaysAreOver() throws Exception {
        Visits visits = new Visits(home);
        visits.archive.put("feed", TextDocument.of("a.csv", "A"));
        visits.archive.put("other", TextDocument.of("b.csv", "B"));
        Path left = Files.writeString(home.resolve("archive/feed/x.part"), "cut off");
        assertThat(visits.archive.expire(feed -> 30)).isZero();
        assertThat(left).doesNotExist();
        assertThat(visits.archive(Visits.NOW.plus(Duration.ofDays(29))).expire(feed -> 30))
                .isZero();
        FileArchive later = visits.archive(Visits.NOW.plus(Duration.ofDays(30)));
        assertThat(later.expire(feed -> feed.equals("other") ? 31 : 30)).isEqualTo(1);
        assertThat(later.list()).extracting(FileArchive.Entry::feed).containsExactly("other");
    }

    @Test
    void leavesFilesOfOthersAlone() throws Exception {
        Visits visits = new Visits(home);
        visits.archive.put("feed", TextDocument.of("a.csv", "A"));
        Path own =
                Files.writeString(home.resolve("archive/feed/2026-02-31." + UUID.randomUUID() + ".archived"), "mine");
        assertThat(visits.archive(Visits.NOW.plus(Duration.ofDays(400))).expire(feed -> 1))
                .isEqualTo(1);
        assertThat(own).exists();
    }
}
