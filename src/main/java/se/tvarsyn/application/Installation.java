package se.tvarsyn.application;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import se.tvarsyn.barring.ReceivedStates;
import se.tvarsyn.barring.StandingState;
import se.tvarsyn.canonical.DeliveryTicket;
import se.tvarsyn.canonical.FactTable;
import se.tvarsyn.erasure.ErasureProof;
import se.tvarsyn.erasure.PendingErasures;
import se.tvarsyn.erasure.RetokenedRows;
import se.tvarsyn.erasure.WarehouseErasure;
import se.tvarsyn.load.BlockSender;
import se.tvarsyn.load.ClaimedKeys;
import se.tvarsyn.load.LaterRemovals;
import se.tvarsyn.load.Load;
import se.tvarsyn.operations.DeliveryLedger;
import se.tvarsyn.operations.DeliveryListener;
import se.tvarsyn.operations.FeedMemory;
import se.tvarsyn.operations.KeyMark;
import se.tvarsyn.operations.ReceivedDeliveries;
import se.tvarsyn.operations.ReceivedStanding;
import se.tvarsyn.operations.ToWarehouse;
import se.tvarsyn.pseudonymization.KeyChain;
import se.tvarsyn.pseudonymization.KeyStoreFile;
import se.tvarsyn.rotation.Rotation;
import se.tvarsyn.settings.Home;
import se.tvarsyn.settings.TvarsynSettings;
import se.tvarsyn.source.PullProgress;
import se.tvarsyn.warehouse.Migrations;
import se.tvarsyn.warehouse.Warehouse;
import se.tvarsyn.warehouse.WarehouseSettings;
import se.tvarsyn.zones.KnownSender;
import se.tvarsyn.zones.Outbox;
import se.tvarsyn.zones.PackBatches;
import se.tvarsyn.zones.ReceiveBatches;
import se.tvarsyn.zones.ZoneKeys;
import se.tvarsyn.zones.ZonePublicKey;

/** A home with its warehouse open, ready to take deliveries. */
public final class Installation implements AutoCloseable {
    private static final String STATES = "received states";

    private final Configuration configuration;
    private final Warehouse warehouse;
    private final Clock clock;
    private @Nullable RunningRoutes running;
    private @Nullable BlockSender receiver;
    private @Nullable ReceivedStanding standing;
    private @Nullable Locked loadLock;

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

