package se.tvarsyn.application;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.ZoneSettings;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.FileRules;
import se.tvarsyn.source.FileSource;
import se.tvarsyn.source.FileTarget;
import se.tvarsyn.source.FolderVisit;
import se.tvarsyn.source.HttpsTarget;
import se.tvarsyn.source.LocalFolder;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.SftpAccount;
import se.tvarsyn.source.SftpFolder;
import se.tvarsyn.source.UnusableConnection;
import se.tvarsyn.zones.Outbox;

/** The way that {@code zone} in {@code tvarsyn.yaml} names, from either end. */
public final class ZoneWay {
    private static final String ZONE = "zone";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BACKOFF = Duration.ofMillis(500);

    private final Home home;
    private final Map<String, String> settings;
    private final Clock clock;

    public ZoneWay(Home home, ZoneSettings zone, Clock clock) {
        this.home = home;
        this.settings = zone.way();
        this.clock = clock;
    }

    /** Where a sender puts its batches. */
    public FileTarget target() {
        if (!settings.containsKey("url")) {
            return FileTarget.of(ZONE, folder());
        }
        try {
            return HttpsTarget.of(ZONE, settings, home.directory(), clock);
        } catch (UnusableConnection e) {
            throw wrong(String.join("; ", e.problems()));
        }
    }

    /** Where a receiver finds them: files that are ready, by name, which is in the order of their sender. */
    public FolderVisit inbox(PullProgress progress) throws java.io.IOException {
        Map<String, String> rules = new HashMap<>(settings);
        rules.put("pattern", "*" + Outbox.SUFFIX);
        // Batches are sealed as they are; an archive of them would need a key that this home does not have.
        FileArchive noArchive = new FileArchive(
                home.archive(),
                id -> {
                    throw new IllegalStateException("batches are not archived");
                },
                clock);
        return new FolderVisit(
                ZONE,
                folder(),
                FileRules.of(rules),
                noArchive,
                home.scratch(),
                clock,
                length -> Thread.sleep(length.toMillis()),
                progress);
    }

    private FileSource folder() {
        if (settings.containsKey("sftp")) {
            try {
                SftpAccount account = SftpAccount.of(settings, home.directory()::resolve);
                return new SftpFolder(
                        ZONE, account, CONNECT, SILENCE, BACKOFF, length -> Thread.sleep(length.toMillis()));
            } catch (IllegalArgumentException e) {
                // Written by SftpAccount, without what the file says.
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        String directory = settings.get("directory");
        if (directory == null) {
            throw wrong("names no directory and no sftp; add one, or name a file with --input");
        }
        Path folder = home.directory().resolve(directory);
        if (!Files.isDirectory(folder)) {
            throw wrong("directory is no folder; make it, or correct the path");
        }
        return new LocalFolder(ZONE, folder);
    }

    private ZoneNotConfigured wrong(String whatAndMend) {
        return new ZoneNotConfigured(home.shown(home.settingsFile()) + ": zone: " + whatAndMend);
    }
}
