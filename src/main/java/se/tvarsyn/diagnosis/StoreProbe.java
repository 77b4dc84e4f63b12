package se.tvarsyn.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import se.tvarsyn.settings.Home;

/** What lies beside the tables, and for how long: quarantine, archive, temporary files. */
record StoreProbe(Home home, Clock clock) {
    /** The longest that anything is kept by default is 30 days; a week more for homes that do not load every day. */
    private static final Duration LONG = Duration.ofDays(37);

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(finding("quarantine", home.quarantine(), "look it through: its payloads should be gone by now"));
        findings.add(finding("archive", home.archive(), "see to archive-days: files are destroyed by load and run"));
        findings.add(finding("temporary files", home.state().resolve("tmp"), "run a load: it removes them"));
        return findings;
    }

    private Finding finding(String name, Path folder, String mend) {
        long count = 0;
        long bytes = 0;
        Instant oldest = clock.instant();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    count++;
                    bytes += Files.size(file);
                    Instant modified = Files.getLastModifiedTime(file).toInstant();
                    oldest = modified.isBefore(oldest) ? modified : oldest;
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                return Finding.fail("the " + name + " cannot be read", "see to the rights of .tvarsyn");
            }
        }
        if (count == 0) {
            return Finding.ok(name + ": empty");
        }
        Duration age = Duration.between(oldest, clock.instant());
        String what = name + ": " + count + " files, " + (bytes + 1023) / 1024 + " KiB, the oldest of " + age.toDays()
                + " days";
        return age.compareTo(LONG) > 0 ? Finding.warn(what, mend) : Finding.ok(what);
    }
}
