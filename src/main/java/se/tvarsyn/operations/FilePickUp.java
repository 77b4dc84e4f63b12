package se.tvarsyn.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.CompletenessClaim;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.FileRules;
import se.tvarsyn.source.FileSource;
import se.tvarsyn.source.FolderVisit;
import se.tvarsyn.source.LocalFolder;
import se.tvarsyn.source.Pause;
import se.tvarsyn.source.PickedFile;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.SftpAccount;
import se.tvarsyn.source.SftpFolder;
import se.tvarsyn.source.SourceUnreachable;

/** File feeds: visits the folder that {@code tvarsyn.yaml} names, and gives what is ready there, one delivery a file. */
final class FilePickUp implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration BACKOFF = Duration.ofMillis(500);

    private final Home home;
    private final TvarsynSettings settings;
    private final FileArchive archive;
    private final Clock clock;
    private final Pause pause;
    private final PullProgress progress;
    private final Map<String, FolderVisit> visits = new HashMap<>();

    FilePickUp(
            Home home, TvarsynSettings settings, FileArchive archive, Clock clock, Pause pause, PullProgress progress) {
        this.home = home;
        this.settings = settings;
        this.archive = archive;
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * The files that are ready, each copied when it is asked for. A file is open to be put away until the feed's next
     * visit.
     */
    Iterator<Delivery> files(PullRequest request) throws IOException {
        String feed = request.feed();
        FolderVisit before = visits.remove(feed);
        if (before != null) {
            before.close();
        }
        Map<String, String> source = settings.source(feed);
        try {
            FileRules rules = FileRules.of(source);
            FolderVisit visit =
                    new FolderVisit(feed, folder(feed, source), rules, archive, home.scratch(), clock, pause, progress);
            visits.put(feed, visit);
            List<CompletenessClaim> claims =
                    settings.isComplete(feed) ? List.of(CompletenessClaim.all("*")) : List.of();
            return new Waiting(request, claims, visit);
        } catch (IllegalArgumentException e) {
            // Written by FileRules and SftpAccount, without what the file says.
            throw new SourceNotConfigured(
                    feed + ": sources." + feed + ": " + e.getMessage() + " (" + home.shown(home.settingsFile()) + ")");
        }
    }

    private FileSource folder(String feed, Map<String, String> source) {
        if (source.containsKey("sftp") == source.containsKey("directory")) {
            throw new SourceNotConfigured(feed + ": sources." + feed + " needs either directory or sftp; mend "
                    + home.shown(home.settingsFile()));
        }
        if (source.containsKey("sftp")) {
            SftpAccount account = SftpAccount.of(source, home.directory()::resolve);
            return new SftpFolder(feed, account, CONNECT, SILENCE, BACKOFF, pause);
        }
        Path directory = home.directory().resolve(source.getOrDefault("directory", ""));
        if (!Files.isDirectory(directory)) {
            throw new SourceNotConfigured(feed + ": sources." + feed + ".directory is no folder; make it, or correct "
                    + home.shown(home.settingsFile()));
        }
        return new LocalFolder(feed, directory);
    }

    /** Destroys archived files whose days are over, also those of feeds that are no longer configured. */
    void expireArchive() throws IOException {
        try {
            archive.expire(feed -> FileRules.archiveDays(settings.source(feed)));
        } catch (IllegalArgumentException e) {
            throw new SourceNotConfigured(home.shown(home.settingsFile()) + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        visits.values().forEach(FolderVisit::close);
        visits.clear();
    }

    /**
     * Camel looks one ahead while a delivery is on its way. What stops the source then is kept until the delivery is
     * through, so that it does not fail for what its neighbour met.
     */
    private static final class Waiting implements Iterator<Delivery> {
        private final PullRequest request;
        private final List<CompletenessClaim> claims;
        private final FolderVisit visit;
        private @Nullable PickedFile next;
        private @Nullable SourceUnreachable stop;
        private boolean isOver;

        Waiting(PullRequest request, List<CompletenessClaim> claims, FolderVisit visit) {
            this.request = request;
            this.claims = claims;
            this.visit = visit;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !isOver) {
                try {
                    next = visit.next();
                    isOver = next == null;
                } catch (SourceUnreachable e) {
                    stop = e;
                    isOver = true;
                }
            }
            return next != null || stop != null;
        }

        @Override
        public Delivery next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (stop != null) {
                SourceUnreachable told = stop;
                stop = null;
                throw new SourceStopped(told);
            }
            PickedFile file = next;
            next = null;
            return Delivery.ofFile(request.feed(), file == null ? List.of() : List.of(file))
                    .claiming(claims)
                    .accepting(request.acceptance());
        }
    }
}