    /** Opens the warehouse as it is, without bringing its tables up to date. */
    public static Warehouse warehouse(Configuration configuration) throws IOException {
        return Warehouse.open(warehouseSettings(configuration));
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

    Configuration configuration() {
        return configuration;
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
        return chain(keys, listener, progress, RunningRoutes.Into::tables);
    }

    /**
     * Starts the routes of a sending home: the step {@code load} packs batches for another zone.
     *
     * @throws HomeBusy where another process takes deliveries
     */
    public Chain sendingChain(
            KeyStoreFile keys,
            ZoneKeys sender,
            ZonePublicKey receiver,
            Outbox outbox,
            DeliveryListener listener,
            PullProgress progress)
            throws IOException {
        return chain(keys, listener, progress, into -> {
            PackBatches pack = new PackBatches(
                    sender,
                    receiver,
                    outbox,
                    into.keys().purpose(),
                    feed -> List.of(
                            mark(into.keys().ofPurpose()), mark(into.keys().ofFeed(feed))),
                    into.ledger().identity(),
                    ticket -> standing(into, ticket));
            // What was loaded here once, or sent to somebody else, was not sent to this receiver.
            return new RunningRoutes.Rows(pack, pack, receiver.text());
        });
    }

    private static StandingState standing(RunningRoutes.Into into, DeliveryTicket ticket) {
        return StandingState.of(
                into.barred().rowsOnceSettled(ticket),
                into.consents().unlinked().stream()
                        .map(u -> new StandingState.Unlinked(u.caseKey(), u.person(), u.keyVersion(), u.before()))
                        .toList());
    }

    private static KeyMark mark(KeyChain key) {
        return new KeyMark(key.domain(), key.version(), key.checkValue());
    }

    private Chain chain(
            KeyStoreFile keys, DeliveryListener listener, PullProgress progress, RunningRoutes.RowsOf rowsOf)
            throws IOException {
        Locked locked = lock();
        try {
            Rotation.refuseUnfitting(warehouse, keys, configuration.home().directory(), clock);
            RunningRoutes started =
                    start(keys, listener, progress, RunningRoutes.Target.ofCore(keys.tokenKeys()), rowsOf);
            running = started;
            loadLock = locked;
            return started.chain();
        } catch (IOException | RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    /** The running routes of a home whose lock is held. */
    RunningRoutes start(
            KeyStoreFile keys,
            DeliveryListener listener,
            PullProgress progress,
            RunningRoutes.Target target,
            RunningRoutes.RowsOf rowsOf)
            throws IOException {
        return RunningRoutes.start(this, keys, listener, progress, target, rowsOf);
    }

    /**
     * Opens the way for batches of other zones. Needs no key of a token, and has none.
     *
     * @param refusalOfFeed why a feed may not be loaded today and the mend; null where it may
     * @param waiting told in how many tables rows of erased persons are still to be removed from the disk
     * @throws HomeBusy where another process takes deliveries
     * @throws se.tvarsyn.canonical.HomeFileUnreadable where it is not known whom to leave out
     */
    public ReceiveBatches receiving(
            ZoneKeys zoneKeys,
            List<KnownSender> senders,
            UnaryOperator<@Nullable String> refusalOfFeed,
            DeliveryListener listener,
            LongConsumer waiting)
            throws IOException {
        loadLock = lock();
        Home home = configuration.home();
        WarehouseErasure erasure = new WarehouseErasure(warehouse, clock);
        ZoneKeys replaced = ZoneKeys.openReplaced(home.directory(), ZonePublicKey.Role.RECEIVER);
        ReceivedStanding agreed = new ReceivedStanding(
                ReceivedStates.open(
                        home.receivedStates(),
                        zoneKeys.fileKey(STATES),
                        replaced == null ? null : replaced.fileKey(STATES)),
                home.receivedStates(),
                erasure,
                new RetokenedRows(warehouse, clock),
                new ErasureProof(warehouse, waiting, "run './tvarsyn receive' again"));
        agreed.agree();
        standing = agreed;
        RunningRoutes.emptied(home.scratch());
        DeliveryLedger ledger = ledger();
        BlockSender sender = new BlockSender();
        receiver = sender;
        ClaimedKeys claimedKeys = new ClaimedKeys(warehouse, FactTable.DATABASE);
        LaterRemovals removals = new LaterRemovals(warehouse);
        PendingErasures pendingErasures = new PendingErasures();
        ReceivedDeliveries deliveries = new ReceivedDeliveries(
                warehouse,
                ledger,
                new Load(
                        warehouse,
                        sender,
                        ledger::epoch,
                        ledger::attempt,
                        claimedKeys,
                        pendingErasures,
                        removals,
                        FactTable.DATABASE),
                new ToWarehouse(
                        sender,
                        claimedKeys,
                        configuration.settings()::largestRemovalPercent,
                        pendingErasures,
                        removals,
                        erasure),
                memory(),
                agreed,
                listener,
                clock);
        return new ReceiveBatches(zoneKeys, senders, configuration.settings().purpose(), refusalOfFeed, deliveries);
    }

    /**
     * After the last batch: proves that nothing is left of whoever a sender has barred since.
     *
     * @throws ErasureProof.NotErased where something is; the next {@link #receiving} begins with it
     */
    public void settleReceived() throws IOException, ErasureProof.NotErased {
        if (standing != null) {
            standing.settle(warehouse.embedded() ? configuration.home().warehouseStorage() : null);
        }
    }

    /**
     * The right to change the rows of this home, until it is closed. While a rotation of keys is unfinished only that
     * rotation has it: what is erased from a table would come back with its copy.
     *
     * @throws HomeBusy where another process loads
     * @throws se.tvarsyn.rotation.RotationStopped where a rotation is unfinished
     */
    public Locked lock() throws IOException {
        Locked locked = lockForRotation();
        try {
            Rotation.refuseUnfinished(configuration.home().directory());
            return locked;
        } catch (IOException | RuntimeException e) {
            locked.close();
            throw e;
        }
    }

    Locked lockForRotation() throws IOException {
        return Locked.of(configuration.home());
    }

    @Override
    public void close() {
        try {
            if (running != null) {
                running.close();
            }
            if (receiver != null) {
                receiver.close();
            }
            if (loadLock != null) {
                loadLock.close();
            }
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
}
