package se.tvarsyn.application;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.Pseudonym;
import se.tvarsyn.consent.ConsentMemory;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.operations.BarredRows;
import se.tvarsyn.operations.CaseConsents;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.rotation.ReloadSources;
import se.tvarsyn.rotation.Rotation;
import se.tvarsyn.rotation.RotationOutcome;
import se.tvarsyn.rotation.RotationProgress;
import se.tvarsyn.rotation.RotationStopped;
import se.tvarsyn.settings.Home;
import se.tvarsyn.source.PullProgress;

/** Rotations of the keys of one home. Nothing loads and nothing is erased meanwhile. */
public final class Rotations {
    private final Installation installation;
    private final KeyStoreFile keys;
    private final RotationProgress progress;

    /** @param progress is told what a rotation does */
    public Rotations(Installation installation, KeyStoreFile keys, RotationProgress progress) {
        this.installation = installation;
        this.keys = keys;
        this.progress = progress;
    }

    /** Sends everything that a feed's source holds into a chain. */
    @FunctionalInterface
    public interface Source {
        void send(Chain chain) throws IOException;
    }

    /** Rotates by chain, or finishes a rotation by chain that was broken off. */
    public RotationOutcome chain(String domain) throws IOException {
        try (Locked lock = installation.lockForRotation()) {
            settle();
            return rotation().chain(domain);
        }
    }

    /**
     * Rotates by loading every row again from its source, or finishes such a rotation that was broken off.
     *
     * @param sources by feed
     * @param listener is told of deliveries
     * @param pulls is told of pages and files
     */
    public RotationOutcome reload(
            String domain, Map<String, Source> sources, DeliveryListener listener, PullProgress pulls)
            throws IOException {
        ReloadSources again = new ReloadSources() {
            @Override
            public Set<String> feeds() {
                return sources.keySet();
            }

            @Override
            public void load(Set<String> feeds, TokenKeys next, String database) throws IOException {
                RunningRoutes started = installation.start(
                        keys,
                        listener,
                        pulls,
                        new RunningRoutes.Target(next, database, false),
                        RunningRoutes.Into::tables);
                try {
                    Set<Pseudonym> barred = started.barred().marks();
                    long consents = started.consents().generation();
                    for (String feed : feeds) {
                        progress.passed("loading " + feed + " again");
                        Objects.requireNonNull(sources.get(feed)).send(started.chain());
                    }
                    refuseOtherMarks(barred, started.barred().marks());
                    refuseWithdrawals(consents, started.consents().generation());
                } finally {
                    started.close();
                }
            }
        };
        try (Locked lock = installation.lockForRotation()) {
            settle();
            return rotation().reload(domain, again);
        }
    }

    private Rotation rotation() {
        Path home = installation.configuration().home().directory();
        return new Rotation(installation.warehouse(), keys, home, installation.clock(), progress);
    }

    /** What the files of the home say of rows is done first, under the tokens by which they know them. */
    private void settle() throws IOException {
        eraseBarred();
        unlinkWithdrawn();
    }

    /**
     * Rows of withdrawn consents are unlinked under the tokens of today. So no row under a later version is linked by a
     * consent that is known as withdrawn, and the older tokens of the memory are right for what they are kept for.
     */
    private void unlinkWithdrawn() throws IOException {
        Home home = installation.configuration().home();
        ConsentMemory consents =
                ConsentMemory.open(home.consents(), keys.homeKeys().consents());
        RetokenedRows rows = new RetokenedRows(installation.warehouse(), installation.clock());
        new CaseConsents(consents, home.consents(), rows, (ticket, reading) -> {}).agree();
    }

    /** A consent that is withdrawn meanwhile would be forgotten with the run, and the old tables keep its rows linked. */
    private static void refuseWithdrawals(long before, long after) {
        if (before != after) {
            throw new RotationStopped("a source withdraws a consent that was valid, and a rotation does not unlink: run"
                    + " './tvarsyn run' or 'load' for that feed first, then rotate again");
        }
    }

    /**
     * Rows of barred persons go first, under the tokens by which the barred list knows them. So no row under a later
     * version is ever about them, and the list's older tokens are right for what they are kept for: warehouses restored
     * from the same day as those keys.
     */
    private void eraseBarred() throws IOException {
        Home home = installation.configuration().home();
        BarredList barred = BarredList.open(home.barredList(), keys.homeKeys().barredList());
        WarehouseErasure erasure = new WarehouseErasure(installation.warehouse(), installation.clock());
        new BarredRows(barred, home.barredList(), erasure, new PendingErasures()).agree();
    }

    /** Whom a source marks for the first time must go from every feed and from the old tables, whatever the rotation finds. */
    private static void refuseOtherMarks(Set<Pseudonym> before, Set<Pseudonym> after) {
        if (!before.equals(after)) {
            throw new RotationStopped("a source marks other persons as protected than before, and a rotation does not"
                    + " erase: run './tvarsyn run' or 'load' for every feed first, then rotate again");
        }
    }
}
