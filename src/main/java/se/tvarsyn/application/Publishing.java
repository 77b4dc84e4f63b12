package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.noise.CellKeyProfile;
import se.tvarsyn.noise.RecordKeys;
import se.tvarsyn.publication.Mart;
import se.tvarsyn.publication.ReleaseInputs;
import se.tvarsyn.publication.Releases;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.LegalBasisRegister;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseUnreachable;

/** Makes releases, with a publisher's rights where they are read ({@link ReleasePlace}). */
public final class Publishing implements AutoCloseable {
    private final ReleasePlace place;
    private final ReleasePlace.Login publisher;

    private Publishing(ReleasePlace place, ReleasePlace.Login publisher) {
        this.place = place;
        this.publisher = publisher;
    }

    /**
     * @throws se.tvarsyn.publication.ReleaseRefused where the facts are on a server and {@code publication.url} is not set
     */
    public static Publishing open(Configuration configuration) throws IOException {
        ReleasePlace place = ReleasePlace.of(configuration.home(), configuration.settings());
        return new Publishing(place, place.publisher());
    }

    /**
     * Looks early, before figures are made, at what is looked at again before they are shown. A server that does not answer is
     * no reason to wait: the release is kept, and shown when it does.
     *
     * @param progress told that it does not answer
     * @throws se.tvarsyn.warehouse.RightsTooWide where the reader's login may more than an analyst
     */
    public void lookAtServer(Home home, Consumer<String> progress) throws IOException {
        if (!place.isOnServer()) {
            return;
        }
        try {
            mart(home).open();
        } catch (WarehouseUnreachable e) {
            progress.accept(e.getMessage());
        }
    }

    /**
     * Releases of a home.
     *
     * @param counted of each metric that a cube has, the tables whose rows or columns it counts
     * @param recordKeys secret of the noise
     */
    public Releases releases(
            Configuration configuration,
            Figures figures,
            Map<String, Set<FactTable>> counted,
            Warehouse facts,
            byte[] recordKeys,
            Clock clock,
            String version)
            throws IOException {
        Home home = configuration.home();
        TvarsynSettings settings = configuration.settings();
        LocalDate today = LocalDate.now(clock);
        LegalBasisRegister register = settings.register();
        return new Releases(
                facts,
                mart(home),
                new ReleaseInputs(
                        figures.catalogue(),
                        figures.cubes(),
                        figures.columns(),
                        CellKeyProfile.STANDARD,
                        new RecordKeys(recordKeys),
                        figures.labels(),
                        (feed, table) -> register.allows(feed, table, today),
                        counted,
                        FeedNames.sources(configuration, today),
                        home.warehouse(),
                        home.scratch(),
                        version),
                clock);
    }

    /** The tables of releases, made when a release is first shown; never shown to a reader who may more than an analyst. */
    public Mart mart(Home home) {
        return new Mart(publisher.warehouse(), home.warehouse().resolve("publication"), () -> {
            if (place.isOnServer()) {
                place.reader().close();
            }
        });
    }

    public Warehouse warehouse() {
        return publisher.warehouse();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
