package se.tvarsyn.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.DocumentNames;

/**
 * One visit to the folder of a file feed: gives the files that are ready, one by one and by name, and puts each away when
 * its delivery is loaded. What is guaranteed stands in docs/files.md. For one thread.
 */
public final class FolderVisit implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final String feed;
    private final FileSource source;
    private final FileRules rules;
    private final FileArchive archive;
    private final PulledPages copies;
    private final Clock clock;
    private final Pause pause;
    private final PullProgress progress;
    /** The folder as it was at the last look, by name. */
    private Map<String, SeenFile> folder = Map.of();

    private @Nullable Deque<SeenFile> ready;

    /** @param scratch folder for the enciphered copies */
    public FolderVisit(
            String feed,
            FileSource source,
            FileRules rules,
            FileArchive archive,
            Path scratch,
            Clock clock,
            Pause pause,
            PullProgress progress) {
        this.feed = feed;
        this.source = source;
        this.rules = rules;
        this.archive = archive;
        this.copies = new PulledPages(scratch);
        this.clock = clock;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * The next file that is ready and was not taken before.
     *
     * @return null when there is none left
     * @throws SourceUnreachable where the folder as a whole cannot be read; files given before stay good
     */
    public @Nullable PickedFile next() throws SourceUnreachable {
        if (ready == null) {
            ready = new ArrayDeque<>(findReady());
        }
        for (SeenFile file = ready.poll(); file != null; file = ready.poll()) {
            try {
                if (!isMarked(file)) {
                    return copy(file);
                }
            } catch (FileRefused e) {
                tell(file.name(), e);
            }
        }
        return null;
    }

    private List<SeenFile> findReady() throws SourceUnreachable {
        folder = look();
        List<SeenFile> first = wanted(folder);
        if (first.isEmpty()) {
            return first;
        }
        // A server's clock may be slow, and a file that is being written would look as if it had rested.
        Instant rested = clock.instant().minus(rules.settle());
        if (source.sharesOurClock()
                && first.stream().noneMatch(f -> f.modified().isAfter(rested))) {
            return first;
        }
        pause();
        folder = look();
        return first.stream().filter(this::hasSettled).toList();
    }

    private Map<String, SeenFile> look() throws SourceUnreachable {
        Map<String, SeenFile> files = new LinkedHashMap<>();
        source.list().stream()
                .sorted(Comparator.comparing((SeenFile f) -> f.name().toLowerCase(Locale.ROOT))
                        .thenComparing(SeenFile::name))
                .forEach(f -> files.put(f.name(), f));
        return files;
    }

    private List<SeenFile> wanted(Map<String, SeenFile> files) {
        List<SeenFile> whole = files.values().stream()
                .filter(f -> rules.isWanted(f.name()))
                .filter(f -> isDeclaredWhole(f, files))
                .toList();
        long waiting = files.keySet().stream().filter(rules::isWanted).count() - whole.size();
        if (waiting > 0) {
            progress.fileWaits(feed + ": files without a done-file, or with one that is older than they are: " + waiting
                    + "; they are taken when the sender has written it");
        }
        return whole;
    }

    /** An old companion is about an old file: the sender may be writing over that just now. */
    private boolean isDeclaredWhole(SeenFile file, Map<String, SeenFile> files) {
        String companion = rules.companionOf(file.name());
        if (companion == null) {
            return true;
        }
        SeenFile done = files.get(companion);
        return done != null && !done.modified().isBefore(file.modified());
    }

    private boolean hasSettled(SeenFile before) {
        SeenFile now = folder.get(before.name());
        if (now == null) {
            tell(before.name(), FileRefused.because("is gone", "ask the sender whether it was withdrawn"));
        } else if (now.size() < before.size()) {
            tell(before.name(), shrunk());
        } else if (!now.equals(before)) {
            tell(before.name(), FileRefused.forNow("is still being written"));
        }
        return before.equals(now);
    }

    private static FileRefused shrunk() {
        return FileRefused.because(
                "became smaller while it was waited for", "ask the sender to write under another name and rename");
    }

    private void pause() throws SourceUnreachable {
        try {
            pause.of(rules.settle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnreachable(feed, "files", null, "the pick-up was stopped", "run it again");
        }
    }

    private boolean isMarked(SeenFile file) throws SourceUnreachable, FileRefused {
        String name = TakenMark.nameFor(file.name());
        if (rules.after() != FileRules.After.MARK || !folder.containsKey(name)) {
            return false;
        }
        byte[][] mark = new byte[1][];
        source.read(name, in -> mark[0] = in.readNBytes(TakenMark.LONGEST));
        MessageDigest[] digest = new MessageDigest[1];
        source.read(file.name(), in -> {
            digest[0] = sha256();
            pass(in, OutputStream.nullOutputStream(), digest[0]);
        });
        return TakenMark.fits(mark[0], digest[0].digest());
    }

    private PickedFile copy(SeenFile file) throws SourceUnreachable, FileRefused {
        Copying copying = new Copying(file.name());
        boolean isWhole = false;
        try {
            source.read(file.name(), copying);
            SeenFile now = source.look(file.name());
            if (now == null) {
                throw FileRefused.because("was withdrawn while it was read", "ask the sender");
            }
            if (copying.length < file.size() && now.size() < file.size()) {
                throw shrunk();
            }
            if (copying.length != file.size() || !now.equals(file)) {
                throw FileRefused.forNow("changed while it was read");
            }
            isWhole = true;
            return new PickedFile(this, file, copying.page(), copying.digest.digest());
        } finally {
            if (!isWhole) {
                copying.drop();
            }
        }
    }

    private static long pass(InputStream in, OutputStream out, MessageDigest digest) throws IOException, FileRefused {
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            digest.update(buffer, 0, count);
            length += count;
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                throw diskFull();
            }
        }
        return length;
    }

    void taken(PickedFile file) {
        try {
            if (rules.after() != FileRules.After.KEEP) {
                putAway(file);
            }
        } catch (FileRefused e) {
            tell(file.name(), e);
        } catch (SourceUnreachable e) {
            progress.fileProblem(e.getMessage() + " (" + DocumentNames.safe(file.name())
                    + " is loaded, but not put away: it is known when it comes again)");
        } finally {
            left(file);
        }
    }

    private void putAway(PickedFile file) throws SourceUnreachable, FileRefused {
        stillThere(file);
        if (rules.after() == FileRules.After.MARK) {
            source.write(TakenMark.nameFor(file.name()), TakenMark.of(file.sha256(), LocalDate.now(clock)));
            return;
        }
        if (rules.after() == FileRules.After.ARCHIVE) {
            try {
                archive.put(feed, file);
            } catch (IOException e) {
                throw FileRefused.because("cannot be archived under the home, so it stays", "make room on the disk");
            }
            stillThere(file);
        }
        // First what says that the file is whole: left alone, it would say so of the next half-written one.
        String companion = rules.companionOf(file.name());
        if (companion != null) {
            source.delete(companion);
        }
        source.delete(file.name());
        if (folder.containsKey(TakenMark.nameFor(file.name()))) {
            source.delete(TakenMark.nameFor(file.name()));
        }
    }

    private void stillThere(PickedFile file) throws SourceUnreachable, FileRefused {
        SeenFile now = source.look(file.name());
        if (now == null) {
            throw FileRefused.because("is loaded, but was gone before it could be put away", "ask the sender");
        }
        if (!now.equals(file.seen())) {
            throw FileRefused.forNow("was replaced while it was loaded");
        }
    }

    void left(PickedFile file) {
        try {
            file.copy().delete();
        } catch (IOException e) {
            progress.fileProblem(
                    feed + ": an enciphered temporary file cannot be removed; see to the rights of the home");
        }
    }

    private void tell(String name, FileRefused what) {
        String message = feed + ": " + DocumentNames.safe(name) + ": " + what.getMessage();
        if (what.isPassing()) {
            progress.fileWaits(message);
        } else {
            progress.fileProblem(message);
        }
    }

    /** Removes every copy that is left, and closes the source. */
    @Override
    public void close() {
        try {
            source.close();
        } finally {
            copies.close();
        }
    }

    private static FileRefused diskFull() {
        return FileRefused.because("cannot be stored under the home", "make room on the disk");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Copies a file; begins a new copy where the source begins a new try. */
    private final class Copying implements FileSource.Reading {
        private final String name;
        private @Nullable EncipheredPage page;
        private MessageDigest digest = sha256();
        private long length;

        Copying(String name) {
            this.name = name;
        }

        @Override
        public void take(InputStream in) throws IOException, FileRefused {
            drop();
            digest = sha256();
            EncipheredPage begun = copies.begin(name);
            page = begun;
            OutputStream out;
            try {
                out = begun.create();
            } catch (IOException e) {
                throw diskFull();
            }
            boolean isWhole = false;
            try {
                length = pass(in, out, digest);
                isWhole = true;
            } finally {
                close(out, isWhole);
            }
        }

        private static void close(OutputStream out, boolean isWhole) throws FileRefused {
            try {
                out.close();
            } catch (IOException e) {
                if (isWhole) {
                    throw diskFull();
                }
            }
        }

        EncipheredPage page() {
            if (page == null) {
                throw new IllegalStateException("nothing was read");
            }
            return page;
        }

        void drop() throws FileRefused {
            try {
                if (page != null) {
                    page.delete();
                }
            } catch (IOException e) {
                throw diskFull();
            }
        }
    }
}
