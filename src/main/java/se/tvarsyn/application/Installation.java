package se.tvarsyn.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.Load;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.Deliveries;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.FeedMemory;
import se.tvarsyn.operations.PickUp;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantineRejected;
import se.tvarsyn.rotation.ReloadSources;
import se.tvarsyn.rotation.Rotation;
import se.tvarsyn.rotation.RotationOutcome;
import se.tvarsyn.rotation.RotationProgress;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.FileArchive;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.validation.ValidateRecords;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;

/** A home with its warehouse open, ready to take deliveries. */
public final class Installation implements AutoCloseable {
    private final Configuration configuration;
    private final Warehouse warehouse;
    private final Clock clock;
    private @Nullable Parts parts;
    private @Nullable FileChannel loadLock;

    private Installation(Configuration configuration, Warehouse warehouse, Clock clock) {
        this.configuration = configuration;
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** Opens the warehouse and brings its tables up to date. */
    public static Installation open(Configuration configuration, Clock clock) throws IOException {
        Warehouse warehouse = Warehouse.open(warehouseSettings(configuration));
        try {
            Migrations.apply(warehouse, configuration.home().migrations());
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
        return new Installation(configuration, warehouse, clock);
    }

    private static WarehouseSettings warehouseSettings(Configuration configuration) throws IOException {
        Home home = configuration.home();
        TvarsynSettings settings = configuration.settings();
        Home.privateDirectory(home.state());
        WarehouseSettings embedded = WarehouseSettings.embedded(home.warehouseStorage(), home.engine());
        return settings.warehouseUrl() == null
                ? embedded
                : embedded.withServer(
                        settings.warehouseUrl(), settings.warehouseUser(), settings.warehousePasswordFile());
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    /**
     * For who reads {@code core}.
     *
     * @throws se.tvarsyn.rotation.RotationStopped where a rotation was broken off between two tables
     */
    public Warehouse readableWarehouse() throws IOException {
        Rotation.refuseHalfExchanged(warehouse, configuration.home().directory());
        return warehouse;
    }

    public FeedMemory memory() {
        return new FeedMemory(warehouse, clock);
    }

    public DeliveryLedger ledger() {
        return new DeliveryLedger(warehouse, clock);
    }

    /**
     * Starts the routes. One process at a time loads into a home: the order of deliveries is given here.
     *
     * @throws HomeBusy where another process loads
     * @throws se.tvarsyn.rotation.RotationStopped where a rotation of keys is under way, or the keys do not fit the warehouse's tokens
     */
    public Chain chain(KeyStoreFile keys, DeliveryListener listener, PullProgress progress) throws IOException {
        FileChannel lockFile = lockLoading();
        try {
            Rotation.refuseUnfitting(warehouse, keys, configuration.home().directory(), clock);
            Parts started = start(keys, keys.tokenKeys(), FactTable.DATABASE, memory(), listener, progress);
            parts = started;
            loadLock = lockFile;
            return started.chain;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Rotates keys by chain, or finishes a rotation that was broken off. Nothing loads meanwhile.
     *
     * @throws HomeBusy where another process loads
     */
    public RotationOutcome rotate(KeyStoreFile keys, String domain, RotationProgress progress) throws IOException {
        try (FileChannel lockFile = lockLoading()) {
            return new Rotation(warehouse, keys, configuration.home().directory(), clock, progress).chain(domain);
        }
    }

    /** Sends everything that a feed's source holds into a chain. */
    public interface Source {
        void send(Chain chain) throws IOException;
    }

    /**
     * Rotates keys by loading every row again from its source, or finishes a rotation that was broken off.
     *
     * @param sources by feed
     * @param progress is told what the campaign does
     * @param pulls is told of pages and files
     * @throws HomeBusy where another process loads
     */
    public RotationOutcome reload(
            KeyStoreFile keys,
            String domain,
            Map<String, Source> sources,
            RotationProgress progress,
            DeliveryListener listener,
            PullProgress pulls)
            throws IOException {
        ReloadSources again = new ReloadSources() {
            @Override
            public Set<String> feeds() {
                return sources.keySet();
            }

            @Override
            public void load(Set<String> feeds, TokenKeys next, String database) throws IOException {
                Parts started = start(keys, next, database, memory().keepingCursors(), listener, pulls);
                try {
                    for (String feed : feeds) {
                        progress.passed("loading " + feed + " again");
                        Objects.requireNonNull(sources.get(feed)).send(started.chain);
                    }
                } finally {
                    started.close();
                }
            }
        };
        try (FileChannel lockFile = lockLoading()) {
            return new Rotation(warehouse, keys, configuration.home().directory(), clock, progress)
                    .reload(domain, again);
        }
    }

    /** What must not happen beside a load or a rotation. */
    public interface Act {
        void run() throws IOException;
    }

    /**
     * Does something while no other process loads, and while no rotation is under way.
     *
     * @throws HomeBusy where another process loads
     */
    public void whileNothingLoads(Act act) throws IOException {
        try (FileChannel lockFile = lockLoading()) {
            Rotation.refuseUnfinished(configuration.home().directory());
            act.run();
        }
    }

    private FileChannel lockLoading() throws IOException {
        Home home = configuration.home();
        FileChannel lockFile = FileChannel.open(
                home.state().resolve("load.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new HomeBusy(home.shown(home.directory()));
        }
        return lockFile;
    }

    /**
     * The running routes of a home whose load lock is held.
     *
     * @param database where the tables are that take the rows
     */
    private Parts start(
            KeyStoreFile keys,
            TokenKeys tokenKeys,
            String database,
            FeedMemory memory,
            DeliveryListener listener,
            PullProgress progress)
            throws IOException {
        Home home = configuration.home();
        Path scratch = emptied(home.scratch());
        DeliveryLedger ledger = ledger();
        BlockSender sender = new BlockSender();
        ClaimedKeys claimedKeys = new ClaimedKeys(warehouse, database);
        UnknownWords unknownWords = new UnknownWords();
        Quarantine quarantine = new Quarantine(home.directory(), keys::quarantineKey, clock);
        quarantine.expire(Quarantine.DEFAULT_RETENTION);
        Deliveries deliveries = new Deliveries(
                ledger,
                configuration.mappings(),
                feed -> tokenKeys.ofPurpose().recipe() + tokenKeys.ofFeed(feed).recipe(),
                quarantine,
                sender,
                scratch,
                clock,
                listener,
                memory,
                claimedKeys,
                unknownWords,
                feed -> configuration.settings().largestRemovalPercent(feed));
        FileArchive archive = new FileArchive(home.archive(), keys::archiveKey, clock);
        PickUp pickUp = new PickUp(
                home, configuration.settings(), configuration.mappings(), archive, memory, clock, progress);
        pickUp.expireArchive();
        Map<String, Object> steps = new LinkedHashMap<>();
        steps.put("deliveries", deliveries);
        steps.put("mapRecords", new MapRecords(configuration.mappings(), clock, unknownWords));
        steps.put("validateRecords", new ValidateRecords());
        steps.put("quarantineRejected", new QuarantineRejected(quarantine));
        steps.put("pseudonymize", new Pseudonymize(tokenKeys));
        steps.put("load", new Load(warehouse, sender, ledger::epoch, claimedKeys, database));
        steps.put("pickUp", pickUp);
        return new Parts(sender, pickUp, Chain.start(home.routes(), steps));
    }

    /** What a process that was killed left behind is enciphered with a key that is gone: it is removed. */
    private static Path emptied(Path scratch) throws IOException {
        try (var left = Files.walk(scratch)) {
            for (Path file : left.sorted(java.util.Comparator.reverseOrder()).collect(Collectors.toList())) {
                if (!file.equals(scratch)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return scratch;
    }

    @Override
    public void close() {
        try {
            if (parts != null) {
                parts.close();
            }
            if (loadLock != null) {
                loadLock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            warehouse.close();
        }
    }

    /** Another process loads into this home. */
    public static final class HomeBusy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HomeBusy(String home) {
            super("another process is loading into " + (home.isEmpty() ? "this home" : home)
                    + "; wait until it has finished");
        }
    }

    private record Parts(BlockSender sender, PickUp pickUp, Chain chain) {
        void close() {
            chain.close();
            pickUp.close();
            sender.close();
        }
    }
}
