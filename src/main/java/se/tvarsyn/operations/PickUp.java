package se.tvarsyn.operations;

import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import se.tvarsyn.mapping.Mapping;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.source.SourceUnreachable;

/** The first step of each feed's route: finds out where the source is and gives its deliveries. */
public final class PickUp implements AutoCloseable {
    private final FilePickUp files;
    private final PagePickUp pages;

    /**
     * @param archive of files that are taken and put away
     * @param memory how far each feed has come
     */
    public PickUp(
            Home home,
            TvarsynSettings settings,
            Map<String, Mapping> mappings,
            FileArchive archive,
            FeedMemory memory,
            Clock clock,
            PullProgress progress) {
        this.files = new FilePickUp(home, settings, archive, clock, time -> Thread.sleep(time.toMillis()), progress);
        this.pages = new PagePickUp(home, settings, mappings, memory, clock, progress);
    }

    /** Every file of the feed's folder that is ready is one delivery: docs/files.md. */
    public Iterator<Delivery> files(PullRequest request) throws IOException {
        return files.files(request);
    }

    /** One pull of the feed's source is one delivery: docs/transport.md. */
    public List<Delivery> pages(PullRequest request) throws IOException, SourceUnreachable {
        return pages.pages(request);
    }

    /** Destroys archived files whose days are over. */
    public void expireArchive() throws IOException {
        files.expireArchive();
    }

    /** Removes what was pulled or copied. */
    @Override
    public void close() {
        files.close();
        pages.close();
    }
}
