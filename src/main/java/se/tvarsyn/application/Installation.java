package se.tvarsyn.application;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.BarredList;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.Load;
import se.tvarsyn.mapping.MapRecords;
import se.tvarsyn.mapping.UnknownWords;
import se.tvarsyn.operations.BarredRows;
import se.tvarsyn.operations.Deliveries;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.FeedMemory;
import se.tvarsyn.operations.PickUp;
import se.tvarsyn.pseudonymization.HomeKeys;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.pseudonymization.Pseudonymize;
import se.tvarsyn.pseudonymization.TokenKeys;
import se.tvarsyn.quarantine.Quarantine;
import se.tvarsyn.quarantine.QuarantineRejected;
import se.tvarsyn.rotation.Rotation;
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

    Clock clock() {
        return clock;
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
     * @throws se.tvarsyn.rotation.RotationStopped where a rotation of keys is under way, or the keys do not fit the
     *     warehouse's tokens
     */
    public Chain chain(KeyStoreFile keys, DeliveryListener listener, PullProgress progress) throws IOException {
        FileChannel lockFile = lock();
        try {
            Rotation.refuseUnfitting(warehouse, keys, configuration.home().directory(), clock);
            Parts started = start(keys, listener, progress, Rows.ofCore(keys.tokenKeys()));
            parts = started;
            loadLock = lockFile;
            return started.chain;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /**
     * Under which keys rows are made, and where they go.
     *
     * @param database whose tables take the rows
     * @param areKept whether the rows are certain to be read: else nothing that outlives the run may follow from them, no
     *     cursor and no entry of the barred list
     */
    record Rows(TokenKeys keys, String database, boolean areKept) {
        static Rows ofCore(TokenKeys keys) {
            return new Rows(keys, FactTable.DATABASE, true);
        }
    }

    /** The running routes of a home whose lock is held. */
    Parts start(KeyStoreFile keys, DeliveryListener listener, PullProgress progress, Rows rows) throws IOException {
        Home home = configuration.home();
        Path scratch = emptied(home.scratch());
        DeliveryLedger ledger = ledger();
        BlockSender sender = new BlockSender();
        ClaimedKeys claimedKeys = new ClaimedKeys(warehouse, rows.database());
        FeedMemory memory = rows.areKept() ? memory() : memory().keepingCursors();
        UnknownWords unknownWords = new UnknownWords();
        HomeKeys homeKeys = keys.homeKeys();
        BarredList barred = rows.areKept()
                ? BarredList.open(home.barredList(), homeKeys.barredList())
                : BarredList.openForOneRun(home.barredList(), homeKeys.barredList());
        PendingErasures pendingErasures = new PendingErasures();
        WarehouseErasure erasure = new WarehouseErasure(warehouse, clock);
        BarredRows barredRows = new BarredRows(
                barred, home.barredList(), rows.areKept() ? erasure : erasure.changingNothing(), pendingErasures);
        barredRows.agree();
        Quarantine quarantine = new Quarantine(home.directory(), homeKeys::quarantine, clock);
        quarantine.expire(Quarantine.DEFAULT_RETENTION);
        TokenKeys tokenKeys = rows.keys();
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
                feed -> configuration.settings().largestRemovalPercent(feed),
                barredRows);
        FileArchive archive = new FileArchive(home.archive(), homeKeys::archive, clock);
        PickUp pickUp = new PickUp(
                home, configuration.settings(), configuration.mappings(), archive, memory, clock, progress);
        pickUp.expireArchive();
        Map<String, Object> steps = new LinkedHashMap<>();
        steps.put("deliveries", deliveries);
        steps.put(
                "mapRecords",
                new MapRecords(configuration.mappings(), clock, unknownWords, (feed, table) -> configuration
                        .settings()
                        .keptFrom(feed, table, LocalDate.now(clock))));
        steps.put("validateRecords", new ValidateRecords());
        steps.put("quarantineRejected", new QuarantineRejected(quarantine));
        steps.put("pseudonymize", new Pseudonymize(tokenKeys, homeKeys.barredMarks(), barred));
        steps.put("load", new Load(warehouse, sender, ledger::epoch, claimedKeys, pendingErasures, rows.database()));
        steps.put("pickUp", pickUp);
        return new Parts(sender, pickUp, Chain.start(home.routes(), steps), barred);
    }

    /**
     * The right to change the rows of this home, until the channel is closed. While a rotation of keys is unfinished only
     * that rotation has it: what is erased from a table would come back with its copy.
     *
     * @throws HomeBusy where another process loads
     * @throws se.tvarsyn.rotation.RotationStopped where a rotation is unfinished
     */
    public FileChannel lock() throws IOException {
        FileChannel lockFile = lockForRotation();
        try {
            Rotation.refuseUnfinished(configuration.home().directory());
            return lockFile;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    FileChannel lockForRotation() throws IOException {
        Home home = configuration.home();
        FileChannel lockFile = FileChannel.open(
                home.state().resolve("load.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lockFile.tryLock() != null) {
                return lockFile;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process.
            lockFile.close();
            throw new HomeBusy(home.shown(home.directory()));
        }
        lockFile.close();
        throw new HomeBusy(home.shown(home.directory()));
    }

    Configuration configuration() {
        return configuration;
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

    /** What runs while a home takes deliveries. */
    record Parts(BlockSender sender, PickUp pickUp, Chain chain, BarredList barred) {
        void close() {
            chain.close();
            pickUp.close();
            sender.close();
        }
    }
}
